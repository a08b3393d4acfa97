import Model
import Testing

@testable import Alerting

@Suite("Posts without text, at the foot of a digest")
struct UnseenPostsTests {
    private func foot(_ counts: [(hoursAgo: Int64, count: Int)], language: String = "en") -> String {
        let alerter = Sample.alerter(recipients: [Sample.person("aigul", areas: [], languages: [language])])
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        let unseen = counts.map { UnseenPosts(at: Sample.now.advanced(by: .hours(-$0.hoursAgo)), count: $0.count) }
        return alerter.digests(
            due: changes.notices, alerts: state.alerts, alreadyTold: [], in: Circumstances(unseen: unseen),
            now: Sample.now
        ).digests.first?.text ?? ""
    }

    @Test("those of the last week are counted for a reader who was told nothing before")
    func counts() {
        #expect(foot([(0, 3), (5, 4)]).contains("Not looked at: 7 posts with pictures or sound and no text."))
        #expect(foot([(0, 1)]).contains("Not looked at: 1 post with pictures"))
        let quiet = foot([(0, 0), (24 * 8, 5)])
        #expect(!quiet.isEmpty && !quiet.contains("Not looked at"))
    }

    @Test("they are named in every language", arguments: Wording.all)
    func languages(wording: Wording) {
        let line = wording.say(.unseen, 12)
        #expect(line.contains("12"))
        // A long line is wrapped in the text.
        #expect(foot([(0, 12)], language: wording.language).contains(line.prefix(40)))
    }
}
