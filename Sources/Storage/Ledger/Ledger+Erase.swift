import GRDB
import Model

/// Erasure of posts from what was decided about them.
extension Ledger {
    /// Takes the words, the author and the link of erased posts out of every alert, and their signatures out of the
    /// stories; nothing of them is matched again. Counters stay, and so does the identity of the post, which is a hash:
    /// so that no source brings the same text back.
    ///
    /// - Returns: how many excerpts were emptied.
    package func erase(posts ids: Set<String>) throws(StorageError) -> Int {
        try write { database in
            var emptied = 0
            for id in ids.sorted() {
                try database.execute(
                    sql: """
                        UPDATE alert_post SET author = NULL, url = NULL, before = '', matched = '', after = '', hits = '[]'
                        WHERE post = ?
                        """, arguments: [id])
                emptied += database.changesCount
                for table in ["story_member", "undecided"] {
                    try database.execute(sql: "DELETE FROM \(table) WHERE post = ?", arguments: [id])
                }
            }
            return emptied
        }
    }
}
