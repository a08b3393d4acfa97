import Testing

@testable import Pipeline

/// What is hard about WhatsApp's exports, one thing at a time.
struct WhatsAppChatTests {
    private func chat(_ text: String, order: DayOrder? = nil, latest: Int64 = 4_000_000_000) throws -> WhatsAppChat {
        try WhatsAppChat(Array(text.utf8), order: order, latest: latest)
    }

    private func first(_ text: String, order: DayOrder = .dayFirst) throws -> WhatsAppMessage? {
        try chat(text, order: order).messages.first
    }

    /// 20 November 2026, 00:00, as a clock on the wall counts.
    private static let day: Int64 = 1_795_132_800

    @Test(
        "every way to write date and time that phones have is read",
        arguments: [
            ("20/11/2026, 14:03 - A: x", 14 * 3600 + 180), ("20/11/26, 14:03 - A: x", 14 * 3600 + 180),
            ("20.11.2026, 14:03 - A: x", 14 * 3600 + 180), ("20.11.26 14:03 – A: x", 14 * 3600 + 180),
            ("20-11-2026, 2:03 pm - A: x", 14 * 3600 + 180), ("20/11/2026, 2:03\u{202F}p.m. - A: x", 14 * 3600 + 180),
            ("20/11/2026, 2:03 p. m. - A: x", 14 * 3600 + 180), ("20/11/2026, 12:03 AM - A: x", 180),
            ("20/11/2026, 12:03 PM - A: x", 12 * 3600 + 180), ("[20/11/2026, 14:03:09] A: x", 14 * 3600 + 189),
            ("[20.11.2026 klo 14.03.09] A: x", 14 * 3600 + 189),
            ("\u{200E}[2026-11-20, 2:03:09\u{202F}PM] A: x", 14 * 3600 + 189),
            ("[20.11.2026, 14:03:09] A: x", 14 * 3600 + 189), ("2026-11-20, 14:03 - A: x", 14 * 3600 + 180),
            ("[20/11/2026 à 14:03:09] A: x", 14 * 3600 + 189), ("20/11/2026, 9:03 usiku - A: x", 21 * 3600 + 180),
            ("20/11/2026, 3:03 usiku - A: x", 3 * 3600 + 180), ("20/11/2026, jioni 5:03 - A: x", 17 * 3600 + 180),
            ("\u{FEFF}20. 11. 2026, 14:03 - A: x", 14 * 3600 + 180),
        ])
    func stamps(line: String, seconds: Int) throws {
        let message = try #require(try first(line))
        #expect(message.local == Self.day + Int64(seconds))
        #expect(message.author == "A" && message.text == "x")
    }

    @Test(
        "what only looks like a date is part of the message before",
        arguments: [
            "20/11 14:03 - A: x", "20/11/2026 - A: x", "20/11/2026, 14:03 A: x", "[20/11/2026, 14:03:09 A: x",
            "20/11/2026, 25:03 - A: x",
            "20/11/2026, 14:63 - A: x", "1/2/3, 14:03 - A: x", "20/11-2026, 14:03 - A: x", "120/11/2026, 14:03 - A: x",
            "", "-", "[",
            "31/02/2026, 14:03 - A: x",
        ])
    func noStamps(line: String) throws {
        let read = try chat("20/11/2026, 14:00 - A: one\n\(line)\n20/11/2026, 14:05 - B: two", order: .dayFirst)
        #expect(read.messages.count == 2)
        #expect(read.messages[0].text == (line.isEmpty ? "one" : "one\n\(line)"))
    }

    private static func lines(_ dates: [String]) -> String { dates.map { "\($0), 10:00 - A: x\n" }.joined() }

    @Test(
        "day and month are told apart by numbers over twelve, by time that goes on, by the future, by points and by language"
    )
    func orders() throws {
        #expect(try chat(Self.lines(["05/06/2026", "13/06/2026"])).order == .dayFirst)
        #expect(try chat(Self.lines(["05/06/2026", "06/13/2026"])).order == .monthFirst)
        // The tenth, eleventh and twelfth of a month, or October, November, December; then the first of the next.
        #expect(try chat(Self.lines(["10/03/2026", "11/03/2026", "12/03/2026", "01/04/2026"])).order == .dayFirst)
        #expect(try chat(Self.lines(["03/10/2026", "03/11/2026", "03/12/2026", "04/01/2026"])).order == .monthFirst)
        #expect(try chat(Self.lines(["05/06/2026"]), latest: 1_778_100_000).order == .monthFirst)
        #expect(try chat(Self.lines(["05.06.2026"])).order == .dayFirst)
        #expect(
            try chat("05/06/2026, 10:00 - Amina aliunda kikundi \"Maji\"\n05/06/2026, 10:00 - A: x").order == .dayFirst)
        // What people write in Swahili says nothing about the phone.
        #expect(throws: WhatsAppChat.Fault.self) {
            try chat("05/06/2026, 10:00 - A: amejiunga\n05/06/2026, 10:00 - B: x")
        }
        #expect(throws: WhatsAppChat.Fault.self) { try chat(Self.lines(["05/06/2026", "06/07/2026"])) }
        // Who says the wrong order is told so: of what is left most times would be wrong.
        #expect(throws: WhatsAppChat.Fault.self) {
            try chat(Self.lines(["05/06/2026", "13/06/2026", "14/06/2026", "15/06/2026"]), order: .monthFirst)
        }
        #expect(try chat(Self.lines(["05/06/2026", "06/06/2026", "13/06/2026", "07/07/2026"]), order: .monthFirst).messages.count == 3)
        // A pasted line of another country among many does not turn the chat round.
        let many = (13...28).map { "\($0)/06/2026" } + ["06/30/2026"]
        #expect(try chat(Self.lines(many)).order == .dayFirst)
    }

    @Test("names: colons, marks, the sign of strangers, numbers; and lines of WhatsApp that hold a colon")
    func names() throws {
        let read = try chat(
            """
            20/11/2026, 10:00 - Press: Qala: one
            20/11/2026, 10:01 - Press: Qala: two: 2
            20/11/2026, 10:02 - Press: Qala: three
            20/11/2026, 10:03 - Note: Bob: hello
            20/11/2026, 10:04 - Note: bye
            20/11/2026, 10:05 - \u{202A}+7 701 000 00 01\u{202C}: four
            20/11/2026, 10:06 - ~\u{202F}Dana:\u{20}
            five
            20/11/2026, 10:07 - Bob changed the subject from "A: b" to "C"
            20/11/2026, 10:08 - Бұл бейтаныс жол "A: b" деп өзгерді
            20/11/2026, 10:09 - https://example.org/a
            """)
        #expect(
            read.messages.map(\.author) == [
                "Press: Qala", "Press: Qala", "Press: Qala", "Note", "Note", "+7 701 000 00 01", "Dana",
            ])
        #expect(read.messages.map(\.text) == ["one", "two: 2", "three", "Bob: hello", "bye", "four", "five"])
        #expect(read.systemLines == 3)
    }

    @Test("a clock that was set back swallows nothing: only lines behind which time goes on again are pasted")
    func clocks() throws {
        let back = Self.lines(["20/11/2026", "21/11/2026", "01/11/2026", "02/11/2026", "03/11/2026"])
        #expect(try chat(back).messages.count == 5)
        let pasted = Self.lines(["20/11/2026", "21/11/2026", "01/11/2026", "02/11/2026", "21/11/2026"])
        let read = try chat(pasted)
        #expect(read.messages.count == 3 && read.pasted == 2)
        #expect(read.messages[1].text.contains("02/11/2026"))
        // One wrong time in the future does not swallow the rest.
        #expect(
            try chat(Self.lines(["20/11/2026", "21/12/2027"] + (22...28).map { "\($0)/11/2026" })).messages.count == 9)
    }

    @Test("bytes of any kind give a chat or an error, never a trap")
    func hostile() {
        var state: UInt64 = 7
        func roll(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        let pieces = [
            "20/11/2026, 14:03 - ", "[20.11.26, 14:03:09] ", "A: ", "\u{200E}", "<", ">", "\n", "\r\n", "PM",
            "\u{202F}", ": ", "é", "\u{FEFF}",
            "(file attached)", "IMG.jpg", "POLL:", "OPTION: ", "@\u{2068}", "\u{2069}", "\"", "«",
            "99999999999999999999", " - ", "]",
        ].map { Array($0.utf8) }
        for _ in 0..<3000 {
            var bytes = Array("20/11/2026, 14:03 - A: ".utf8)
            for _ in 0..<roll(30) { bytes += roll(9) == 0 ? [UInt8(roll(256))] : pieces[roll(pieces.count)] }
            _ = try? WhatsAppChat(bytes, order: roll(2) == 0 ? nil : .dayFirst, latest: 4_000_000_000)
        }
    }
}
