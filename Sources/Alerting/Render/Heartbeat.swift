import Model
import Text

/// What a run knows of the sources, for people who heard nothing.
package struct SourceCount: Sendable, Hashable {
    package var read: Int
    package var failed: Int

    package init(read: Int, failed: Int) {
        self.read = read
        self.failed = failed
    }
}

extension Alerter {
    /// On Mondays from the hour of their digests on, a message to everybody who was told of nothing in the week before:
    /// silence must not pass for calm, nor a broken timer for silence (trust.md R25). Nobody is told in quiet hours;
    /// a later run tells them, until the day is over. Each run of the day gives the same ids.
    ///
    /// - Parameter lastSent: recipient id to the instant of the last message that told of alerts.
    package func heartbeats(
        _ sources: SourceCount, lastSent: [String: Instant], in circumstances: Circumstances, now: Instant
    ) -> [Digest] {
        guard rules.office.hasHeartbeat else { return [] }
        return rules.recipients.compactMap { person in
            guard let schedule = rules.schedules[person.id], let due = schedule.heartbeat(at: now),
                person.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil,
                schedule.held(.low, now: now) == nil,
                lastSent[person.id].map({ $0 < due.advanced(by: .days(-7)) }) ?? true,
                let address = address(of: person, avoiding: circumstances.deadEnds),
                let format = rules.channels[address.channel]
            else { return nil }
            let writer = PageWriter(rules: rules, recipient: person, clock: schedule.clock, now: now)
            return writer.heartbeat(
                sources, since: due.advanced(by: .days(-7)), in: circumstances, to: address, format: format)
        }
    }
}

extension Schedule {
    /// The instant of today's digest when today is Monday and the instant has come; nil on other days and before.
    func heartbeat(at now: Instant) -> Instant? {
        let today = clock.day(of: now)
        guard today.weekday == 1 else { return nil }
        let due = clock.instant(today, minutes: digestAt)
        return due <= now ? due : nil
    }
}

extension PageWriter {
    fileprivate func heartbeat(
        _ sources: SourceCount, since: Instant, in circumstances: Circumstances, to address: Recipient.Address,
        format: ChannelFormat
    ) -> Digest {
        let counts = [
            "read": wording.say(.sourcesRead, sources.read), "failed": wording.say(.sourcesFailed, sources.failed),
        ]
        var page = page(
            subject: wording.say(.beatSubject),
            lead: wording.say(
                .beatLead, counts.merging(["name": recipient.name, "from": time(since)]) { own, _ in own }))
        page.after =
            gapLines(circumstances.gaps, told: []) + unseenLines(circumstances.unseen, told: [])
            + unwatchedLine(circumstances.unwatched)
            + [
                wording.say(.beatHelp, ["contact": rules.office.contact]),
                wording.say(.timesNote, ["zone": clock.name]),
            ]
        let id = WideHash.hex(["heartbeat", recipient.id, clock.day(of: now).description])
        return frozen(page, id: id, notices: [], alerts: [], to: address, format: format)
    }
}
