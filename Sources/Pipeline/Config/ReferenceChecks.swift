import Model
import Settings

/// Ids must differ, and what one section names another section must have.
enum ReferenceChecks {
    /// - Parameters:
    ///   - places: of places.yaml; nil when that file could not be read, then places are not checked.
    ///   - platforms: of the known kinds of source.
    static func findings(
        _ file: JibuFile, places: [Place]?, silences: SilenceFile, platforms: [String]
    ) -> [Finding] {
        let root = file.root
        let sources = ids(root["sources"])
        let recipients = ids(root["recipients"])
        let channels = ids(root["delivery"]?["channels"])
        var findings = DuplicateIDs.findings(sources ?? [], noun: "source")
        findings += DuplicateIDs.findings(recipients ?? [], noun: "recipient")
        findings += DuplicateIDs.findings(channels ?? [], noun: "channel")
        findings += DuplicateIDs.findings(routeIDs(root["routes"], depth: 0), noun: "route")

        findings += DuplicateIDs.findings(ids(root["watched_folders"]) ?? [], noun: "watched folder")

        let knownPlaces = places.map { Known($0.map(\.id), noun: "place") }
        let knownPeople = recipients.map { Known($0.map(\.value), noun: "recipient") }
        let knownChannels = channels.map { Known($0.map(\.value), noun: "channel") }
        let knownSources = sources.map { Known($0.map(\.value), noun: "source") }
        let knownPlatforms = Known(platforms, noun: "platform")
        findings += unknown(file.watchedFolders.compactMap(\.place), among: knownPlaces)
        for source in file.sources { findings += unknown(source.places, among: knownPlaces) }
        for recipient in file.recipients {
            findings += unknown(recipient.areas, among: knownPlaces)
            let named = recipient.channels.map { Located($0.value.channel, at: $0.place) }
            findings += unknown(named, among: knownChannels)
            findings += unknown(recipient.deputyFor, among: knownPeople)
        }
        findings += unknown(file.answering?.approvers ?? [], among: knownPeople)
        findings += unknown(officePlaces(root["office"]), among: knownPlaces)
        let routes = file.route?.all ?? []
        for match in routes.map(\.match) + silences.silences.map(\.match) {
            findings += unknown(match.places, among: knownPlaces)
            findings += unknown(match.sources, among: knownSources)
            findings += unknown(match.platforms, among: knownPlatforms)
        }
        for route in routes {
            let people = route.targets.compactMap { target -> Located<String>? in
                if case .recipient(let id) = target.value { Located(id, at: target.place) } else { nil }
            }
            findings += unknown(people, among: knownPeople)
            findings += unknown(route.steps.flatMap(\.via), among: knownChannels)
        }
        // Whoever could not be read may be the one who is told over it.
        guard file.recipients.count == recipients?.count else { return findings }
        return findings + unusedChannels(channels ?? [], by: file.recipients)
    }

    /// Channels over which nobody is told anything (delivery.md 2.1: unused-receiver).
    private static func unusedChannels(_ channels: [Located<String>], by people: [RecipientEntry]) -> [Finding] {
        let used = Set(people.flatMap { $0.channels.map(\.value.channel) })
        return channels.filter { !used.contains($0.value) }.map { channel in
            Finding(
                "unused-channel", .warning, at: channel.place,
                "no recipient is told anything over the channel \(Quoting.quoted(channel.value))",
                help: "Add it to the channels of a recipient, or remove it.")
        }
    }

    /// Places that the office section names.
    private static func officePlaces(_ office: Node?) -> [Located<String>] {
        let silent = (office?["election_silence"]?.elements ?? []).flatMap { $0["places"]?.elements ?? [] }
        return ([office?["catch_all"]].compactMap { $0 } + silent).compactMap { node in
            node.text.map { Located($0, at: node.place) }
        }
    }

    /// Claims that routes and silences name, and no watchlist has. A warning: a claim may have been taken out.
    static func unknownClaims(_ names: [Located<String>], among claims: [String]) -> [Finding] {
        unknown(names, among: Known(claims, noun: "claim"), severity: .warning)
    }

    /// What may be named. Made once: a roster of thousands asks it for each of its people.
    private struct Known {
        let names: [String]
        let set: Set<String>
        let noun: String

        init(_ names: [String], noun: String) {
            self.names = names
            set = Set(names)
            self.noun = noun
        }
    }

    private static func unknown(
        _ names: [Located<String>], among known: Known?, severity: Finding.Severity = .error
    ) -> [Finding] {
        guard let known else { return [] }
        return names.filter { !known.set.contains($0.value) }.map { name in
            Finding(
                "unknown-reference", severity, at: name.place,
                "there is no \(known.noun) \(Quoting.quoted(name.value))",
                help: DidYouMean.help(name.value, among: known.names, noun: known.noun))
        }
    }

    /// Ids of a list of mappings, whether the rest of each can be read or not; nil when there is no such list.
    private static func ids(_ list: Node?) -> [Located<String>]? {
        list?.elements?.compactMap { id(of: $0) }
    }

    private static func id(of node: Node) -> Located<String>? {
        node["id"].flatMap { id in id.text.map { Located($0, at: id.place) } }
    }

    private static func routeIDs(_ node: Node?, depth: Int) -> [Located<String>] {
        guard let node, depth <= YAMLText.maximumDepth else { return [] }
        let below = (node["routes"]?.elements ?? []).flatMap { routeIDs($0, depth: depth + 1) }
        return (id(of: node).map { [$0] } ?? []) + below
    }
}

extension Configuration {
    /// Claims that routes and silences name, and that no watchlist has.
    func claimFindings(_ claims: [String]) -> [Finding] {
        ReferenceChecks.unknownClaims(claimReferences, among: claims)
    }
}

/// Two things with one id.
enum DuplicateIDs {
    static func findings(_ ids: [Located<String>], noun: String) -> [Finding] {
        var first: [String: FilePlace] = [:]
        return ids.compactMap { id in
            guard let earlier = first[id.value] else {
                first[id.value] = id.place
                return nil
            }
            return Finding(
                "duplicate-id", .error, at: id.place,
                "there are two \(noun)s \(Quoting.quoted(id.value)); the first is in line \(earlier.line)",
                help: "Give each its own id.")
        }
    }
}
