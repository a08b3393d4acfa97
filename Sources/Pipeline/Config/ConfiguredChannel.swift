import Delivering
import Model
import Settings

/// One channel of `delivery.channels`: how digests leave.
package struct ConfiguredChannel: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case smtp(SMTP)
        /// Mails as files in a folder.
        case emlFolder(String)
        case telegram(Telegram)
        case webhook(url: String, secret: SecretReference)
        case sms(SMS)
        case exec(ProgramDeliverer.Program)
        case apprise(path: String, urls: SecretReference, timeout: TimeSpan)
    }

    package struct SMTP: Sendable, Hashable {
        /// `smtp://host:port` or `smtps://host:port`, without user and password.
        package var url: String
        package var username: String?
        package var password: SecretReference?
        package var requireTLS: Bool
        /// The mailbox that answers come to; nil: they are not read.
        package var replies: Mailbox?
    }

    package struct Mailbox: Sendable, Hashable {
        /// `imaps://host:port` or `imap://host:port`, without user and password.
        package var url: String
        /// What readers answer to; a token and a code are put behind a plus sign.
        package var address: String
        package var username: String
        package var password: SecretReference
        package var requireTLS: Bool
        /// Key of the codes.
        package var key: SecretReference
    }

    package struct Telegram: Sendable, Hashable {
        package var token: SecretReference
        /// Base address without a slash at its end.
        package var api: String
        /// People may answer, and the answers are read.
        package var readsReplies: Bool
    }

    package struct SMS: Sendable, Hashable {
        package enum Gateway: String, Sendable { case africasTalking = "africastalking", smsc }
        package var gateway: Gateway
        package var api: String
        /// User name or login; nil for SMSC with a key alone.
        package var account: String?
        package var secret: SecretReference
        package var sender: String?
        package var plan: SMSPlan
        package var price: Money?
    }

    package let id: String
    package let kind: Kind
    /// Of mail: `Name <address>` or a bare address. Empty for other channels.
    package let from: String
    /// What follows the `@` of `from`.
    package let domain: String
    /// Does it ring on a phone, whatever it carries? Nil: what its kind says.
    package var rings: Bool?

    package init(id: String, kind: Kind, from: String = "", domain: String = "", rings: Bool? = nil) {
        self.rings = rings
        self.id = id
        self.kind = kind
        self.from = from
        self.domain = domain
    }

    /// What Alerting renders for it.
    package var format: ChannelFormat {
        switch kind {
        case .smtp, .emlFolder: .mail(from: from, domain: domain)
        case .telegram: .telegram
        case .webhook: .webhook
        case .sms(let sms): .sms(segments: sms.plan.segments)
        case .exec, .apprise: .text
        }
    }

    /// True when its messages leave this machine, as far as Jibu can know.
    package var isLive: Bool {
        if case .emlFolder = kind { false } else { true }
    }

    /// Are answers that come back over it read?
    var readsReplies: Bool { repliesKept != nil }

    /// The secrets that it needs.
    var secrets: [SecretReference] {
        switch kind {
        case .smtp(let smtp):
            (smtp.password.map { [$0] } ?? []) + (smtp.replies.map { [$0.password, $0.key] } ?? [])
        case .telegram(let telegram): [telegram.token]
        case .webhook(_, let secret): [secret]
        case .sms(let sms): [sms.secret]
        case .apprise(_, let urls, _): [urls]
        case .emlFolder, .exec: []
        }
    }

    /// The same with every path made usable.
    func resolved(in folder: String) -> ConfiguredChannel {
        func joined(_ secret: SecretReference) -> SecretReference {
            secret.path.map { .file(FilePaths.join(folder, $0)) } ?? secret
        }
        let resolved: Kind
        switch kind {
        case .emlFolder(let path): resolved = .emlFolder(FilePaths.join(folder, path))
        case .smtp(var smtp):
            smtp.password = smtp.password.map(joined)
            if var replies = smtp.replies {
                (replies.password, replies.key) = (joined(replies.password), joined(replies.key))
                smtp.replies = replies
            }
            resolved = .smtp(smtp)
        case .telegram(var telegram):
            telegram.token = joined(telegram.token)
            resolved = .telegram(telegram)
        case .webhook(let url, let secret): resolved = .webhook(url: url, secret: joined(secret))
        case .sms(var sms):
            sms.secret = joined(sms.secret)
            resolved = .sms(sms)
        case .apprise(let path, let urls, let timeout):
            resolved = .apprise(path: path, urls: joined(urls), timeout: timeout)
        case .exec: resolved = kind
        }
        return ConfiguredChannel(id: id, kind: resolved, from: from, domain: domain, rings: rings)
    }

    /// Everything that its working depends on. An unreadable secret is no value: the deliverer says so.
    var settings: [String] {
        // Answers have no part in sending.
        let sending = if case .smtp(let smtp) = kind { smtp.password.map { [$0] } ?? [] } else { secrets }
        let words = sending.map { (try? $0.read()).map { String(decoding: $0.reveal(), as: UTF8.self) } ?? "" }
        switch kind {
        case .emlFolder(let folder): return ["eml-folder", folder, from]
        case .smtp(let smtp):
            return ["smtp", smtp.url, smtp.username ?? "", words.first ?? "", "\(smtp.requireTLS)", from]
        case .telegram(let telegram): return ["telegram", telegram.api] + words
        case .webhook(let url, _): return ["webhook", url] + words
        case .sms(let sms):
            return [sms.gateway.rawValue, sms.api, sms.account ?? "", sms.sender ?? ""] + words
        case .exec(let program):
            return ["exec", program.path, "\(program.network)"] + program.arguments + program.reads
        case .apprise(let path, _, _): return ["apprise", path] + words
        }
    }
}
