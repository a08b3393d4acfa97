import Model
import Reading
import Text

/// Recognises a 200 that is no answer: an empty body, a captcha, a login page, an error in JSON or XML.
///
/// Every fetch passes through here by `Source.pull`, so that no kind of source calls such a thing "all quiet"
/// (trust.md R25).
enum NoAnswer {
    /// As many bytes of a page are looked at: challenges say at once what they are.
    static let window = 64 << 10
    /// Error objects are small; what is larger holds data.
    static let largest = 256 << 10

    /// Why this response is no answer, in a sentence without a full stop; nil when nothing speaks against it.
    static func reason(in response: HTTPResponse) -> String? {
        guard (200..<300).contains(response.status), response.status != 204, !isExempt(response.finalURL) else {
            return nil
        }
        // Cloudflare says so itself (its documentation, "Detect a challenge page response").
        if response.header("cf-mitigated")?.lowercased() == "challenge" {
            return "a captcha of Cloudflare stands in the way"
        }
        let body = response.body
        guard let first = body.firstIndex(where: { $0 > 0x20 && !byteOrderMark.contains($0) }) else {
            return "the body is empty"
        }
        switch body[first] {
        case UInt8(ascii: "{"): return errorObject(in: body)
        case UInt8(ascii: "<"): return markup(body[first...].prefix(window), response)
        default: return nil
        }
    }

    private static let byteOrderMark: Set<UInt8> = [0xEF, 0xBB, 0xBF]

    /// An empty robots.txt allows everything, and is the usual one.
    private static func isExempt(_ url: String) -> Bool { path(of: url).hasSuffix("/robots.txt") }

    // MARK: JSON

    /// An object that says that it is an error, and holds no data beside it.
    private static func errorObject(in body: [UInt8]) -> String? {
        guard body.count <= largest, let object = try? JSONValue.parse(body), object.object != nil else { return nil }
        if let data = object["data"], holds(data), object["code"]?.string == nil { return nil }
        for name in ["error", "errors", "error_code", "fault"] {
            if let value = object[name], holds(value) { return "an error: " + words(of: value, beside: object) }
        }
        let isRefusal = object["ok"] == .bool(false) || object["success"] == .bool(false)
            || object["stat"]?.string == "fail" || object["status"]?.string == "error"
        // WordPress: {"code": "rest_no_route", "message": "..."}.
        let isCoded = object["code"]?.string != nil && object["message"]?.string != nil
        return isRefusal || isCoded ? "an error: " + words(of: object, beside: object) : nil
    }

    /// `false`, 0, null and empty things say that there is no error.
    private static func holds(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool(false), .integer(0): false
        case .string(let text): !text.isEmpty
        case .array(let items): !items.isEmpty
        case .object(let members): !members.isEmpty
        default: true
        }
    }

    private static func words(of value: JSONValue, beside object: JSONValue) -> String {
        let one = value.array?.first ?? value
        let found = one.string ?? ["message", "error_msg", "description", "detail", "msg", "reason"].lazy
            .compactMap { one[$0]?.string ?? object[$0]?.string }.first
        return String((found ?? String(decoding: one.encoded(), as: UTF8.self)).prefix(200))
    }

    // MARK: Pages

    private static func markup(_ bytes: ArraySlice<UInt8>, _ response: HTTPResponse) -> String? {
        let written = String(decoding: bytes, as: UTF8.self)
        if let error = xmlError(written) { return error }
        let text = written.lowercased()
        guard isPage(text) else { return nil }
        let title = HTMLText.plainText(between("<title", "</title", in: text) ?? "").trimmed
        if challengeTitles.contains(where: title.hasPrefix) || challengeMarks.contains(where: text.contains) {
            return title.isEmpty ? "a captcha stands in the way" : "a captcha stands in the way (\(title.prefix(80)))"
        }
        let last = path(of: response.finalURL).split(separator: "/").last.map(String.init) ?? ""
        let asksForPassword = passwordFields.contains(where: text.contains)
        if (asksForPassword && loginTitles.contains(where: title.contains))
            || (!response.redirects.isEmpty && loginPaths.contains(last)) || loginTitles.contains(title)
        {
            return title.isEmpty ? "a login page" : "a login page (\(title.prefix(80)))"
        }
        return nil
    }

    private static func isPage(_ text: String) -> Bool {
        let head = text.prefix(2048)
        return pageMarks.contains { head.contains($0) }
    }

    /// `<error>`, `<errors>`, and the answers of Flickr's kind.
    private static func xmlError(_ text: String) -> String? {
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            if rest.hasPrefix("?") || rest.hasPrefix("!") { continue }
            let name = rest.prefix { $0.isLetter || $0 == "-" || $0 == ":" }.lowercased()
            let isError = name == "error" || name == "errors"
                || name == "rsp" && rest.prefix(200).contains("stat=\"fail\"")
            guard isError else { return nil }
            let texts = rest.prefix(400).split(separator: ">").dropFirst().map { $0.prefix { $0 != "<" } }
            return "an error: \(texts.joined(separator: " ").trimmed.prefix(200))"
        }
        return nil
    }

    private static func between(_ start: String, _ end: String, in text: String) -> String? {
        guard let open = text.range(of: start), let close = text[open.upperBound...].range(of: end),
            let tagEnd = text[open.upperBound..<close.lowerBound].firstIndex(of: ">")
        else { return nil }
        return String(text[text.index(after: tagEnd)..<close.lowerBound])
    }

    private static func path(of url: String) -> String {
        guard let scheme = url.range(of: "://") else { return "" }
        let rest = url[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
        return rest.firstIndex(of: "/").map { rest[$0...].lowercased() } ?? ""
    }

    /// How the titles of challenge pages begin, in lower case.
    private static let challengeTitles = [
        "just a moment", "attention required! | cloudflare", "ddos-guard", "ddos protection", "access denied",
        "captcha", "are you a robot", "are you not a robot", "robot check", "security check", "security verification",
        "human verification", "verify you are human", "checking your browser", "one moment, please", "bot verification",
        "pardon our interruption", "проверка браузера", "ой, капча", "ой!", "вы не робот", "доступ ограничен",
        "проверка безопасности", "vérification de sécurité", "accès refusé", "please wait... | cloudflare",
    ]

    /// What only a challenge page holds. The scripts that ordinary pages load for their forms are not among them.
    private static let challengeMarks = [
        "_cf_chl_opt", "cf-browser-verification", "id=\"challenge-form\"", "checking your browser before accessing",
        "ddos-guard/js-challenge", "/.well-known/ddos-guard/", "smartcaptcha.yandexcloud", "showcaptcha?",
        "px-captcha", "_incapsula_resource", "sucuri_cloudproxy_js", "__qrator",
    ]

    private static let passwordFields = ["type=\"password\"", "type='password'", "type=password"]
    private static let pageMarks = ["<html", "<!doctype html", "<head", "<body"]

    private static let loginTitles = [
        "sign in", "log in", "login", "войти", "вход", "авторизация", "кіру", "жүйеге кіру", "connexion",
        "se connecter", "identifiez-vous", "ingia", "injira",
    ]

    private static let loginPaths: Set<String> = [
        "login", "login.php", "signin", "sign-in", "wp-login.php", "auth", "authorize", "account", "sso", "login.aspx",
    ]
}

extension String {
    fileprivate var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
