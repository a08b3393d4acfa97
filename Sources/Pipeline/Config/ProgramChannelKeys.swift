import Delivering
import Model
import Settings

/// `kind: exec` and `kind: apprise` of `delivery.channels`.
enum ProgramChannelKeys {
    private static let program = Key<String>(
        "program", absolute, help: "The program, with its whole path. No shell reads it.")
    private static let arguments = Key<[String]>(
        "arguments", .list(of: .text(minimum: 0), maximum: 100),
        help: "Its arguments, one by one. Never a secret: others can see them.", default: [])
    private static let reads = Key<[String]>(
        "reads", .list(of: absolute, maximum: 100),
        help: "Files and folders that it may read beside itself and the system's programs.", default: [])
    private static let network = Key<Bool>(
        "network", .bool, help: "True lets it open connections. Jibu does not check where they go.", default: false)
    private static let timeout = Key<TimeSpan>(
        "timeout", .span(.seconds(1) ... .minutes(10)), help: "How long one digest may take.", default: .seconds(60))
    private static let idempotent = Key<Bool>(
        "idempotent", .bool, help: "True says: the same JIBU_DIGEST again shows nothing twice.", default: false)

    static let exec = Shape<ChannelEntry>.channel(
        "A program that takes a digest on standard input.",
        keys: [program, arguments, reads, network, timeout, idempotent]
    ) { id, fields, _ in
        guard let path = fields[program], let arguments = fields[arguments], let reads = fields[reads],
            let network = fields[network], let timeout = fields[timeout], let idempotent = fields[idempotent]
        else { return nil }
        return ChannelEntry(
            ConfiguredChannel(
                id: id,
                kind: .exec(
                    .init(
                        path: path, arguments: arguments, reads: reads, network: network, timeout: timeout,
                        isIdempotent: idempotent))))
    }

    private static let command = Key<String>(
        "program", absolute, help: "The command apprise, with its whole path.", default: "/usr/bin/apprise")
    private static let urls = Key<SecretReference>(
        "urls", .secret, help: "File with a name and an Apprise URL in each line; recipients give the name.")

    static let apprise = Shape<ChannelEntry>.channel(
        "The command apprise, for services that Jibu does not know.", keys: [command, urls, timeout]
    ) { id, fields, _ in
        guard let path = fields[command], let urls = fields[urls], let timeout = fields[timeout] else { return nil }
        return ChannelEntry(ConfiguredChannel(id: id, kind: .apprise(path: path, urls: urls, timeout: timeout)))
    }

    private static let absolute = Shape<String>.line(minimum: 2, maximum: 4000, example: "/opt/jibu/to-pager")
        .checked { text, place, findings in
            if text.hasPrefix("/") { return text }
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "\(Quoting.quoted(text)) is no whole path",
                    help: "Write the path from / on."))
            return nil
        }
}
