import Model
import Testing

@testable import Alerting

@Suite("What is past is forgotten, and nothing that still counts")
struct ForgettingTests {
    private let now = Sample.instant("2026-12-25T09:00:00Z")

    private func ago(_ days: Int64) -> Instant { now.advanced(by: .days(-days)) }

    private func alert(_ id: String, seen: Instant, into target: String? = nil) -> Alert {
        Alert(
            id: id, claim: "water-poison", story: "story-\(id)", state: target == nil ? .open : .merged, opened: seen,
            lastSeen: seen, severity: .high, topics: [], places: [], posts: [], configuration: "", mergedInto: target)
    }

    private func notice(_ id: String, of alert: String) -> Notice {
        Notice(
            id: id, alert: alert, recipient: "aigul", route: "root", kind: .new, created: ago(40), notBefore: ago(40),
            held: nil)
    }

    private func ids(_ alerts: [Alert]) -> [String] { alerts.map(\.id).sorted() }

    @Test("the last post decides, and midnight: what was told of a forgotten alert is forgotten with it")
    func month() {
        let edge = Sample.instant("2026-11-25T00:00:00Z")
        var state = AlertingState(
            alerts: [alert("aa", seen: edge), alert("bb", seen: edge.advanced(by: .seconds(-1)))],
            notices: [notice("n1", of: "aa"), notice("n2", of: "bb")])
        #expect(ids(state.forget(at: now, besides: [])) == ["bb"])
        #expect(state.notices(to: "aigul", of: "water-poison").map(\.id) == ["n1"])
        #expect(state.isNoticed("aa", to: "aigul", of: "water-poison"))
        #expect(!state.isNoticed("bb", to: "aigul", of: "water-poison"))
        #expect(state.forget(at: now.advanced(by: .hours(14)), besides: []).isEmpty)
        #expect(ids(state.forget(at: now.advanced(by: .hours(15)), besides: [])) == ["aa"], "the next midnight")
        #expect(state.alerts.isEmpty && state.notices(to: "aigul", of: "water-poison").isEmpty)
    }

    @Test("an alert that was merged stays as long as the one that took it, with what was told of it")
    func merged() {
        var state = AlertingState(
            alerts: [alert("aa", seen: ago(50), into: "bb"), alert("bb", seen: ago(45), into: "cc"), alert("cc", seen: ago(2))],
            notices: [notice("n1", of: "aa")])
        #expect(state.forget(at: now, besides: []).isEmpty)
        #expect(state.isNoticed("cc", to: "aigul", of: "water-poison"), "it was told of a story that is part of it")
        #expect(ids(state.forget(at: now.advanced(by: .days(30)), besides: [])) == ["aa", "bb", "cc"])
    }

    @Test("what a waiting notice names stays, with all that it was merged into, until the notice is gone")
    func waiting() {
        var state = AlertingState(
            alerts: [alert("aa", seen: ago(50), into: "bb"), alert("bb", seen: ago(45)), alert("dd", seen: ago(45))],
            notices: [notice("n1", of: "aa")])
        #expect(ids(state.forget(at: now, besides: ["aa"])) == ["dd"])
        #expect(state.resolve("aa")?.id == "bb")
        #expect(state.forget(at: now.advanced(by: .minutes(15)), besides: ["aa"]).isEmpty)
        #expect(ids(state.forget(at: now.advanced(by: .minutes(30)), besides: [])) == ["aa", "bb"], "on the same day")
    }

    @Test("nothing is looked at twice on one day")
    func onceADay() {
        var asked = 0
        func nothing() -> Set<String> {
            asked += 1
            return []
        }
        var state = AlertingState(alerts: [alert("aa", seen: ago(40)), alert("bb", seen: ago(1))])
        _ = state.forget(at: now, besides: nothing())
        state.store(alert("cc", seen: ago(45)))
        #expect(state.forget(at: now.advanced(by: .hours(1)), besides: nothing()).isEmpty && asked == 1)
        #expect(ids(state.forget(at: now.advanced(by: .days(1)), besides: nothing())) == ["cc"] && asked == 2)
    }

    @Test("an alert on a story that is born again gets an id of its own, also when only the ledger knew the first")
    func reborn() {
        let alerter = Sample.alerter()
        let first = Alert.id(claim: "water-poison", story: "p1")
        var state = AlertingState()
        state.restorePast(alert: first, claim: "water-poison", post: "p0")
        let changes = alerter.advance([Sample.post("p1", at: now)], state: &state, now: now)
        #expect(changes.alerts.count == 1 && changes.alerts.first?.id != first && changes.notices.count == 1)
        let edited = alerter.advance(
            [Sample.post("p0", "Снова: вода в наших кранах отравлена", version: 2, at: now)], state: &state, now: now)
        #expect(edited.alerts.isEmpty, "it counted before")
    }
}
