import Delivering
import Model
import Settings

/// What deliverers are made of: the ports of a run.
package struct DeliveryPorts: Sendable {
    package var mail: any MailTransport
    package var mailbox: any MailboxClient
    package var http: any HTTPClient
    package var journal: any DeliveryJournal
    package var programs: any ProgramRunner
    /// The clock of the run.
    package var now: @Sendable () -> Instant

    package init(
        mail: any MailTransport, mailbox: any MailboxClient, http: any HTTPClient, journal: any DeliveryJournal,
        programs: any ProgramRunner,
        now: @escaping @Sendable () -> Instant
    ) {
        self.mail = mail
        self.mailbox = mailbox
        self.http = http
        self.journal = journal
        self.programs = programs
        self.now = now
    }
}

extension ConfiguredChannel {
    /// The deliverer; reads the secrets now.
    package func deliverer(_ ports: DeliveryPorts) throws(PipelineError) -> any Deliverer {
        switch kind {
        case .emlFolder(let folder):
            return EMLFolderDeliverer(channel: id, folder: folder, from: from)
        case .smtp(let smtp):
            let server = MailServer(
                url: smtp.url, username: smtp.username, password: try smtp.password.map(read),
                requireTLS: smtp.requireTLS, clientName: domain)
            return SMTPDeliverer(channel: id, from: from, server: server, transport: ports.mail)
        case .telegram(let telegram):
            return TelegramDeliverer(
                channel: id, token: try read(telegram.token), api: telegram.api, http: ports.http,
                journal: ports.journal, now: ports.now)
        case .webhook(let url, let secret):
            return WebhookDeliverer(channel: id, url: url, secret: try read(secret), http: ports.http, now: ports.now)
        case .sms(let sms):
            return SMSDeliverer(
                channel: id, gateway: try gateway(sms, ports), plan: sms.plan, journal: ports.journal, now: ports.now)
        case .exec(let program):
            return ProgramDeliverer(channel: id, program: program, runner: ports.programs)
        case .apprise(let path, let urls, let timeout):
            return AppriseDeliverer(
                channel: id, path: path, urls: try read(urls), timeout: timeout, runner: ports.programs)
        }
    }

    private func gateway(_ sms: SMS, _ ports: DeliveryPorts) throws(PipelineError) -> any SMSGateway {
        let secret = try read(sms.secret)
        switch sms.gateway {
        case .africasTalking:
            return AfricasTalking(
                api: sms.api, username: sms.account ?? "", key: secret, sender: sms.sender, http: ports.http,
                now: ports.now)
        case .smsc:
            return SMSC(
                api: sms.api, login: sms.account, secret: secret, sender: sms.sender, http: ports.http, now: ports.now)
        }
    }

    /// What reads the answers that come over it; nil for channels without answers.
    ///
    /// - Parameter recipients: the roster: who answers is known by the address that is written there.
    package func replyReader(
        _ ports: DeliveryPorts, recipients: [Recipient]
    ) throws(PipelineError) -> (any ReplyReader)? {
        if case .smtp(let smtp) = kind {
            guard let replies = smtp.replies else { return nil }
            return try mailReplies(replies, ports, recipients)
        }
        guard case .telegram(let telegram) = kind, telegram.readsReplies else { return nil }
        let (journal, channel) = (ports.journal, id)
        var known: [String: String] = [:]
        for address in recipients.flatMap(\.channels) where address.channel == channel {
            known[address.address] = address.address
            if let moved = try? journal.address(address.address, channel: channel) { known[moved] = address.address }
        }
        return TelegramReplies(
            channel: channel, token: try read(telegram.token), api: telegram.api, http: ports.http, known: known,
            digest: { try? journal.digest(ofReceipt: $0, channel: channel) }, now: ports.now)
    }

    private func mailReplies(
        _ replies: Mailbox, _ ports: DeliveryPorts, _ recipients: [Recipient]
    ) throws(PipelineError) -> any ReplyReader {
        let server = MailboxServer(
            url: replies.url, username: replies.username, password: try read(replies.password),
            requireTLS: replies.requireTLS)
        let (journal, channel) = (ports.journal, id)
        let addresses = recipients.flatMap(\.channels).filter { $0.channel == channel }.map(\.address)
        return MailReplies(
            channel: id, server: server, mailbox: ports.mailbox,
            address: ReplyAddress(mailbox: replies.address, key: try read(replies.key)), domain: domain,
            known: Dictionary(addresses.map { ($0.lowercased(), $0) }) { first, _ in first },
            digest: { try? journal.digest(beginning: $0) },
            recipient: { try? journal.recipient(ofDigest: $0, channel: channel) }, now: ports.now)
    }

    /// What readers of its mails answer to; nil for other channels, and while its key cannot be read.
    var replyAddress: ReplyAddress? {
        guard case .smtp(let smtp) = kind, let replies = smtp.replies, let key = try? replies.key.read() else {
            return nil
        }
        return ReplyAddress(mailbox: replies.address, key: key)
    }

    private func read(_ secret: SecretReference) throws(PipelineError) -> Secret {
        do throws(SecretFailure) {
            return try secret.read()
        } catch {
            throw .key("channel \(id): \(error). \(error.help)")
        }
    }
}
