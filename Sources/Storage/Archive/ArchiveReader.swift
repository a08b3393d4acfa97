import Model

/// Reads segments one after the other as one stream of posts in archive order.
///
/// A repeated (id, version) is dropped, since a run killed between archive
/// and ledger may archive a post again (design decision 10). That needs
/// memory for each post read: about 30 bytes. A segment that cannot be opened is in
/// the reports like any other damage; reading goes on.
package final class ArchiveReader {
    /// One for each segment begun, in order; complete when `next` has returned nil.
    package var reports: [ReadReport] { done + (current.map { [$0.report] } ?? []) }

    private let archive: Archive
    private var waiting: ArraySlice<Segment>
    private var current: SegmentReader?
    private var repeatedHere = 0
    private var done: [ReadReport] = []
    private var seen = SeenPosts()

    package init(_ archive: Archive, _ segments: [Segment]) {
        self.archive = archive
        self.waiting = segments[...]
    }

    /// The next posts, at most one frame's worth; nil at the end.
    package func next() -> [Post]? {
        while let reader = current ?? openNext() {
            do throws(StorageError) {
                guard let posts = try reader.next() else {
                    close(reader)
                    continue
                }
                let fresh = posts.filter { seen.insert($0.key) }
                repeatedHere += posts.count - fresh.count
                if !fresh.isEmpty { return fresh }
            } catch {
                close(reader, after: error)
            }
        }
        return nil
    }

    /// Hands every post to `body`; returns the reports.
    package func forEach(_ body: (Post) throws -> Void) rethrows -> [ReadReport] {
        while let posts = next() {
            for post in posts { try body(post) }
        }
        return reports
    }

    /// Name of the segment that was written before the one being read, as its index says.
    var previousOfCurrent: String? { current?.index?.previous }

    private func openNext() -> SegmentReader? {
        while let segment = waiting.popFirst() {
            do throws(StorageError) {
                current = try SegmentReader(segment, at: archive.path(of: segment))
                return current
            } catch {
                var report = ReadReport(segment: segment.name)
                report.damages = [unreadable(error, at: 0)]
                done.append(report)
            }
        }
        return nil
    }

    private func close(_ reader: SegmentReader, after error: StorageError? = nil) {
        var report = reader.report
        report.posts -= repeatedHere
        report.repeated = repeatedHere
        if let error { report.damages.append(unreadable(error, at: reader.position)) }
        done.append(report)
        (current, repeatedHere) = (nil, 0)
    }

    private func unreadable(_ error: StorageError, at offset: Int) -> ReadReport.Damage {
        .init(kind: .unreadable, frame: nil, offset: offset, bytes: 0, lost: nil, detail: error.what)
    }
}

/// The keys of posts seen so far, packed: ids of ours are 128 bits in hex.
struct SeenPosts {
    private struct Packed: Hashable {
        var high: UInt64
        var low: UInt64
        var version: Int32
    }
    private var packed: Set<Packed> = []
    private var other: Set<PostKey> = []

    /// True when the key is new.
    mutating func insert(_ key: PostKey) -> Bool {
        let digits = key.id.utf8
        if digits.count == 32, let version = Int32(exactly: key.version),
            let high = lowerHex(digits.prefix(16)), let low = lowerHex(digits.suffix(16))
        {
            return packed.insert(Packed(high: high, low: low, version: version)).inserted
        }
        return other.insert(key).inserted
    }

    /// Only lower-case digits, so that two different ids never pack to the same key.
    private func lowerHex(_ digits: Substring.UTF8View) -> UInt64? {
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(digit - 48)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(digit - 87)
            default: return nil
            }
        }
        return value
    }
}
