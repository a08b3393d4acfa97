import GRDB
import Model

/// Which posts and segments the ledger knows.
extension Ledger {
    /// The newest known version of each of these posts; ids that are new are left out.
    package func known(_ ids: some Sequence<String>) throws(StorageError) -> [String: PostVersion] {
        let ids = Array(Set(ids))
        return try read { database in
            let statement = try database.cachedStatement(sql: "SELECT * FROM post WHERE id = ?")
            var known: [String: PostVersion] = [:]
            for id in ids {
                guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
                known[id] = PostVersion(
                    key: PostKey(id: id, version: try row.get("version")), fingerprint: try row.get("fingerprint"),
                    source: try row.get("source"), seen: try row.get("last_seen"))
            }
            return known
        }
    }

    /// Ids of known posts that begin with these characters.
    package func posts(beginningWith text: String) throws(StorageError) -> [String] {
        try read {
            try String.fetchAll($0, sql: "SELECT id FROM post WHERE substr(id, 1, length(?1)) = ?1", arguments: [text])
        }
    }

    /// Those of `segments` that no transaction 1 has covered: a run takes them
    /// through first, before it fetches (design decision 10). In the order given.
    package func uncovered(_ segments: [Segment]) throws(StorageError) -> [Segment] {
        let covered = try coveredSegments()
        return segments.filter { !covered.contains($0.name) }
    }

    /// Names of all covered segments. One that is not in the archive was purged or lost.
    package func coveredSegments() throws(StorageError) -> Set<String> {
        try read { try String.fetchSet($0, sql: "SELECT name FROM segment") }
    }

    /// Forgets the segments of days before `day`, which a purge removed, and what was undecided in them.
    package func forget(before day: CivilDate) throws(StorageError) {
        try write { database in
            // Names begin with the day.
            try database.execute(
                sql: "DELETE FROM segment WHERE name < ?", arguments: [Segment.folder(of: day)])
            try database.execute(sql: "DELETE FROM undecided WHERE day < ?", arguments: [day.description])
        }
    }

    /// Forgets segments that a compaction removed.
    package func forget(segments names: [String]) throws(StorageError) {
        try write { database in
            for name in names { try database.execute(sql: "DELETE FROM segment WHERE name = ?", arguments: [name]) }
        }
    }
}
