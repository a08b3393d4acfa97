import Intake
import Model
import Reading

/// One page of a list of the Graph API.
struct GraphPage {
    var items: [JSONValue]
    /// The cursor of the next page; nil on the last one.
    var next: String?
    var usage: GraphUsage?
    var fingerprint: String
}

/// The Graph API with one token (developers.facebook.com/docs/graph-api).
struct GraphAPI {
    static let host = "graph.facebook.com"

    let version: String
    let token: String
    let context: SourceContext

    /// Asks for one page of a list. The token goes in a header: addresses are written down in many places. For the same
    /// reason `paging.next` is not followed but only its cursor taken.
    func page(_ path: String, _ query: [(String, String)]) async throws(SourceFailure) -> GraphPage {
        let address = "https://\(Self.host)/\(version)/\(path)"
        let request = HTTPRequest(
            .get, address + "?" + WebForm.encoded(query.map { (name: $0.0, value: $0.1) }),
            headers: [HTTPHeader("Accept", "application/json"), HTTPHeader("Authorization", "Bearer \(token)")])
        let now = context.now
        let answer = try await WebAPI(context).ask(request) { document, response in
            GraphAPI.trouble(in: document, url: address, usage: GraphUsage(response), now: now)
        }
        guard let items = answer.document["data"]?.array else {
            throw .notAnAnswer(url: address, what: "there is no list in the answer")
        }
        let paging = answer.document["paging"]
        let next = paging?["next"] == nil ? nil : paging?["cursors"]?["after"]?.string
        return GraphPage(
            items: items, next: next, usage: GraphUsage(answer.response), fingerprint: answer.fingerprint)
    }

    /// `{"error":{"message","type","code","error_subcode","fbtrace_id"}}`, with status 400 or 403, at times 200.
    static func trouble(in document: JSONValue, url: String, usage: GraphUsage?, now: Instant) -> SourceFailure? {
        guard let error = document["error"], !error.isNull else { return nil }
        guard let code = error["code"]?.integer else {
            return .notAnAnswer(url: url, what: "Facebook answered with an error that has no code")
        }
        let subcode = error["error_subcode"]?.integer
        let number = subcode.map { "\(code).\($0)" } ?? "\(code)"
        let said = error["message"]?.string.map { ": \($0)" } ?? ""
        func refused(_ what: String) -> SourceFailure {
            .refused(url: url, what: "\(what) (Facebook error \(number)\(said))")
        }
        switch code {
        case 4, 17, 32, 341, 613, 80001:
            return .throttled(url: url, until: usage?.wait(from: now) ?? now.advanced(by: .hours(1)))
        case 102, 190: return refused(token(subcode))
        case 368:
            return refused("Facebook blocks this app or page for breaking its rules; look into the page's account")
        case 3, 10, 200...299:
            return refused("the token lacks a permission for this page, such as pages_read_engagement")
        case 100, 803:
            return refused("there is no such page, or the token may not see it; check its name and the version")
        // 1 and 2 are troubles of Facebook's own, and so is a code that nobody has met: it is tried again.
        default: return .notAnAnswer(url: url, what: "Facebook answered with error \(number)\(said)")
        }
    }

    private static func token(_ subcode: Int64?) -> String {
        let why =
            switch subcode {
            case 458: "the app was removed from the account that made it"
            case 459, 464: "that account has to log in at Facebook and confirm itself"
            case 460: "the password of that account was changed"
            case 463: "its time is over"
            case 467: "it was withdrawn"
            default: "Facebook does not accept it"
            }
        return "the page's token is not valid any more, \(why): make a new one and put it into its file"
    }
}

/// How much of its allowance an app or page has used, from the headers of an answer: only from 80 % on, where Jibu
/// stops for a while.
struct GraphUsage: Sendable {
    var percent: Int
    /// Minutes after which Facebook gives access again, when it says so.
    var minutes: Int64?

    static let limit = 80

    /// Nil below the limit, and without such headers.
    init?(_ response: HTTPResponse) {
        var percent: Double = 0
        for name in ["X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage"] {
            guard let text = response.header(name), let value = try? JSONValue.parse(text) else { continue }
            // App and page: one object of percentages. Business: a list of such objects for each business.
            let lists = value.object?.compactMap { $0.1.array } ?? []
            for usage in [value] + lists.flatMap({ $0 }) {
                for field in ["call_count", "total_time", "total_cputime"] {
                    percent = max(percent, usage[field]?.double ?? 0)
                }
                if let wait = usage["estimated_time_to_regain_access"]?.integer, wait > 0 {
                    minutes = max(minutes ?? 0, min(wait, 7 * 24 * 60))
                }
            }
        }
        guard percent >= Double(Self.limit) || minutes != nil else { return nil }
        self.percent = Int(min(percent, 1000))
    }

    func wait(from now: Instant) -> Instant { now.advanced(by: .minutes(minutes ?? 60)) }

    var sentence: String {
        "\(percent) % of the requests that Facebook allows are used up"
            + (minutes.map { "; \($0) minutes to wait" } ?? "")
    }
}
