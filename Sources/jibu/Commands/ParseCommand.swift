import ArgumentParser
import BuiltIn
import Intake
import Model
import Reading

#if canImport(Glibc)
import Glibc
#endif

struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Read a feed file and print its raw posts, one JSON object per line, before Intake.",
        discussion: "Status 0 when a feed was read, even one without entries; 1 when it is no feed.")

    @Option(name: .long, help: "What the file is: the kind of source that reads it.")
    var kind = "feed"
    @Option(name: .long, help: "Where the file came from; relative links resolve against it.")
    var baseURL: String?
    @Option(name: .long, help: "The charset of the Content-Type header it came with.")
    var charset: String?
    @Argument(help: "The file; - for standard input.", completion: .file())
    var file: String

    func run() throws {
        guard let parse = builtInSources.first(where: { $0.name == kind })?.parse else {
            throw ValidationError("There is no kind \(kind) that reads files.")
        }
        let bytes = try InputFile.read(file, limit: 64 << 20)
        let harvest: Harvest
        do {
            harvest = try parse(SourceDocument(name: file, bytes: bytes, baseURL: baseURL, charset: charset))
        } catch {
            throw CommandProblem(.needsEyes, "\(error)")
        }
        for post in harvest.posts { Terminal.print(json: post.json) }
        Terminal.note(harvest.notes, as: file)
    }
}

extension RawPost {
    /// A raw post as JSON: what a source found, personal data and all.
    var json: JSONValue {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        return .object([
            ("id", text(nativeID)), ("url", text(url)), ("title", text(title)), ("text", .string(self.text)),
            ("html", text(html)), ("author", text(author?.name ?? author?.handle)),
            ("published", text(published?.description)), ("published_raw", text(publishedRaw)),
            ("zone_assumed", .bool(zoneAssumed)), ("updated", text(updated?.description)),
            ("language", text(languageClaimed)),
            (
                "counts",
                .object(Counts.fields.map { ($0.name, counts[keyPath: $0.path].map { .integer($0) } ?? .null) })
            ),
            (
                "media",
                .array(
                    media.map {
                        .object([("kind", .string($0.kind.rawValue)), ("url", .string($0.url)), ("alt", text($0.alt))])
                    })
            ),
            ("links", .array(links.map { .string($0) })), ("tags", .array(tags.map { .string($0) })),
            ("reply_to", text(replyTo)), ("forwarded_from", text(forwardedFrom)),
        ])
    }
}
