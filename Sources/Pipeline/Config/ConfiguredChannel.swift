import Delivering
import Model
import Settings

/// One channel of `delivery.channels`: how digests leave.
package struct ConfiguredChannel: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case smtp(SMTP)
        /// Mails as files in a folder.
        case emlFolder(String)
    }

    package struct SMTP: Sendable, Hashable {
        /// `smtp://host:port` or `smtps://host:port`, without user and password.
        package var url: String
        package var username: String?
        package var password: SecretReference?
        package var requireTLS: Bool
    }

    package let id: String
    package let kind: Kind
    /// `Name <address>` or a bare address.
    package let from: String
    /// What follows the `@` of `from`.
    package let domain: String

    /// What Alerting renders for it.
    package var format: ChannelFormat { .mail(from: from, domain: domain) }

    /// True when its messages leave this machine.
    package var isLive: Bool {
        if case .smtp = kind { true } else { false }
    }

    /// Everything that its working depends on. An unreadable password is no value: the deliverer says so.
    var settings: [String] {
        switch kind {
        case .emlFolder(let folder): return ["eml-folder", folder, from]
        case .smtp(let smtp):
            let password = (try? smtp.password?.read()).map { String(decoding: $0.reveal(), as: UTF8.self) }
            return ["smtp", smtp.url, smtp.username ?? "", password ?? "", "\(smtp.requireTLS)", from]
        }
    }

    /// The deliverer; reads the password now.
    package func deliverer(mail: any MailTransport) throws(PipelineError) -> any Deliverer {
        switch kind {
        case .emlFolder(let folder):
            return EMLFolderDeliverer(channel: id, folder: folder, from: from)
        case .smtp(let smtp):
            let password: Secret?
            do throws(SecretFailure) {
                password = try smtp.password?.read()
            } catch {
                throw .key("channel \(id): \(error). \(error.help)")
            }
            let server = MailServer(
                url: smtp.url, username: smtp.username, password: password, requireTLS: smtp.requireTLS,
                clientName: domain)
            return SMTPDeliverer(channel: id, from: from, server: server, transport: mail)
        }
    }
}
