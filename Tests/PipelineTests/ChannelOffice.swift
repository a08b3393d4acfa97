import BuiltIn
import Delivering
import Foundation
import Intake
import Model
import TestSupport
import Transport

@testable import Pipeline
@testable import Storage

/// An office with one deputy on one channel, an operator whose mails become files, and one alert to tell: whole runs
/// with real connections on loopback, at instants of the test's choice.
final class ChannelOffice {
    static let start = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-way-\(UUID().uuidString)").path
    private let programs: any ProgramRunner
    var data: DataFolder { DataFolder(path: folder + "/data") }

    /// - Parameters:
    ///   - channel: the lines of the channel `way` in jibu.yaml, without its id.
    ///   - secrets: files that it names.
    ///   - address: of the deputy.
    ///   - port: that may be reached, and `otherPort`.
    ///   - answer: the approved text.
    init(
        channel: String, secrets: [String: String] = [:], address: String, port: Int, otherPort: Int? = nil,
        severity: String = "high",
        answer: String = "The water was tested on 16 November and it is safe.", claims: Int = 1,
        programs: any ProgramRunner = NoPrograms()
    ) throws {
        self.programs = programs
        let ports = [port] + (otherPort.map { [$0] } ?? [])
        try write(Self.house(channel: channel, address: address, ports: ports), to: "jibu.yaml")
        try write("places:\n  - {id: qala, names: {en: Qala}, terms: {en: [qala]}}\n", to: "places.yaml")
        try write(Self.watchlist(severity: severity, claims: claims), to: "watchlists/test.yaml")
        for number in 1...claims {
            try write(Self.response(number, answer), to: "watchlists/responses/water-\(number).yaml")
        }
        publish((1...claims).map { "In Qala the water is poisoned\($0), they say" })
        for (name, text) in secrets {
            try write(text, to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/" + name)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What the feed has from now on.
    func publish(_ texts: [String]) {
        let items = texts.enumerated().map { "<item><guid>\($0)</guid><description>\($1)</description></item>" }
        try? write(
            "<rss version=\"2.0\"><channel><title>News</title>\(items.joined())</channel></rss>", to: "feed.xml")
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(filePath: folder + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func house(_ minutes: Int64) throws -> House {
        let now = Self.start.advanced(by: .minutes(minutes))
        return try House.open(config: folder + "/jibu.yaml", kinds: builtInSources, now: now)
    }

    @discardableResult
    func run(_ minutes: Int64, isDryRun: Bool = false) async throws -> RunReport {
        let house = try house(minutes)
        return try await house.run(isDryRun: isDryRun, programs: programs, clock: { house.now }, notify: { _ in })
    }

    /// Deliveries over the channel, oldest first.
    func deliveries() throws -> [Delivery] {
        try data.ledgerForReading().deliveries(in: Set(Delivery.State.allCases)).filter { $0.digest.channel == "way" }
    }

    /// The ports of a run, with a ledger in memory unless the office has one.
    private func ports(_ house: House) throws -> DeliveryPorts {
        let client = NetworkClient(policy: house.configuration.network) { house.now }
        let ledger = try Ledger.inMemoryCopy(of: data.ledgerPath)
        return DeliveryPorts(
            mail: client, mailbox: client, http: client, journal: ledger, programs: programs) { house.now }
    }

    /// What reads the answers that come over the channel.
    func reader(_ minutes: Int64 = 0) throws -> (any ReplyReader)? {
        let house = try house(minutes)
        return try house.configuration.channels.first { $0.id == "way" }?
            .replyReader(ports(house), recipients: house.configuration.recipients)
    }

    /// What a look at the channel finds.
    func check() async -> ChannelCheck? {
        guard let house = try? house(0), let ports = try? ports(house),
            let deliverer = try? house.configuration.channels.first(where: { $0.id == "way" })?.deliverer(ports)
        else { return nil }
        return await deliverer.doctor()
    }

    /// What the operator was told.
    func words() throws -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/outbox")) ?? []
        return try names.sorted().map { try String(contentsOfFile: folder + "/outbox/" + $0, encoding: .utf8) }
    }

    /// Every byte that the office has on disk, but its secrets and the watchlists.
    func storedBytes() throws -> [UInt8] {
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder + "/data")
        return files.flatMap { FileManager.default.contents(atPath: folder + "/data/" + $0).map(Array.init) ?? [] }
    }

    private static func house(channel: String, address: String, ports: [Int]) -> String {
        """
        office: {id: qala, name: Qala Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
        sources:
          - {id: news, kind: feed, url: "file:feed.xml", author_kind: outlet, every: 1m, places: [qala]}
        places: places.yaml
        watchlists: watchlists
        recipients:
          - {id: aigul, name: Aigul, role: deputy, areas: [qala], languages: [en], channels: [{way: "\(address)"}]}
          - {id: bekzat, name: Bekzat, role: operator, languages: [en], channels: [{eml: bekzat@qala.example}]}
        routes: {id: root, to: [{role: deputy}]}
        delivery:
          channels:
            - {id: eml, kind: eml-folder, folder: outbox, from: "Jibu <jibu@qala.example>"}
            - id: way
        \(channel.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))
        responses: {respond_from: {posts: 1, authors: 1, severity: high}}
        network:
          {allow: [\(ports.map { "\"127.0.0.1:\($0)\"" }.joined(separator: ", "))], host_pause: 0s, min_interval: 0s}

        """
    }

    private static func watchlist(severity: String, claims: Int) -> String {
        let list = (1...claims).map { number in
            """
              - id: water-\(number)
                title: Safety of the tap water \(number)
                statement: The tap water of Qala has been poisoned.
                severity: \(severity)
                topics: [water]
                match: {any: [{pattern: '\\bwater is poisoned\(number)\\b'}]}
                examples: {match: ["They say the water is poisoned\(number)"], no_match: ["The water is clean"]}
            """
        }
        return """
            watchlist: water
            owner: press@qala.example
            purpose: Answer rumours about drinking water before people stop drinking it.
            reviewed: 2026-11-15
            review_by: 2027-01-25
            claims:
            \(list.joined(separator: "\n"))

            """
    }

    private static func response(_ number: Int, _ answer: String) -> String {
        """
        claim: water-\(number)
        version: 1
        status: approved
        claim_status: false
        owner: press@qala.example
        approved_by: Head of the water utility
        approved_on: 2026-11-17
        review_by: 2027-01-25
        contact: water@qala.example
        evidence:
          - {title: Results, url: "https://qala.example/water", publisher: Laboratory, date: 2026-11-16}
        variants:
          en:
            fact: The water was tested on 16 November and it is safe.
            warning: A false message about it goes round.
            myth_once: A message says that there is poison in the water.
            why_wrong: The laboratory took 24 samples and all are in order.
            instead: After repairs water may be cloudy because of air.
            action: Let it run for two minutes.
            post: "\(answer)"
            sms: "{{action}}"

        """
    }
}

/// Programs that end as a test asks, and what they were given.
final class ScriptedPrograms: ProgramRunner {
    private let ends: OneByOne<ProgramEnd>
    let requests = OneByOne<ProgramRequest>([])

    init(_ ends: [ProgramEnd]) { self.ends = OneByOne(ends) }

    func run(_ request: ProgramRequest, line: @escaping @Sendable (ProgramLine) -> Bool) async -> ProgramEnd {
        requests.append(request)
        return ends.next() ?? ProgramEnd(.exited(0))
    }
}
