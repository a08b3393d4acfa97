import Testing

@testable import Text

struct TerminalTextTests {
    @Test(
        "what could steer a terminal is shown by name",
        arguments: [
            ("\u{1B}[31mred", "<U+001B>[31mred"), ("\u{1B}]8;;http://x\u{7}y", "<U+001B>]8;;http://x<U+0007>y"),
            ("\u{1B}]52;c;aGk=\u{1B}\\", "<U+001B>]52;c;aGk=<U+001B>\\"), ("\u{1B}Pq", "<U+001B>Pq"),
            ("\u{9B}31m", "<U+009B>31m"), ("\u{85}", "<U+0085>"), ("a\rb", "a<U+000D>b"), ("a\u{8}b", "a<U+0008>b"),
            ("\u{7F}", "<U+007F>"), ("\u{0}", "<U+0000>"), ("a\u{202E}b", "a<U+202E>b"), ("\u{2066}", "<U+2066>"),
            ("\u{200F}\u{61C}", "<U+200F><U+061C>"), ("a\u{200B}b", "a<U+200B>b"), ("\u{FEFF}", "<U+FEFF>"),
            ("\u{2028}", "<U+2028>"), ("\u{E0041}", "<U+E0041>"), ("\u{AD}", "<U+00AD>"), ("a\nb", "a<U+000A>b"),
            ("a\r\nb", "a<U+000D><U+000A>b"), ("a\tb", "a b"),
        ])
    func escapes(text: String, shown: String) {
        #expect(TerminalText.escaped(text, keepNewlines: false) == shown)
    }

    @Test("ordinary writing stays", arguments: ["Қаланың суы — «таза»", "l’eau", "👩‍👩‍👧", "قازاق\u{200C}شا", "a < b", ""])
    func keeps(text: String) {
        #expect(TerminalText.escaped(text, keepNewlines: false) == text)
    }

    @Test(
        "line feeds may stay, a lone carriage return may not",
        arguments: [
            ("a\nb\tc", "a\nb\tc"), ("a\r\nb", "a\nb"), ("a\rb", "a<U+000D>b"), ("a\r", "a<U+000D>"),
            ("\r\r\n", "<U+000D>\n"), ("\u{1B}\n", "<U+001B>\n"),
        ])
    func keepsNewlines(text: String, shown: String) {
        #expect(TerminalText.escaped(text, keepNewlines: true) == shown)
    }
}
