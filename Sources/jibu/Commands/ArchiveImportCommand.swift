import ArgumentParser
import BuiltIn
import Model
import Pipeline
import Reading
import Text

struct ArchiveImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring posts from elsewhere into the archive.", subcommands: [Posts.self])

    struct Posts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import posts from a file of JSON lines: what another Jibu exported, or any export with id and text.",
            usage: "jibu archive import posts [--source ID] [--author-kind KIND] [--field NAME=MEMBER ...] FILE",
            discussion: """
                Example: jibu archive import posts march.ndjson --source forum --field text=content \\
                             --field published=created_at --field author=user.name
                Names: \(ImportMapping.names.joined(separator: " ")).
                Every post goes the usual way: personal data is redacted, and an author counts as a person unless the \
                line or --author-kind says outlet or organisation. Imported posts open no alert; a replay places them \
                at the time they were published. Importing a file again adds nothing. Status 1 when lines could not \
                be read.
                """)

        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption
        @Option(name: .long, help: "The source of posts that name none.")
        var source = "import"
        @Option(name: .long, help: "The platform of posts that name none.")
        var platform = "import"
        @Option(name: .long, help: "outlet, organisation or person: the authors of posts that do not say it.")
        var authorKind = AuthorKind.person
        @Option(name: .long, help: "Which member of a line is what, such as text=content; may be repeated.")
        var field: [String] = []
        @Argument(help: "The file of JSON lines; - for standard input.", completion: .file())
        var file: String

        func run() async throws {
            let office = try ArchiveOffice(config: config.path, kinds: builtInSources, now: now.instant)
            let mapping = try ImportMapping(
                source: source, platform: platform, authorKind: authorKind, fields: field)
            var posts = PostImport(office: office, mapping: mapping)
            let bar = Progress()
            let report = try await posts.perform(file) { bar.update($0, of: $1, label: "importing ") }
            bar.clear()
            if output.json {
                Terminal.write(report.json.encoded() + [UInt8(ascii: "\n")])
            } else {
                for line in report.lines(of: file) { Terminal.print(TerminalText.escaped(line, keepNewlines: false)) }
            }
            try finish(report.isClean ? .clean : .needsEyes)
        }
    }
}

extension AuthorKind: ExpressibleByArgument {}

extension PostImport.Report {
    fileprivate func lines(of file: String) -> [String] {
        var parts = ["\(counted(posts, "new post")) in \(counted(segments.count, "segment"))"]
        if newVersions > 0 { parts.append("\(newVersions) of them new versions of known posts") }
        if repeated > 0 { parts.append("\(repeated) known already") }
        if withoutText > 0 { parts.append("\(withoutText) with pictures or sound and no text: left out") }
        var result = ["\(file): \(counted(lines, "line")): " + parts.joined(separator: ", ")]
        if undated > 0 {
            result.append("  \(counted(undated, "post")) without a date that can be read: a replay places them at this import")
        }
        if tooLong > 0 { result.append("  \(counted(tooLong, "post")) too long for the archive: left out") }
        if badLines > 0 { result.append("  \(counted(badLines, "line")) could not be read:") }
        result += named.map { "    " + $0 }
        if badLines > named.count { result.append("    and \(badLines - named.count) more") }
        if let damage { result.append("  the file is damaged: \(damage)") }
        return result
    }

    fileprivate var json: JSONValue {
        func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
        return .object([
            ("schema", .integer(1)), ("lines", number(lines)), ("posts", number(posts)),
            ("new_versions", number(newVersions)), ("repeated", number(repeated)),
            ("without_text", number(withoutText)), ("undated", number(undated)), ("too_long", number(tooLong)),
            ("bad_lines", number(badLines)), ("named", .array(named.map { .string($0) })),
            ("damage", damage.map { .string($0) } ?? .null),
            ("segments", .array(segments.map { .string($0) })), ("input_bytes", number(inputBytes)),
        ])
    }
}
