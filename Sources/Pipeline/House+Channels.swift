import Delivering
import Intake
import Model
import Storage
import Transport

/// Looks at channels without sending anything to anybody (delivery.md 2.9).
extension House {
    /// What a look at one channel found, and what followed from it.
    package struct ChannelLook: Sendable {
        package var channel: String
        package var check: ChannelCheck
        /// Why it was broken before; nil when it was not.
        package var wasBroken: String?
        /// Digests that are due again, since it works now.
        package var resumed: Int
        /// What the channel says of itself, in one sentence.
        package var traits: String
    }

    /// Looks at the channels that work for nobody at present; one that would take a message now is tried again by the
    /// next run.
    ///
    /// - Parameter all: look at every channel, not only at broken ones.
    /// - Returns: in the order of jibu.yaml; nothing while another run is at work, or before the first one.
    package func lookAtChannels(
        all: Bool, programs: any ProgramRunner = NoPrograms(), clock: @escaping @Sendable () -> Instant
    ) async throws(PipelineError) -> [ChannelLook] {
        let data = DataFolder(path: configuration.dataFolder)
        let lock: RunLock
        do throws(StorageError) {
            _ = try data.ledgerForReading()
            guard let held = try data.lock() else { return [] }
            lock = held
        } catch {
            if case .noLedger = error { return [] }
            throw .storage(error)
        }
        defer { withExtendedLifetime(lock) {} }
        let ledger = try storage { () throws(StorageError) in try data.ledger() }
        let broken = try storage { () throws(StorageError) in try ledger.brokenChannels() }
        let client = NetworkClient(policy: configuration.network, now: clock)
        let ports = DeliveryPorts(
            mail: client, mailbox: client, http: client, journal: ledger, programs: programs, now: clock)
        var looks: [ChannelLook] = []
        for channel in configuration.channels {
            let trouble = broken.first { $0.channel == channel.id }
            guard all || trouble != nil else { continue }
            let deliverer = try channel.deliverer(ports)
            let check = await deliverer.doctor()
            var look = ChannelLook(
                channel: channel.id, check: check, wasBroken: trouble?.why, resumed: 0,
                traits: deliverer.capabilities.words(isAnswered: channel.readsReplies))
            if trouble != nil, case .well = check {
                look.resumed = try storage { () throws(StorageError) in try ledger.mend(channel: channel.id, at: now) }
            }
            looks.append(look)
        }
        return looks
    }
}

extension Capabilities {
    fileprivate func words(isAnswered: Bool) -> String {
        let unit =
            switch limits.unit {
            case .utf8: "bytes"
            case .utf16: "letters"
            case .gsm7: "plain Latin letters"
            }
        let confirmed =
            switch confirms {
            case .none: "nobody says that it arrived"
            case .accept: "the service says that it took it"
            case .delivery: "the service says that it took it, and can be asked later"
            }
        let inDoubt =
            switch whenUnknown {
            case _ where isIdempotent: "is sent again, and a repeat is not seen"
            case .resend: "is sent once more"
            case .resendIfCritical: "is sent once more if it is critical"
            case .leave: "is not sent again"
            }
        return "At most \(limits.body) \(unit) in one message; \(confirmed); what is in doubt \(inDoubt); "
            + (canThread ? "later messages about a claim stand below its first; " : "")
            + (isAnswered ? "answers are read." : "answers are not read.")
    }
}
