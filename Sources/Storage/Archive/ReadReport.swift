/// What reading one segment gave, and what it could not give.
package struct ReadReport: Sendable, Hashable {
    /// The segment's name.
    package var segment: String
    /// Posts that were read.
    package var posts = 0
    /// Frames that were read.
    package var frames = 0
    /// Posts dropped because an earlier segment had the same id and version.
    package var repeated = 0
    /// Posts that the segment's index promises; nil when the index is gone.
    package var promised: Int?
    /// The segment that was written before this one, as the index says; empty for the first, nil when the index is
    /// gone.
    package var previous: String?
    /// The name under which the index says that it was written, when that is another one.
    package var writtenAs: String?
    /// In file order; at most 100.
    package var damages: [Damage] = []
    /// Damages beyond those listed.
    package var unlisted = 0

    package init(segment: String) { self.segment = segment }

    /// One sentence for each damage: what it costs and on which day, then where it is.
    package var sentences: [String] {
        let day = Segment(name: segment).map { " (\($0.day))" } ?? ""
        return damages.map { "\($0.cost)\(day): \(segment): \($0.place) (\($0.bytes) bytes)" }
    }

    package var isClean: Bool { damages.isEmpty }

    /// Posts that are surely lost; nil when nobody can know.
    package var lost: Int? { promised.map { max(0, $0 - posts - repeated) } }

    /// One damaged place of a segment.
    package struct Damage: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable {
            /// Bytes that are no frame, or a frame whose checksum fails: its posts are lost.
            case brokenFrame = "broken-frame"
            /// A frame over our limits: not opened.
            case refusedFrame = "refused-frame"
            /// A frame that can be read but is not the one that the index names there. Its posts are kept.
            case changedFrame = "changed-frame"
            /// A frame that the index names and that is nowhere.
            case missingFrame = "missing-frame"
            /// A line that is no post.
            case badLine = "bad-line"
            /// The index at the end is gone or damaged: the file may have been cut. No post is lost by that alone.
            case brokenIndex = "broken-index"
            /// The index belongs to another segment: the file was renamed or swapped. Its posts are kept.
            case renamed
            /// The disk could not give the bytes.
            case unreadable
        }
        package var kind: Kind
        /// Counted from 0 over the frames of the segment; nil when it is not known.
        package var frame: Int?
        /// Byte offset in the file.
        package var offset: Int
        /// How many bytes of the file are affected.
        package var bytes: Int
        /// Posts lost by it; nil when nobody can know.
        package var lost: Int?
        package var detail: String

        package init(kind: Kind, frame: Int?, offset: Int, bytes: Int, lost: Int?, detail: String) {
            self.kind = kind
            self.frame = frame
            self.offset = offset
            self.bytes = bytes
            self.lost = lost
            self.detail = detail
        }
    }
}

extension ReadReport.Damage: CustomStringConvertible {
    package var description: String { "\(place) (\(bytes) bytes; \(cost))" }

    fileprivate var place: String {
        let place = frame.map { "frame \($0), byte \(offset)" } ?? "byte \(offset)"
        return "\(place): \(kind.rawValue): \(detail)"
    }

    fileprivate var cost: String {
        switch lost {
        // What lay in this place before is another question: `SegmentChain`.
        case .some(0) where kind == .renamed: "the posts in it are kept"
        case .some(0): "no post lost"
        case .some(1): "1 post lost"
        case .some(let count): "\(count) posts lost"
        case .none: "posts may be lost"
        }
    }
}
