/// A set of 64-bit keys, each with a list of places: a filter of bits, small enough for the fastest memory, before an
/// open table.
struct KeyTable: Sendable {
    /// A literal, and how far into it the key was taken.
    struct Item: Sendable {
        let literal: Int32
        let offset: Int32
        /// The next item of the same key; -1 at the end.
        let next: Int32
    }

    struct Slot: Sendable {
        var key: UInt64 = 0
        var item: Int32 = -1
    }

    private let filter: [UInt64]
    private let filterShift: UInt64
    private let slots: [Slot]
    private let slotShift: UInt64
    private let items: [Item]

    init(_ keys: [(key: UInt64, literal: Int32, offset: Int32)]) {
        // 16 bits and two slots a key or more.
        var bits: UInt64 = 10
        while 1 << bits < keys.count * 16 { bits += 1 }
        var slotBits: UInt64 = 4
        while 1 << slotBits < keys.count * 2 { slotBits += 1 }
        let size = 1 << Int(slotBits)
        var filter = [UInt64](repeating: 0, count: 1 << Int(bits - 6))
        var slots = [Slot](repeating: Slot(), count: size)
        var items: [Item] = []
        items.reserveCapacity(keys.count)
        for (key, literal, offset) in keys {
            let bit = Int(truncatingIfNeeded: key >> (64 - bits))
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
            var slot = Int(truncatingIfNeeded: key >> (64 - slotBits))
            while slots[slot].item >= 0, slots[slot].key != key { slot = (slot + 1) & (size - 1) }
            items.append(Item(literal: literal, offset: offset, next: slots[slot].item))
            slots[slot] = Slot(key: key, item: Int32(items.count - 1))
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
        fileprivate let slots: UnsafeBufferPointer<Slot>
        fileprivate let items: UnsafeBufferPointer<Item>
        fileprivate let filterShift: UInt64
        fileprivate let slotShift: UInt64

        @inline(__always)
        func mayHold(_ key: UInt64) -> Bool {
            let bit = Int(truncatingIfNeeded: key &>> filterShift)
            return filter[bit >> 6] &>> UInt64(truncatingIfNeeded: bit & 63) & 1 != 0
        }

        /// Calls `body` for all items of the key.
        func forEach(_ key: UInt64, _ body: (Item) -> Void) {
            var slot = Int(truncatingIfNeeded: key &>> slotShift)
            while slots[slot].item >= 0 {
                if slots[slot].key == key {
                    var item = slots[slot].item
                    while item >= 0 {
                        body(items[Int(item)])
                        item = items[Int(item)].next
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
