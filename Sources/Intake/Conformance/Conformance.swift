import Model
import Settings

/// The conformance kit: a recording of a place's answers, and every rule that a source must keep, as findings
/// (trust.md R11, R13, R18).
///
/// It imports no test library, so `jibu sources check` runs it on any machine. What it plays to the source:
///
///   Conformance+Answers   the recorded answers: normal, empty, edited, duplicates, bad dates, mixed scripts
///   Conformance+Faults    what goes wrong: statuses, answers that are none, cut and hostile bytes
///   Conformance+Secrets   what a source says aloud
///   Conformance+Programs  the same for a source that runs a program instead of asking a web server
public struct Conformance: Sendable {
    /// What findings call the source: the name of its kind, or of its folder.
    let name: String
    let source: any Source
    let medium: SourceKind.Medium
    let recording: Recording
    let now = Instant(milliseconds: 1_800_000_000_000)

    public init(name: String, source: any Source, medium: SourceKind.Medium = .web, recording: Recording) {
        self.name = name
        self.source = source
        self.medium = medium
        self.recording = recording
    }

    /// Makes the source that a recording describes and runs every check on it.
    public static func check(_ kind: SourceKind, _ recording: Recording) async -> [Finding] {
        var findings: [Finding] = []
        guard let source = source(kind, recording, &findings) else { return findings }
        return await findings
            + Conformance(name: kind.name, source: source, medium: kind.medium, recording: recording).check()
    }

    /// The source of `source.yaml`; nil with an error.
    public static func source(
        _ kind: SourceKind, _ recording: Recording, _ findings: inout [Finding]
    ) -> (any Source)? {
        guard let settings = recording.settings else {
            findings.append(
                Finding(
                    "conformance-recording", .error, at: FilePlace(file: kind.name), "the recording has no source.yaml",
                    help: "Write the settings of the source under check into it, as in jibu.yaml."))
            return nil
        }
        return YAMLText.parse(settings, file: "source.yaml", into: &findings).flatMap { kind.make($0, &findings) }
    }

    /// Runs every check; an empty list means that the source conforms.
    public func check() async -> [Finding] {
        let missing = recording.missing.map { file in
            finding("conformance-recording", "the recording has no file \"\(file)\"")
        }
        guard let normal = recording.body(.answer) else { return missing }
        let first = await fetch(answering: normal)
        var findings = missing + checkNormal(first)
        guard case .success(let harvest) = first else { return findings }
        findings += await checkRepeat(harvest, normal)
        findings += await checkAnswers(harvest)
        switch medium {
        case .web: findings += await checkStatuses() + checkNoAnswers()
        case .program: findings += await checkEnds(normal) + checkNoOutput()
        }
        return findings + (await checkDamage(harvest, normal)) + (await checkSecrets(normal))
    }

    /// One fetch whose place answers with this body and nothing wrong around it.
    func fetch(answering body: [UInt8], after cursor: Cursor? = nil) async -> Result<Harvest, SourceFailure> {
        let answer = HTTPResponse(status: 200, headers: recording.headers, body: body, finalURL: "")
        return await fetch(
            RecordedHTTP(always: answer, routes: recording.routes), RecordedPrograms(printing: body), after: cursor)
    }

    func fetch(
        _ http: RecordedHTTP, _ programs: RecordedPrograms, after cursor: Cursor? = nil
    ) async -> Result<Harvest, SourceFailure> {
        await source.pull(after: cursor, using: context(http, programs)).result
    }

    func context(_ http: RecordedHTTP, _ programs: RecordedPrograms) -> SourceContext {
        SourceContext(http: http, programs: programs, now: now, secret: Conformance.secret)
    }

    /// What every secret reads as that a source asks for. It must never be seen again (`conformance-secret`).
    static let secretText = "4711:kit-secret-0123456789abcdefghijk"

    private static let secret: SourceContext.SecretReader = { _ throws(SecretFailure) in
        Secret(Array(secretText.utf8))
    }

    func finding(_ code: String, _ what: String) -> Finding {
        Finding(
            code, .error, at: FilePlace(file: name), what,
            help: "See docs/writing-a-source.md, \"What every source must do\".")
    }

    /// How a fetch ended, in the words of reports.
    func health(of result: Result<Harvest, SourceFailure>) -> SourceHealth {
        switch result {
        case .success(let harvest): harvest.health
        case .failure(let failure): failure.health
        }
    }

    func identities(_ posts: [RawPost]) -> Set<String> { Set(posts.map { Identity.of($0, source: name) }) }
}
