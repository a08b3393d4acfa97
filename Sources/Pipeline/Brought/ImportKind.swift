import Intake
import Model

/// What kind of file somebody brings: the word behind `jibu archive import`, and `kind:` of a watched folder.
package enum ImportKind: String, Sendable, CaseIterable {
    case posts, csv, fourCAT = "4cat", zeeschuimer, x, crowdtangle, whatsapp, telegram

    /// The source of posts that name none, unless `--source` says another.
    var source: String {
        switch self {
        case .posts, .csv: "import"
        default: rawValue
        }
    }

    /// What `Post.platform` says for posts that do not say it themselves.
    var platform: String {
        switch self {
        case .posts, .csv: "import"
        case .crowdtangle: "facebook"
        case .fourCAT, .zeeschuimer, .x, .whatsapp, .telegram: rawValue
        }
    }

    /// A chat may be a private one.
    package var isChat: Bool { self == .whatsapp || self == .telegram }
}

/// Which of two numbers of a date is the day.
package enum DayOrder: String, Sendable, CaseIterable {
    case dayFirst = "day-first", monthFirst = "month-first"
}

/// How a file is to be read.
package struct ImportOptions: Sendable, Hashable {
    package var kind: ImportKind
    /// Of posts that do not say it themselves; nil: what the kind says.
    package var source: String?
    package var platform: String?
    package var authorKind = AuthorKind.person
    /// `NAME=MEMBER`: where something stands.
    package var fields: [String] = []
    /// IANA name of the zone of times without one; nil: the office's for chats, UTC for the others.
    package var timeZone: String?
    /// For dates that do not say it themselves.
    package var dayOrder: DayOrder?
    /// The name of a public channel, for links to its messages.
    package var handle: String?
    /// One chat of an export with several: its id or its name.
    package var chat: String?
    /// The chat is a public channel, whose export says nothing about that.
    package var isPublicChannel = false
    /// Material of a private group, and who agreed.
    package var group: PrivateGroup?

    package init(kind: ImportKind) { self.kind = kind }

    var origin: Intake.Origin {
        Intake.Origin(source: source ?? kind.source, platform: platform ?? kind.platform, authorKind: authorKind)
    }

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - file: `-` is standard input.
    ///   - office: the office's time zone.
    func open(_ file: String, office: String, now: Instant) throws(PipelineError) -> any BroughtFile {
        for name in [origin.source, origin.platform] where !ImportMapping.isPlain(name) {
            throw .nothingScanned("\(name): give a name of letters, digits and . _ : - with at most 64 characters.")
        }
        let zone = timeZone ?? (kind.isChat ? office : "UTC")
        guard let clock = WallClock(zone) else {
            throw .nothingScanned("There is no time zone \(zone). Write Region/City, for example Asia/Almaty.")
        }
        switch kind {
        case .posts: return try BroughtLines(file, ImportMapping(self, clock))
        case .zeeschuimer: return try BroughtLines(file, ZeeschuimerMapping(origin: origin))
        case .x: return try BroughtLines(file, XMapping(origin: origin))
        case .csv, .fourCAT, .crowdtangle: return try BroughtTable(file, self, clock)
        case .whatsapp: return try BroughtWhatsApp(file, self, clock, now)
        case .telegram: return try BroughtTelegram(file, self, clock)
        }
    }
}
