import BuiltIn
import Model
import Storage
import Testing

@testable import Pipeline

/// Who is asked first when there is more to fetch than a run may cost.
struct PrecedenceTests {
    private static let now = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)

    /// A source of jibu.yaml.
    private typealias Row = (id: String, host: String, weight: Int)

    private static func sources(_ rows: [Row]) throws -> [ConfiguredSource] {
        let base = String(decoding: try ConfigFixtureTests.bytes("valid-short", "jibu.yaml"), as: UTF8.self)
        let start = try #require(base.firstRange(of: "sources:\n"))
        let end = try #require(base.firstRange(of: "places: places.yaml"))
        let lines = rows.map { row in
            "  - {id: \(row.id), kind: feed, url: \"http://\(row.host).example/\(row.id)\", weight: \(row.weight)}\n"
        }
        let yaml = base[..<start.upperBound] + lines.joined() + base[end.lowerBound...]
        let (configuration, findings) = ConfigFixtureTests.load("valid-short", jibu: Array(yaml.utf8))
        return try #require(configuration, "\(findings)").sources
    }

    private static func state(_ id: String, leftOut: Int = 0, lastPost: Int? = nil) -> (String, SourceState) {
        var state = SourceState(id: id, health: .healthy, lastAttempt: now.advanced(by: .hours(-1)), leftOut: leftOut)
        state.lastPost = lastPost.map { now.advanced(by: .hours(Int64(-$0))) }
        return (id, state)
    }

    private static func alert(_ severity: Severity, _ sources: [String], state: Alert.State = .open) -> Alert {
        Alert(
            id: "\(severity)", claim: "claim", story: "story", state: state, opened: now, lastSeen: now,
            severity: severity, topics: [], places: [],
            posts: sources.map { source in
                AlertPost(
                    post: PostKey(id: source, version: 1), source: source, platform: "feed", authorKind: .outlet,
                    author: nil, url: nil, published: nil, seen: now, language: "en",
                    excerpt: Excerpt(before: "", matched: "", after: ""), hits: [])
            }, configuration: "")
    }

    private static func order(
        _ rows: [Row], states: [(String, SourceState)] = [], alerts: [Alert] = []
    ) throws -> [String] {
        let sources = try sources(rows)
        let states = Dictionary(states) { first, _ in first }
        return Precedence(alerts: alerts).order(sources, states).map { sources[$0].id }
    }

    @Test("with nothing to tell them apart the order of the file counts")
    func file() throws {
        #expect(try Self.order([("a", "a", 0), ("b", "b", 0), ("c", "c", 0)]) == ["a", "b", "c"])
    }

    @Test("weight counts before alerts, alerts before new posts, new posts before the order of the file")
    func grades() throws {
        let rows: [Row] = [("old", "o", 0), ("new", "n", 0), ("low", "l", 0), ("grave", "g", 0), ("heavy", "h", 3)]
        let states = rows.map { Self.state($0.0, lastPost: $0.0 == "new" ? 1 : 50) }
        let alerts = [Self.alert(.low, ["low"]), Self.alert(.critical, ["grave", "low-not"]), Self.alert(.critical, ["old"], state: .dismissed)]
        #expect(try Self.order(rows, states: states, alerts: alerts) == ["heavy", "grave", "low", "new", "old"])
    }

    @Test("who was left out three times goes before everybody, and nobody waits for ever")
    func starving() throws {
        let rows: [Row] = [("heavy", "h", 9), ("poor", "p", 0), ("other", "o", 0)]
        let states = [Self.state("poor", leftOut: 3), Self.state("other", leftOut: 2), Self.state("heavy")]
        #expect(try Self.order(rows, states: states).first == "poor")
    }

    @Test("of those that were left out too often the longest wait counts first, and one never read counts as the third time")
    func longestWait() throws {
        let rows: [Row] = [("heavy", "h", 9), ("third", "t", 0), ("new", "n", 1), ("tenth", "z", 0), ("fourth", "f", 2)]
        let states = [Self.state("heavy"), Self.state("third", leftOut: 3), Self.state("tenth", leftOut: 10), Self.state("fourth", leftOut: 4)]
        #expect(try Self.order(rows, states: states) == ["tenth", "fourth", "new", "third", "heavy"])
        var waiting = Self.state("new", leftOut: 5)
        waiting.1.lastAttempt = nil
        #expect(try Self.order(rows, states: states + [waiting]) == ["tenth", "new", "fourth", "third", "heavy"])
    }

    @Test("sources of one host take turns with those of others")
    func hosts() throws {
        let rows: [Row] = [("a1", "a", 0), ("a2", "a", 0), ("a3", "a", 0), ("b1", "b", 0), ("c1", "c", 0), ("c2", "c", 0)]
        #expect(try Self.order(rows) == ["a1", "b1", "c1", "a2", "c2", "a3"])
    }

    @Test("a source that was never read counts as new")
    func unread() throws {
        #expect(try Self.order([("known", "k", 0), ("unread", "u", 0)], states: [Self.state("known", lastPost: 1)]).first == "unread")
    }
}
