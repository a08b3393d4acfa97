import Testing

@testable import Text

struct TextSignatureTests {
    static let post = """
        Внимание! Водопроводная вода в Кале отравлена после ремонта насосной станции, не пейте её и не давайте детям. \
        Власти молчат уже третью неделю, а больница заполнена людьми с одинаковыми жалобами.
        """
    static let other = """
        Сегодня в центральном парке прошёл городской праздник урожая: выступали школьные хоры, работали мастера \
        народных промыслов, а лучшим садоводам вручили грамоты и саженцы яблони.
        """

    @Test(
        "edited copies are near copies",
        arguments: [
            "ПЕРЕСЫЛАЙТЕ! https://example.org/x " + post, post + " Это правда?", post.uppercased(),
            post.replacing("третью", with: "вторую"), "@user @other " + post + " #вода", post.replacing(",", with: ""),
            post.replacing("о", with: "o").replacing("а", with: "a"), String(post.dropFirst(40)),
            post + " <phone> 2026",
        ])
    func knowsCopies(copy: String) {
        let signature = TextSignature(of: Self.post)
        #expect(TextSignature(of: copy).isNearCopy(of: signature))
        #expect(signature.isNearCopy(of: TextSignature(of: copy)))
    }

    @Test("another text is no near copy")
    func knowsOthers() {
        let (one, two) = (TextSignature(of: Self.post), TextSignature(of: Self.other))
        #expect(!one.isNearCopy(of: two))
        #expect((one.estimatedJaccard(with: two) ?? 1) < 0.2)
        #expect(Set(one.bands).isDisjoint(with: two.bands))
    }

    @Test("a text inside one of twice its length is a near copy")
    func knowsContainment() {
        let (part, whole) = (TextSignature(of: Self.post), TextSignature(of: Self.post + "\n" + Self.other))
        #expect(whole.isNearCopy(of: part))
        #expect(part.isNearCopy(of: whole))
        #expect(!Set(part.smallest).isDisjoint(with: whole.smallest))
    }

    @Test("short texts have to be equal after normalising")
    func comparesShortTexts() {
        let short = TextSignature(of: "Су уланған, ішпеңдер")
        #expect(short.minima.isEmpty)
        #expect(short.bands.isEmpty)
        #expect(short.isNearCopy(of: TextSignature(of: "СУ УЛАНҒАН — ішпеңдер!!! https://t.me/x 2026")))
        #expect(!short.isNearCopy(of: TextSignature(of: "Су уланған, ішіңдер")))
    }

    @Test("the estimate is near the true similarity")
    func estimatesJaccard() throws {
        let words = (0..<400).map { number in
            String(StableHash.hex(StableHash.mix(number)).filter { $0.isLetter }.prefix(6))
        }
        let (one, two) = (words[0..<300].joined(separator: " "), words[100..<400].joined(separator: " "))
        let left = Set(Shingles.distinctHashes(of: Shingles.letters(of: one)))
        let right = Set(Shingles.distinctHashes(of: Shingles.letters(of: two)))
        let truth = Double(left.intersection(right).count) / Double(left.union(right).count)
        let estimate = try #require(TextSignature(of: one).estimatedJaccard(with: TextSignature(of: two)))
        #expect(abs(estimate - truth) < 0.15)
    }

    @Test("the same text gives the same numbers on every machine")
    func isStable() {
        let signature = TextSignature(of: "The city water is poisoned since the repair. Do not give it to children.")
        #expect(StableHash.hex(StableHash.hash64(signature.encoded)) == "7020a931d4afb692")
        #expect(signature.bands.count == 32)
        #expect(signature.smallest.count == 16)
        #expect(signature.smallest == signature.smallest.sorted())
    }

    @Test("the binary form reads back", arguments: ["", "short", post, post + other])
    func codes(text: String) {
        let signature = TextSignature(of: text)
        #expect(TextSignature(decoding: signature.encoded) == signature)
    }

    @Test("damaged bytes give nothing")
    func refusesDamage() {
        let bytes = TextSignature(of: Self.post).encoded
        #expect(TextSignature(decoding: []) == nil)
        #expect(TextSignature(decoding: [2] + bytes.dropFirst()) == nil)
        #expect(TextSignature(decoding: bytes + [0]) == nil)
        for count in 0..<bytes.count { #expect(TextSignature(decoding: Array(bytes.prefix(count))) == nil) }
    }

    @Test("an empty text and a text of signs have no shingles", arguments: ["", "123 !!!", "https://example.org/a"])
    func handlesNothing(text: String) {
        #expect(TextSignature(of: text).shingles == 0)
    }
}
