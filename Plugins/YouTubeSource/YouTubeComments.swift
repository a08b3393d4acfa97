import Intake
import Model
import Reading

/// Comments since the bookmark, newest first, as far as pages and units go.
struct YouTubeComments {
    var api: YouTubeAPI
    let maximumPages: Int
    let since: Instant?
    /// Answers that each thread had when they were read last: what has not grown is not paid for again.
    private(set) var answered: [String: Int64]

    /// Comments and answers as the API gives them, each with the video of its thread.
    private(set) var items: [(comment: JSONValue, video: String?)] = []
    private(set) var notes: [String] = []
    /// Of all pages that were read. Answers to comments change the number that their thread tells.
    private(set) var fingerprint = ""
    /// False when older comments were left out: the bookmark stays.
    private var isComplete = true
    /// True when comments were left out, for now or for good.
    private(set) var hasLeftOut = false
    /// True when something was not asked for want of units.
    private var lacksUnits = false

    init(api: YouTubeAPI, maximumPages: Int, since: Instant?, answered: [String: Int64]) {
        self.api = api
        self.maximumPages = maximumPages
        self.since = since
        self.answered = answered
    }

    /// Where the next fetch begins.
    var bookmark: Instant? {
        guard isComplete else { return since }
        let newest = items.compactMap { YouTubeMapping(context: api.context).published($0.comment) }.max()
        return [since, newest].compactMap { $0 }.max()
    }

    /// Comments that cannot be read cost no video.
    mutating func read(_ place: YouTubeSource.Settings.Place) async {
        switch place {
        case .channel(let id): await threads("allThreadsRelatedToChannelId", id)
        case .videos(let ids):
            for id in ids {
                if api.hasUnits { await threads("videoId", id) } else { lacksUnits = true }
            }
        }
        guard lacksUnits else { return }
        (isComplete, hasLeftOut) = (false, true)
        notes.append("the quota units of this day are spent: the other comments wait for tomorrow")
    }

    private mutating func threads(_ name: String, _ id: String) async {
        var token: String?
        for _ in 1...max(1, maximumPages) {
            guard api.hasUnits else { return lacksUnits = true }
            do throws(SourceFailure) {
                let answer = try await api.ask(
                    "commentThreads",
                    [
                        ("part", "snippet,replies"), (name, id), ("order", "time"), ("textFormat", "plainText"),
                        ("maxResults", "100"),
                    ] + (token.map { [("pageToken", $0)] } ?? []))
                fingerprint = WebAPI.joined(fingerprint, answer.fingerprint)
                let page = try api.items(answer)
                for thread in page { await take(thread) }
                let mapping = YouTubeMapping(context: api.context)
                let oldest = page.compactMap { $0["snippet"]?["topLevelComment"].flatMap(mapping.published) }.min()
                token = answer.document["nextPageToken"]?.string
                // The first fetch takes one page: the past is no news.
                guard let since, token != nil, let oldest, oldest >= since else { return }
            } catch {
                if case .refused(_, _, YouTubeAPI.commentsDisabled?) = error {
                    notes.append("\(id): comments are switched off")
                    return
                }
                if name == "videoId", case .refused(_, _, let reason?) = error, YouTubeAPI.ofOneVideo.contains(reason) {
                    // It stays refused: the other videos must not wait for it.
                    hasLeftOut = hasLeftOut || reason == "forbidden"
                    notes.append("\(id): its comments are left out (\(reason)): it is not there, or it is closed")
                    return
                }
                notes.append("comments could not be read: \(error)")
                (isComplete, hasLeftOut) = (false, true)
                return
            }
        }
        if token != nil {
            hasLeftOut = true
            notes.append(
                "more than \(maximumPages) pages of comments are new; older ones were not read. Raise maximum_pages, "
                    + "or ask more often")
        }
    }

    /// A comment and its answers. A thread holds only a few of them; the others cost a unit.
    private mutating func take(_ thread: JSONValue) async {
        guard let top = thread["snippet"]?["topLevelComment"] else { return }
        // A comment below the channel itself has no video.
        let video = thread["snippet"]?["videoId"]?.string
        items.append((comment: top, video: video))
        var replies = thread["replies"]?["comments"]?.array ?? []
        let total = thread["snippet"]?["totalReplyCount"]?.integer ?? 0
        if let id = top["id"]?.string, total > Int64(replies.count), total != answered[id] {
            if let all = await answers(to: id) {
                replies = all
                answered[id] = total
            }
        }
        items += replies.map { (comment: $0, video: video) }
    }

    /// All answers to a comment; nil when they could not be read, which is tried again.
    private mutating func answers(to id: String) async -> [JSONValue]? {
        guard api.hasUnits else {
            lacksUnits = true
            return nil
        }
        do throws(SourceFailure) {
            let answer = try await api.ask(
                "comments", [("part", "snippet"), ("parentId", id), ("textFormat", "plainText"), ("maxResults", "100")])
            if answer.document["nextPageToken"]?.string != nil {
                hasLeftOut = true
                notes.append("a comment has more than 100 answers: the others were not read")
            }
            return try api.items(answer)
        } catch {
            notes.append("answers to a comment could not be read: \(error)")
            (isComplete, hasLeftOut) = (false, true)
            return nil
        }
    }
}
