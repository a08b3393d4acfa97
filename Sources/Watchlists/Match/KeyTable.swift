/// A set of 64-bit keys, each with a list of literals that have it: a filter of bits, small enough for the fastest
/// memory, before an open table. A text that has none of the keys touches nothing but the filter.
struct KeyTable: Sendable {
    /// A literal, and how far into it the key was taken. All that is asked of a literal that was found, in one place.
    struct Item: Sendable {
        /// Its bytes in the store.
        let start: Int32
        let pattern: Int32
        /// The next item of the same key; -1 at the end.
        var next: Int32
        /// Bytes to compare; 0: the key was the whole literal.
        let length: UInt16
        let offset: UInt16
    }

    private let filter: [UInt64]
    private let filterShift: UInt64
    /// The upper bits of a key, and behind them one more than the place of its first item; 0 is an empty slot.
    private let slots: [UInt64]
    private let slotShift: UInt64
    private let items: [Item]

    private static let itemBits: UInt64 = 24
    private static let itemMask: UInt64 = 1 << itemBits - 1

    static let mostKeys = Int(itemMask)

    /// - Parameter keys: at most `mostKeys`; `LiteralStore` sees to it.
    init(_ keys: [(key: UInt64, item: Item)]) {
        // 16 bits and two slots a key or more.
        var bits: UInt64 = 10
        while 1 << bits < keys.count * 16 { bits += 1 }
        var slotBits: UInt64 = 4
        while 1 << slotBits < keys.count * 2 { slotBits += 1 }
        let size = 1 << Int(slotBits)
        var filter = [UInt64](repeating: 0, count: 1 << Int(bits - 6))
        var slots = [UInt64](repeating: 0, count: size)
        var items: [Item] = []
        items.reserveCapacity(keys.count)
        for (key, item) in keys.prefix(KeyTable.mostKeys) {
            let bit = Int(truncatingIfNeeded: key >> (64 - bits))
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
            var slot = Int(truncatingIfNeeded: key >> (64 - slotBits))
            while slots[slot] != 0, (slots[slot] ^ key) & ~KeyTable.itemMask != 0 { slot = (slot + 1) & (size - 1) }
            var item = item
            item.next = Int32(truncatingIfNeeded: slots[slot] & KeyTable.itemMask) - 1
            items.append(item)
            slots[slot] = key & ~KeyTable.itemMask | UInt64(items.count)
        }
        self.filter = filter
        filterShift = 64 - bits
        self.slots = slots
        slotShift = 64 - slotBits
        self.items = items
    }

    /// Opens the table for a scan.
    @inline(__always)
    func read<Result>(_ body: (Reader) -> Result) -> Result {
        filter.withUnsafeBufferPointer { filter in
            slots.withUnsafeBufferPointer { slots in
                items.withUnsafeBufferPointer { items in
                    body(
                        Reader(
                            filter: filter, slots: slots, items: items, filterShift: filterShift, slotShift: slotShift))
                }
            }
        }
    }

    struct Reader {
        fileprivate let filter: UnsafeBufferPointer<UInt64>
        fileprivate let slots: UnsafeBufferPointer<UInt64>
        fileprivate let items: UnsafeBufferPointer<Item>
        fileprivate let filterShift: UInt64
        fileprivate let slotShift: UInt64

        @inline(__always)
        func mayHold(_ key: UInt64) -> Bool {
            let bit = Int(truncatingIfNeeded: key &>> filterShift)
            return filter[bit >> 6] &>> UInt64(truncatingIfNeeded: bit & 63) & 1 != 0
        }

        /// Calls `body` for all items of the key, and seldom for those of another one.
        @inline(__always)
        func forEach(_ key: UInt64, _ body: (Item) -> Void) {
            var slot = Int(truncatingIfNeeded: key &>> slotShift)
            while slots[slot] != 0 {
                if (slots[slot] ^ key) & ~KeyTable.itemMask == 0 {
                    var place = Int(truncatingIfNeeded: slots[slot] & KeyTable.itemMask) &- 1
                    while place >= 0 {
                        let item = items[place]
                        body(item)
                        place = Int(item.next)
                    }
                    return
                }
                slot = (slot &+ 1) & (slots.count &- 1)
            }
        }
    }

    /// The key of up to eight bytes: another one for each other word, with its upper bits well mixed.
    @inline(__always)
    static func key(_ word: UInt64) -> UInt64 { word &* 0x9E37_79B9_7F4A_7C15 }

    /// The key of up to 16 bytes.
    @inline(__always)
    static func key(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let other = second &* 0xC2B2_AE3D_27D4_EB4F
        return key(first) &+ (other &<< 29 | other &>> 35)
    }
}
