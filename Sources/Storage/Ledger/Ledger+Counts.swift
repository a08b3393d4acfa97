import GRDB
import Model
import Reading

/// What bursts are judged by: since when each claim is watched. The hourly counts are those of the alerts' posts.
extension Ledger {
    /// Empty in a ledger that an older Jibu wrote and that is only looked at.
    static func watched(_ database: Database) throws -> [String: Instant] {
        guard try database.tableExists("watched") else { return [:] }
        var watched: [String: Instant] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT claim, since FROM watched") {
            watched[try row.get("claim")] = try row.get("since", as: Instant.self)
        }
        return watched
    }

    static func save(watched: [String: Instant], _ database: Database) throws {
        for (claim, since) in watched {
            try database.cachedStatement(sql: "INSERT OR IGNORE INTO watched (claim, since) VALUES (?, ?)")
                .execute(arguments: [claim, since])
        }
    }
}

extension Migrations {
    static let bursts = """
        ALTER TABLE alert ADD COLUMN bursts TEXT NOT NULL DEFAULT '[]';
        CREATE TABLE watched (claim TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """
}

/// The bursts of an alert in one column, as JSON text.
enum BurstColumn {
    static func text(_ bursts: [Burst]) -> String {
        let items = bursts.map { burst in
            JSONValue.object([
                ("language", .string(burst.language)), ("hour", .integer(burst.hour.milliseconds)),
                ("posts", .integer(Int64(burst.posts))), ("tellings", .integer(Int64(burst.tellings))),
                ("authors", .integer(Int64(burst.authors))), ("earlier", .integer(Int64(burst.earlier))),
                ("hours", .integer(Int64(burst.hours))), ("last_loud", .integer(burst.lastLoud.milliseconds)),
            ])
        }
        return String(decoding: JSONValue.array(items).encoded(), as: UTF8.self)
    }

    /// None for a row of a ledger that an older Jibu wrote.
    static func list(_ row: Row) throws -> [Burst] {
        guard let text = try row.find("bursts", as: String.self) else { return [] }
        guard let items = (try? JSONValue.parse(Array(text.utf8)))?.array else { throw BadRow(column: "bursts") }
        return try items.map { item in
            func number(_ name: String) throws -> Int64 {
                guard let number = item[name]?.integer else { throw BadRow(column: "bursts") }
                return number
            }
            guard let language = item["language"]?.string else { throw BadRow(column: "bursts") }
            return Burst(
                language: language, hour: Instant(milliseconds: try number("hour")),
                posts: Int(try number("posts")), tellings: Int(try number("tellings")),
                authors: Int(try number("authors")), earlier: Int(try number("earlier")),
                hours: Int(try number("hours")), lastLoud: Instant(milliseconds: try number("last_loud")))
        }
    }
}
