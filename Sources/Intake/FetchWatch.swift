import Model
import Synchronization

/// Stands between one fetch of a source and the network: counts what it costs, keeps it inside the budget, and
/// remembers answers that may be none, and secrets that nobody may read in what it says.
final class FetchWatch: HTTPClient, Sendable {
    private struct Seen {
        var traffic = Traffic()
        var units = 0
        /// Answers with a body, the last ones, for a source that found no post in them.
        var answers: [HTTPResponse] = []
        var isOverBudget = false
        /// Longest first, so that no piece of one stays behind.
        var secrets: [String] = []
        var isLargerThanBudget = false
    }

    private static let keptAnswers = 8
    private let network: any HTTPClient
    private let budget: FetchBudget
    private let seen = Mutex(Seen())

    init(_ network: any HTTPClient, budget: FetchBudget) {
        self.network = network
        self.budget = budget
    }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        // When nothing but this fetch has spent a byte, what does not fit into the rest fits into no run.
        let isAlone = budget.spentBytes <= spent.traffic.bytes
        guard let left = budget.left else {
            throw overBudget(
                HTTPFailure(.overBudget, url: request.url, "the budget of this run is used up"), isAlone: isAlone)
        }
        var request = request
        request.limits.wireBytes = min(request.limits.wireBytes, left)
        do {
            let response = try await network.send(request)
            note(response.traffic)
            keep(response)
            return response
        } catch {
            note(error.traffic)
            throw error.kind == .overBudget ? overBudget(error, isAlone: isAlone) : error
        }
    }

    func spend(units: Int) {
        let units = min(max(0, units), Self.mostUnits)
        seen.withLock { $0.units = min($0.units + units, Self.mostUnits) }
    }

    /// No honest number is larger.
    private static let mostUnits = 1 << 40

    /// Remembers a secret; from here on `hidden` leaves it out of every text.
    func hide(_ secret: String) {
        let written = SecretText.spellings(of: secret)
        seen.withLock { seen in
            for text in written where !seen.secrets.contains(text) { seen.secrets.append(text) }
            seen.secrets.sort { $0.utf8.count > $1.utf8.count }
        }
    }

    /// A text without any of the secrets.
    func hidden(_ text: String) -> String {
        seen.withLock { $0.secrets }.reduce(text) { $0.replacing($1, with: "<secret>") }
    }

    /// What the fetch cost so far.
    var spent: Spent { seen.withLock { Spent(traffic: $0.traffic, units: $0.units) } }

    /// True when something was not fetched for want of budget.
    var isOverBudget: Bool { seen.withLock { $0.isOverBudget } }

    /// True when that was so though nothing else had spent anything: what the source needs at once is more than the
    /// budget of a whole run.
    var isLargerThanBudget: Bool { seen.withLock { $0.isLargerThanBudget } }

    /// The first kept answer that is none, and why, as the server wrote it.
    var noAnswer: (url: String, why: String)? {
        let answers = seen.withLock { $0.answers }
        for answer in answers {
            if let why = NoAnswer.reason(in: answer) { return (answer.finalURL, why) }
        }
        return nil
    }

    private func overBudget(_ failure: HTTPFailure, isAlone: Bool) -> HTTPFailure {
        seen.withLock {
            $0.isOverBudget = true
            $0.isLargerThanBudget = $0.isLargerThanBudget || isAlone
        }
        guard isAlone else { return failure }
        var failure = failure
        failure.what = "one fetch takes more than the budget of a whole run"
        return failure
    }

    private func note(_ traffic: Traffic) {
        budget.spend(bytes: traffic.bytes)
        seen.withLock { $0.traffic += traffic }
    }

    /// The head of a long body is enough, and does not keep the whole of it in memory.
    private func keep(_ response: HTTPResponse) {
        guard (200..<300).contains(response.status) else { return }
        var response = response
        if response.body.count > NoAnswer.largest { response.body = Array(response.body.prefix(NoAnswer.window)) }
        seen.withLock { seen in
            if seen.answers.count == Self.keptAnswers { seen.answers.removeFirst() }
            seen.answers.append(response)
        }
    }
}

/// What one fetch of a source cost.
package struct Spent: Sendable, Hashable {
    package var traffic: Traffic
    /// In the units that the platform counts; 0 where it counts none.
    package var units: Int

    package init(traffic: Traffic = Traffic(), units: Int = 0) {
        self.traffic = traffic
        self.units = units
    }
}

/// The bytes that one run may fetch, shared by all its sources.
package final class FetchBudget: Sendable {
    private let limit: Int?
    private let used = Mutex(0)

    /// - Parameter bytes: nil for no limit.
    package init(bytes: Int?) { limit = bytes }

    /// No limit.
    package static var unlimited: FetchBudget { FetchBudget(bytes: nil) }

    /// Bytes that may still be fetched; nil when there are none.
    package var left: Int? {
        guard let limit else { return .max }
        let left = limit - used.withLock { $0 }
        return left > 0 ? left : nil
    }

    package var spentBytes: Int { used.withLock { $0 } }

    func spend(bytes: Int) {
        used.withLock { used in
            let (sum, overflow) = used.addingReportingOverflow(max(0, bytes))
            used = overflow ? .max : sum
        }
    }
}
