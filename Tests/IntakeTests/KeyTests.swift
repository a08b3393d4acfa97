import Intake
import Model
import Testing

@Suite struct KeyTests {
    @Test("a pseudonym is the same for one key, and another for another key")
    func pseudonyms() throws {
        let key = try TestKeys.pseudonyms()
        let name = key.pseudonym(platform: "feed", handle: "aliya")
        #expect(name == key.pseudonym(platform: "feed", handle: "@Aliya"))
        #expect(name != key.pseudonym(platform: "telegram", handle: "aliya"))
        #expect(name != key.pseudonym(platform: "feed", handle: "aliya2"))
        #expect(name != (try TestKeys.pseudonyms(8)).pseudonym(platform: "feed", handle: "aliya"))
        #expect(name.utf8.count == 21 && name.hasPrefix("~"))
    }

    @Test("500 handles have 500 pseudonyms, and none is the same under another key")
    func apart() throws {
        let (one, other) = (try TestKeys.pseudonyms(), try TestKeys.pseudonyms(8))
        let handles = (0..<500).map { "handle\($0)" }
        let first = Set(handles.map { one.pseudonym(platform: "feed", handle: $0) })
        let second = Set(handles.map { other.pseudonym(platform: "feed", handle: $0) })
        #expect(first.count == 500 && second.count == 500)
        #expect(first.isDisjoint(with: second))
    }

    @Test("short keys are refused", arguments: [0, 1, 31])
    func short(_ length: Int) {
        let secret = Secret(Array(repeating: 1, count: length))
        #expect(PseudonymKey(secret) == nil)
        #expect(SealingKey(secret) == nil)
    }

    @Test("a sealed link opens with its key and its post only, and is the same each time")
    func sealing() throws {
        let key = try TestKeys.sealing()
        let link = "https://h.example/@aliya/1"
        let sealed = try #require(key.seal(link, post: "p1"))
        #expect(key.seal(link, post: "p1") == sealed)
        #expect(key.open(sealed, post: "p1") == link)
        #expect(key.open(sealed, post: "p2") == nil)
        #expect(try TestKeys.sealing(8).open(sealed, post: "p1") == nil)
        #expect(!sealed.contains("aliya"))
    }

    @Test("one nonce never serves two texts")
    func nonces() throws {
        let key = try TestKeys.sealing()
        let nonces = (0..<200).compactMap {
            key.seal("https://h.example/\($0 % 100)", post: "p\($0 / 100)")?.prefix(24)
        }
        #expect(Set(nonces).count == 200)
    }

    @Test("bytes that were changed, cut or never sealed do not open")
    func damaged() throws {
        let key = try TestKeys.sealing()
        let sealed = try #require(key.seal("https://h.example/1", post: "p"))
        for position in stride(from: 0, to: sealed.utf8.count, by: 7) {
            var bytes = Array(sealed.utf8)
            bytes[position] = bytes[position] == 0x30 ? 0x31 : 0x30
            #expect(key.open(String(decoding: bytes, as: UTF8.self), post: "p") == nil)
        }
        for odd in ["", "0", "zz", String(sealed.dropLast(2)), String(sealed.dropLast()), "00112233"] {
            #expect(key.open(odd, post: "p") == nil)
        }
    }
}
