import Alerting
import Intake
import Model
import Settings

/// jibu.yaml as read: one value for each section, with the places that the checks between sections need.
///
/// A section with errors is nil here, and the findings hold the errors.
struct JibuFile: Sendable {
    /// The file's mapping: ids are gathered from it, so that an entry with an error still counts as there.
    let root: Node
    let office: OfficeFacts?
    let runEvery: TimeSpan?
    let data: String?
    let privacy: HouseKeys.Privacy?
    let privacyPlace: FilePlace
    let sources: [SourceEntry]
    /// Nil when the office names no places.
    let places: Located<String>?
    let watchlists: String?
    let recipients: [RecipientEntry]
    /// Everybody's calendar who names none.
    let holidays: Located<String>?
    let route: RouteEntry?
    let silences: Located<String>?
    let channels: [ChannelEntry]
    let segmentPosts: Int?
    let retention: Configuration.Retention?
    let watchedFolders: [WatchedFolderEntry]
    let answering: AnsweringEntry?
    let acknowledging: AckRules?
    let network: NetworkEntry?
    let budget: Budget?

    /// Every calendar that is named, the office's first.
    var calendars: [Located<String>] { (holidays.map { [$0] } ?? []) + recipients.compactMap(\.holidays) }
}

/// The top level of jibu.yaml, in the order of the documents.
enum JibuFileKeys {
    static let office = Key<OfficeFacts>("office", OfficeKeys.shape, help: "Who runs Jibu.")
    static let runEvery = Key<TimeSpan>(
        "run_every", .span(.minutes(1) ... .days(1)), help: "How often the timer starts `jibu run`.",
        default: .minutes(15))
    static let data = Key<String>(
        "data", .path, help: "Folder of the archive, the ledger and the inbox; relative to this file.", default: "data")
    static let privacy = Key<HouseKeys.Privacy>(
        "privacy", HouseKeys.privacy, help: "Keys that protect authors.", default: HouseKeys.Privacy())
    static let places = Key<Located<String>>.optional(
        "places", Shape<String>.path.located, help: "File with the places.")
    static let watchlists = Key<String>(
        "watchlists", .path, help: "Folder with the watchlists; answers are in its folder responses.",
        default: "watchlists")
    static let recipients = Key<[RecipientEntry]>(
        "recipients", .list(of: RecipientKeys.shape, minimum: 1, maximum: 5000, keepsGood: true),
        help: "Who is written to; they may stand in the roster too.", default: [])
    static let roster = Key<Located<String>>.optional(
        "roster", Shape<String>.path.located, help: "Table (CSV) with more of those who are written to.")
    static let holidays = Key<Located<String>>.optional(
        "holidays", Shape<String>.path.located,
        help: "Calendar (.ics) of days on which nothing is sent, for everybody who names none.")
    static let routes = Key<RouteEntry>("routes", RouteKeys.shape, help: "Who is told about what: one tree.")
    static let silences = Key<Located<String>>.optional(
        "silences", Shape<String>.path.located, help: "File with what makes alerts wait.")
    static let delivery = Key<[ChannelEntry]>("delivery", DeliveryKeys.shape, help: "How digests leave.")
    static let archive = Key<Int>(
        "archive", HouseKeys.archive, help: "The archive.", default: HouseKeys.segmentPostsDefault)
    static let retention = Key<Configuration.Retention>(
        "retention", HouseKeys.retention, help: "How long things are kept.", default: HouseKeys.retentionDefault)
    static let watchedFolders = Key<[WatchedFolderEntry]>(
        "watched_folders", .list(of: WatchedFolderKeys.shape, maximum: 100, keepsGood: true),
        help: "Folders into which people put exports of chats and other files with posts.", default: [])
    static let responses = Key<AnsweringEntry>(
        "responses", AnsweringKeys.shape, help: "When to answer, and who approves.", default: AnsweringEntry())
    static let acknowledging = Key<AckRules>(
        "acknowledging", AcknowledgingKeys.shape, help: "What somebody has who takes an alert.", default: AckRules())
    static let network = Key<NetworkEntry>(
        "network", NetworkKeys.shape, help: "What may be reached, and how politely.", default: NetworkEntry())

    static let budget = Key<Budget>(
        "budget", BudgetKeys.shape, help: "What a run may cost on the office's line.", default: Budget())

    static func sources(_ kinds: [SourceKind]) -> Key<[SourceEntry]> {
        Key(
            "sources", .list(of: SourceKeys.shape(kinds: kinds), minimum: 1, maximum: 20_000, keepsGood: true),
            help: "What is watched.")
    }

    static func shape(kinds: [SourceKind]) -> Shape<JibuFile> {
        let sources = sources(kinds)
        return .object(
            "file", help: "One office of Jibu.",
            keys: [
                office, runEvery, data, privacy, sources, places, watchlists, recipients, roster, holidays, routes,
                silences, delivery, archive, retention, watchedFolders, responses, acknowledging, network, budget,
            ], readsBroken: true
        ) { fields, _ in
            JibuFile(
                root: fields.node, office: fields[office], runEvery: fields[runEvery], data: fields[data],
                privacy: fields[privacy], privacyPlace: fields.place(of: privacy), sources: fields[sources] ?? [],
                places: fields[places], watchlists: fields[watchlists], recipients: fields[recipients] ?? [],
                holidays: fields[holidays], route: fields[routes], silences: fields[silences],
                channels: fields[delivery] ?? [], segmentPosts: fields[archive], retention: fields[retention],
                watchedFolders: fields[watchedFolders] ?? [],
                answering: fields[responses], acknowledging: fields[acknowledging], network: fields[network],
                budget: fields[budget])
        }
    }
}
