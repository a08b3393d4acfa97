import Alerting
import BuiltIn
import Foundation
import Model
import Settings
import Testing

@testable import Pipeline

struct ConfigurationTests {
    private func full() throws -> Configuration {
        let (configuration, findings) = try ConfigFixtureTests.load("valid-full")
        return try #require(configuration, "\(findings)")
    }

    @Test("every key of the full example arrives where it belongs")
    func full() async throws {
        let house: Configuration = try full()
        #expect(
            house.office
                == OfficeFacts(
                    id: "qala-press", name: "Qala Council Press Office", contact: "press@qala.example",
                    timeZone: "Asia/Almaty", languages: ["kk", "ru", "en"]))
        #expect(house.runEvery == .minutes(15))
        #expect(house.dataFolder == "data")
        #expect(house.pseudonymKey == .file("secrets/pseudonym.key"))
        #expect(house.sealingKey == .credential("sealing"))
        #expect(house.sources.map(\.id) == ["qala-news", "qala-forum"])
        #expect(house.sources.map(\.enabled) == [true, false])
        #expect(house.sources.map(\.authorKind) == [.outlet, .person])
        #expect(house.sources.map(\.platform) == ["feed", "feed"])
        #expect(house.sources.map(\.source.hosts) == [[], ["forum.example"]])
        #expect(house.places.map(\.id) == ["qala", "akbulak"])
        #expect(house.places.map(\.parent) == [nil, "qala"])
        #expect(house.watchlistsFolder == "../../watchlists")
        #expect(house.segmentPosts == 20_000)
        #expect(house.retention == .init(posts: .days(14), alerts: .days(100), labels: .days(365)))
        #expect(house.tipping == TippingPoint(posts: 5, authors: 4, severity: .high))
        #expect(house.minimumInterval == .seconds(0))
        #expect(house.network.allow == [HostPort(host: "127.0.0.1", port: 8080), HostPort(host: "::1", port: 25)])
        #expect(
            house.network.resolve == [HostPort(host: "news.example", port: 80): HostPort(host: "127.0.0.1", port: 8080)]
        )
        #expect(house.network.concurrency == 4)
        #expect(house.network.hostPause == .seconds(2))
        #expect(house.network.userAgent.contains("https://qala.example/jibu"))
        #expect(house.network.authorities == "ca.pem")
    }

    @Test("recipients keep their zone, windows and order; without a zone the office's counts")
    func recipients() throws {
        let recipients = try full().recipients
        let aigul = try #require(recipients.first)
        #expect(aigul.timeZone == "Asia/Qyzylorda")
        #expect(aigul.channels.map(\.channel) == ["mail", "eml"])
        #expect(aigul.quietHours.first == QuietHours(days: Set(1...7), from: 22 * 60, until: 7 * 60))
        #expect(aigul.quietHours.last == QuietHours(days: [7], from: 12 * 60, until: 15 * 60 + 30))
        #expect(aigul.breakQuietFor == [.critical])
        #expect(aigul.cadence == .daily)
        #expect(aigul.digestAt == 8 * 60 + 30)
        #expect(aigul.mandateUntil == CivilDate("2028-12-31"))
        #expect(recipients.map(\.timeZone).dropFirst().allSatisfy { $0 == "Asia/Almaty" })
        #expect(recipients.map(\.name)[1] == "No", "a name is a text, whatever YAML 1.1 thinks of it")
        #expect(recipients.map(\.role) == [.deputy, .pressOfficer, .analyst, .operations])
    }

    @Test("the routing tree keeps its order and its matchers")
    func route() throws {
        let root = try full().route
        #expect(root.children.map(\.id) == ["health", "rest"])
        #expect(root.children.map(\.goesOn) == [true, false])
        #expect(root.children.first?.to == [.role(.deputy), .recipient("sergei")])
        #expect(root.children.first?.match.severities == [.high, .critical])
        #expect(root.children.first?.children.map(\.to) == [[.recipient("aigul")]])
    }

    @Test("channels know what they want and whether they leave this machine")
    func channels() throws {
        let channels = try full().channels
        #expect(channels.map(\.isLive) == [true, false])
        #expect(channels.map(\.format).first == .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example"))
        #expect(
            channels.map(\.kind).first
                == .smtp(
                    .init(
                        url: "smtps://mail.qala.example", username: "jibu", password: .file("secrets/smtp"),
                        requireTLS: true)))
        #expect(channels.map(\.kind).last == .emlFolder("data/outbox"))
    }

    @Test("what is absent has the documented default")
    func defaults() throws {
        let house = try #require(try ConfigFixtureTests.load("valid-short").0)
        #expect(house.runEvery == .minutes(15))
        #expect(house.dataFolder == "data")
        #expect(house.pseudonymKey == .file("secrets/pseudonym.key"))
        #expect(house.segmentPosts == 50_000)
        #expect(house.retention == .init(posts: .days(30), alerts: .days(365), labels: .days(365)))
        #expect(house.tipping == TippingPoint(posts: 3, authors: 2, severity: .critical))
        #expect(house.minimumInterval == .minutes(60))
        #expect(house.network.concurrency == 8)
        #expect(house.network.userAgent.contains("press@qala.example"))
        #expect(house.sources.map(\.every) == [.hours(1), nil])
        #expect(house.recipients.map(\.digestAt) == [8 * 60, 8 * 60])
    }

    @Test("the hash changes with every byte of jibu.yaml and of places.yaml, and with nothing else")
    func hash() throws {
        let jibu = try ConfigFixtureTests.bytes("valid-short", "jibu.yaml")
        let places = try ConfigFixtureTests.bytes("valid-short", "places.yaml")
        func hash(_ jibu: [UInt8], _ places: [UInt8]) -> String? {
            Configuration.load(bytes: jibu, file: "a/jibu.yaml", kinds: builtInSources) { _, _ in places }.0?.hash
        }
        let first = try #require(hash(jibu, places))
        #expect(first.utf8.count == 32)
        #expect(hash(jibu, places) == first)
        #expect(hash(jibu + [0x23], places) != first)
        #expect(hash(jibu, places + [0x0A]) != first)
        #expect(hash(jibu + [0x0A], places) != hash(jibu, places + [0x0A]))
    }

    @Test("the two examples in the repository are read without a finding")
    func quickstart() {
        let path = ConfigFixtureTests.folder.appending(path: "../../../../examples/quickstart/jibu.yaml").standardized
            .path
        let (configuration, findings) = Configuration.load(path: path, kinds: builtInSources)
        #expect(findings.isEmpty, "\(findings)")
        #expect(configuration?.places.isEmpty == false)
    }

    @Test("a file that is not there is a finding with its name")
    func missingFile() {
        let (configuration, findings) = Configuration.load(path: "/nowhere/jibu.yaml", kinds: builtInSources)
        #expect(configuration == nil)
        #expect(findings.map(\.code) == ["file-unreadable"])
        #expect(findings.map(\.place.file) == ["/nowhere/jibu.yaml"])
    }

    @Test(
        "paths are joined to the folder of jibu.yaml",
        arguments: [
            ("jibu.yaml", "data", "data"), ("a/jibu.yaml", "data", "a/data"), ("a/jibu.yaml", "../w", "w"),
            ("a/b/jibu.yaml", "../../w", "w"), ("jibu.yaml", "../w", "../w"), ("/a/jibu.yaml", "../../w", "/w"),
            ("/jibu.yaml", "w", "/w"), ("a/jibu.yaml", "/w", "/w"), ("a/jibu.yaml", "./x//y/", "a/x/y"),
            ("jibu.yaml", ".", "."), ("a/jibu.yaml", "..", "."),
        ])
    func paths(file: String, path: String, joined: String) {
        #expect(FilePaths.join(FilePaths.folder(of: file), path) == joined)
    }

    @Test("a path is inside a folder only below a slash")
    func inside() {
        #expect(FilePaths.isInside("data/keys/a", "data"))
        #expect(!FilePaths.isInside("database/a", "data"))
        #expect(FilePaths.isInside("keys/a", "."))
        #expect(!FilePaths.isInside("../keys/a", "."))
    }

    @Test(
        "quiet hours that leave one minute free do not cover the week",
        arguments: [
            ([QuietHours(days: Set(1...7), from: 0, until: 0)], true),
            ([QuietHours(days: Set(1...7), from: 0, until: 1439)], false),
            ([QuietHours(days: Set(1...6), from: 0, until: 0)], false),
            (
                [
                    QuietHours(days: Set(1...7), from: 1380, until: 720),
                    QuietHours(days: Set(1...7), from: 720, until: 1380),
                ], true
            ),
            ([QuietHours(days: [7], from: 1380, until: 60)], false),
            ([], false),
        ])
    func quietWeek(windows: [QuietHours], covers: Bool) {
        #expect(RecipientChecks.coversWholeWeek(windows) == covers)
    }

    @Test(
        "mail addresses and servers are read as the sender will use them",
        arguments: [
            ("Jibu <jibu@qala.example>", "jibu@qala.example"), ("jibu@qala.example", "jibu@qala.example"),
            ("\"Jibu, Qala\" <jibu@qala.example>", "jibu@qala.example"), ("Jibu, Qala <jibu@qala.example>", nil),
            ("Jibu", nil), ("a@b@c", nil), ("<@b>", nil), ("a b@c", nil), ("-oX@b.example", nil), ("қ@b.example", nil),
        ] as [(String, String?)])
    func addresses(text: String, address: String?) {
        #expect(MailAddress(text)?.address == address)
    }

    @Test(
        "servers have a scheme, a host and a port",
        arguments: [
            ("smtp://127.0.0.1:2525", "127.0.0.1:2525"), ("smtps://mail.example", "mail.example:465"),
            ("smtp://mail.example/", "mail.example:587"), ("smtp://[::1]:25", "[::1]:25"),
            ("smtp://[::1]", "[::1]:587"),
            ("http://mail.example", nil), ("smtp://", nil), ("smtp://a/b", nil), ("mail.example:25", nil),
        ] as [(String, String?)])
    func servers(url: String, server: String?) {
        #expect(MailText.server(of: url)?.description == server)
    }
}
