import Model

/// Reads segments one after the other as one stream of posts in archive order.
///
/// A repeated (id, version) is dropped, since a run killed between archive
/// and ledger may archive a post again (design decision 10). That needs
/// memory for each post read: 10 to 12 bytes. A segment that cannot be opened is in
/// the reports like any other damage; reading goes on.
///
/// With more than one worker, frames ahead are opened on other threads. Posts and reports are the same then, in the
/// same order, and memory stays flat: a few frames.
package final class ArchiveReader {
    /// One for each segment begun, in order; complete when `next` has returned nil.
    package var reports: [ReadReport] { done + (current.map { [$0.report] } ?? []) }

    /// One sentence for each damage found so far.
    package var damages: [String] {
        reports.flatMap { report in
            report.sentences
                + (report.unlisted > 0 ? ["\(report.segment): and \(report.unlisted) more damages"] : [])
        }
    }

    /// How many segments were begun.
    package var begun: Int { done.count + (current == nil ? 0 : 1) }

    private let archive: Archive
    private var waiting: ArraySlice<Segment>
    private var current: SegmentReader?
    private var repeatedHere = 0
    private var done: [ReadReport] = []
    /// Nil when repeated posts are handed out too.
    private var seen: KeySet?
    private let others: FramesAhead?
    /// Segments opened before their turn, so that their frames can be begun; a failure waits for its turn.
    private var upcoming: ArraySlice<Result<SegmentReader, Unopened>> = []

    private struct Unopened: Error { let report: ReadReport }

    /// Files that are open at once.
    private static let mostUpcoming = 16

    /// - Parameters:
    ///   - workers: threads that open frames beside the caller's; 1: none.
    ///   - dropsRepeats: false for proofs of single segments.
    package init(_ archive: Archive, _ segments: [Segment], workers: Int = 1, dropsRepeats: Bool = true) {
        self.archive = archive
        self.waiting = segments[...]
        others = workers > 1 ? FramesAhead(workers: workers) : nil
        seen = dropsRepeats ? KeySet() : nil
    }

    /// The next posts, at most one frame's worth; nil at the end.
    package func next() -> [Post]? {
        while let frame = nextFrame() {
            let fresh = frame.posts.filter { isNew($0.key) }
            repeatedHere += frame.posts.count - fresh.count
            if !fresh.isEmpty { return fresh }
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

    /// The next posts with their lines, each with its newline; nil at the end.
    func nextLines() -> (posts: [Post], lines: [ArraySlice<UInt8>])? {
        while let frame = nextFrame() {
            var posts: [Post] = []
            var lines: [ArraySlice<UInt8>] = []
            for (post, line) in zip(frame.posts, frame.lines) where isNew(post.key) {
                posts.append(post)
                lines.append(frame.content[line])
            }
            repeatedHere += frame.posts.count - posts.count
            if !posts.isEmpty { return (posts, lines) }
        }
        return nil
    }

    private func isNew(_ key: PostKey) -> Bool { seen?.insert(key) ?? true }

    private func nextFrame() -> OpenedFrame? {
        while let reader = current ?? openNext() {
            openAhead()
            do throws(StorageError) {
                if let frame = try reader.nextFrame(others) { return frame }
                close(reader)
            } catch {
                close(reader, after: error)
            }
        }
        return nil
    }

    private func openNext() -> SegmentReader? {
        while let next = upcoming.popFirst() ?? waiting.popFirst().map(open) {
            switch next {
            case .success(let reader):
                current = reader
                return reader
            case .failure(let unopened): done.append(unopened.report)
            }
        }
        return nil
    }

    private func open(_ segment: Segment) -> Result<SegmentReader, Unopened> {
        do throws(StorageError) {
            return .success(try SegmentReader(segment, at: archive.path(of: segment)))
        } catch {
            var report = ReadReport(segment: segment.name)
            report.damages = [unreadable(error, at: 0)]
            return .failure(Unopened(report: report))
        }
    }

    /// Begins frames of this segment and of the ones behind it, as long as there is room.
    private func openAhead() {
        guard let others else { return }
        if let current, current.openAhead(others) { return }
        for case .success(let reader) in upcoming where reader.openAhead(others) { return }
        while others.hasRoom, upcoming.count < Self.mostUpcoming, let segment = waiting.popFirst() {
            let next = open(segment)
            upcoming.append(next)
            if case .success(let reader) = next, reader.openAhead(others) { return }
        }
    }

    private func close(_ reader: SegmentReader, after error: StorageError? = nil) {
        if let others { reader.dropAhead(others) }
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
