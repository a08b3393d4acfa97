import Intake
import Model
import Settings
import Text

/// Any program that prints JSON lines: Jibu's own protocol, Singer taps as they are, or bare lines of posts
/// (docs/exec-protocol.md).
///
/// What the program prints is outside data like any other. It runs in a cage (`ProgramRunner`); a program that hangs,
/// floods, babbles or dies costs its own posts only.
public struct ExecSource: Source {
    public static let kind = SourceKind(
        "exec", platform: "exec", summary: "Any program that prints JSON lines: your own, or a Singer tap.",
        medium: .program, settings: settings
    ) { ExecSource($0) }

    private let settings: ExecSettings

    public init(_ settings: ExecSettings) { self.settings = settings }

    /// The hosts that the program asks are its own business.
    public var hosts: [String] { [] }
    public var isLocal: Bool { false }

    public var secrets: [SecretReference] {
        settings.environment.values.compactMap(\.reference) + settings.config.secrets
    }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        let secrets = try ExecSecrets(settings, context)
        let session = ExecSession(settings.speaker, after: cursor, context: context)
        let request = try request(after: cursor, secrets, context)
        let end = await context.programs.run(request) { session.take($0) }
        return try session.harvest(end, path: settings.program, secrets: secrets)
    }

    private func request(
        after cursor: Cursor?, _ secrets: ExecSecrets, _ context: SourceContext
    ) throws(SourceFailure) -> ProgramRequest {
        let config = settings.config.json(secrets)
        var request = ProgramRequest(
            path: settings.program, arguments: settings.arguments.map { .text($0) },
            environment: secrets.environment, reads: settings.reads, network: settings.network,
            limits: settings.limits)
        switch settings.speech {
        case .jibu:
            request.input = JibuSpeech.fetchLine(
                after: cursor, settings: config, now: context.now, maximumPosts: context.maximumPosts)
        case .singer:
            request.files["config.json"] = config.encoded()
            request.arguments += [.text("--config"), .file("config.json")]
            if let cursor {
                request.files["state.json"] = Array(cursor.text.utf8)
                request.arguments += [.text("--state"), .file("state.json")]
            }
        case .lines:
            request.input = config.encoded()
        }
        return request
    }
}
