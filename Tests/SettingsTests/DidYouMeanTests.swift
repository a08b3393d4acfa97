import Testing

@testable import Settings

struct DidYouMeanTests {
    private let words = ["recipients", "routes", "sources", "time_zone", "id", "kind", "every"]

    @Test(
        "the nearest word is found up to two mistakes away",
        arguments: [
            ("recipient", "recipients"), ("recpients", "recipients"), ("reicpinets", "recipients"),
            ("time-zone", "time_zone"),
            ("TimeZone", "time_zone"), ("Routes", "routes"), ("knid", "kind"), ("di", "id"), ("source", "sources"),
            ("kindness", "kind"),
        ])
    func near(word: String, meant: String) {
        #expect(DidYouMean.nearest(word, among: words) == meant)
    }

    @Test(
        "words that are far from all, empty or very long get no proposal",
        arguments: ["", "colour", "ab", String(repeating: "a", count: 5000)])
    func far(word: String) {
        #expect(DidYouMean.nearest(word, among: words) == nil)
    }

    @Test("without a near word the known ones are listed, at most twelve")
    func listed() {
        #expect(DidYouMean.help("zzz", among: ["a", "b"], noun: "place") == "Known places: a, b.")
        #expect(DidYouMean.help("zzz", among: [], noun: "place") == "There is no place at all yet.")
        #expect(DidYouMean.help("zzz", among: (0..<20).map { "p\($0)" }, noun: "place").hasSuffix("p11 and 8 more."))
    }
}
