import Foundation
import Testing

/// Every platform on one loopback port: `Fixtures/platforms/stub.py` behind a certificate made for the test.
final class PlatformStub {
    /// What the stub needs; nil where it is not installed.
    static let python = TerminalDriver.python
    static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first(
        where: FileManager.default.isExecutableFile)
    static let payloads = Repository.url("Tests/SourcePluginTests/Fixtures/platforms")
    static let hosts = [
        "example.kz", "api.vk.com", "graph.facebook.com", "www.googleapis.com", "api.telegram.org", "t.me",
        "www.youtube.com", "news.google.com", "www.reddit.com", "www.gov.kz", "qala.go.tz", "login.example",
    ]

    let port: Int
    /// A port on which nobody speaks TLS.
    let plainPort: Int
    /// PEM file of the certificate, which is its own authority.
    let certificate: URL
    private let process = Process()
    private let (orders, answers) = (Pipe(), Pipe())

    init(in folder: ScratchFolder) throws {
        let key = folder.url.appending(path: "stub.key")
        certificate = folder.url.appending(path: "stub.pem")
        let make = Process()
        make.executableURL = URL(filePath: try #require(Self.openssl))
        make.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key.path,
            "-out", certificate.path, "-days", "2", "-subj", "/CN=stub.example", "-addext",
            "subjectAltName=" + Self.hosts.map { "DNS:\($0)" }.joined(separator: ","),
        ]
        make.standardError = FileHandle.nullDevice
        try make.run()
        make.waitUntilExit()
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = [Self.payloads.appending(path: "stub.py").path, certificate.path, key.path]
        process.standardInput = orders
        process.standardOutput = answers
        try process.run()
        let ports = PlatformStub.line(from: answers).split(separator: " ").compactMap { Int($0) }
        (port, plainPort) = (try #require(ports.first), try #require(ports.dropFirst().first))
    }

    deinit {
        try? orders.fileHandleForWriting.close()
        process.waitUntilExit()
        try? answers.fileHandleForReading.close()
    }

    private struct Order: Encodable {
        var posts: Int?
        var now: String?
        var fault: String?
        var requests: Bool?
        var answers: String?
        var cursors: String?
    }

    /// What the stub says to an order.
    private struct Reply: Decodable {
        let posts: Int
        let requests: [[String]]?
        let cursors: [String: String]?
    }

    /// From now on each platform has posts 1 to `posts`, and its answers go wrong in this way.
    ///
    /// - Returns: how many posts there are; a fault may have added some since.
    @discardableResult
    func set(posts: Int? = nil, at now: TestClock? = nil, fault: String? = nil) throws -> Int {
        try send(Order(posts: posts, now: now?.text, fault: fault)).posts
    }

    /// What was asked since the last time, as `[host, method, path]`.
    func requests() throws -> [[String]] { try #require(try send(Order(requests: true)).requests) }

    /// Source id to its bookmark in a ledger: the stub has the means to look, and no part of Jibu does it.
    func cursors(in ledger: URL) throws -> [String: String] {
        try #require(try send(Order(cursors: ledger.path)).cursors)
    }

    /// Writes one good answer of each platform into a folder.
    func writeAnswers(to folder: URL) throws { _ = try send(Order(answers: folder.path)) }

    private func send(_ order: Order) throws -> Reply {
        try orders.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(order) + Data("\n".utf8))
        return try JSONDecoder().decode(Reply.self, from: Data(PlatformStub.line(from: answers).utf8))
    }

    private static func line(from pipe: Pipe) -> String {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "\n") {
            let data = pipe.fileHandleForReading.availableData
            if data.isEmpty { break }
            bytes += data
        }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }
}

/// An office that watches every platform of the stub, each at its real address.
final class PlatformOffice {
    let folder: ScratchFolder
    let stub: PlatformStub

    /// Sources that show a window of their newest posts and have no older pages.
    static let feeds: Set<String> = ["videos-feed", "news", "forum"]
    static let sources = [
        "blog", "wall", "page", "comments", "tipline", "channel", "videos-feed", "news", "forum", "ministry", "council",
    ]

    init() throws {
        folder = try ScratchFolder()
        stub = try PlatformStub(in: folder)
        try folder.write(TestOffice.places, to: "places.yaml")
        try folder.write(TestOffice.watchlist, to: "watchlists/water.yaml")
        try folder.write("4711:stub-token-0123456789", to: "secrets/token")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: folder.url.appending(path: "secrets/token").path)
        try configure()
    }

    /// What lies between the office and the platforms, as far as its own configuration can say it.
    enum Line: Sendable {
        case good
        /// The names of the platforms are not known.
        case nameless
        /// Nobody vouches for their certificates.
        case untrusted
        /// Behind https nobody speaks TLS.
        case plain
        /// What is slow is given up after a second.
        case impatient
    }

    /// Writes jibu.yaml for a line; the ids of all sources end in `suffix`.
    func configure(_ line: Line = .good, suffix: String = "") throws {
        try folder.write(configuration(line, suffix), to: "jibu.yaml")
    }

    /// Source id to the bookmark that the ledger keeps for it.
    func cursors() throws -> [String: String] {
        try stub.cursors(in: folder.url.appending(path: "data/ledger.sqlite"))
    }

    func run(at now: TestClock) async throws -> RunReportView {
        let ending = try await JibuProcess.run(["run", "--json", "--now", now.text], in: folder.url)
        return try ending.object(RunReportView.self)
    }

    func archive() async throws -> [ArchivedPost] {
        try await JibuProcess.run(["archive", "show"], in: folder.url).decoded(ArchivedPost.self)
    }

    private func configuration(_ line: Line, _ suffix: String) -> String {
        let token = "{file: secrets/token}"
        let why = "why: \"Rumours on water start there\""
        let target = switch line {
        // Longer than a label of a name may be: no resolver has to be asked for it.
        case .nameless: String(repeating: "x", count: 64) + ".example:443"
        case .plain: "127.0.0.1:\(stub.plainPort)"
        case .good, .untrusted, .impatient: "127.0.0.1:\(stub.port)"
        }
        let resolve = PlatformStub.hosts.map { "\"\($0):443\": \"\(target)\"" }
        let text = """
            office: {id: qala-press, name: Qala Press Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
            run_every: 15m
            data: data
            sources:
              - {id: blog, kind: wordpress, site: "https://example.kz", author_kind: outlet, every: 15m}
              - {id: wall, kind: vk, wall: gorod, token: \(token), author_kind: outlet, every: 15m}
              - {id: page, kind: facebook, page: "111", token: \(token), author_kind: outlet, every: 15m, maximum_pages: 20}
              - {id: comments, kind: youtube, channel: UCdemo000000000000000000, key: \(token), author_kind: outlet, every: 15m,
                 comments: {\(why)}}
              - {id: tipline, kind: telegram-bot, token: \(token), consent: "The bot tells what tips are for", every: 15m}
              - {id: channel, kind: telegram, channel: akimat_demo, author_kind: outlet, every: 15m, maximum_pages: 20}
              - {id: videos-feed, kind: feed, url: "https://www.youtube.com/feeds/videos.xml?channel_id=UCdemo", author_kind: outlet,
                 every: 15m}
              - {id: news, kind: feed, url: "https://news.google.com/rss/search?q=su&hl=ru&gl=KZ&ceid=KZ:ru", author_kind: outlet,
                 every: 15m, \(why)}
              - {id: forum, kind: feed, url: "https://www.reddit.com/r/Kazakhstan/new/.rss", every: 15m}
              - {id: ministry, kind: gov-kz, entity: dsm, languages: [kk], maximum_pages: 20, author_kind: organisation, every: 15m}
              - {id: council, kind: page-list, url: "https://qala.go.tz/sitemap-news.xml", follow: 5, author_kind: organisation,
                 every: 15m}
            places: places.yaml
            watchlists: watchlists
            recipients:
              - {id: grace, name: Grace, role: press-officer, areas: [qala], languages: [en], channels: [{files: grace@qala.example}]}
            routes: {id: everybody, to: [{role: press-officer}]}
            delivery:
              channels: [{id: files, kind: eml-folder, folder: filed, from: jibu@qala.example}]
            network:
              user_agent_contact: https://qala.example/jibu
              \(line == .untrusted ? "" : "authorities: stub.pem")
              allow: ["127.0.0.1:\(stub.port)", "127.0.0.1:\(stub.plainPort)"]
              resolve: {\(resolve.joined(separator: ", "))}
              host_pause: 0s
              min_interval: 0s
              patience: \(line == .impatient ? "1s" : "20s")

            """
        return Self.sources.reduce(text) { $0.replacing("{id: \($1), kind:", with: "{id: \($1)\(suffix), kind:") }
    }
}
