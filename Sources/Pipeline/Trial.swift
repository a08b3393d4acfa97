import Alerting
import Foundation
import Intake
import Model
import Settings
import Text
import Transport
import Watchlists

/// `jibu try`: anybody's own feed and a few terms, with nothing configured and nothing stored.
package struct Trial: Sendable {
    package struct Hit: Sendable {
        package var post: RawPost
        package var excerpt: Excerpt
    }

    package struct Result: Sendable {
        package var posts = 0
        package var flagged = 0
        package var hits: [Hit] = []
        package var setAside: [SetAsideClaim] = []
        package var notes: [String] = []
    }

    private let url: String
    private let terms: [String]
    private let language: String?
    private let allow: [String]
    private let kinds: [SourceKind]

    /// - Parameter language: of the terms; those with /n, /v or /a need it.
    package init(url: String, terms: [String], language: String? = nil, allow: [String], kinds: [SourceKind]) {
        self.url = url
        self.terms = terms
        self.language = language
        self.allow = allow
        self.kinds = kinds
    }

    /// Fetches the feed once and matches its posts as a run would: redacted, on all views.
    package func perform(
        at now: Instant, clock: @escaping @Sendable () -> Instant
    ) async throws(PipelineError) -> Result {
        let set: PatternSet
        do {
            set = try PatternSet.quick(terms: terms, language: language)
        } catch {
            throw .nothingScanned("\(error)")
        }
        let harvest = try await fetch(at: now, clock: clock)
        var result = Result()
        result.posts = harvest.posts.count
        result.notes = harvest.notes
        var matcher = set.matcher()
        for post in harvest.posts {
            let text = Redaction.redact(Intake.oneText(title: post.title, body: post.text)).text
            let found = matcher.matches(in: text)
            result.setAside += found.setAside.map { SetAsideClaim($0, in: text) }
            guard let match = found.matches.first else { continue }
            result.flagged += 1
            result.hits.append(Hit(post: post, excerpt: Excerpt(of: text, around: match.range, aloneWithin: false)))
        }
        return result
    }

    private func fetch(at now: Instant, clock: @escaping @Sendable () -> Instant) async throws(PipelineError) -> Harvest {
        guard let kind = kinds.first(where: { $0.name == "feed" }) else { throw .nothingScanned("There is no feed source.") }
        let isWeb = url.hasPrefix("http://") || url.hasPrefix("https://")
        let folder = FileManager.default.currentDirectoryPath
        let path = url.hasPrefix("file:") ? String(url.dropFirst(5)) : url
        let absolute = path.hasPrefix("/") ? path : folder + "/" + path
        let address = isWeb ? url : "file:" + absolute
        var findings: [Finding] = []
        let place = FilePlace(file: "command line")
        let node = Node(
            .mapping([(key: Node(.scalar("url", quoted: false), at: place), value: Node(.scalar(address, quoted: true), at: place))]),
            at: place)
        guard let source = kind.make(node, &findings) else { throw .configuration(findings) }
        let policy = NetworkPolicy(
            allow: Set(allow.compactMap { HostPort($0) }), userAgent: "jibu/0.1 (trial)")
        let client = NetworkClient(policy: policy, hostBlocks: [:], now: clock)
        let files = LocalFiles(
            base: folder, allowed: isWeb ? [] : [(absolute as NSString).deletingLastPathComponent], network: client)
        do {
            return try await source.fetch(after: nil, using: SourceContext(http: files, now: now))
        } catch {
            throw .nothingScanned("\(error)")
        }
    }
}
