import Testing
import Text
import Watchlists

@testable import Pipeline

struct TuningCostsTests {
    @Test("a pattern is not charged for the views that are made for all: the same one costs the same on one view and on three")
    func views() {
        let rules = [[View.canon], [.canon, .deobf, .squeeze]].map { views in
            PatternSet.Rule(
                claim: "c", expression: .pattern(PatternText(id: "\(views.count)", pattern: "water", views: views)))
        }
        let costs = TuningCosts(of: rules, on: ["one", "two"]) { text, sample in
            // What a run over the sample would take: the views, and the pattern on top.
            Double(sample.count) * (Double(text.views.count) * 2 + (text.pattern == "water" ? 0.5 : 0))
        }
        #expect(costs.microseconds == ["1": 0.5, "3": 0.5])
    }
}
