import Glibc
import Model
import Reading
import Text
import Watchlists

/// Lines in, matches out; a bad line is counted and named, and the next one goes on.
package struct Scanner {
    private var matcher: Matcher
    private let redacts: Bool
    private let fields = JSONFields(["id", "text"])
    private var lines: [UInt8] = []
    package private(set) var undecided: Set<String> = []
    package private(set) var problems: [String] = []
    private var badLines = 0

    init(set: PatternSet, redacts: Bool) {
        self.matcher = set.matcher()
        self.redacts = redacts
    }

    /// Scans one file of JSON lines, or standard input for `-`.
    ///
    /// - Parameter output: gets whole lines, a good many at a time.
    package mutating func scan(_ file: String, _ output: ([UInt8]) -> Void) throws(PipelineError) {
        let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .nothingScanned("\(file): cannot be opened") }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        let failure = JSONLines.forEach(from: descriptor) { line, number in
            switch line {
            case .bytes(let bytes): read(bytes, file: file, number: number)
            case .tooLong(let length): problem("\(file):\(number): the line is too long (\(length) bytes)")
            }
            if lines.count > 1 << 16 { flush(output) }
            return true
        }
        flush(output)
        if let failure { throw .nothingScanned("\(file): cannot be read: \(String(cString: strerror(failure)))") }
    }

    private mutating func read(_ line: UnsafeBufferPointer<UInt8>, file: String, number: Int) {
        guard line.contains(where: { $0 > 0x20 }) else { return }
        do {
            let values = try fields.pick(line)
            guard let id = values[0]?.text, let text = values[1]?.string else {
                return problem("\(file):\(number): a line needs \"id\" and \"text\"")
            }
            match(redacts ? Redaction.redact(text).text : text, post: id)
        } catch {
            problem("\(file):\(number): \(error)")
        }
    }

    private mutating func match(_ text: String, post: String) {
        let found = matcher.matches(in: text)
        undecided.formUnion(found.undecided)
        for match in found.matches {
            JSONValue.object([
                ("post", .string(post)), ("claim", .string(match.claim)), ("pattern", .string(match.pattern)),
                ("view", .string(match.view.rawValue)), ("start", .integer(Int64(match.range.lowerBound))),
                ("end", .integer(Int64(match.range.upperBound))),
                ("excerpt", .string(String(decoding: Array(text.utf8)[match.range], as: UTF8.self))),
            ]).encode(into: &lines)
            lines.append(UInt8(ascii: "\n"))
        }
    }

    private mutating func flush(_ output: ([UInt8]) -> Void) {
        output(lines)
        lines.removeAll(keepingCapacity: true)
    }

    /// Names the first ten bad lines, then only counts.
    private mutating func problem(_ what: String) {
        badLines += 1
        if badLines <= 10 { problems.append(what) }
        if badLines == 11 { problems.append("more lines like these") }
    }
}
