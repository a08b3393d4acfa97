import Model
import Settings
import Testing

@testable import Intake

/// What stands between a fetch and the network counts, and knows when no run could afford the fetch.
struct FetchWatchTests {
    /// Answers with so many bytes, or with `overBudget` when they are not allowed.
    private struct Sized: HTTPClient {
        func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
            let size = Int(request.url.split(separator: "/").last ?? "") ?? 0
            guard size <= request.limits.wireBytes else {
                throw HTTPFailure(
                    .overBudget, url: request.url, "cut",
                    traffic: Traffic(requests: 1, bytes: request.limits.wireBytes))
            }
            return HTTPResponse(
                status: 200, body: [1], finalURL: request.url, traffic: Traffic(requests: 1, bytes: size))
        }
    }

    @Test(
        "only a fetch that had the whole budget, or spent it alone, is larger than it",
        arguments: [
            (0, [500], false, false), (0, [1001], true, true), (0, [400, 601], true, true), (0, [1000, 1], true, true),
            (1, [1000], true, false), (600, [300, 200], true, false), (1000, [1], true, false),
        ])
    func larger(othersSpent: Int, sizes: [Int], isOver: Bool, isLarger: Bool) async {
        let budget = FetchBudget(bytes: 1000)
        budget.spend(bytes: othersSpent)
        let watch = FetchWatch(Sized(), budget: budget)
        for size in sizes { _ = try? await watch.send(HTTPRequest(.get, "https://site.example/\(size)")) }
        #expect(watch.isOverBudget == isOver)
        #expect(watch.isLargerThanBudget == isLarger)
    }

    @Test("units of a source that counts wildly are bounded and never trap")
    func units() {
        let watch = FetchWatch(Sized(), budget: .unlimited)
        for units in [3, -5, Int.max, Int.max, Int.min] { watch.spend(units: units) }
        #expect(watch.spent.units == 1 << 40)
    }

    /// Gives what it was made with.
    private struct Talking: Source {
        let result: Result<Harvest, SourceFailure>
        var hosts: [String] { ["site.example"] }
        func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
            try result.get()
        }
    }

    @Test("notes and addresses are masked, then cut to one line; of notes the first are kept and the others counted")
    func talk() async throws {
        let context = SourceContext(http: Sized(), now: Instant(milliseconds: 0))
        context.watch.hide("key-4711")
        let long = "two\nlines " + String(repeating: "a", count: OneLine.longest - 16) + "key-4711 \u{1B}[31m"
        let notes = Array(repeating: long, count: OneLine.mostNotes + 7)
        let harvest = Harvest(cursor: nil, health: .quiet, notes: notes)
        let kept = try await Talking(result: .success(harvest)).pull(after: nil, using: context).result.get().notes
        #expect(kept.count == OneLine.mostNotes + 1 && kept.last == "and 7 more")
        let failure = SourceFailure.status(500, url: long)
        let failed = await Talking(result: .failure(failure)).pull(after: nil, using: context).result
        guard case .failure(.status(500, let url)) = failed else {
            Issue.record("another failure came: \(failed)")
            return
        }
        for text in [kept.first ?? "", url] {
            #expect(text.hasPrefix("two lines aaa") && text.hasSuffix("a<secre…"))
            #expect(text.utf8.count <= OneLine.longest + 3)
        }
    }
}
