import Model
import Text

/// Why messages do not arrive, for the people who keep Jibu running.
package enum DeliveryTrouble: Sendable, Hashable {
    /// An address that takes nothing any more.
    case refused(recipient: String, channel: String, why: String)
    /// A digest that ran out of time.
    case expired(recipient: String, channel: String, why: String)
    /// A digest of which nobody knows whether it arrived.
    case unconfirmed(recipient: String, channel: String, why: String)
    /// A channel that works for nobody.
    case broken(channel: String, why: String)
}

extension Alerter {
    /// One message to each operator, or to each press officer when the roster has no operator, over a channel that
    /// works for them. Nobody is told in their quiet hours; a later call tells them.
    ///
    /// - Parameter key: what the troubles are told by once: ids of dead digests and broken channels.
    package func words(
        about troubles: [DeliveryTrouble], key: [String], avoiding ends: DeadEnds, now: Instant
    ) -> [Digest] {
        guard !troubles.isEmpty else { return [] }
        let operators = rules.recipients.filter { $0.role == .operations }
        let people = operators.isEmpty ? rules.recipients.filter { $0.role == .pressOfficer } : operators
        return people.compactMap { person in
            guard person.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil,
                let schedule = rules.schedules[person.id], schedule.held(.high, now: now) == nil,
                let address = address(of: person, avoiding: ends), !ends.brokenChannels.contains(address.channel),
                let format = rules.channels[address.channel]
            else { return nil }
            let writer = PageWriter(rules: rules, recipient: person, clock: schedule.clock, now: now)
            let id = WideHash.hex(["word", person.id, address.channel] + key.sorted())
            return writer.word(about: troubles, id: id, to: address, format: format)
        }
    }
}

extension PageWriter {
    /// Names of people and channels, and what the far end said; nothing of any claim.
    func word(
        about troubles: [DeliveryTrouble], id: String, to address: Recipient.Address, format: ChannelFormat
    ) -> Digest {
        var page = page(subject: .wordSubject, lead: .wordLead)
        page.after = troubles.prefix(Self.mostTroubles).map(line)
        if troubles.count > Self.mostTroubles {
            page.after.append(wording.say(.moreSources, troubles.count - Self.mostTroubles))
        }
        page.after.append(wording.say(.wordHelp))
        return frozen(page, id: id, notices: [], alerts: [], to: address, format: format)
    }

    private static let mostTroubles = 20

    private func line(_ trouble: DeliveryTrouble) -> String {
        func about(_ phrase: Phrase, _ recipient: String, _ channel: String, _ why: String) -> String {
            wording.say(
                phrase, ["name": rules.roster[recipient]?.name ?? recipient, "channel": channel, "why": said(why)])
        }
        switch trouble {
        case .refused(let recipient, let channel, let why): return about(.wordRefused, recipient, channel, why)
        case .expired(let recipient, let channel, let why): return about(.wordExpired, recipient, channel, why)
        case .unconfirmed(let recipient, let channel, let why): return about(.wordUnconfirmed, recipient, channel, why)
        case .broken(let channel, let why): return wording.say(.wordBroken, ["channel": channel, "why": said(why)])
        }
    }

    /// What a server said is data from outside: defanged, and no longer than a line or two.
    private func said(_ why: String) -> String { Shown.defanged(String(why.prefix(200))) }
}
