import Model
import Settings

/// What a source may use while it fetches. There is nothing else: no clock,
/// no files, no network of its own.
public struct SourceContext: Sendable {
    /// The polite client. It answers `http:`, `https:` and, below the folder of jibu.yaml, `file:` URLs. It throws
    /// `overBudget` when the run may fetch no more: keep what you have, and leave the cursor where it was.
    public var http: any HTTPClient { watch }
    /// Starts programs, each in a cage of its own.
    public let programs: any ProgramRunner
    /// When this fetch counts as made.
    public let now: Instant
    /// At most so many posts are taken from one harvest; the newest ones win.
    public let maximumPosts: Int
    /// Units of the platform's quota that this source used since 00:00 UTC, this fetch not included.
    public let unitsToday: Int
    let watch: FetchWatch
    private let readSecret: SecretReader

    public typealias SecretReader = @Sendable (SecretReference) throws(SecretFailure) -> Secret

    public init(
        http: any HTTPClient, programs: any ProgramRunner = NoPrograms(), now: Instant, maximumPosts: Int = 10_000,
        secret: @escaping SecretReader = { reference throws(SecretFailure) in try reference.read() }
    ) {
        self.init(
            http: http, programs: programs, now: now, maximumPosts: maximumPosts, unitsToday: 0, budget: .unlimited,
            secret: secret)
    }

    /// One fetch of a run: counted, and inside its budget. A context serves one fetch.
    package init(
        http: any HTTPClient, programs: any ProgramRunner, now: Instant, maximumPosts: Int = 10_000, unitsToday: Int,
        budget: FetchBudget, secret: @escaping SecretReader
    ) {
        watch = FetchWatch(http, budget: budget)
        self.unitsToday = unitsToday
        self.programs = programs
        readSecret = secret
        self.now = now
        self.maximumPosts = maximumPosts
    }

    /// What one harvest may hold of posts and of the comments below them: posts go first, of too many the newest; of
    /// the comments the first ones. A note counts those that did not fit: then the harvest's reach is `part`.
    public func fitting(_ posts: [RawPost], comments: [RawPost] = [], notes: inout [String]) -> [RawPost] {
        let most = max(0, maximumPosts)
        let kept = Self.newest(most, of: posts)
        let words = comments.prefix(most - kept.count)
        let left = [(posts.count - kept.count, "posts"), (comments.count - words.count, "comments")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        if !left.isEmpty {
            notes.append(
                "one fetch gives \(most) posts at most; left out for good: \(left.joined(separator: " and "))")
        }
        return kept + words
    }

    /// The newest by date, in the order in which they came; undated ones count as new.
    private static func newest(_ count: Int, of posts: [RawPost]) -> [RawPost] {
        guard posts.count > count else { return posts }
        let dates = posts.map { $0.published ?? Instant(milliseconds: .max) }
        let order = posts.indices.sorted { (dates[$0], $1) > (dates[$1], $0) }
        return order.prefix(count).sorted().map { posts[$0] }
    }

    /// Notes units of the platform's quota, as they are used: they count also when the fetch fails afterwards.
    public func spend(units: Int) { watch.spend(units: units) }

    /// Reads a secret that the source's settings name. From here on nothing that this fetch says shows it.
    public func secret(_ reference: SecretReference) throws(SecretFailure) -> Secret {
        let secret = try readSecret(reference)
        watch.hide(String(decoding: secret.reveal(), as: UTF8.self))
        return secret
    }

    /// A text without any secret that this fetch has read.
    public func hidden(_ text: String) -> String { watch.hidden(text) }

    /// A health whose words came from outside, without such secrets and in one line.
    public func hidden(_ health: SourceHealth) -> SourceHealth { health.presentable(watch.hidden) }
}

/// A place where no program is run: trials, and tests of other things.
public struct NoPrograms: ProgramRunner {
    public init() {}
    public func run(_ request: ProgramRequest, line: @escaping @Sendable (ProgramLine) -> Bool) async -> ProgramEnd {
        ProgramEnd(.notStarted("programs are not run here"))
    }
}

/// Why a source gave no harvest.
public enum SourceFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// No complete response arrived.
    case transport(HTTPFailure)
    /// The place answered with a status that is no answer.
    case status(Int, url: String)
    /// Asked to slow down; not before `until` when that is known.
    case throttled(url: String, until: Instant?)
    /// Gone for good: 410.
    case gone(url: String)
    /// A program that could not be started, or that ended badly without a single post.
    case program(path: String, what: String)
    /// A secret that the settings name could not be read. Never holds a byte of it.
    case secret(String)
    /// The place says in its own words why it will not answer, and asking again will not help: a token that expired, a
    /// permission that is missing, an interface that is switched off.
    ///
    /// `code` is the platform's own word for it, for sources that must tell one refusal from another.
    case refused(url: String, what: String, code: String? = nil)
    /// A 200 that is no answer: a login page, an error object, an empty body.
    case notAnAnswer(url: String, what: String)

    /// What this failure means for the source's state.
    public var health: SourceHealth {
        switch self {
        case .transport(let failure): .failed(failure.what)
        case .status(let status, _): .failed("the server answered \(status)")
        case .throttled(_, let until): .throttled(until: until)
        case .gone: .gone("the server says it is gone for good (410); remove the source or give its new address")
        case .program(_, let what), .secret(let what): .failed(what)
        case .refused(_, let what, _): .failed(what)
        case .notAnAnswer(_, let what): .softFailed(what)
        }
    }

    /// The earliest sensible next try, when the other side named one.
    public var retryAt: Instant? {
        switch self {
        case .transport(let failure): failure.retryAt
        case .throttled(_, let until): until
        case .status, .gone, .refused, .notAnAnswer, .program, .secret: nil
        }
    }

    public var description: String {
        switch self {
        case .transport(let failure): failure.description
        case .status(let status, let url): "\(url): the server answered \(status)"
        case .throttled(let url, let until):
            "\(url): asked to slow down" + (until.map { ", not before \($0)" } ?? "")
        case .gone(let url): "\(url): gone for good (410)"
        case .program(let path, let what): "\(path): \(what)"
        case .secret(let what): what
        case .refused(let url, let what, _), .notAnAnswer(let url, let what): "\(url): \(what)"
        }
    }
}
