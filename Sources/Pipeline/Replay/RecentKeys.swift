import Model
import Text

/// Identities of the posts of the last weeks, for dropping repeats with bounded memory.
///
/// A run that was killed between archive and ledger archives its posts again at the next run, and an export may be
/// imported twice, to the same instants. A repeat that comes later than a month is taken as a post: it is in no story
/// any more, and an alert counts a post once however often it comes.
struct RecentKeys {
    /// Posts are remembered for this long at least, and for twice as long at most.
    static let span = TimeSpan.days(31)

    /// 128 bits of an id and a version: 16 bytes in the place of a hundred.
    private struct Mark: Hashable {
        var high: UInt64
        var low: UInt64

        init(_ key: PostKey) {
            let version = StableHash.mix(UInt64(truncatingIfNeeded: key.version))
            high = StableHash.hash64(key.id.utf8) ^ version
            low = StableHash.hash64(key.id.utf8, seed: 1) ^ version
        }
    }

    private var older: Set<Mark> = []
    private var newer: Set<Mark> = []
    private var since: Instant?

    /// True when the key is new.
    mutating func insert(_ key: PostKey, at now: Instant) -> Bool {
        let start = since ?? now
        if since == nil { since = now }
        if now >= start.advanced(by: Self.span) {
            older = newer
            newer.removeAll()
            since = now
        }
        let mark = Mark(key)
        return !older.contains(mark) && newer.insert(mark).inserted
    }
}
