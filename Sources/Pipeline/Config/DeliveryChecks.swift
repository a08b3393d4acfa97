import Model
import Settings
import Transport

/// Connections that a run would refuse, and keys inside the data folder.
enum DeliveryChecks {
    static func findings(_ file: JibuFile, folder: String) -> [Finding] {
        file.channels.flatMap(\.lines).compactMap { refusal(of: $0, network: file.network) }
            + keysInsideData(file, folder: folder)
    }

    /// A machine of the office must be allowed by name and port, and only over a line to such a one nothing is
    /// encrypted: Transport keeps to the same rules.
    private static func refusal(of line: ChannelEntry.Line, network: NetworkEntry?) -> Finding? {
        guard let network else { return nil }
        let peer = network.resolve[line.host] ?? line.host
        if network.allow.contains(peer) { return nil }
        if let why = peer.refusal {
            return Finding(
                "address-not-allowed", .error, at: line.place,
                "\(peer) is not a public address (\(why)), so no run would connect to it",
                help: "If it is meant, write it under network: allow: [\"\(peer)\"].")
        }
        return line.open.map { place in
            Finding(
                "plain-connection", .error, at: place, "\(peer) is not under network.allow, so it needs TLS",
                help: "Write \"tls: required\" or https://; over an open line others can read mails and secrets.")
        }
    }

    /// Whoever gets a copy of the data must not get the keys with it (design decision 5).
    private static func keysInsideData(_ file: JibuFile, folder: String) -> [Finding] {
        guard let data = file.data, let privacy = file.privacy else { return [] }
        let dataFolder = FilePaths.join(folder, data)
        let keys = [("pseudonym", privacy.pseudonymKey), ("sealing", privacy.sealingKey)]
        return keys.compactMap { name, reference in
            guard let path = reference.path, FilePaths.isInside(FilePaths.join(folder, path), dataFolder) else {
                return nil
            }
            return Finding(
                "key-inside-data", .error, at: file.root["privacy"]?["\(name)_key"]?.place ?? file.privacyPlace,
                "the \(name) key lies inside the data folder",
                help: "Keep keys elsewhere, for example {file: secrets/\(name).key}: "
                    + "a copy of the data must not hold them.")
        }
    }
}
