import Foundation
import GRDB
import Model
import Text

/// The stories of the last week, one row a post. A busy week has a million of them, so rows lie in the order in which
/// the posts came: a run reads them from the beginning of the table to its end, which a slow disk does fast.
extension Ledger {
    /// Hands over the posts of the last 7 days with their stories, in the order in which they came, one after the
    /// other.
    package func forEachMember(at now: Instant, _ body: (StoryMember) -> Void) throws(StorageError) {
        let start = now.advanced(by: TimeSpan(milliseconds: -LedgerState.memberSpan.milliseconds))
        try read { database in
            // With the plus the index on `seen`, which would lead through the table back and forth, is left aside.
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT post, story, seen, signature FROM story_member WHERE +seen >= ? ORDER BY number",
                arguments: [start])
            while let row = try rows.next() { body(try StoryMember(row)) }
        }
    }

    static func save(_ member: StoryMember, _ database: Database) throws {
        // One that comes again after its time comes last now.
        try database.cachedStatement(sql: "DELETE FROM story_member WHERE post = ? AND seen <> ?")
            .execute(arguments: [member.post, member.seen])
        try database.cachedStatement(
            sql: """
                INSERT INTO story_member (post, story, seen, signature) VALUES (?, ?, ?, ?)
                ON CONFLICT (post) DO UPDATE SET story = excluded.story, signature = excluded.signature
                """
        ).execute(arguments: [
            member.post, member.story == member.post ? nil : member.story, member.seen, Data(member.signature.encoded),
        ])
    }
}

extension StoryMember {
    /// Columns by their places: names would be looked up a million times.
    fileprivate init(_ row: Row) throws {
        func text(_ place: Int) -> String? { String.fromDatabaseValue(row[place]) }
        guard let post = text(0) else { throw BadRow(column: "post") }
        guard let seen = Instant.fromDatabaseValue(row[2]) else { throw BadRow(column: "seen") }
        let signature = try row.withUnsafeData(atIndex: 3) { $0.flatMap { TextSignature(decoding: $0) } }
        guard let signature else { throw BadRow(column: "signature") }
        self.init(post: post, story: text(1) ?? post, seen: seen, signature: signature)
    }
}

extension Migrations {
    /// `story` is null for a post that is alone in its story, or the first of it: nearly all.
    static let storiesInOrder = """
        ALTER TABLE story_member RENAME TO story_member_by_post;
        CREATE TABLE story_member (
            number INTEGER PRIMARY KEY, post TEXT NOT NULL UNIQUE, story TEXT, seen INTEGER NOT NULL,
            signature BLOB NOT NULL
        ) STRICT;
        INSERT INTO story_member (post, story, seen, signature)
            SELECT post, nullif(story, post), seen, signature FROM story_member_by_post ORDER BY seen, post;
        DROP TABLE story_member_by_post;
        CREATE INDEX story_member_seen ON story_member (seen);
        """
}
