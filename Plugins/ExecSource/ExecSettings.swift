import Intake
import Model
import Reading
import Settings

/// The settings of one program in jibu.yaml.
public struct ExecSettings: Sendable {
    /// What the program's lines mean.
    public enum Speech: String, Sendable, CaseIterable {
        /// Jibu's own protocol.
        case jibu
        /// A Singer tap.
        case singer
        /// One post on each line, with nothing around it.
        case lines
    }

    public var program: String
    public var arguments: [String] = []
    public var speech = Speech.jibu
    public var environment: [String: ExecText] = [:]
    public var config = ExecConfig.object([])
    public var map = FieldMap()
    /// The streams of a tap that hold posts; all of them when empty.
    public var streams: [String] = []
    public var reads: [String] = []
    public var network = false
    public var limits = ProgramLimits()

    public init(program: String) { self.program = program }

    /// Who understands the program.
    var speaker: any ExecSpeech {
        switch speech {
        case .jibu: JibuSpeech()
        case .singer: SingerSpeech(map: map, streams: Set(streams))
        case .lines: LinesSpeech(map: map)
        }
    }
}

/// A text that stands in jibu.yaml, or a secret that does not.
public enum ExecText: Sendable, Hashable {
    case text(String)
    case secret(SecretReference)

    var reference: SecretReference? {
        if case .secret(let reference) = self { reference } else { nil }
    }
}

/// What a program is configured with: the mapping `config:` as JSON, with secrets not yet put in.
public indirect enum ExecConfig: Sendable, Hashable {
    case text(String)
    case integer(Int64)
    case bool(Bool)
    case null
    case secret(SecretReference)
    case list([ExecConfig])
    case object([String: ExecConfig])

    static func object(_ pairs: [(String, ExecConfig)]) -> ExecConfig {
        .object(Dictionary(pairs) { first, _ in first })
    }

    var secrets: [SecretReference] {
        switch self {
        case .secret(let reference): [reference]
        case .list(let elements): elements.flatMap(\.secrets)
        case .object(let members): members.values.flatMap(\.secrets)
        case .text, .integer, .bool, .null: []
        }
    }

    /// The document that the program gets; members in the order of their names.
    func json(_ secrets: ExecSecrets) -> JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .bool(let value): .bool(value)
        case .null: .null
        case .secret(let reference): .string(secrets.text(reference))
        case .list(let elements): .array(elements.map { $0.json(secrets) })
        case .object(let members): .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json(secrets)) })
        }
    }
}
