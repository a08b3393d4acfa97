import Model
import Settings

/// Connections without TLS stay at home, and keys stay outside the data folder.
enum DeliveryChecks {
    static func findings(_ file: JibuFile, folder: String) -> [Finding] {
        plainConnections(file) + openAddresses(file) + keysInsideData(file, folder: folder)
    }

    /// Tokens and digests go over protected lines, but for machines of the office.
    private static func openAddresses(_ file: JibuFile) -> [Finding] {
        file.channels.compactMap { entry in
            guard let place = entry.web, let url = entry.channel.webAddress, let target = WebText.target(of: url),
                !target.isTLS, !isLoopback(target.host.host), file.network?.allow.contains(target.host) == false
            else { return nil }
            return Finding(
                "plain-connection", .error, at: place,
                "\(target.host) is neither this machine nor under network.allow, so it needs https",
                help: "Write https://; over an open line others can read the message and its secrets.")
        }
    }

    private static func plainConnections(_ file: JibuFile) -> [Finding] {
        file.channels.compactMap { entry in
            guard let place = entry.plainConnection, case .smtp(let smtp) = entry.channel.kind,
                let server = MailText.server(of: smtp.url), !isLoopback(server.host),
                file.network?.allow.contains(server) == false
            else { return nil }
            return Finding(
                "plain-connection", .error, at: place,
                "\(server) is neither this machine nor under network.allow, so it needs TLS",
                help: "Write \"tls: required\"; mail over an open line can be read by others.")
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isIPv4 = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return host == "localhost" || host == "::1" || (isIPv4 && parts[0] == "127")
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
