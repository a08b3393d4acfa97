import Model

/// How often a claim was told in each hour, in one language. The hour of a post is that of its publication, so that a
/// feed read late does not look like a burst.
struct BurstHistory {
    /// Hours since 1970.
    private var cells: [Int64: Cell] = [:]

    /// What came in one hour.
    struct Cell {
        var posts = 0
        var authors: Set<String> = []
        /// Alerts with a post of that hour.
        var alerts: Set<String> = []
        /// Author and story: the copies of one author are one telling.
        fileprivate var pairs: Set<Telling> = []
        var tellings: Int { pairs.count }

        fileprivate mutating func add(author: String, alert: Alert) {
            posts += 1
            authors.insert(author)
            alerts.insert(alert.id)
            pairs.insert(Telling(author: author, story: alert.story))
        }
    }

    fileprivate struct Telling: Hashable {
        var author: String
        var story: String
    }

    private var newest = Int64.min

    /// Hours that no hour still to be judged is compared with.
    private static let kept: Int64 = (Int64(BurstRule.days) + 3) * 24

    mutating func add(_ post: AlertPost, in alert: Alert) {
        let author = post.author.map { "author \($0)" } ?? "source \(post.source)"
        let hour = post.appeared.hour
        if hour > newest {
            newest = hour
            if cells.count > Self.kept { cells = cells.filter { $0.key >= hour - Self.kept } }
        }
        guard hour >= newest - Self.kept else { return }
        cells[hour, default: Cell()].add(author: author, alert: alert)
    }

    func cell(_ hour: Int64) -> Cell { cells[hour] ?? Cell() }

    /// Tellings in the hours that an hour is compared with, and how many hours that is.
    ///
    /// - Parameter since: the first hour that was watched.
    func baseline(of hour: Int64, since: Int64) -> (earlier: Int, hours: Int) {
        let hours = BurstRule.compared(with: hour, since: since)
        return (hours.reduce(0) { $0 + (cells[$1]?.tellings ?? 0) }, hours.count)
    }
}

extension Instant {
    /// Whole hours since 1970, rounded down.
    var hour: Int64 { seconds / 3600 - (seconds % 3600 < 0 ? 1 : 0) }

    init(hour: Int64) { self.init(seconds: hour.multipliedReportingOverflow(by: 3600).partialValue) }
}
