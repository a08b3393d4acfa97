import Testing

@testable import Text

struct StableHashTests {
    @Test("known inputs keep their hashes")
    func isStable() {
        #expect(StableHash.hex(StableHash.hash64([])) == "c3817c016ba4ff30")
        #expect(StableHash.hex(StableHash.hash64("Қала".utf8)) == "d9ee35485e1392da")
        #expect(StableHash.hex(StableHash.hash64("Қала".utf8, seed: 7)) == "839eb65bca7e14b0")
    }

    @Test(
        "hex always has sixteen digits",
        arguments: [(UInt64(0), "0000000000000000"), (255, "00000000000000ff"), (UInt64.max, "ffffffffffffffff")])
    func writesHex(value: UInt64, digits: String) {
        #expect(StableHash.hex(value) == digits)
    }

    @Test("ten thousand short keys do not collide")
    func spreads() {
        let hashes = (0..<10_000).map { StableHash.hash64("post-\($0)".utf8) }
        #expect(Set(hashes).count == 10_000)
        #expect(Set(hashes.map { $0 >> 48 }).count > 8_000)
        #expect(Set(hashes.map { $0 & 0xffff }).count > 8_000)
    }
}
