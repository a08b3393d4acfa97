import Model
import Testing

@testable import Pipeline

/// Whom a correction goes to: all who were told of the story, under whatever alert.
struct SameStoryTests {
    private static func alert(_ id: String, into next: String? = nil) -> Alert {
        let now = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
        return Alert(
            id: id, claim: "water", story: id, state: next == nil ? .notified : .merged, opened: now, lastSeen: now,
            severity: .high, topics: [], places: [], posts: [], configuration: "c0ffee", mergedInto: next)
    }

    private static let alerts = [
        alert("root"), alert("child", into: "root"), alert("grandchild", into: "child"), alert("sister", into: "root"),
        alert("other"), alert("circle", into: "back"), alert("back", into: "circle"),
    ]

    @Test(
        "merges are followed up to the root and down again",
        arguments: ["root", "child", "grandchild", "sister"])
    func family(id: String) throws {
        let named = try #require(Self.alerts.first { $0.id == id })
        #expect(named.sameStory(among: Self.alerts).map(\.id) == ["root", "child", "grandchild", "sister"])
    }

    @Test("an alert that was never merged is its own story, and a circle of a damaged ledger ends")
    func alone() throws {
        #expect(Self.alert("other").sameStory(among: Self.alerts).map(\.id) == ["other"])
        let circle = try #require(Self.alerts.first { $0.id == "circle" })
        #expect(circle.sameStory(among: Self.alerts).map(\.id).contains("circle"))
    }
}
