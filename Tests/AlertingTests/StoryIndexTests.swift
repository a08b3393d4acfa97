import Model
import Testing
import Text

@testable import Alerting

@Suite("The index of stories")
struct StoryIndexTests {
    private static func id(_ number: Int, isOdd: Bool) -> String {
        isOdd ? "post \(number)" : StableHash.hex(UInt64(number)) + StableHash.hex(StableHash.mix(UInt64(number)))
    }

    @Test(
        "says what the plain rules say: copies, merges, edits, expiry, growth, restarts, erased posts, a full index",
        arguments: 1...15)
    func equalsPlainRules(seed: Int) {
        var dice = StoryDice(seed: seed)
        let limit = [60, 150, StoryIndex.mostMembers][seed % 3]
        var index = StoryIndex(limit: limit)
        var plain = PlainStoryIndex(limit: limit)
        // What the ledger would hold, in the order in which the posts came.
        var rows: [(number: Int, row: StoryMember)] = []
        var now = Sample.now
        var (merges, joins, edits, restarts, largest) = (0, 0, 0, 0, 0)
        for number in 0..<500 {
            now = now.advanced(by: .minutes(Int64(dice.below(50))))
            // One post in six is an edit of an earlier one, or one that comes again after its time.
            let isAgain = number > 0 && dice.isOne(in: 6)
            let id = Self.id(isAgain ? max(0, number - 1 - dice.below(300)) : number, isOdd: seed % 2 == 0)
            let seen = dice.isOne(in: 8) ? now.advanced(by: .hours(-Int64(dice.below(200)))) : now
            let signature = dice.signature()
            let got = index.place(post: id, seen: seen, signature: signature, now: now)
            let expected = plain.place(id, seen: seen, signature, now: now)
            let gotPlacement = PlainStoryIndex.Placement(
                story: got.story, changed: Set(got.changed.map(\.post)), absorbed: got.absorbed)
            #expect(gotPlacement == expected, "post \(number) of seed \(seed)")
            guard gotPlacement == expected else { return }
            #expect(index.story(of: id) == got.story)
            #expect(index.count == plain.size)
            let other = dice.signature()
            #expect(Set(index.stories(near: other)) == plain.near(other))
            for row in got.changed {
                if let place = rows.firstIndex(where: { $0.row.post == row.post }), rows[place].row.seen == row.seen {
                    rows[place].row = row
                } else {
                    rows.removeAll { $0.row.post == row.post }
                    rows.append((number, row))
                }
            }
            merges += got.absorbed.count
            joins += got.story == id ? 0 : 1
            edits += isAgain && got.changed.count == 1 ? 1 : 0
            largest = max(largest, index.count)
            if dice.isOne(in: 90) {
                restarts += 1
                let oldest = now.advanced(by: .days(-7))
                rows.removeAll { $0.row.seen < oldest || dice.isOne(in: 20) }
                index = StoryIndex(rows.map(\.row), limit: limit)
                plain = PlainStoryIndex(rows.map(\.row), limit: limit)
            }
        }
        #expect(merges > 3 && joins > 100 && edits > 20 && restarts > 0 && largest >= 60, "the posts tried nothing")
    }

    @Test("finds a copy of a text whose newer copy was edited, however large the index is", arguments: [2, 40, 300])
    func keepsTheOlderTwin(others: Int) {
        var dice = StoryDice(seed: 5)
        var index = StoryIndex()
        let text = TextSignature(of: "The tap water in the city has been poisoned, do not drink it, they said so on the radio.")
        func place(_ id: String, _ signature: TextSignature) -> String {
            index.place(post: id, seen: Sample.now, signature: signature, now: Sample.now).story
        }
        #expect(place("first", text) == "first")
        for number in 0..<others { _ = place("other \(number)", dice.signature()) }
        #expect(place("second", text) == "first")
        _ = place("second", TextSignature(of: "This post was taken back by the person who wrote it."))
        #expect(place("third", text) == "first")
        _ = place("third", TextSignature(of: "Nothing."))
        #expect(index.stories(near: text) == ["first"])
    }

    @Test("goes on from its rows as it would have gone on itself")
    func restores() {
        var dice = StoryDice(seed: 42)
        let texts = (0..<60).map { _ in dice.signature() }
        var whole = StoryIndex()
        var rows: [String: StoryMember] = [:]
        var order: [String] = []
        var now = Sample.now
        func step(_ number: Int, _ index: inout StoryIndex, _ text: TextSignature) -> StoryIndex.Placement {
            index.place(post: Self.id(number, isOdd: false), seen: now, signature: text, now: now)
        }
        for number in 0..<300 {
            now = now.advanced(by: .minutes(40))
            for row in step(number, &whole, texts[dice.below(texts.count)]).changed {
                if rows.updateValue(row, forKey: row.post) == nil { order.append(row.post) }
            }
        }
        let oldest = now.advanced(by: .days(-7))
        var again = StoryIndex(order.compactMap { rows[$0] }.filter { $0.seen >= oldest })
        #expect(again.count == whole.count)
        for number in 300..<400 {
            now = now.advanced(by: .minutes(40))
            let text = dice.isOne(in: 8) ? dice.signature() : texts[dice.below(texts.count)]
            #expect(step(number, &again, text).story == step(number, &whole, text).story)
        }
    }

    @Test("holds no more than its limit, and forgets the oldest")
    func limit() {
        var dice = StoryDice(seed: 7)
        var index = StoryIndex(limit: 100)
        for number in 0..<1000 {
            _ = index.place(
                post: Self.id(number, isOdd: false), seen: Sample.now, signature: dice.signature(), now: Sample.now)
            #expect(index.count <= 100)
        }
        #expect(index.story(of: Self.id(899, isOdd: false)) == nil)
        #expect(index.story(of: Self.id(900, isOdd: false)) != nil)
    }

    @Test("sorting keeps the order of equal hashes")
    func sorts() {
        var dice = StoryDice(seed: 3)
        let hashes = (0..<5000).map { _ in UInt32(dice.below(900)) &* 0x0100_0193 }
        var sorter = KeySorter(capacity: hashes.count)
        sorter.sort(hashes.count) { hashes[$0] }
        let expected = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
        #expect(sorter.sorted.map { Int($0 & 0xFFFF_FFFF) } == expected)
    }

    @Test(
        "an id of 32 hex digits comes back as it was",
        arguments: [
            "00000000000000000000000000000000", "0123456789abcdef0f1e2d3c4b5a6978", "ffffffffffffffffffffffffffffffff",
        ])
    func packs(id: String) { #expect(PackedID(hex: id)?.hex == id) }

    @Test(
        "another id is no 32 hex digits",
        arguments: ["", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef", "0123456789abcdef0f1e2d3c4b5a69780"])
    func refuses(id: String) { #expect(PackedID(hex: id) == nil) }
}
