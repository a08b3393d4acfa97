import Intake
import Model
import Reading
import Settings

/// Videos of a channel with their counters through the YouTube Data API, and, where the configuration says why, the
/// comments below them.
public struct YouTubeSource: Source {
    public struct Settings: Sendable, Hashable {
        public var place: Place
        public var key: SecretReference
        public var comments = Comments.off
        /// The newest videos that are looked at.
        public var newest = 15
        /// Quota units that this source may spend in one day, UTC.
        public var dailyUnits = 500
        /// Pages of 100 comments that one fetch reads.
        public var maximumPages = 5

        public enum Place: Sendable, Hashable {
            /// `UC…`, 24 characters.
            case channel(String)
            /// Single videos, by their ids of 11 characters.
            case videos([String])
        }

        public init(_ place: Place, key: SecretReference) {
            self.place = place
            self.key = key
        }
    }

    public static let kind = SourceKind(
        "youtube", platform: "youtube", summary: "YouTube videos with counters and, if wanted, comments (Data API).",
        settings: settings
    ) { YouTubeSource($0) }

    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { [YouTubeAPI.host] }
    public var isWindow: Bool { true }
    public var secrets: [SecretReference] { [settings.key] }
    public var readsComments: Bool { settings.comments.areRead }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        var bookmark = YouTubeBookmark(cursor, place: place)
        var api = YouTubeAPI(
            key: try context.secretText(settings.key), context: context, spent: context.unitsToday,
            dailyUnits: settings.dailyUnits)
        let mapping = YouTubeMapping(context: context)
        let ids = try await newestVideos(&api)
        var notes: [String] = []
        var (posts, words) = ([RawPost](), [RawPost]())
        var fingerprint: String?
        var reach = Harvest.Reach.unknown
        if !ids.isEmpty {
            let answer = try await api.ask(
                "videos", [("part", "snippet,statistics"), ("id", ids.joined(separator: ",")), ("maxResults", "50")])
            posts = try api.items(answer).compactMap(mapping.video)
            fingerprint = answer.fingerprint
        }
        if settings.comments.areRead {
            var reader = YouTubeComments(
                api: api, maximumPages: settings.maximumPages, since: bookmark.commented, answered: bookmark.answered)
            await reader.read(settings.place)
            (api, bookmark.commented) = (reader.api, reader.bookmark)
            bookmark.remember(reader.answered, of: reader.items.compactMap { $0.comment["id"]?.string })
            words = reader.items.compactMap { mapping.comment($0.comment, below: $0.video) }
            if reader.hasLeftOut { reach = .part }
            notes += reader.notes
            fingerprint = reader.hasLeftOut ? nil : fingerprint.map { WebAPI.joined($0, reader.fingerprint) }
        }
        let isUnchanged = fingerprint != nil && fingerprint == bookmark.fingerprint
        if isUnchanged { (posts, words) = ([], []) }
        bookmark.fingerprint = fingerprint
        notes.append("\(api.spent) of \(settings.dailyUnits) quota units of this day are spent")
        let taken = context.fitting(posts, comments: words, notes: &notes)
        if taken.count < posts.count + words.count { reach = .part }
        return Harvest(
            posts: taken, cursor: bookmark.cursor,
            health: !taken.isEmpty ? .healthy : isUnchanged ? .unchanged : .quiet, notes: notes, reach: reach)
    }

    /// Ids of the newest videos: of the channel's list of uploads, or those that were named.
    private func newestVideos(_ api: inout YouTubeAPI) async throws(SourceFailure) -> [String] {
        switch settings.place {
        case .videos(let ids): return ids
        case .channel(let id):
            // The uploads of channel UCx are the playlist UUx.
            let answer = try await api.ask(
                "playlistItems",
                [
                    ("part", "contentDetails"), ("playlistId", "UU" + id.dropFirst(2)),
                    ("maxResults", "\(settings.newest)"),
                ])
            return try api.items(answer).compactMap { $0["contentDetails"]?["videoId"]?.string }
        }
    }

    /// The place as the cursor knows it: another one starts afresh.
    private var place: String {
        switch settings.place {
        case .channel(let id): id
        case .videos(let ids): ids.joined(separator: ",")
        }
    }
}

/// Where the next fetch goes on, as cursor text.
struct YouTubeBookmark {
    let place: String
    /// Every comment up to here was read.
    var commented: Instant?
    /// Threads with more answers than they show, and how many there were when they were read.
    private(set) var answered: [String: Int64] = [:]
    /// Of everything that was read.
    var fingerprint: String?

    /// Threads that are remembered: those of the pages that one fetch reads by default.
    private static let mostThreads = 500

    /// A cursor that cannot be read, or of another place, starts afresh.
    init(_ cursor: Cursor?, place: String) {
        self.place = place
        guard let object = cursor?.object, object["place"]?.string == place else { return }
        commented = object["commented"]?.string.flatMap { Instant($0) }
        fingerprint = object["fingerprint"]?.string
        for (id, count) in (object["answered"]?.object ?? []).prefix(Self.mostThreads) {
            answered[id] = count.integer
        }
    }

    /// Keeps what is known of the threads that were seen, the newest first.
    mutating func remember(_ all: [String: Int64], of seen: [String]) {
        answered = [:]
        for id in seen where answered.count < Self.mostThreads && id.utf8.count <= 60 { answered[id] = all[id] }
    }

    var cursor: Cursor {
        Cursor([
            ("place", .string(place)), ("commented", commented.map { .string("\($0)") }),
            (
                "answered",
                answered.isEmpty
                    ? nil : .object(answered.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
            ),
            ("fingerprint", fingerprint.map { .string($0) }),
        ])
    }
}
