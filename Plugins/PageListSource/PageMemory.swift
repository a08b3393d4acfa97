import Intake
import Model
import Reading

/// What a fetch leaves for the next one, in the cursor: which items were read, whether older pages are open, and what
/// robots.txt said.
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
    var robots = RobotsFiles()
    /// Keys of items that were known when an older page could not be read: only there the way back may end. Empty when
    /// nothing is open.
    private(set) var behind: [UInt64] = []

    /// No fetch was made before.
    var isFresh: Bool { order.isEmpty && !hadItems }

    /// Items that are remembered; with the rules of robots.txt they stay below 64 KiB.
    static let mostItems = 2_000
    /// As many of the newest known items mark the place where the way back ends: some of them may be deleted.
    private static let mostBehind = 20
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

    /// True when a list has come to what was read before.
    func meets(_ items: [ListedItem]) -> Bool {
        behind.isEmpty
            ? items.contains { self[$0.key] != nil } : items.contains { behind.contains(Self.short($0.key)) }
    }

    /// An older page could not be read: until it is, what is read meanwhile ends no way back.
    mutating func stayBehind() {
        guard behind.isEmpty else { return }
        // Without anything known no item ends it: 0 is the key of none.
        behind = order.isEmpty ? [0] : Array(order.prefix(Self.mostBehind))
    }

    mutating func catchUp() { behind = [] }

    static func mark(_ item: ListedItem) -> UInt32 { UInt32(truncatingIfNeeded: item.mark & 0xFF_FFFF) }

    private static func short(_ key: UInt64) -> UInt64 { key >> 24 }
}

extension PageMemory {
    /// `{"had":true,"robots":{…},"behind":"KEY…","items":"KEYMARKs…"}`: 10 and 17 characters for each item.
    var memo: String {
        var members: [(String, JSONValue)] = [("had", .bool(hadItems)), ("robots", robots.json)]
        if !behind.isEmpty { members.append(("behind", .string(behind.map { Self.hex($0, 10) }.joined()))) }
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
        robots = RobotsFiles(value["robots"])
        var keys = (value["behind"]?.string ?? "")[...]
        while keys.utf8.count >= 10, behind.count < Self.mostBehind {
            if let key = UInt64(keys.prefix(10), radix: 16) { behind.append(key) }
            keys = keys.dropFirst(10)
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
