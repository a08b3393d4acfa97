import ArgumentParser
import Model
import Pipeline

#if canImport(Glibc)
import Glibc
#endif

struct ArchiveExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write archived posts as JSON lines, for other programs or another Jibu.",
        usage: "jibu archive export [--from DAY] [--until DAY] [--source ID] [--with-pseudonyms] [--out FILE]",
        discussion: """
            Without a period, every post. Sealed links of persons stay in this house, and so do pseudonyms of persons \
            unless --with-pseudonyms is given: with many posts of one pseudonym, a person may be recognised. What was \
            exported is written to data/exported.log. The schema is docs/post.schema.json.
            """)
    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var which: ArchiveChoiceOptions
    @Flag(name: .long, help: "Keep the pseudonyms of persons.")
    var withPseudonyms = false
    @Option(name: .shortAndLong, help: "A new file to write to; standard output without it.", completion: .file())
    var out: String?

    func run() throws {
        let office = try config.archive(at: now)
        let target = try out.map { try ExportFile($0) }
        try office.noteExport(which.choice(), withPseudonyms: withPseudonyms, to: out ?? "standard output")
        var posts = 0
        let damages = try office.posts(which.choice()) { chunk in
            var bytes: [UInt8] = []
            for post in chunk { bytes += ArchiveOffice.line(of: post, forOthers: true, withPseudonyms: withPseudonyms) }
            posts += chunk.count
            if let target { try target.write(bytes) } else { Terminal.write(bytes) }
        }
        try target?.close()
        Terminal.note(damages, as: "not read")
        Terminal.note("\(Count.of(posts, "post")) exported")
        try finish(damages.isEmpty ? .clean : .needsEyes)
    }
}

/// A file that did not exist before, readable by its owner alone.
private final class ExportFile {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(CommandProblem) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandProblem(.couldNotRun, "\(path): cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    deinit { Glibc.close(descriptor) }

    func write(_ bytes: [UInt8]) throws(CommandProblem) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw problem }
            done += count
        }
    }

    func close() throws(CommandProblem) {
        guard fsync(descriptor) == 0 else { throw problem }
    }

    private var problem: CommandProblem {
        CommandProblem(.couldNotRun, "\(path): cannot be written: \(String(cString: strerror(errno)))")
    }
}
