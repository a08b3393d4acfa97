/// The patterns that one text does not rule out, and the memory that a scan needs for them; of one worker, used again
/// for each text. Not Sendable.
///
/// Access is not checked at run time: no method calls out while it changes something, and each candidate would pay.
final class Candidates {
    /// Where words of the text may begin, and which keys they may have; keys that the table may hold.
    struct Word {
        var start: UInt32
        var asked: UInt8
    }

    struct Probe {
        var key: UInt64
        var start: UInt32
    }

    private let room: UnsafeMutablePointer<Int32>
    private let capacity: Int
    @exclusivity(unchecked) private var count = 0
    /// The text in which a pattern was last seen, and where its literal was first seen there.
    private let seen: UnsafeMutablePointer<(text: UInt32, place: UInt32)>
    @exclusivity(unchecked) private var text: UInt32 = 0

    /// The first letters of the words of the text, as one bit for each hash; see `WordIndex.gate`.
    let letters: UnsafeMutablePointer<UInt64>
    @exclusivity(unchecked) private(set) var words: UnsafeMutablePointer<Word>
    @exclusivity(unchecked) private(set) var probes: UnsafeMutablePointer<Probe>
    private var wordCapacity = 256

    init(count: Int) {
        capacity = count
        room = .allocate(capacity: max(1, count))
        seen = .allocate(capacity: max(1, count))
        seen.initialize(repeating: (0, 0), count: max(1, count))
        letters = .allocate(capacity: WordIndex.gateWords)
        letters.initialize(repeating: 0, count: WordIndex.gateWords)
        words = .allocate(capacity: wordCapacity)
        probes = .allocate(capacity: wordCapacity * WordIndex.mostKeys)
    }

    deinit {
        room.deallocate()
        seen.deallocate()
        letters.deallocate()
        words.deallocate()
        probes.deallocate()
    }

    /// Their numbers, each once. Valid until the next text.
    var patterns: UnsafeBufferPointer<Int32> { UnsafeBufferPointer(start: room, count: count) }

    /// Begins a text of so many words.
    func start(words: Int) {
        count = 0
        if text == .max {
            // The numbers ran out: all marks are wiped.
            seen.update(repeating: (0, 0), count: max(1, capacity))
            text = 0
        }
        text += 1
        letters.update(repeating: 0, count: WordIndex.gateWords)
        guard words > wordCapacity else { return }
        self.words.deallocate()
        probes.deallocate()
        wordCapacity = words * 2
        self.words = .allocate(capacity: wordCapacity)
        probes = .allocate(capacity: wordCapacity * WordIndex.mostKeys)
    }

    @inline(__always)
    func add(_ pattern: Int32, at offset: Int = 0) {
        let offset = UInt32(truncatingIfNeeded: offset)
        let place = Int(pattern)
        if seen[place].text == text {
            if offset < seen[place].place { seen[place].place = offset }
            return
        }
        seen[place] = (text, offset)
        room[count] = pattern
        count &+= 1
    }

    @inline(__always)
    func keep(_ isKept: (Int32) -> Bool) {
        var kept = 0
        for index in 0..<count where isKept(room[index]) {
            room[kept] = room[index]
            kept &+= 1
        }
        count = kept
    }

    /// Where the literal that the index looked for was first seen in the text.
    func place(of pattern: Int32) -> Int { Int(seen[Int(pattern)].place) }
}
