import Alerting
import Foundation
import Intake
import Model
import Storage
import TestSupport
import Watchlists

@testable import Pipeline

/// A small office for replays: two claims, three people, an archive in a folder that goes away.
final class ReplayOffice: Sendable {
    static let start = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    let flow: Flow
    let archive: Archive
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-replay-\(UUID().uuidString)").path
    private let intake: Intake

    init(claims: String = ReplayOffice.claims, probesPatterns: Bool = true) throws {
        struct NotGood: Error { let findings: [Finding] }
        archive = Archive(folder: folder + "/archive")
        let (watchlists, findings) = Watchlists.load(
            lists: [WatchlistFile(path: "watchlists/test.yaml", text: claims)],
            responses: [WatchlistFile(path: "watchlists/responses/water.yaml", text: OfficeText.response(to: "water"))],
            places: Self.places, today: Self.start.date, options: .init(probesPatterns: probesPatterns))
        let key = Secret([UInt8](repeating: 65, count: 64))
        guard !findings.hasErrors, let pseudonyms = PseudonymKey(key), let sealing = SealingKey(key) else {
            throw NotGood(findings: findings)
        }
        intake = Intake(pseudonyms: pseudonyms, sealing: sealing)
        let rules = AlertingRules(
            office: OfficeFacts(
                id: "qala", name: "Qala Press Office", contact: "press@qala.example", timeZone: "Asia/Almaty",
                languages: ["en"]),
            claims: Dictionary(watchlists.claims.map { ($0.id, $0) }) { first, _ in first },
            responses: watchlists.responses, places: Self.places, sourcePlaces: ["news": ["qala"], "forum": ["qala"]],
            recipients: Self.recipients,
            route: Route(
                id: "everybody", match: .init(), to: [.role(.deputy), .role(.pressOfficer)], goesOn: false,
                children: []),
            tipping: TippingPoint(posts: 2, authors: 2, severity: .critical),
            channels: ["mail": .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example")],
            configurationHash: "c0ffee")
        flow = Flow(watchlists: watchlists, rules: rules, places: Self.places)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Takes texts in as a run at that instant would, and archives them in one segment.
    func collect(
        _ texts: [(id: String, text: String)], from source: String = "news", at instant: Instant,
        imported: Bool = false, published: [Instant] = [], edits: Int = 0
    ) throws {
        let posts = posts(texts, from: source, at: instant, imported: imported, published: published, edits: edits)
        _ = try archive.write(posts, startedAt: instant, run: "1")
    }

    func posts(
        _ texts: [(id: String, text: String)], from source: String = "news", at instant: Instant,
        imported: Bool = false, published: [Instant] = [], edits: Int = 0
    ) -> [Post] {
        let raw = texts.enumerated().map { index, item in
            RawPost(
                nativeID: item.id, text: item.text,
                published: index < published.count ? published[index] : instant.advanced(by: .minutes(-10)))
        }
        let isForum = source == "forum"
        return intake.admit(
            raw, of: .init(source: source, platform: "feed", authorKind: isForum ? .person : .outlet),
            collected: instant, imported: imported
        ) { _ in edits > 0 ? KnownPost(version: edits, fingerprint: "another text") : nil }.posts
    }

    /// A replay with the office's rules, and every message as it would have been sent.
    func replay(
        from: Instant? = nil, until: Instant? = nil, workers: Int = 1, runEvery: TimeSpan = .minutes(15)
    ) async throws -> Replayed {
        let sent = Sent()
        let replay = Replay(new: rules(runEvery: runEvery), workers: workers) { sent.digests.append($0) }
        let report = try await replay.perform(archive: archive, from: from, until: until)
        return Replayed(report: report, digests: sent.digests, alerts: try report.new.alerts)
    }

    /// This office's side of a replay.
    func rules(named name: String = "new", runEvery: TimeSpan = .minutes(15)) -> ReplayRules {
        ReplayRules(
            name: name, watchlists: flow.watchlists, alerter: flow.alerter, places: Self.places, runEvery: runEvery)
    }

    private final class Sent { var digests: [Digest] = [] }

    /// A report with the messages' bytes.
    struct Replayed {
        var report: ReplayReport
        var digests: [Digest]
        var posts: Int { report.posts }
        var matchedPosts: Int { report.new.tally.flagged }
        var alerts: [Alert]
        var undecided: [String] { report.new.tally.undecided.keys.sorted() }
        var from: Instant { report.from }
        var until: Instant { report.until }
    }
}

extension ReplayReport {
    /// The lines of `--json`.
    var text: String {
        get throws {
            var bytes: [UInt8] = []
            try forEachLine { bytes += $0 }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension ReplayReport.Side {
    var alerts: [Alert] {
        get throws {
            var alerts: [Alert] = []
            try forEachAlert { alerts.append($0) }
            return alerts
        }
    }
}

extension ReplayOffice {
    static let places = [Place(id: "qala", parent: nil, names: ["en": "Qala"], terms: ["en": ["qala"]])]

    static let recipients = [
        person("aigul", .deputy), person("grace", .pressOfficer),
        // Almaty is five hours ahead: quiet from 13:00 to 02:00 UTC.
        person("night", .deputy, quiet: [QuietHours(days: Set(1...7), from: 18 * 60, until: 7 * 60)]),
    ]

    private static func person(_ id: String, _ role: Recipient.Role, quiet: [QuietHours] = []) -> Recipient {
        Recipient(
            id: id, name: id.capitalized, role: role, areas: ["qala"], topics: [], languages: ["en"],
            channels: [.init(channel: "mail", address: "\(id)@qala.example")], timeZone: "Asia/Almaty",
            quietHours: quiet, breakQuietFor: [], cadence: .instant, digestAt: 480, mandateFrom: nil, mandateUntil: nil)
    }

    static let claims = OfficeText.watchlist("test", [.water("water"), .schools("schools", severity: "medium")])
}
