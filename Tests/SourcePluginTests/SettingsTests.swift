import BuiltIn
import Intake
import Model
import Settings
import Testing

/// What may stand in jibu.yaml for the kinds that have more than an address.
@Suite struct SettingsTests {
    @Test(
        "a channel is known by its name however it is written",
        arguments: [
            "qala_akimat", "@qala_akimat", "t.me/qala_akimat", "https://t.me/s/qala_akimat",
            "https://t.me/qala_akimat/",
        ])
    func channel(_ written: String) async throws {
        var findings: [Finding] = []
        let source = try #require(make("telegram", "channel: \"\(written)\"", &findings), "\(findings)")
        let asked = Asked()
        let http = RecordedHTTP { request throws(HTTPFailure) in
            asked.add(request.url)
            throw HTTPFailure(.offline, url: request.url, "no network")
        }
        _ = try? await source.fetch(after: nil, using: SourceContext(http: http, now: TestKeys.now))
        #expect(asked.urls == ["https://t.me/s/qala_akimat"])
        #expect(source.hosts == ["t.me"])
        #expect(!source.isLocal)
    }

    @Test(
        "wrong settings are findings with a place and help",
        arguments: [
            ("telegram", "channel: https://t.me/+AbCdEf123", "bad-value"),
            ("telegram", "channel: 1234567", "bad-value"),
            ("telegram", "channel: қала_арнасы", "bad-value"), ("telegram", "maximum_pages: 3", "missing-key"),
            ("telegram", "channel: qala\nmaximum_pages: 0", "out-of-range"),
            ("exec", "program: taps/tap", "bad-value"), ("exec", "arguments: [x]", "missing-key"),
            ("exec", "program: /bin/true\nreads: [here]", "bad-value"),
            ("exec", "program: /bin/true\nenvironment: {\"A=B\": x}", "bad-value"),
            ("exec", "program: /bin/true\nprotocol: airbyte", "bad-value"),
            ("exec", "program: /bin/true\nconfig: words", "wrong-type"),
            ("exec", "program: /bin/true\nmap: {body: text}", "unknown-key"),
            ("exec", "program: /bin/true\ntimeout: 2d", "out-of-range"),
        ])
    func wrong(_ kind: String, _ yaml: String, _ code: String) {
        var findings: [Finding] = []
        #expect(make(kind, yaml, &findings) == nil, "\(yaml)")
        #expect(findings.map(\.code) == [code])
    }

    @Test("secrets of a program are named, and a key called file of its own configuration is none")
    func secrets() throws {
        var findings: [Finding] = []
        let yaml = """
            program: /bin/true
            environment: {TOKEN: {file: secrets/token}, LANGUAGE: kk}
            config: {file: /srv/notices.json, key: {credential: api-key}, list: [{file: secrets/other}]}
            """
        let source = try #require(make("exec", yaml, &findings), "\(findings)")
        #expect(Set(source.secrets) == [.file("secrets/token"), .credential("api-key"), .file("secrets/other")])
        let single = try #require(make("exec", "program: /bin/true\nconfig: {file: /srv/a.json}", &findings))
        #expect(single.secrets.isEmpty)
        #expect(!single.isLocal, "a program is asked as often as `every:` says")
    }

    private func make(_ name: String, _ yaml: String, _ findings: inout [Finding]) -> (any Source)? {
        guard let kind = builtInSources.first(where: { $0.name == name }),
            let node = YAMLText.parse(yaml, file: "jibu.yaml", into: &findings)
        else { return nil }
        return kind.make(node, &findings)
    }
}
