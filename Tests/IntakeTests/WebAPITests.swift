import Model
import Reading
import Settings
import Testing

@testable import Intake

/// What every web API has in common, and the settings about the public's words.
@Suite struct WebAPITests {
    private let key = "k-0123456789"
    private let now = Instant(seconds: 1_795_219_200)

    private func ask(_ status: Int, _ body: String, _ headers: [HTTPHeader] = []) async -> Result<String, SourceFailure>
    {
        let answer = HTTPResponse(status: status, headers: headers, body: Array(body.utf8), finalURL: "")
        let key = key
        let context = SourceContext(http: RecordedHTTP(always: answer), now: now) { _ throws(SecretFailure) in
            Secret(Array(key.utf8))
        }
        do throws(SourceFailure) {
            let secret = try context.secretText(.file("secrets/key"))
            #expect(secret == key)
            let request = HTTPRequest(.get, "https://api.example/a/\(key)/list?key=\(key)")
            let answer = try await WebAPI(context).ask(request) { value, _ in
                value["trouble"]?.string.map { .refused(url: "https://api.example/?k=\(self.key)", what: $0) }
            }
            return .success(String(decoding: answer.document.encoded(), as: UTF8.self))
        } catch {
            return .failure(error)
        }
    }

    @Test(
        "every answer that is none has its failure, and no failure shows a secret or a query",
        arguments: [
            (200, "", SourceFailure.notAnAnswer(url: "", what: "the answer is empty")),
            (
                200, " <html>",
                .notAnAnswer(
                    url: "", what: "a web page came instead of JSON; it may be a login, a captcha or a moved address")
            ),
            (200, "{\"a\":", .notAnAnswer(url: "", what: "the answer is JSON that breaks off or is damaged")),
            (200, "PHP Notice", .notAnAnswer(url: "", what: "the answer is no JSON")),
            (404, "{}", .status(404, url: "")), (410, "gone", .gone(url: "")),
            (503, "", .throttled(url: "", until: nil)),
        ])
    func noAnswers(_ status: Int, _ body: String, _ expected: SourceFailure) async {
        let url = "https://api.example/a/<secret>/list"
        let wanted: SourceFailure =
            switch expected {
            case .notAnAnswer(_, let what): .notAnAnswer(url: url, what: what)
            case .status(let status, _): .status(status, url: url)
            case .gone: .gone(url: url)
            default: .throttled(url: url, until: nil)
            }
        #expect(await ask(status, body) == .failure(wanted))
    }

    @Test("a platform's own words come first, whatever the status, and without the secret that they repeat")
    func trouble() async {
        for status in [200, 400, 429, 500] {
            let result = await ask(status, #"{"trouble":"bad key k-0123456789"}"#)
            #expect(result == .failure(.refused(url: "https://api.example/", what: "bad key <secret>")))
        }
    }

    @Test("a platform's words are one line that a report can bear, however long and wild they are")
    func longWords() async throws {
        let wild = "a\nb\u{1B}[31mc\u{2028}d \(key)" + String(repeating: " long", count: 2_000)
        let body = String(decoding: JSONValue.object([("trouble", .string(wild))]).encoded(), as: UTF8.self)
        guard case .failure(.refused(_, let what, nil)) = await ask(400, body) else {
            Issue.record("no refusal")
            return
        }
        #expect(what.hasPrefix("a b [31mc d <secret> "))
        #expect(what.utf8.count <= OneLine.longest + 3 && what.hasSuffix("…"))
        #expect(!what.contains("k-0123"))
    }

    @Test("every spelling of a secret is left out: as it is, as an address has it, and each line of a longer one")
    func spellings() throws {
        let lines = "-----BEGIN KEY-----\nAAAABBBBCCCC\nDDDDEEEEFFFF"
        let told = [("47:ab/cd", "x 47%3Aab%2Fcd y"), ("47:ab/cd", "x 47:ab/cd y"), (lines, "x DDDDEEEEFFFF y")]
        for (secret, told) in told {
            let context = SourceContext(http: RecordedHTTP.none, now: now) { _ throws(SecretFailure) in
                Secret(Array(secret.utf8))
            }
            #expect(context.hidden(told) == told, "not a secret before it was read")
            _ = try context.secret(.file("secrets/key"))
            #expect(context.hidden(told) == "x <secret> y")
        }
    }

    @Test("a good answer is a document, also with a byte order mark")
    func good() async { #expect(await ask(200, "\u{FEFF}{\"a\":1}") == .success(#"{"a":1}"#)) }

    @Test("a form leaves only what every server reads as it is")
    func form() {
        #expect(WebForm.encoded([("q", "су & a=b"), ("n", "1~x-y_z.")]) == "q=%D1%81%D1%83%20%26%20a%3Db&n=1~x-y_z.")
    }

    @Test(
        "seconds that nobody can have meant are no date",
        arguments: [
            ("1795158331", true), ("\"1795158331\"", true), ("0", false), ("-5", false), ("4102444800", false),
            ("99999999999999", false), ("9223372036854775807", false), ("\"soon\"", false), ("null", false),
            ("1.5", false),
        ])
    func seconds(_ written: String, _ isDate: Bool) throws {
        let context = SourceContext(http: RecordedHTTP.none, now: now)
        #expect((context.believable(seconds: try JSONValue.parse(written)) != nil) == isDate)
    }

    @Test(
        "comments are off unless the configuration says why",
        arguments: [
            ("{}", Comments.off, nil), ("comments: off", .off, nil), ("comments: counters", .counters, nil),
            ("comments: {why: Rumours start below our posts}", .texts(why: "Rumours start below our posts"), nil),
            ("comments: true", nil, "needs-why"), ("comments: {why: so}", nil, "out-of-range"),
            ("comments: {}", nil, "missing-key"), ("comments: some", nil, "bad-value"),
        ] as [(String, Comments?, String?)])
    func comments(_ yaml: String, _ expected: Comments?, _ code: String?) throws {
        let key = Key<Comments>.comments(help: "Comments.")
        let shape = Shape<Comments>.object("source", help: "A source.", keys: [key]) { fields, _ in fields[key] }
        var findings: [Finding] = []
        let node = try #require(YAMLText.parse(yaml, file: "jibu.yaml", into: &findings))
        #expect(shape.read(node, &findings) == expected)
        #expect(findings.map(\.code) == (code.map { [$0] } ?? []))
    }

    @Test("a search without a reason is a warning: it is not made")
    func search() throws {
        let key = Key<KeywordSearch>.search(help: "Words.")
        let shape = Shape<KeywordSearch>.object("source", help: "A source.", keys: [key]) { fields, _ in fields[key] }
        var findings: [Finding] = []
        let bare = try #require(YAMLText.parse("search: су", file: "jibu.yaml", into: &findings))
        #expect(shape.read(bare, &findings) == KeywordSearch(words: "су", why: nil))
        #expect(findings.map(\.code) == ["needs-why"])
        #expect(findings.first?.severity == .warning)
        let whole = try #require(
            YAMLText.parse("search: {words: су, why: Rumours on water}", file: "jibu.yaml", into: &findings))
        #expect(shape.read(whole, &findings) == KeywordSearch(words: "су", why: "Rumours on water"))
        #expect(findings.count == 1)
    }
}
