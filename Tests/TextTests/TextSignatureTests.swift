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
        #expect(one.sketch != two.sketch)
        #expect(!zip(one.keys, two.keys).prefix(TextSignature.bandCount).contains { $0 == $1 })
    }

    @Test("a text inside one of twice its length is a near copy")
    func knowsContainment() {
        let (part, whole) = (TextSignature(of: Self.post), TextSignature(of: Self.post + "\n" + Self.other))
        #expect(whole.isNearCopy(of: part))
        #expect(part.isNearCopy(of: whole))
        #expect(zip(part.keys, whole.keys).contains { $0 == $1 })
    }

    @Test("short texts have to be equal after normalising")
    func comparesShortTexts() {
        let short = TextSignature(of: "Су уланған, ішпеңдер")
        #expect(short.sketch.isEmpty)
        #expect(short.keys.isEmpty)
        #expect(short.isNearCopy(of: TextSignature(of: "СУ УЛАНҒАН — ішпеңдер!!! https://t.me/x 2026")))
        #expect(!short.isNearCopy(of: TextSignature(of: "Су уланған, ішіңдер")))
    }

    @Test("texts of Jaccard over .6 are copies, texts under .4 are none", arguments: [20, 60, 100, 140, 200, 260])
    func thresholds(shift: Int) {
        let words = (0..<700).map { number in
            String(StableHash.hex(StableHash.mix(UInt64(number))).filter { $0.isLetter }.prefix(6))
        }
        let one = words[0..<400].joined(separator: " ")
        let two = words[shift..<shift + 400].joined(separator: " ")
        let left = Set(Shingles.distinctHashes(of: Shingles.letters(of: one)))
        let right = Set(Shingles.distinctHashes(of: Shingles.letters(of: two)))
        let truth = Double(left.intersection(right).count) / Double(left.union(right).count)
        let isCopy = TextSignature(of: one).isNearCopy(of: TextSignature(of: two))
        if truth > 0.6 { #expect(isCopy) }
        if truth < 0.4 { #expect(!isCopy) }
    }

    @Test("a signature of the first layout, with whole minima, is read as the one of today")
    func readsFirstLayout() {
        let hashes = Shingles.distinctHashes(of: Shingles.letters(of: Self.post))
        let minima = Shingles.minima(of: hashes)
        let now = TextSignature(of: Self.post)
        var bytes: [UInt8] = [1]
        func append(_ word: UInt64, _ width: Int) {
            bytes += (0..<width).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        }
        append(now.exact, 8)
        append(UInt64(now.shingles), 4)
        bytes.append(128)
        for minimum in minima { append(UInt64(minimum), 4) }
        bytes.append(2)
        append(7, 4)
        append(9, 4)
        #expect(TextSignature(decoding: bytes) == now)
        #expect(TextSignature(decoding: bytes.dropLast()) == nil)
    }

    @Test("the same text gives the same numbers on every machine")
    func isStable() {
        let signature = TextSignature(of: "The city water is poisoned since the repair. Do not give it to children.")
        #expect(StableHash.hex(StableHash.hash64(signature.encoded)) == "9df2c7a3a85fd59f")
        #expect(signature.keys.count == 48)
        #expect(signature.encoded.count == 173)
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
        #expect(TextSignature(decoding: [9] + bytes.dropFirst()) == nil)
        #expect(TextSignature(decoding: bytes + [0]) == nil)
        // Thirteen bytes are the signature of a short text.
        for count in 0..<bytes.count where count != 13 {
            #expect(TextSignature(decoding: Array(bytes.prefix(count))) == nil)
        }
    }

    @Test("an empty text and a text of signs have no shingles", arguments: ["", "123 !!!", "https://example.org/a"])
    func handlesNothing(text: String) {
        #expect(TextSignature(of: text).shingles == 0)
    }
}
