import Glibc
import Model
import Reading
import Watchlists

/// `jibu terms`: one shorthand term compiled, and tried on a file of texts.
package enum TermTrial {
    /// Most texts that are read from a file.
    private static let mostTexts = 1_000_000

    /// - Parameters:
    ///   - arabic: match Kazakh in Arabic letters too.
    ///   - force: inflect a stem of fewer than four letters.
    ///   - texts: a file with one text per line, or JSON lines with `text`; nil: the term is only compiled.
    package static func report(
        _ term: String, language: String?, arabic: Bool, force: Bool, texts file: String?
    ) throws(PipelineError) -> TermReport {
        var options = TermOptions()
        options.force = force
        if arabic { options.scripts.insert(.arabic) }
        let texts = try file.map(read) ?? []
        do {
            return try TermReport.of(term, language: language, options: options, texts: texts)
        } catch {
            throw .configuration([error.finding(term: term, at: FilePlace(file: "term"))])
        }
    }

    private static func read(_ file: String) throws(PipelineError) -> [String] {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .nothingScanned("\(file): cannot be opened") }
        defer { close(descriptor) }
        let fields = JSONFields(["text"])
        var texts: [String] = []
        let failure = JSONLines.forEach(from: descriptor) { line, _ in
            guard case .bytes(let bytes) = line, texts.count < mostTexts else { return texts.count < mostTexts }
            let isObject = bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
            let picked = isObject ? (try? fields.pick(bytes))?[0]?.string : nil
            texts.append(picked ?? String(decoding: bytes, as: UTF8.self))
            return true
        }
        if failure != nil { throw .nothingScanned("\(file): cannot be read") }
        return texts
    }
}
