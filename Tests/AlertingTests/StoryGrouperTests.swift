import Model
import Testing

@testable import Alerting

@Suite("Stories of a long stream")
struct StoryGrouperTests {
    private func text(_ number: Int) -> String {
        let words = ["вода", "школа", "налог", "дорога", "топливо", "паводок", "выборы", "земля", "клиника", "письмо"]
        return (0..<9).map { "\(words[(number / (1 << $0)) % 10])\(String(number * 7 + $0 * 13, radix: 36)) " }.joined()
    }

    @Test("copies are found without times, and copies eight days apart are two stories")
    func copies() {
        var grouper = StoryGrouper()
        #expect(grouper.place("a", text: Sample.longText, at: nil).story == "a")
        #expect(grouper.place("b", text: "ВНИМАНИЕ! " + Sample.longText, at: nil).story == "a")
        var timed = StoryGrouper()
        _ = timed.place("a", text: Sample.longText, at: Sample.now)
        #expect(timed.place("b", text: Sample.longText, at: Sample.now.advanced(by: .days(8))).story == "b")
    }

    @Test("only the newest members are kept, and a story goes on through its younger copies")
    func bounded() {
        var grouper = StoryGrouper(most: 20)
        _ = grouper.place("first", text: Sample.longText, at: nil)
        for number in 0..<200 {
            _ = grouper.place("n\(number)", text: text(number), at: nil)
            if number % 5 == 0 {
                #expect(grouper.place("c\(number)", text: Sample.longText, at: nil).story == "first")
            }
        }
        for number in 200..<240 { _ = grouper.place("n\(number)", text: text(number), at: nil) }
        #expect(grouper.place("late", text: Sample.longText, at: nil).story == "late", "the story was forgotten")
    }
}
