import Intake
import Model
import Reading
import Storage
import Text

/// The posts of one block of lines, ready to be archived. Made on any worker: it depends on the block alone.
struct ImportedBlock: Sendable {
    struct Candidate: Sendable {
        var post: Post
        /// The post's line in the archive, with its newline.
        var line: [UInt8]
        /// Hash of the text.
        var fingerprint: UInt64
    }

    private(set) var candidates: [Candidate] = []
    private(set) var lines = 0
    private(set) var badLines: [String] = []
    private(set) var withoutText = 0
    private(set) var undated = 0
    /// Bytes of the file up to the end of the block.
    let endOffset: Int

    init(_ block: LineBlock, mapping: ImportMapping, intake: Intake, now: Instant) {
        endOffset = block.endOffset
        badLines = block.tooLong.map(Self.tooLong)
        var raw: [(origin: Intake.Origin, posts: [RawPost])] = []
        var places: [Intake.Origin: Int] = [:]
        JSONLines.forEach(in: block.bytes, cap: Limits.lineBytes) { line, number in
            guard case .bytes(let bytes) = line else {
                badLines.append(Self.tooLong(block.firstLine + number - 1))
                return true
            }
            guard bytes.contains(where: { $0 > 0x20 }) else { return true }
            lines += 1
            do throws(ImportMapping.Fault) {
                switch try mapping.read(bytes) {
                case .raw(let post, let origin, let isDated):
                    undated += isDated ? 0 : 1
                    if let place = places[origin] {
                        raw[place].posts.append(post)
                    } else {
                        places[origin] = raw.count
                        raw.append((origin, [post]))
                    }
                case .exported(let post): add(intake.admit(exported: post))
                }
            } catch {
                badLines.append("line \(block.firstLine + number - 1): \(error)")
            }
            return true
        }
        for (origin, posts) in raw {
            let admission = intake.admit(posts, of: origin, collected: now, imported: true) { _ in nil }
            withoutText += admission.withoutText
            for post in admission.posts { add(post) }
        }
    }

    private static func tooLong(_ line: Int) -> String { "line \(line): longer than \(Limits.lineBytes) bytes" }

    private mutating func add(_ post: Post) {
        candidates.append(
            Candidate(
                post: post, line: PostLine.bytes(of: post), fingerprint: StableHash.hash64(post.text.utf8)))
    }
}
