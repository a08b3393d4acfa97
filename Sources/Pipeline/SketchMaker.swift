import Alerting
import Model
import Storage
import Text
import Watchlists

/// Makes the sketch of segments, one after the other, on one worker.
///
/// A segment is a unit of its own: its chunks begin anew with its first post, and it starts with the limit hits that
/// it is given. So a sketch is the same wherever and in whatever order segments are taken.
package struct SketchMaker {
    private let archive: Archive
    private let plan: SketchPlan
    private var new: SketchReader
    private var old: SketchReader?

    package init(archive: Archive, plan: SketchPlan) {
        self.archive = archive
        self.plan = plan
        new = plan.new.reader()
        old = plan.old?.reader()
    }

    /// Hands every post of the segment to `body`, in order.
    ///
    /// A segment that cannot be opened or read is damage like any other: it is in the result.
    package mutating func sketch(
        _ segment: Segment, after ledgers: SketchLedgers = SketchLedgers(),
        _ body: (SketchedPost) throws(PipelineError) -> Void
    ) throws(PipelineError) -> SketchedSegment {
        var sketched = SketchedSegment(name: segment.name, plan: plan.hash)
        new.startSegment(ledgers.new)
        old?.startSegment(ledgers.old)
        let reader: SegmentReader
        do throws(StorageError) {
            reader = try SegmentReader(segment, at: archive.path(of: segment))
        } catch {
            sketched.damages = [Self.unreadable(segment, error)]
            return sketched
        }
        var inChunk = 0
        while let posts = Self.next(of: reader, segment, &sketched) {
            for post in posts {
                if inChunk == LimitLedger.chunkPosts {
                    closeChunk(&sketched)
                    inChunk = 0
                }
                inChunk += 1
                try body(read(post))
            }
        }
        if inChunk > 0 { closeChunk(&sketched) }
        let report = reader.report
        (sketched.posts, sketched.lost, sketched.unlisted) = (report.posts, report.lost, report.unlisted)
        sketched.damages = report.sentences + sketched.damages
        (sketched.previous, sketched.writtenAs) = (reader.previous, report.writtenAs)
        let entry = archive.entry(of: segment)
        sketched.seen = entry.damage == nil ? entry.seen : nil
        return sketched
    }

    private mutating func read(_ post: Post) -> SketchedPost {
        let signature = TextSignature(of: post.text)
        return SketchedPost(
            key: post.key, seen: post.seen, source: post.source, signature: signature,
            new: new.read(post, signature: signature), old: old?.read(post, signature: signature))
    }

    private mutating func closeChunk(_ sketched: inout SketchedSegment) {
        sketched.chunks.append(SketchedSegment.Chunk(new: new.closeChunk(), old: old?.closeChunk()))
    }

    /// The posts of the next frame; a file that cannot be read any further ends here, and says so.
    private static func next(
        of reader: SegmentReader, _ segment: Segment, _ sketched: inout SketchedSegment
    ) -> [Post]? {
        do throws(StorageError) {
            return try reader.next()
        } catch {
            sketched.damages.append(unreadable(segment, error))
            return nil
        }
    }

    private static func unreadable(_ segment: Segment, _ error: StorageError) -> String {
        "\(segment.name): unreadable: \(error.what)"
    }
}

/// How often patterns of each side reached their limit before a segment.
package struct SketchLedgers: Sendable, Equatable {
    package var new = LimitLedger()
    package var old = LimitLedger()

    package init() {}

    /// Goes over a segment, in archive order; false when the sketch was made with other patterns switched off than
    /// the posts before it demand. Then the segment must be sketched again after the ledgers that stood before it.
    package mutating func take(_ segment: SketchedSegment) -> Bool {
        var isRight = true
        for chunk in segment.chunks {
            if chunk.new.off != new.switchedOff { isRight = false }
            new.close(chunk.new.hits)
            guard let side = chunk.old else { continue }
            if side.off != old.switchedOff { isRight = false }
            old.close(side.hits)
        }
        return isRight
    }
}
