import Model
import Settings

/// silences.yaml: what makes alerts wait, with the places of what refers to other files.
struct SilenceFile: Sendable {
    var silences: [SilenceEntry] = []
    var inhibitions: [InhibitionEntry] = []

    /// Claim ids, which only the watchlists know.
    var claims: [Located<String>] {
        silences.flatMap(\.match.claims) + inhibitions.flatMap { [$0.claim] + $0.mutes }
    }
}

struct SilenceEntry: Sendable {
    let silence: Silence
    let id: Located<String>
    let until: FilePlace
    let match: MatchKeys.Entry
}

struct InhibitionEntry: Sendable {
    let claim: Located<String>
    let mutes: [Located<String>]

    var inhibition: Inhibition { Inhibition(claim: claim.value, mutes: Set(mutes.map(\.value))) }
}

enum SilenceKeys {
    static let id = Key<Located<String>>(
        "id", Shape<String>.identifier.located, help: "Id of the silence; held messages name it.")
    static let author = Key<String>("author", .line(maximum: 120), help: "Who decided it.")
    static let reason = Key<String>("reason", .line(minimum: 3, maximum: 300), help: "Why; whoever asks is told.")
    static let from = Key<Instant>("from", .instant, help: "When it begins.")
    static let until = Key<Instant>("until", .instant, help: "When it ends; at most 30 days after it began.")
    static let match = Key<MatchKeys.Entry>("match", MatchKeys.shape, help: "Which alerts wait.")
    static let breakOn = Key<[Silence.Breaker]>(
        "break_on", .list(of: .choice(), maximum: 2), help: "What ends the wait before its time.", default: [])

    private static let silence = Shape<SilenceEntry>.object(
        "silence", help: "Alerts that wait for a time. Nothing is dropped.",
        keys: [id, author, reason, from, until, match, breakOn]
    ) { fields, findings in
        guard let id = fields[id], let author = fields[author], let reason = fields[reason], let from = fields[from],
            let until = fields[until], let match = fields[match], let breakOn = fields[breakOn]
        else { return nil }
        let place = fields.place(of: SilenceKeys.until)
        if let problem = problem(from: from, until: until) {
            findings.append(Finding("bad-silence", .error, at: place, problem.what, help: problem.help))
            return nil
        }
        guard match.matcher != Route.Matcher() else {
            findings.append(
                Finding(
                    "bad-silence", .error, at: match.place, "the silence would hold back every alert",
                    help: "Name claims, topics, places, severities, languages, platforms or sources."))
            return nil
        }
        return SilenceEntry(
            silence: Silence(
                id: id.value, author: author, reason: reason, from: from, until: until, match: match.matcher,
                breaksOn: Set(breakOn)), id: id, until: place, match: match)
    }

    private static func problem(from: Instant, until: Instant) -> (what: String, help: String)? {
        if until <= from { return ("the silence ends before it begins", "Swap the two instants.") }
        guard until.since(from) > Silence.longest else { return nil }
        return (
            "the silence lasts longer than \(Silence.longest)",
            "End it sooner, and write a new one then if it is still needed; or take the claim out of the watchlist."
        )
    }

    static let claim = Key<Located<String>>(
        "claim", Shape<String>.identifier.located, help: "The wide claim.")
    static let mutes = Key<[Located<String>]>(
        "mutes", .list(of: Shape<String>.identifier.located, minimum: 1, maximum: 100),
        help: "Claims that wait while the wide one is told about the same place.")

    private static let inhibition = Shape<InhibitionEntry>.object(
        "inhibition", help: "Narrow claims wait while a wide one is told.", keys: [claim, mutes]
    ) { fields, _ in
        guard let claim = fields[claim], let mutes = fields[mutes] else { return nil }
        return InhibitionEntry(claim: claim, mutes: mutes)
    }

    private static let silences = Key<[SilenceEntry]>(
        "silences", .list(of: silence, maximum: 500, keepsGood: true), help: "Alerts that wait for a time.",
        default: [])
    private static let inhibitions = Key<[InhibitionEntry]>(
        "inhibitions", .list(of: inhibition, maximum: 500, keepsGood: true),
        help: "Claims that wait for a wider one.", default: [])

    /// The whole file.
    static let file = Shape<SilenceFile>.object(
        "file", help: "What makes alerts wait.", keys: [silences, inhibitions], readsBroken: true
    ) { fields, _ in
        SilenceFile(silences: fields[silences] ?? [], inhibitions: fields[inhibitions] ?? [])
    }
}

/// What silences.yaml says about other files, and what is over.
enum SilenceChecks {
    static func findings(_ file: SilenceFile, today: CivilDate?) -> [Finding] {
        var findings = DuplicateIDs.findings(file.silences.map(\.id), noun: "silence")
        for entry in file.inhibitions where entry.mutes.contains(where: { $0.value == entry.claim.value }) {
            findings.append(
                Finding(
                    "bad-silence", .error, at: entry.claim.place,
                    "the claim \(Quoting.quoted(entry.claim.value)) would wait for itself",
                    help: "Take it out of \"mutes\"."))
        }
        findings += circles(file.inhibitions)
        guard let today else { return findings }
        for entry in file.silences where entry.silence.until < today.start {
            findings.append(
                Finding(
                    "silence-ended", .note, at: entry.until,
                    "the silence \(Quoting.quoted(entry.silence.id)) ended on \(entry.silence.until.date)",
                    help: "Remove it; what it held was told then."))
        }
        return findings
    }

    /// Claims that wait for one another: each would hold the others back, and nobody would hear of any.
    private static func circles(_ entries: [InhibitionEntry]) -> [Finding] {
        let pairs = entries.map { ($0.claim.value, Set($0.mutes.map(\.value)).subtracting([$0.claim.value])) }
        let mutes = Dictionary(pairs) { $0.union($1) }
        return entries.compactMap { entry in
            let start = entry.claim.value
            let muted = reached(from: start, mutes)
            guard muted.contains(start) else { return nil }
            let others = muted.filter { $0 != start && reached(from: $0, mutes).contains(start) }.sorted()
            return Finding(
                "bad-silence", .error, at: entry.claim.place,
                "the claim \(Quoting.quoted(start)) would wait for itself, by way of "
                    + others.map { Quoting.quoted($0) }.joined(separator: ", "),
                help: "Let the wide claim mute the narrow ones, and no narrow one mute a wide one.")
        }
    }

    /// Claims that a claim mutes, by one step or more.
    private static func reached(from claim: String, _ mutes: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var open = Array(mutes[claim] ?? [])
        while let next = open.popLast() {
            if reached.insert(next).inserted { open += mutes[next] ?? [] }
        }
        return reached
    }
}
