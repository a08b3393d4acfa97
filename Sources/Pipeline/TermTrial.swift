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
    ///   - texts: a file with one text per line, or JSON lines with `text`; `-`: standard input; nil: the term is
    ///     only compiled.
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
            throw .nothingScanned(
                "The term \"\(term)\" cannot be used, at column \(error.column): \(error.what). \(advice(error))")
        }
    }

    /// What to do at the command line, where nothing stands beside the term.
    private static func advice(_ failure: TermFailure) -> String {
        switch failure {
        case .noLanguage: "Say it: --language kk, ru, sw, rw, fr or en."
        case .shortStem: "List the forms: {one|two}; or give --force to see what it hits."
        default: failure.help
        }
    }

    private static func read(_ file: String) throws(PipelineError) -> [String] {
        let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .nothingScanned("\(file): cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        let fields = JSONFields(["text"])
        var texts: [String] = []
        var isTooLong = false
        let failure = JSONLines.forEach(from: descriptor) { line, _ in
            guard case .bytes(let bytes) = line, let first = bytes.first(where: { $0 > 0x20 }) else { return true }
            guard texts.count < mostTexts else {
                isTooLong = true
                return false
            }
            let picked = first == UInt8(ascii: "{") ? (try? fields.pick(bytes))?[0]?.string : nil
            texts.append(picked ?? String(decoding: bytes, as: UTF8.self))
            return true
        }
        if let failure { throw .nothingScanned("\(file): cannot be read: \(String(cString: strerror(failure)))") }
        guard !isTooLong else {
            throw .nothingScanned(
                "\(file): holds more than \(mostTexts) texts. Try a part: head -n \(mostTexts) \(file) | jibu terms … --texts -")
        }
        guard !texts.isEmpty else { throw .nothingScanned("\(file): holds no text to try the term on.") }
        return texts
    }
}
