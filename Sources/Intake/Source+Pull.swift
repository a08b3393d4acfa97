import Model

/// What came of asking a source once, with what it cost.
package struct Pulled: Sendable {
    package var result: Result<Harvest, SourceFailure>
    package var spent: Spent
    /// True when the budget of the run left something out.
    package var isOverBudget: Bool
    /// True when that would be so in any run: what the source needs at once is more than the whole budget.
    package var isLargerThanBudget: Bool
}

extension Source {
    /// The one way in which Jibu asks a source: `fetch`, and then a look at what it may not have noticed.
    ///
    /// A harvest without posts is believed only when none of its answers was a captcha, a login page, an error or
    /// nothing at all (`NoAnswer`); else it is a failure, and the cursor stays where it was. And whatever was said, by
    /// the source or by a server, no secret stands in it, and no note is longer than a line of a report.
    package func pull(after cursor: Cursor?, using context: SourceContext) async -> Pulled {
        let result: Result<Harvest, SourceFailure>
        do {
            result = .success(try await fetch(after: cursor, using: context))
        } catch {
            result = .failure(error)
        }
        let watch = context.watch
        return Pulled(
            result: presentable(judged(result, watch), watch), spent: watch.spent, isOverBudget: watch.isOverBudget,
            isLargerThanBudget: watch.isLargerThanBudget)
    }

    private func judged(
        _ result: Result<Harvest, SourceFailure>, _ watch: FetchWatch
    ) -> Result<Harvest, SourceFailure> {
        guard case .success(let harvest) = result, harvest.posts.isEmpty, harvest.health.isAnswer,
            let found = watch.noAnswer
        else { return result }
        // A key may stand in the query.
        return .failure(.notAnAnswer(url: String(found.url.prefix { $0 != "?" }), what: found.why))
    }

    private func presentable(
        _ result: Result<Harvest, SourceFailure>, _ watch: FetchWatch
    ) -> Result<Harvest, SourceFailure> {
        switch result {
        case .failure(let failure): return .failure(failure.presentable(watch.hidden))
        case .success(var harvest):
            harvest.notes = OneLine.notes(harvest.notes, watch.hidden)
            harvest.health = harvest.health.presentable(watch.hidden)
            return .success(harvest)
        }
    }
}
