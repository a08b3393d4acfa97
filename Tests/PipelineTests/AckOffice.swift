import Alerting
import BuiltIn
import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// An office on disk whose people reply: whole runs, replies in memory, mails as files. Friday 20 November 2026, 09:00
/// UTC.
final class AckOffice {
    private static let start = ReplayOffice.start
    let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-acks-\(UUID().uuidString)").path
    var path: String { folder + "/jibu.yaml" }
    var data: DataFolder { DataFolder(path: folder + "/data") }
    let chat = MemoryReplies("chat")
    let mail = MemoryReplies("mail")

    init() throws {
        try write(Self.house(), "jibu.yaml")
        try write("places:\n  - {id: qala, names: {en: Qala}, terms: {en: [qala]}}\n", "places.yaml")
        try write(ReplayOffice.claims, "watchlists/test.yaml")
        try write(Self.feed, "feed.xml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ text: String, _ name: String) throws {
        let url = URL(filePath: folder + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    @discardableResult
    func run(_ minutes: Int64, readers: Bool = true) async throws -> RunReport {
        let now = Self.start.advanced(by: .minutes(minutes))
        let house = try House.open(config: path, kinds: builtInSources, now: now)
        return try await house.run(
            isDryRun: false, readers: readers ? [chat, mail] : [], clock: { now }, notify: { _ in })
    }

    func at(_ minutes: Int64, seconds: Int64 = 0) -> Instant {
        Self.start.advanced(by: .minutes(minutes)).advanced(by: .seconds(seconds))
    }

    func ledger() throws -> Ledger { try data.ledgerForReading() }

    func alert() throws -> Alert { try #require(try ledger().alerts().first) }

    func code() throws -> String {
        let id = try alert().id
        return try #require(try ledger().codes(of: [id])[id])
    }

    /// What `jibu ack` does; gives what stood before.
    @discardableResult
    func leave(
        _ target: String, by person: String, _ act: AckCommand.Act, at minutes: Int64
    ) throws -> AckBook.Entry {
        try AckFile.leave(target, by: person, act: act, config: path, kinds: builtInSources, at: at(minutes))
    }

    /// What lies in the folder of a channel: the texts of its mails to a person, in the order sent.
    func texts(_ channel: String, to person: String) throws -> [String] {
        let ledger = try ledger()
        return try ledger.deliveries(in: [.accepted]).filter {
            $0.digest.channel == channel && $0.digest.recipient == person
        }.map(\.digest.text)
    }

    private static let feed = """
        <rss version="2.0"><channel><title>News</title><item><guid>n1</guid>
        <title>They say in Qala the water is poisoned</title></item></channel></rss>
        """

    static func house(allow port: Int? = nil) -> String {
        func person(_ id: String, _ channel: String, _ language: String, _ more: String = "") -> String {
            "  - {id: \(id), name: \(id.capitalized), role: deputy, languages: [\(language)], "
                + "channels: [{\(channel): \(id)@qala.example}]\(more)}"
        }
        return """
            office: {id: qala, name: Qala Press Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
            sources: [{id: news, kind: feed, url: "file:feed.xml", author_kind: outlet, places: [qala]}]
            places: places.yaml
            recipients:
            \(person("aigul", "chat", "en"))
            \(person("daniyar", "mail", "ru"))
            \(person("grace", "mail", "en", ", cadence: daily, digest_at: \"17:00\""))
            \(person("omar", "mail", "sw", ", quiet_hours: [{from: \"08:00\", to: \"20:00\"}]"))
            routes: {id: everybody, to: [{role: deputy}]}
            delivery:
              channels:
                - {id: chat, kind: eml-folder, folder: chat, from: jibu@qala.example}
                - {id: mail, kind: eml-folder, folder: mail, from: jibu@qala.example}
            network: {host_pause: 0s, min_interval: 0s\(port.map { ", allow: [\"127.0.0.1:\($0)\"]" } ?? "")}

            """
    }
}
