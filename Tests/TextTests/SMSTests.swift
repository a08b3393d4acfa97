import Testing

@testable import Text

struct SMSTests {
    @Test(
        "segments follow the alphabet",
        arguments: [
            (String(repeating: "a", count: 160), SMS.Alphabet.gsm7, 160, 1),
            (String(repeating: "a", count: 161), .gsm7, 161, 2), (String(repeating: "a", count: 306), .gsm7, 306, 2),
            (String(repeating: "a", count: 307), .gsm7, 307, 3), (String(repeating: "я", count: 70), .ucs2, 70, 1),
            (String(repeating: "я", count: 71), .ucs2, 71, 2), (String(repeating: "қ", count: 134), .ucs2, 134, 2),
            (String(repeating: "қ", count: 135), .ucs2, 135, 3), (String(repeating: "€", count: 80), .gsm7, 160, 1),
            (String(repeating: "€", count: 81), .gsm7, 162, 2), ("", .gsm7, 0, 0), ("😀", .ucs2, 2, 1),
        ])
    func counts(text: String, alphabet: SMS.Alphabet, units: Int, segments: Int) {
        let message = SMS(text)
        #expect(message.alphabet == alphabet)
        #expect(message.units == units)
        #expect(message.segments.count == segments)
        #expect(message.segments.joined() == message.text)
    }

    @Test("typographic signs do not cost a Kinyarwanda message its alphabet")
    func makesPlain() {
        let message = SMS("N’abaturage – “amazi” ni meza…")
        #expect(message.text == "N'abaturage - \"amazi\" ni meza...")
        #expect(message.alphabet == .gsm7)
    }

    @Test("a Kazakh message keeps its signs")
    func keepsSigns() {
        #expect(SMS("«Су таза» — деді…").text == "«Су таза» — деді…")
    }

    @Test("a character of two units is never cut")
    func neverCutsPairs() {
        let emoji = SMS(String(repeating: "я", count: 66) + "😀" + String(repeating: "я", count: 10))
        #expect(emoji.segments.map(\.utf16.count) == [66, 12])
        let euro = SMS(String(repeating: "a", count: 152) + "€" + String(repeating: "a", count: 10))
        #expect(euro.segments.map(\.count) == [152, 11])
    }

    @Test("the room left is counted from the budget")
    func countsRoom() {
        #expect(SMS("abc").room(in: 1) == 157)
        #expect(SMS("abc").room(in: 2) == 303)
        #expect(SMS(String(repeating: "я", count: 140)).room(in: 2) == -6)
    }
}
