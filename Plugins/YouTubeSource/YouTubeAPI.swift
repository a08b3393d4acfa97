import Intake
import Model
import Reading

/// The YouTube Data API v3 with one key and a budget (developers.google.com/youtube/v3).
struct YouTubeAPI {
    static let host = "www.googleapis.com"
    /// What one question for a list costs. Searching costs a hundred times as much and is not done here.
    private static let unitsOfAList = 1

    let key: String
    let context: SourceContext
    /// Units that this source has spent today, this fetch included.
    var spent: Int
    let dailyUnits: Int

    init(key: String, context: SourceContext, spent: Int, dailyUnits: Int) {
        self.key = key
        self.context = context
        self.spent = spent
        self.dailyUnits = dailyUnits
    }

    var hasUnits: Bool { spent < dailyUnits }

    /// One question. The key goes in a header: addresses are written down in many places.
    mutating func ask(_ list: String, _ query: [(String, String)]) async throws(SourceFailure) -> WebAPI.Answer {
        let address = "https://\(Self.host)/youtube/v3/\(list)"
        guard hasUnits else {
            let tomorrow = context.now.date.advanced(by: 1).start
            throw .throttled(url: "\(address) (the \(dailyUnits) units of daily_units are spent)", until: tomorrow)
        }
        let request = HTTPRequest(
            .get, address + "?" + WebForm.encoded(query.map { (name: $0.0, value: $0.1) }),
            headers: [HTTPHeader("Accept", "application/json"), HTTPHeader("X-Goog-Api-Key", key)])
        // A question that is refused is counted too.
        spent += Self.unitsOfAList
        context.spend(units: Self.unitsOfAList)
        let now = context.now
        return try await WebAPI(context).ask(request) { document, _ in
            YouTubeAPI.trouble(in: document, url: address, now: now)
        }
    }

    /// The objects of an answer.
    func items(_ answer: WebAPI.Answer) throws(SourceFailure) -> [JSONValue] {
        guard let items = answer.document["items"]?.array else {
            throw .notAnAnswer(url: "https://\(Self.host)/youtube/v3/", what: "there is no list of items in the answer")
        }
        return items
    }

    /// `{"error":{"code":403,"message":"…","errors":[{"reason":"quotaExceeded","domain":"youtube.quota"}]}}`.
    static func trouble(in document: JSONValue, url: String, now: Instant) -> SourceFailure? {
        guard let error = document["error"], !error.isNull else { return nil }
        let reason = error["errors"]?[0]?["reason"]?.string ?? ""
        let said = error["message"]?.string.map { ": \($0)" } ?? ""
        func refused(_ what: String) -> SourceFailure {
            .refused(url: url, what: "\(what) (\(reason)\(said))", code: reason)
        }
        switch reason {
        case "quotaExceeded", "dailyLimitExceeded":
            return .throttled(url: url, until: GoogleDay.end(after: now))
        case "rateLimitExceeded", "userRateLimitExceeded":
            return .throttled(url: url, until: now.advanced(by: .minutes(10)))
        case "keyInvalid", "keyExpired", "badRequest", "forbidden", "accessNotConfigured", "ipRefererBlocked":
            return refused(
                "Google does not accept the key: check it, and that the YouTube Data API is switched on for it")
        case "channelNotFound", "playlistNotFound", "videoNotFound", "notFound":
            return refused("there is no such channel or video")
        case commentsDisabled: return refused("comments are switched off")
        // 5xx `backendError` and 400 `processingFailure` are Google's own trouble, and so is what nobody has met.
        default:
            return .notAnAnswer(
                url: url, what: "YouTube answered with an error\(reason.isEmpty ? "" : " \(reason)")\(said)")
        }
    }

    static let commentsDisabled = "commentsDisabled"

    /// What the comments of one video may be refused with. `forbidden` stands for the key, too; where the same key has
    /// just read the videos, it is the video.
    static let ofOneVideo: Set<String> = ["videoNotFound", "notFound", "forbidden"]
}

/// Google counts quota from midnight to midnight in California.
enum GoogleDay {
    /// The next midnight there. Summer time lasts from the second Sunday of March to the first of November; the hours
    /// of the change itself do not matter here.
    static func end(after now: Instant) -> Instant {
        let standard = now.advanced(by: .hours(-8))
        let hours: Int64 = isSummer(standard.date) ? 7 : 8
        return now.advanced(by: .hours(-hours)).date.advanced(by: 1).start.advanced(by: .hours(hours))
    }

    private static func isSummer(_ day: CivilDate) -> Bool {
        guard let march = sunday(2, of: 3, day.year), let november = sunday(1, of: 11, day.year) else { return false }
        return day >= march && day < november
    }

    private static func sunday(_ count: Int, of month: Int, _ year: Int) -> CivilDate? {
        CivilDate(year: year, month: month, day: 1).map { $0.advanced(by: (7 - $0.weekday) + 7 * (count - 1)) }
    }
}
