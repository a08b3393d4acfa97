import Model
import Reading

/// What robots.txt of the sites says that a fetch asks, each asked at most once a day (RFC 9309 section 2.4).
///
/// A source keeps this value in its cursor as `json`. Every host has a file of its own, so a page that leads to another
/// host is a question of that host's file.
public struct RobotsFiles: Sendable, Hashable {
    private struct File: Sendable, Hashable {
        /// Seconds since 1970.
        var asked: Int64
        var rules: RobotsRules
    }

    /// By the address of the file.
    private var files: [String: File] = [:]

    /// A day, in seconds.
    private static let lifetime: Int64 = 86_400
    /// Sites that are remembered, and bytes of rules in a cursor.
    private static let mostFiles = 8
    private static let storedBytes = 4_000

    /// Nothing is known yet.
    public init() {}

    /// The rules of the site that an address belongs to, asked for unless they are known.
    ///
    /// - Throws: for a site that cannot say what it forbids: it forbids everything (section 2.3.1.4).
    public mutating func rules(
        for url: String, using context: SourceContext
    ) async throws(SourceFailure) -> RobotsRules {
        guard let address = Self.address(for: url) else { return RobotsRules() }
        let now = context.now.seconds
        if let known = files[address], (0..<Self.lifetime).contains(now - known.asked) { return known.rules }
        let rules = try await Self.ask(address, using: context)
        let oldest = files.min { ($0.value.asked, $0.key) < ($1.value.asked, $1.key) }
        if files.count >= Self.mostFiles, let oldest { files[oldest.key] = nil }
        files[address] = File(asked: now, rules: rules)
        return rules
    }

    /// Forgets what was said longer than a day ago, at the beginning of a fetch.
    public mutating func forgetOld(at now: Instant) {
        files = files.filter { (0..<Self.lifetime).contains(now.seconds - $0.value.asked) }
    }

    /// Whether an address may be read, by what is known; false for a site whose rules are not.
    public func allows(_ url: String) -> Bool {
        Self.address(for: url).flatMap { files[$0] }?.rules.allows(url) ?? false
    }

    /// True when the rules of the site are here, whatever they say.
    public func knows(_ url: String) -> Bool { Self.address(for: url).map { files[$0] != nil } ?? false }

    private static func address(for url: String) -> String? { URLText.resolve("/robots.txt", against: url) }

    private static func ask(
        _ address: String, using context: SourceContext
    ) async throws(SourceFailure) -> RobotsRules {
        var limits = HTTPLimits()
        limits.bodyBytes = 1 << 20
        let response: HTTPResponse
        do {
            response = try await context.http.send(HTTPRequest(.get, address, limits: limits))
        } catch {
            throw error.kind == .hostBlocked
                ? SourceFailure.throttled(url: address, until: error.retryAt) : SourceFailure.transport(error)
        }
        switch response.status {
        case 200: return RobotsRules(response.body)
        case 429, 503:
            throw .throttled(url: address, until: RetryAfter.read(response.header("Retry-After"), now: context.now))
        case 500...: throw .status(response.status, url: address)
        // No such file: nothing is forbidden (section 2.3.1.3).
        default: return RobotsRules()
        }
    }

    // MARK: in a cursor

    /// `{"https://…/robots.txt":{"asked":…,"rules":"…"}}`. Rules that do not fit are asked for again each time: half of
    /// them would be none.
    public var json: JSONValue {
        var room = Self.storedBytes
        var members: [(String, JSONValue)] = []
        for (address, file) in files.sorted(by: { ($1.value.asked, $0.key) < ($0.value.asked, $1.key) }) {
            let text = file.rules.text
            let size = address.utf8.count + text.utf8.count
            guard size <= room else { continue }
            room -= size
            members.append((address, .object([("asked", .integer(file.asked)), ("rules", .string(text))])))
        }
        return .object(members)
    }

    /// What `json` wrote; what cannot be read is asked for again.
    public init(_ value: JSONValue?) {
        for (address, file) in (value?.object ?? []).prefix(Self.mostFiles) {
            guard let asked = file["asked"]?.integer, let text = file["rules"]?.string else { continue }
            files[address] = File(asked: asked, rules: RobotsRules(Array(text.utf8)))
        }
    }
}
