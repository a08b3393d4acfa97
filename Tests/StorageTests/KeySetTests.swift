import Model
import Testing

@testable import Storage

/// Which posts were seen, in little memory.
struct KeySetTests {
    @Test("it answers as a set of whole keys does", arguments: 0..<4)
    func same(seed: UInt64) {
        var dice = Dice(seed)
        var packed = KeySet()
        var whole: Set<PostKey> = []
        for _ in 0..<20_000 {
            let number = UInt64.random(in: 0..<6000, using: &dice)
            let id =
                switch number % 4 {
                case 0: String(repeating: "0", count: 26) + String(100_000 + number)
                case 1: String(repeating: String(number % 16, radix: 16), count: 32 - 6) + String(100_000 + number)
                case 2: "post-\(number)"
                // Upper-case digits are another id than lower-case ones.
                default: String(repeating: number % 8 == 3 ? "a" : "A", count: 26) + String(100_000 + number / 8)
                }
            let key = PostKey(id: id, version: Int.random(in: 1...3, using: &dice))
            #expect(packed.contains(key) == whole.contains(key))
            let isNew = packed.insert(key)
            let wasNew = whole.insert(key).inserted
            #expect(isNew == wasNew)
        }
        #expect(packed.count == whole.count)
    }

    @Test("a text of a post is told from its other texts and from other posts")
    func texts() {
        var set = KeySet()
        let (one, two) = (makePost(1).id, makePost(2).id)
        let given = [(one, UInt64(7)), (one, 7), (one, 8), (two, 7)]
        let news = given.map { set.insert(id: $0.0, text: $0.1) }
        #expect(news == [true, false, true, true])
        #expect(set.contains(id: two, text: 7) && !set.contains(id: two, text: 8))
    }
}
