import Intake
import Model
import Reading

/// What a fetch leaves for the next one, in the cursor: which items were read, and what robots.txt said.
struct PageMemory: Sendable, Hashable {
    struct Known: Sendable, Hashable {
        /// The item as it was when its page was read, in 24 bits.
        var mark: UInt32
        var state: State
    }

    enum State: Sendable, Hashable {
        /// Its page was read, or its list says all.
        case read
        /// Only the list was read so far: there was no time for its page, or it may not be read.
        case listed
        /// It is another address of an item that is known.
        case alias
        /// Its page could not be read so many times.
        case failed(Int)

        /// A page that failed so often is not asked again.
        static let mostFailures = 3
    }

    /// By the first 40 bits of an item's key. Two items of two thousand share them once in half a million lists.
    private(set) var items: [UInt64: Known] = [:]
    /// Keys, the newest first.
    private var order: [UInt64] = []
    /// The recipe has found something before.
    var hadItems = false
    var robots: Robots?

    struct Robots: Sendable, Hashable {
        /// Seconds since 1970.
        var asked: Int64
        var text: String
    }

    /// A fetch was made before: what is unknown now is new.
    var isFresh: Bool { order.isEmpty && !hadItems }

    /// Items that are remembered, and bytes of robots.txt. Together they stay below 64 KiB.
    static let mostItems = 2_000
    static let robotsBytes = 4_000
    init() {}

    subscript(_ key: UInt64) -> Known? { items[Self.short(key)] }

    mutating func remember(_ item: ListedItem, _ state: State) {
        let known = Known(mark: Self.mark(item), state: state)
        if items.updateValue(known, forKey: Self.short(item.key)) == nil { order.append(Self.short(item.key)) }
    }

    /// Puts the items of this list first, so that those which left it long ago are forgotten first.
    mutating func reorder(_ listed: [ListedItem]) {
        var seen: Set<UInt64> = []
        order = (listed.map { Self.short($0.key) } + order).filter { items[$0] != nil && seen.insert($0).inserted }
        for key in order.dropFirst(Self.mostItems) { items[key] = nil }
        order = Array(order.prefix(Self.mostItems))
    }

    static func mark(_ item: ListedItem) -> UInt32 { UInt32(truncatingIfNeeded: item.mark & 0xFF_FFFF) }

    private static func short(_ key: UInt64) -> UInt64 { key >> 24 }
}

extension PageMemory {
    /// `{"had":true,"robots_at":…,"robots":"…","items":"KEYMARKs…"}`: 17 characters for each item.
    var memo: String {
        var members: [(String, JSONValue)] = [("had", .bool(hadItems))]
        if let robots { members += [("robots_at", .integer(robots.asked)), ("robots", .string(robots.text))] }
        let entries = order.prefix(Self.mostItems).compactMap { key in
            items[key].map { Self.hex(key, 10) + Self.hex(UInt64($0.mark), 6) + $0.state.letter }
        }
        members.append(("items", .string(entries.joined())))
        return String(decoding: JSONValue.object(members).encoded(), as: UTF8.self)
    }

    /// What `memo` wrote; what cannot be read is forgotten, which costs some pages to be read again.
    init(memo: String?) {
        guard let memo, let value = try? JSONValue.parse(Array(memo.utf8)) else { return }
        hadItems = value["had"]?.bool ?? false
        if let asked = value["robots_at"]?.integer, let text = value["robots"]?.string {
            robots = Robots(asked: asked, text: text)
        }
        var rest = (value["items"]?.string ?? "")[...]
        while rest.utf8.count >= 17, order.count < Self.mostItems {
            let entry = rest.prefix(17)
            rest = rest.dropFirst(17)
            guard let key = UInt64(entry.prefix(10), radix: 16),
                let mark = UInt32(entry.dropFirst(10).prefix(6), radix: 16), let state = entry.last
            else { continue }
            let known = Known(mark: mark, state: State(letter: state))
            if items.updateValue(known, forKey: key) == nil { order.append(key) }
        }
    }

    private static func hex(_ value: UInt64, _ digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

extension PageMemory.State {
    fileprivate var letter: String {
        switch self {
        case .read: "r"
        case .listed: "l"
        case .alias: "a"
        case .failed(let count): String(min(max(count, 1), Self.mostFailures))
        }
    }

    fileprivate init(letter: Character) {
        switch letter {
        case "a": self = .alias
        case "l": self = .listed
        case "1", "2", "3": self = .failed(letter.wholeNumberValue ?? 1)
        default: self = .read
        }
    }
}

/// robots.txt of the site, asked at most once a day (RFC 9309 section 2.4).
enum PageRobots {
    static func rules(
        for url: String, _ memory: inout PageMemory, using context: SourceContext
    ) async throws(SourceFailure) -> RobotsRules {
        if let known = memory.robots, context.now.seconds - known.asked < 86_400, context.now.seconds >= known.asked {
            return RobotsRules(Array(known.text.utf8))
        }
        guard let address = URLText.resolve("/robots.txt", against: url) else { return RobotsRules() }
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
        case 200:
            let rules = RobotsRules(response.body)
            // Rules that do not fit into the cursor are asked again each time: half of them would be none.
            let text = rules.text
            memory.robots =
                text.utf8.count <= PageMemory.robotsBytes ? .init(asked: context.now.seconds, text: text) : nil
            return rules
        case 429, 503:
            throw .throttled(
                url: address, until: RetryAfter.read(response.header("Retry-After"), now: context.now))
        // A site that cannot say what it forbids forbids everything (section 2.3.1.4).
        case 500...: throw .status(response.status, url: address)
        default:
            memory.robots = .init(asked: context.now.seconds, text: "")
            return RobotsRules()
        }
    }
}
