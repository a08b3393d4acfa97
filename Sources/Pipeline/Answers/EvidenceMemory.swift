import Model
import Reading
import Storage
import Watchlists

/// What runs found at the addresses that answers cite: `data/evidence.json`. It decides nothing by itself: when it is
/// lost, the pages are looked at anew.
package struct EvidenceMemory {
    private static let name = "evidence.json"

    /// One page, as it was found.
    struct Look: Hashable {
        var checked: Instant
        /// Since when it cannot be opened; nil: it can.
        var failingSince: Instant?
        /// Looks in a row that found nothing.
        var failures = 0
        /// The server says itself that there is no such page.
        var isGone = false
        var why = ""
    }

    /// What one look found.
    enum Finding: Hashable {
        case there
        case gone(String)
        case failed(String)
    }

    /// By address.
    private(set) var looks: [String: Look] = [:]

    init() {}

    package init(folder: String) throws(PipelineError) { try self.init(Inbox(folder: folder)) }

    init(_ data: Inbox) throws(PipelineError) {
        let bytes = try storage { () throws(StorageError) in try data.files(prefix: Self.name, suffix: Self.name) }
            .first?.bytes
        guard let bytes, let value = try? JSONValue.parse(bytes) else { return }
        for page in value["pages"]?.array ?? [] {
            guard let url = page["url"]?.string, let checked = page["checked"]?.string.flatMap({ Instant($0) }) else {
                continue
            }
            looks[url] = Look(
                checked: checked, failingSince: page["failing_since"]?.string.flatMap { Instant($0) },
                failures: Int(clamping: page["failures"]?.integer ?? 0), isGone: page["gone"]?.bool ?? false,
                why: page["why"]?.string ?? "")
        }
    }

    /// Addresses to look at now, those that were never looked at first, then the oldest. One that failed is looked at
    /// again after a day.
    func due(_ urls: Set<String>, every period: TimeSpan, at now: Instant) -> [String] {
        urls.filter { url in
            guard let look = looks[url] else { return true }
            return now.since(look.checked) >= (look.failingSince == nil ? period : min(period, .days(1)))
        }.sorted { left, right in
            let (one, other) = (looks[left]?.checked, looks[right]?.checked)
            return one == other ? left < right : (one?.milliseconds ?? .min) < (other?.milliseconds ?? .min)
        }
    }

    mutating func note(_ finding: Finding, at url: String, now: Instant) {
        var look = Look(checked: now)
        let before = looks[url]
        switch finding {
        case .there: break
        case .gone(let why): (look.isGone, look.why) = (true, why)
        case .failed(let why): look.why = why
        }
        if finding != .there {
            look.failingSince = before?.failingSince ?? now
            // The file may say any number.
            look.failures = min(before?.failures ?? 0, 1000) + 1
        }
        looks[url] = look
    }

    /// Pages that are known to be dead. One bad day says nothing: a page that the server does not know must fail on two
    /// days, one that does not answer for a week.
    package var dead: [String: Watchlists.DeadLink] {
        looks.compactMapValues { look in
            guard let since = look.failingSince, look.failures > 1,
                look.checked.since(since) >= (look.isGone ? .days(1) : .days(7))
            else { return nil }
            return Watchlists.DeadLink(since: since.date, why: look.why)
        }
    }

    /// Writes down what is known, without pages that no answer cites any more.
    func remember(_ cited: Set<String>, in data: Inbox) throws(PipelineError) {
        let pages = looks.filter { cited.contains($0.key) }.sorted { $0.key < $1.key }.map { url, look in
            JSONValue.object([
                ("url", .string(url)), ("checked", .string(look.checked.description)),
                ("failing_since", look.failingSince.map { .string($0.description) } ?? .null),
                ("failures", .integer(Int64(look.failures))), ("gone", .bool(look.isGone)), ("why", .string(look.why)),
            ])
        }
        let value = JSONValue.object([("schema", .integer(1)), ("pages", .array(pages))])
        try storage { () throws(StorageError) in try data.put(value.encoded(), as: Self.name) }
    }
}
