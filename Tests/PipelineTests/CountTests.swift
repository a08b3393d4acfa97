import Model
import Testing

@testable import Pipeline

struct CountTests {
    @Test(
        "a number stands with its noun, its thousands apart",
        arguments: [(0, "0 posts"), (1, "1 post"), (2, "2 posts"), (999, "999 posts"), (5_000_000, "5,000,000 posts")])
    func nouns(number: Int, words: String) { #expect(Count.of(number, "post") == words) }

    @Test("what is left out is counted the same way")
    func more() {
        #expect(Count.more(1, "line") == "1 more line")
        #expect(Count.more(1200, "line") == "1,200 more lines")
    }

    @Test("the sentences of a scan agree with their numbers")
    func scan() {
        var report = ScanReport()
        report.unreadable = 1
        report.undecided = [.init(pattern: "a", posts: 1, limitHits: 1, isSwitchedOff: false)]
        #expect(
            report.sentences == [
                "1 more line like these",
                "pattern a ran too long: it left 1 post undecided. 1 search reached the limit of steps.",
            ])
    }
}
