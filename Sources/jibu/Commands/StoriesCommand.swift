import ArgumentParser
import Model
import Pipeline

#if canImport(Glibc)
import Glibc
#endif

struct StoriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stories",
        abstract: "Group near-copies: JSON lines with id and text in, the story of each post out.",
        usage: "jibu stories [--json] [FILE ...]",
        discussion: """
            Prints {"post","story"} per line in input order, when the input has ended; on a terminal the largest \
            stories instead. A story's id is its first post. Posts with collected or published are copies within \
            seven days only, as in a run. A post is compared with the newest 500,000 others, so memory stays \
            below 300 MB however long the input is. The answers wait in a temporary file.
            """)

    @OptionGroup var output: JSONOption
    @Argument(help: "Files of JSON lines; - or nothing: standard input.", completion: .file())
    var files: [String] = []

    func validate() throws {
        guard !files.isEmpty || isatty(STDIN_FILENO) == 0 else {
            throw ValidationError("Give a file of JSON lines with id and text.")
        }
    }

    func run() throws {
        let isJSON = output.json || !Terminal.outputIsTerminal
        var stream = try StoriesStream(shown: isJSON ? 0 : StoriesPage.shownCharacters)
        for file in files.isEmpty ? ["-"] : files { try stream.read(file) }
        if isJSON {
            var bytes: [UInt8] = []
            try stream.forEach { member in
                member.json.encode(into: &bytes)
                bytes.append(UInt8(ascii: "\n"))
                guard bytes.count > 1 << 16 else { return }
                Terminal.write(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
            Terminal.write(bytes)
        } else {
            var page = StoriesPage()
            try stream.forEach { page.count($0) }
            page.choose()
            try stream.forEach { page.collect($0) }
            for line in page.lines { Terminal.print(line) }
        }
        for problem in stream.problems { Terminal.note(Terminal.safe(problem)) }
        try finish(stream.problems.isEmpty ? .clean : .needsEyes)
    }
}

/// The largest stories, for a person.
struct StoriesPage {
    static let shownCharacters = 100
    private static let mostStories = 40
    private static let mostPosts = 4

    private var sizes: [String: Int] = [:]
    private var order: [String] = []
    private var posts: [String: [StoriesStream.Member]] = [:]

    mutating func count(_ member: StoriesStream.Member) { sizes[member.story, default: 0] += 1 }

    /// Picks the stories to show, the largest first.
    mutating func choose() {
        let copied = sizes.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        order = copied.prefix(Self.mostStories).map(\.key)
        posts = Dictionary(uniqueKeysWithValues: order.map { ($0, []) })
    }

    mutating func collect(_ member: StoriesStream.Member) {
        guard let known = posts[member.story], known.count < Self.mostPosts else { return }
        posts[member.story]?.append(member)
    }

    var lines: [String] {
        var lines = order.flatMap { story -> [String] in
            let size = sizes[story] ?? 0
            let shown = posts[story] ?? []
            let more = size - shown.count
            let head = Terminal.styled(Count.of(size, "post"), .bold)
            return ["\(head)  \(Terminal.styled(Terminal.safe(story), .cyan))"]
                + shown.map { "    \(Terminal.styled(Terminal.safe($0.post), .dim))  \(oneLine($0.text))" }
                + (more > 0 ? ["    and \(more) more"] : []) + [""]
        }
        guard !sizes.isEmpty else { return ["There was no post to group."] }
        let copied = sizes.values.count { $0 > 1 }
        let total = sizes.values.reduce(0, +)
        let stories = sizes.count == 1 ? "1 story" : "\(Count.text(sizes.count)) stories"
        let left = copied > order.count ? ", the largest \(order.count) are shown" : ""
        lines.append("\(Count.of(total, "post")) in \(stories), \(Count.text(copied)) of them with copies\(left)")
        return lines
    }

    private func oneLine(_ text: String) -> String {
        let line = Terminal.safe(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        return text.count < Self.shownCharacters ? line : line + "…"
    }
}
