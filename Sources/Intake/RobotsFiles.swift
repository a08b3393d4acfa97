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
    /// When hosts were asked in vain, in seconds since 1970: those that wait longest are asked first.
    private var silent: [String: Int64] = [:]

    /// A day, in seconds.
    private static let lifetime: Int64 = 86_400
    /// Sites that are remembered, and bytes of rules in a cursor.
    private static let mostFiles = 8
    private static let storedBytes = 4_000
    /// Hosts without an answer that are remembered, and the longest address of one.
    private static let mostSilent = 16
    private static let longestAddress = 300

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
        let rules: RobotsRules
        do throws(SourceFailure) { rules = try await Self.ask(address, using: context) } catch {
            noteSilence(of: address, at: now)
            throw error
        }
        silent[address] = nil
        let oldest = files.min { ($0.value.asked, $0.key) < ($1.value.asked, $1.key) }
        if files.count >= Self.mostFiles, let oldest { files[oldest.key] = nil }
        files[address] = File(asked: now, rules: rules)
        return rules
    }

    private mutating func noteSilence(of address: String, at now: Int64) {
        guard address.utf8.count <= Self.longestAddress else { return }
        let oldest = silent.min { ($0.value, $0.key) < ($1.value, $1.key) }
        if silent[address] == nil, silent.count >= Self.mostSilent, let oldest { silent[oldest.key] = nil }
        silent[address] = now
    }

    /// Forgets what was said longer than a day ago, at the beginning of a fetch.
    public mutating func forgetOld(at now: Instant) {
        files = files.filter { (0..<Self.lifetime).contains(now.seconds - $0.value.asked) }
        silent = silent.filter { (0..<Self.lifetime).contains(now.seconds - $0.value) }
    }

    /// One address of each host whose rules are not known, in the order in which they should be asked: hosts that were
    /// never asked, then those that gave no answer, the longest ago first. So a few that never answer keep nobody
    /// waiting.
    public func unknown(among urls: some Sequence<String>) -> [String] {
        var hosts: Set<String> = []
        let first = urls.filter { url in
            guard let address = Self.address(for: url), files[address] == nil else { return false }
            return hosts.insert(address).inserted
        }
        func asked(_ url: String) -> Int64 { Self.address(for: url).flatMap { silent[$0] } ?? .min }
        return first.enumerated().sorted { (asked($0.element), $0.offset) < (asked($1.element), $1.offset) }
            .map(\.element)
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
        } catch { throw .of(error, url: address) }
        switch response.status {
        case 200: return RobotsRules(response.body)
        case 429, 500...: throw .of(response, url: address, now: context.now)
        // No such file: nothing is forbidden (section 2.3.1.3).
        default: return RobotsRules()
        }
    }

    // MARK: in a cursor

    /// `{"https://…/robots.txt":{"asked":…,"rules":"…"}}`, without rules for a host that gave no answer. Rules that do
    /// not fit are asked for again each time: half of them would be none.
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
        for (address, asked) in silent.sorted(by: { $0.key < $1.key }) {
            members.append((address, .object([("asked", .integer(asked))])))
        }
        return .object(members)
    }

    /// What `json` wrote; what cannot be read is asked for again.
    public init(_ value: JSONValue?) {
        for (address, file) in (value?.object ?? []).prefix(Self.mostFiles + Self.mostSilent) {
            guard let asked = file["asked"]?.integer, asked >= 0 else { continue }
            if let text = file["rules"]?.string {
                guard files.count < Self.mostFiles else { continue }
                files[address] = File(asked: asked, rules: RobotsRules(Array(text.utf8)))
            } else {
                silent[address] = asked
            }
        }
    }
}
