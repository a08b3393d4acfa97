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
        /// Author and story: the copies of one author are one telling.
        fileprivate var pairs: Set<Telling> = []
        var tellings: Int { pairs.count }
    }

    fileprivate struct Telling: Hashable {
        var author: String
        var story: String
    }

    /// - Parameter alerts: all counted alerts of one claim.
    init(of alerts: [Alert], in language: String) {
        for alert in alerts {
            for post in alert.posts where post.language == language {
                let author = post.author.map { "author \($0)" } ?? "source \(post.source)"
                let hour = post.appeared.hour
                cells[hour, default: Cell()].posts += 1
                cells[hour, default: Cell()].authors.insert(author)
                cells[hour, default: Cell()].pairs.insert(Telling(author: author, story: alert.story))
            }
        }
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
