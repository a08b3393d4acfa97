import ArgumentParser
import BuiltIn
import Model
import Pipeline

struct ArchiveImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring posts from elsewhere into the archive.",
        discussion: """
            Every post goes the usual way: personal data is redacted, and an author counts as a person unless the file \
            or --author-kind says outlet or organisation. Imported posts open no alert; a replay places them at the \
            time they were published. Importing a file again adds nothing. Status 1 when something could not be read \
            or was left out.
            """,
        subcommands: [
            Posts.self, Table.self, FourCAT.self, Zeeschuimer.self, X.self, CrowdTangle.self, WhatsApp.self,
            Telegram.self,
        ])

    struct Posts: ImportingCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Import posts from a file of JSON lines: what another Jibu exported, or any export with id and text.",
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
        @OptionGroup var shared: ImportArguments
        @OptionGroup var fields: FieldArguments

        static let kind = ImportKind.posts
        func add(to options: inout ImportOptions) { options.fields = fields.field }
    }

    struct Table: ImportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "csv", abstract: "Import posts from any CSV file whose first row names the columns.",
            usage: "jibu archive import csv [--source ID] [--author-kind KIND] [--field NAME=COLUMN ...] FILE",
            discussion: """
                Example: jibu archive import csv forum.csv --source forum --field "text=Message+Link Text" \\
                             --field "published=Posted at" --field author=User
                Names: \(ImportMapping.names.joined(separator: " ")).
                COLUMN+COLUMN puts texts below one another. The separator (comma, semicolon, tab) and the encoding \
                (UTF-8, UTF-16, windows-1251 and others) are found out.
                """)
        @OptionGroup var shared: ImportArguments
        @OptionGroup var fields: FieldArguments

        static let kind = ImportKind.csv
        func add(to options: inout ImportOptions) { options.fields = fields.field }
    }

    struct FourCAT: ImportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "4cat", abstract: "Import a CSV file of 4CAT.",
            usage: "jibu archive import 4cat [--source ID] [--field NAME=COLUMN ...] FILE",
            discussion: """
                Read are id, body, subject, author, unix_timestamp or timestamp (UTC), url or link, and usual counts. \
                --field names another column.
                """)
        @OptionGroup var shared: ImportArguments
        @OptionGroup var fields: FieldArguments

        static let kind = ImportKind.fourCAT
        func add(to options: inout ImportOptions) { options.fields = fields.field }
    }

    struct Zeeschuimer: ImportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "zeeschuimer", abstract: "Import the .ndjson of Zeeschuimer: posts of TikTok and X.",
            usage: "jibu archive import zeeschuimer [--source ID] FILE")
        @OptionGroup var shared: ImportArguments

        static let kind = ImportKind.zeeschuimer
    }

    struct X: ImportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "x", abstract: "Import JSON lines of the X API, version 2: whole pages, or flattened posts.",
            usage: "jibu archive import x [--source ID] FILE")
        @OptionGroup var shared: ImportArguments

        static let kind = ImportKind.x
    }

    struct CrowdTangle: ImportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "crowdtangle", abstract: "Import a CSV file of CrowdTangle: posts of Facebook or Instagram.",
            usage: "jibu archive import crowdtangle [--source ID] [--field NAME=COLUMN ...] FILE")
        @OptionGroup var shared: ImportArguments
        @OptionGroup var fields: FieldArguments

        static let kind = ImportKind.crowdtangle
        func add(to options: inout ImportOptions) { options.fields = fields.field }
    }

    struct WhatsApp: ImportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "whatsapp", abstract: "Import a chat that a member exported from WhatsApp: .txt or .zip.",
            usage: "jibu archive import whatsapp --consent <consent> --agreed <day> --place <place> FILE",
            discussion: """
                Example: jibu archive import whatsapp "WhatsApp Chat with Qala.txt" --place qala \\
                             --consent "two admins of the group agreed by phone" --agreed 2026-11-20
                Messages of a group are matched first. Only those of the last seven days that match a claim are kept: \
                outside the archive, without author, for seven days after they were written; the next run tells them \
                like tips. A chat of two people is refused. The export of a public channel is archived with \
                --public-channel instead of a consent. docs/bringing.md says how to export a chat.
                """)
        @OptionGroup var shared: ImportArguments
        @OptionGroup var consent: ConsentArguments
        @Flag(help: "Which number of 05/06/2026 is the day, if the file does not show it.")
        var order: DayOrder?
        @Flag(name: .long, help: "The chat is a public channel.")
        var publicChannel = false

        func validate() throws {
            try consent.validateTogether()
            if publicChannel, consent.isGiven { throw ValidationError("A public channel needs no --consent.") }
        }

        static let kind = ImportKind.whatsapp
        func add(to options: inout ImportOptions) {
            options.group = consent.group
            options.dayOrder = order
            options.isPublicChannel = publicChannel
        }
    }

    struct Telegram: ImportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "telegram", abstract: "Import result.json of Telegram Desktop, of any size.",
            usage: """
                jibu archive import telegram [--handle NAME] [--source ID] [--chat ID] FILE
                jibu archive import telegram --consent <consent> --agreed <day> --place <place> FILE
                """,
            discussion: """
                Public channels and groups are archived. Personal chats are left out unread. A private group or \
                channel needs --consent, --agreed and --place, and is treated as jibu archive import whatsapp does. \
                With --handle posts get their links; with the --source of the same channel in jibu.yaml nothing comes \
                twice.
                """)
        @OptionGroup var shared: ImportArguments
        @OptionGroup var consent: ConsentArguments
        @Option(name: .long, help: "The public name of the channel, without @.")
        var handle: String?
        @Option(name: .long, help: "Of an export with several chats only this one: its id or its name.")
        var chat: String?

        func validate() throws { try consent.validateTogether() }

        static let kind = ImportKind.telegram
        func add(to options: inout ImportOptions) {
            options.group = consent.group
            options.handle = handle
            options.chat = chat
        }
    }
}

extension AuthorKind: ExpressibleByArgument {}

extension DayOrder: EnumerableFlag {}

/// One kind of file that can be imported.
protocol ImportingCommand: AsyncParsableCommand {
    static var kind: ImportKind { get }
    var shared: ImportArguments { get }
    /// What this kind takes beside the arguments of every import.
    func add(to options: inout ImportOptions)
}

extension ImportingCommand {
    func add(to options: inout ImportOptions) {}

    func run() async throws {
        var options = shared.options(Self.kind)
        add(to: &options)
        let job = try ImportJob(options, config: shared.config.path, kinds: builtInSources, now: shared.now.instant)
        let bar = Progress()
        let report = try await job.perform(shared.file) { bar.update($0, of: $1, label: "importing ") }
        bar.clear()
        if shared.output.json {
            Terminal.print(json: report.json)
        } else {
            for (index, line) in report.sentences.enumerated() {
                let whole = index == 0 ? "\(shared.file): \(line)" : line
                Terminal.print(Terminal.safe(whole))
            }
        }
        try finish(report.isClean ? .clean : .needsEyes)
    }
}

/// What every import takes.
struct ImportArguments: ParsableArguments {
    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "The source of posts that name none.")
    var source: String?
    @Option(name: .long, help: "The platform of posts that name none.")
    var platform: String?
    @Option(name: .long, help: "outlet, organisation or person: the authors of posts that do not say it.")
    var authorKind = AuthorKind.person
    @Option(
        name: .long, help: "Zone of times that name none, such as Asia/Almaty; for chats the office's unless given.")
    var timeZone: String?
    @Argument(help: "The file; - for standard input.", completion: .file())
    var file: String

    func options(_ kind: ImportKind) -> ImportOptions {
        var options = ImportOptions(kind: kind)
        options.source = source
        options.platform = platform
        options.authorKind = authorKind
        options.timeZone = timeZone
        return options
    }
}

/// Where in a record something stands.
struct FieldArguments: ParsableArguments {
    @Option(name: .long, help: "Which member or column is what, such as text=content; may be repeated.")
    var field: [String] = []
}

/// What the material of a private group needs.
struct ConsentArguments: ParsableArguments {
    @Option(name: .long, help: "Private group: who agreed to its use, in one line without names.")
    var consent: String?
    @Option(name: .long, help: "Private group: the day on which they agreed, such as 2026-11-20.")
    var agreed: CivilDate?
    @Option(name: .long, help: "Private group: what it is about, a place of places.yaml.")
    var place: String?

    var isGiven: Bool { consent != nil || agreed != nil || place != nil }

    var group: PrivateGroup? {
        guard let consent, let agreed, let place else { return nil }
        return PrivateGroup(place: place, consent: consent, agreed: agreed)
    }

    func validateTogether() throws {
        if isGiven, group == nil {
            throw ValidationError(
                "A private group needs all three: --consent (who agreed), --agreed (when) and --place.")
        }
    }
}
