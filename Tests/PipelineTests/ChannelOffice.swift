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
        try write(OfficeText.house(channel: channel, address: address, ports: ports), to: "jibu.yaml")
        try write(OfficeText.places, to: "places.yaml")
        let list = (1...claims).map {
            OfficeText.Claim.water(
                "water-\($0)", severity: severity, pattern: #"\bwater is poisoned\#($0)\b"#, number: "\($0)")
        }
        try write(OfficeText.watchlist("water", list), to: "watchlists/test.yaml")
        for claim in list {
            try write(
                OfficeText.response(to: claim.id, post: answer, sms: "{{action}}"),
                to: "watchlists/responses/\(claim.id).yaml")
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
