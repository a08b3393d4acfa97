import Model
import Reading

/// What an office does not see: platforms that none of its sources watches. An empty digest must not pass for a quiet
/// town.
package struct Coverage: Sendable {
    /// A platform, and what can be said about watching it.
    package struct Platform: Sendable, Hashable {
        /// A proper name, the same in every language.
        package let name: String
        /// Hosts of its pages; their subdomains count.
        let hosts: [String]
        /// Kinds of sources that watch all of it that can be watched, when they read comments too.
        let kinds: [String]
        /// Kinds that hear only what people send to the office: they watch nothing.
        let tipKinds: [String]
        /// Kinds, and hosts of other sources, that watch a part of it.
        let partKinds: [String]
        let partHosts: [String]
        /// What the part is, and what is missing.
        let part: String?
        /// Why it is not watched, or what would have to be done.
        package let reason: String
        /// No source can be made for it.
        package let isClosed: Bool

        init(
            _ name: String, hosts: [String], kinds: [String] = [], tipKinds: [String] = [], partKinds: [String] = [],
            partHosts: [String] = [], part: String? = nil, reason: String, isClosed: Bool = true
        ) {
            self.name = name
            self.hosts = hosts
            self.kinds = kinds
            self.tipKinds = tipKinds
            self.partKinds = partKinds
            self.partHosts = partHosts
            self.part = part
            self.reason = reason
            self.isClosed = isClosed
        }
    }

    package enum State: String, Sendable { case watched, inPart = "in part", notWatched = "not watched" }

    /// One platform as this office watches it.
    package struct Line: Sendable, Hashable {
        package var platform: String
        package var state: State
        /// Ids of the sources that watch it.
        package var sources: [String]
        /// What is not seen, and why; empty for a platform that is watched.
        package var words: String
    }

    package let lines: [Line]

    package init(sources: [ConfiguredSource]) {
        self.init(
            watched: sources.filter(\.enabled).map {
                Watched(id: $0.id, kind: $0.kind, hosts: $0.source.hosts, readsComments: $0.source.readsComments)
            })
    }

    /// A source that is asked, as far as it matters here.
    struct Watched: Sendable {
        var id: String
        var kind: String
        var hosts: [String]
        var readsComments = false
    }

    init(watched: [Watched]) {
        lines = Self.platforms.map { platform in
            let whole = watched.filter { platform.kinds.contains($0.kind) && $0.readsComments }
            let part = watched.filter { source in
                platform.partKinds.contains(source.kind)
                    || source.hosts.contains { host in platform.partHosts.contains { Self.belongs(host, at: $0) } }
            }
            if !whole.isEmpty {
                return Line(platform: platform.name, state: .watched, sources: whole.map(\.id), words: "")
            }
            if !part.isEmpty, let words = platform.part {
                return Line(platform: platform.name, state: .inPart, sources: part.map(\.id), words: words)
            }
            // A tip may come from anywhere: it is no eye on the platform.
            let hears = watched.contains { platform.tipKinds.contains($0.kind) }
            let heard = hears ? "only what people send to the office's bot is heard; " : ""
            return Line(platform: platform.name, state: .notWatched, sources: [], words: heard + platform.reason)
        }
    }

    /// Names for the last line of a digest: the platforms that people ask about first.
    package var unwatched: [String] { lines.filter { $0.state == .notWatched }.map(\.platform) }

    /// The platform that an address belongs to; nil for every other site.
    static func platform(of url: String) -> Platform? {
        guard let host = URLText.host(of: url) else { return nil }
        return platforms.first { $0.hosts.contains { Self.belongs(host, at: $0) } }
    }

    private static func belongs(_ host: String, at site: String) -> Bool { host == site || host.hasSuffix(".\(site)") }
}

extension Coverage.Line {
    package var json: JSONValue {
        .object([
            ("platform", .string(platform)), ("state", .string(state.rawValue)),
            ("sources", .array(sources.map { .string($0) })), ("words", .string(words)),
        ])
    }
}
