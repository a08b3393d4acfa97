import Testing

@testable import Text

struct RedactionTests {
    @Test("personal data gives way to a typed mark", arguments: RedactionTable.personal)
    func finds(row: RedactionTable.Row) {
        #expect(Redaction.redact(row.text).text == row.expected)
    }

    @Test("amounts, dates, article numbers, links and plain words stay as they are", arguments: RedactionTable.harmless)
    func leavesAlone(row: RedactionTable.Row) {
        #expect(Redaction.redact(row.text).text == row.expected)
    }

    @Test("redacting twice changes nothing more")
    func isIdempotent() {
        let rows = RedactionTable.personal + RedactionTable.harmless
        for (row, next) in zip(rows, rows.dropFirst()) {
            for joint in [" ", "", "@", ",", "-", "\n"] {
                let once = Redaction.redact(row.text + joint + next.text)
                let twice = Redaction.redact(once.text)
                #expect(twice.text == once.text)
                #expect(twice.marks.isEmpty)
            }
        }
    }

    @Test("every mark lies where its kind is written")
    func marksPointAtTheirText() {
        for row in RedactionTable.personal {
            let redaction = Redaction.redact("Айгүл: " + row.text + " — " + row.text)
            let bytes = Array(redaction.text.utf8)
            for mark in redaction.marks {
                #expect(String(decoding: bytes[mark.range], as: UTF8.self) == mark.kind.mark)
            }
            #expect(redaction.marks.map(\.range.lowerBound) == redaction.marks.map(\.range.lowerBound).sorted())
        }
    }

    @Test("a phone of one text is marked with its place")
    func marksOnePhone() {
        let redaction = Redaction.redact("тел 87011234567!")
        #expect(redaction.marks == [Redaction.Mark(kind: .phone, range: 7..<14)])
    }

    @Test("long hostile texts are read in one go", arguments: ["@", "1 ", "a@", "8-", "(", "a.", "t.me/", "+7", "KZ12"])
    func survivesRepeats(piece: String) {
        let text = String(repeating: piece, count: 4_000)
        let once = Redaction.redact(text)
        #expect(Redaction.redact(once.text).text == once.text)
    }
}
