import Glibc
import Model
import Reading

/// Texts from JSON lines with `id` and `text`, one at a time; a bad line is counted and named, and the next goes on.
package struct TextLines {
    package struct Line {
        /// The number of the line for a text that stands there by itself.
        package var id: String
        package var text: String
        /// `collected`, else `published`, when the line says it.
        package var at: Instant?
    }

    /// Bytes of one line; more is no post.
    private static let longest = 2 << 20
    /// Bad lines that are named; more are only counted.
    private static let mostNamed = 10

    private let fields = JSONFields(["id", "text", "collected", "published"])
    private let takesPlainText: Bool
    private var badLines = 0
    private var named: [String] = []

    /// - Parameter takesPlainText: a line that does not begin like a JSON object is a text itself.
    package init(takesPlainText: Bool = false) { self.takesPlainText = takesPlainText }

    /// What could not be read, in words.
    package var problems: [String] {
        badLines > named.count ? named + ["\(Count.more(badLines - named.count, "line")) like these"] : named
    }

    /// Hands over every text of a file, or of standard input for `-`.
    package mutating func forEach(in file: String, _ body: (Line) throws(PipelineError) -> Void) throws(PipelineError) {
        let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .nothingScanned("\(file): cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        let name = file == "-" ? "standard input" : file
        let failure = try JSONLines.forEach(from: descriptor, cap: Self.longest) {
            (line, number) throws(PipelineError) in
            switch line {
            case .bytes(let bytes):
                if let found = read(bytes, number, name) { try body(found) }
            case .tooLong(let length): problem("\(name):\(number): the line is too long (\(length) bytes)")
            }
            return true
        }
        if let failure { throw .nothingScanned("\(name): cannot be read: \(String(cString: strerror(failure)))") }
    }

    private mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ number: Int, _ file: String) -> Line? {
        guard let first = line.first(where: { $0 > 0x20 }) else { return nil }
        if first != UInt8(ascii: "{") {
            if takesPlainText { return Line(id: String(number), text: String(decoding: line, as: UTF8.self), at: nil) }
            problem("\(file):\(number): this is no JSON object; a line looks like {\"id\":\"1\",\"text\":\"...\"}")
            return nil
        }
        do {
            let values = try fields.pick(line)
            guard let id = values[0]?.text, let text = values[1]?.string else {
                problem("\(file):\(number): a line needs \"id\" and \"text\"")
                return nil
            }
            let at = [values[2], values[3]].lazy.compactMap { $0?.string }.compactMap { Instant($0) }.first
            return Line(id: id, text: text, at: at)
        } catch {
            problem("\(file):\(number): \(error)")
            return nil
        }
    }

    private mutating func problem(_ what: String) {
        badLines += 1
        if named.count < Self.mostNamed { named.append(what) }
    }
}
