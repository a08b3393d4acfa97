import Intake
import Model
import Settings

extension ExecSource {
    private static let program = Key(
        "program", Shape<String>.line(minimum: 2, maximum: 4000, example: "/opt/jibu/qala-notices"),
        help: "The program, with its whole path. No shell reads it.")
    private static let arguments = Key(
        "arguments", Shape<[String]>.list(of: .text(minimum: 0), maximum: 100),
        help: "Its arguments, one by one. Never a secret: others can see them.", default: [])
    private static let speech = Key<ExecSettings.Speech>(
        "protocol", .choice(), help: "What it prints: jibu, singer, or lines (docs/exec-protocol.md).", default: .jibu)
    private static let environment = Key(
        "environment", Shape<[String: ExecText]>.map(.line(maximum: 100), of: execText, maximum: 100),
        help: "Its whole environment: name to text, or to {file: …} or {credential: …}.", default: [:])
    private static let config = Key(
        "config", ExecConfig.shape, help: "What it is configured with; secrets as {file: …} or {credential: …}.",
        default: .object([]))
    private static let map = Key(
        "map", FieldMap.shape, help: "Where a record has what a post needs: our name to theirs.", default: FieldMap())
    private static let streams = Key(
        "streams", Shape<[String]>.list(of: .line(), maximum: 100),
        help: "Streams of a tap that hold posts; all of them when left out.", default: [])
    private static let reads = Key(
        "reads", Shape<[String]>.list(of: .line(minimum: 2, maximum: 4000), maximum: 100),
        help: "Files and folders that it may read beside itself and the system's programs.", default: [])
    private static let network = Key(
        "network", Shape<Bool>.bool, help: "True lets it open connections. Jibu does not check where they go.",
        default: false)
    private static let timeout = Key(
        "timeout", Shape<TimeSpan>.span(.seconds(1) ... .hours(1)), help: "How long one fetch may take.",
        default: .seconds(60))
    private static let memory = Key(
        "memory", Shape<Int>.integer(16...65_536), help: "Memory of one of its processes, in MiB.", default: 1024)
    private static let maximumOutput = Key(
        "maximum_output", Shape<Int>.integer(1...1024), help: "What it may print in one fetch, in MiB.", default: 64)
    private static let maximumProcesses = Key(
        "maximum_processes", Shape<Int>.integer(1...10_000),
        help: "Processes and threads of the user that runs Jibu, its own among them.", default: 256)

    static let settings = Shape<ExecSettings>.object(
        "exec", help: "One program.",
        keys: [
            program, arguments, speech, environment, config, map, streams, reads, network, timeout, memory,
            maximumOutput,
            maximumProcesses,
        ], alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let path = fields[program] else { return nil }
        var settings = ExecSettings(program: path)
        settings.arguments = fields[arguments] ?? []
        settings.speech = fields[speech] ?? .jibu
        settings.environment = fields[environment] ?? [:]
        settings.config = fields[config] ?? .object([])
        settings.map = fields[map] ?? FieldMap()
        settings.streams = fields[streams] ?? []
        settings.reads = fields[reads] ?? []
        settings.network = fields[network] ?? false
        settings.limits.deadline = fields[timeout] ?? .seconds(60)
        settings.limits.processorTime = settings.limits.deadline
        settings.limits.memoryBytes = (fields[memory] ?? 1024) << 20
        settings.limits.outputBytes = (fields[maximumOutput] ?? 64) << 20
        settings.limits.processes = fields[maximumProcesses] ?? 256
        var isUsable = absolute([path], at: fields.place(of: program), &findings)
        isUsable = absolute(settings.reads, at: fields.place(of: reads), &findings) && isUsable
        for name in settings.environment.keys.sorted() where name.contains("=") || name.contains("\u{0}") {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: environment),
                    "\"\(name)\" cannot be the name of a variable",
                    help: "Write NAME: value."))
            isUsable = false
        }
        return isUsable ? settings : nil
    }

    private static func absolute(_ paths: [String], at place: FilePlace, _ findings: inout [Finding]) -> Bool {
        let relative = paths.filter { !$0.hasPrefix("/") }
        for path in relative {
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "\"\(path)\" is no absolute path",
                    help: "Write the whole path, beginning with /. Nothing is looked for in PATH."))
        }
        return relative.isEmpty
    }

    /// A text, or a reference to a secret.
    private static let execText = Shape<ExecText>.either(
        Shape<SecretReference>.secret.map { .secret($0) }, or: Shape<String>.text(minimum: 0).map { .text($0) }
    ) { node in
        if case .mapping = node.content { true } else { false }
    }
}

extension ExecConfig {
    /// Any YAML below `config:`. A value that is a mapping of only `file` or only `credential` is a secret.
    static let shape = Shape<ExecConfig>(
        schema: JSONSchema([("type", .string("object"))]), expected: "a mapping (key: value)"
    ) { node, findings in
        guard case .mapping = node.content else {
            findings.append(
                Finding(
                    "wrong-type", .error, at: node.place, "config must be a mapping",
                    help: "Write key: value, as the program's own documents say."))
            return nil
        }
        return value(node, depth: 0, &findings)
    }

    private static func value(_ node: Node, depth: Int, _ findings: inout [Finding]) -> ExecConfig? {
        guard depth < 32 else {
            findings.append(
                Finding(
                    "out-of-range", .error, at: node.place, "config is nested more than 32 deep",
                    help: "Make it flatter."))
            return nil
        }
        switch node.content {
        case .null: return .null
        case .scalar(let text, let quoted): return quoted ? .text(text) : plain(text)
        case .sequence(let nodes):
            let elements = nodes.compactMap { value($0, depth: depth + 1, &findings) }
            return elements.count == nodes.count ? .list(elements) : nil
        case .mapping(let pairs):
            // `config:` itself is never one: it may well have a single key `file`.
            if depth > 0, pairs.count == 1, ["file", "credential"].contains(pairs.first?.key.text) {
                return Shape<SecretReference>.secret.read(node, &findings).map { .secret($0) }
            }
            let members = pairs.compactMap { pair in
                value(pair.value, depth: depth + 1, &findings).map { (pair.key.text ?? "", $0) }
            }
            return members.count == pairs.count ? .object(members) : nil
        }
    }

    /// A scalar without quotes: true, false and whole numbers are what they look like.
    private static func plain(_ text: String) -> ExecConfig {
        switch text {
        case "true": .bool(true)
        case "false": .bool(false)
        default: Int64(text).flatMap { String($0) == text ? .integer($0) : nil } ?? .text(text)
        }
    }
}
