import Intake
import Model
import Reading
import Storage

/// How one line of JSON becomes posts.
protocol LineMapping: Sendable {
    /// Most bytes of a line.
    var lineBytes: Int { get }
    /// - Throws: why the line gives no post.
    func read(_ line: UnsafeBufferPointer<UInt8>, into posts: inout BroughtPosts) throws(ImportFault)
}

/// Why a record gives no post.
enum ImportFault: Error, CustomStringConvertible {
    case notJSON(JSONFailure)
    case noText(member: String)
    case post(PostLine.Fault)
    /// A record of something else; the sentence says what to do.
    case other(String)

    var description: String {
        switch self {
        case .notJSON(let failure): "\(failure)"
        case .noText(let member): "there is no text in \"\(member)\"; --field text=NAME says where it is"
        case .post(let fault): "a post of a Jibu archive that cannot be read: \(fault)"
        case .other(let what): what
        }
    }
}

/// A file of JSON lines.
final class BroughtLines: BroughtFile {
    private let blocks: LineBlocks
    private let mapping: any LineMapping

    init(_ file: String, _ mapping: any LineMapping) throws(PipelineError) {
        blocks = try LineBlocks(file, cap: mapping.lineBytes)
        self.mapping = mapping
    }

    var size: Int { blocks.size }
    var offset: Int { blocks.offset }
    var damage: String? { blocks.damage }

    func next() throws(PipelineError) -> BroughtPiece? {
        guard let block = try blocks.next() else { return nil }
        let mapping = mapping
        return BroughtPiece(endOffset: block.endOffset) { Self.read(block, mapping) }
    }

    private static func read(_ block: LineBlock, _ mapping: any LineMapping) -> BroughtPosts {
        var posts = BroughtPosts()
        func tooLong(_ line: Int) { posts.bad.append("line \(line): longer than \(mapping.lineBytes) bytes") }
        for line in block.tooLong { tooLong(line) }
        JSONLines.forEach(in: block.bytes, cap: mapping.lineBytes) { line, number in
            guard case .bytes(var bytes) = line else {
                tooLong(block.firstLine + number - 1)
                return true
            }
            if block.firstLine + number == 2, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(3))
            }
            guard bytes.contains(where: { $0 > 0x20 }) else { return true }
            posts.records += 1
            do throws(ImportFault) {
                try mapping.read(bytes, into: &posts)
            } catch {
                posts.bad.append("line \(block.firstLine + number - 1): \(error)")
            }
            return true
        }
        return posts
    }
}
