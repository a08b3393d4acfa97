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

/// When runs took place: nobody is told that Jibu was at work while it stood still.
package struct RunTimes: Sendable, Hashable {
    /// Oldest first, the present one last.
    package let runs: [Instant]
    /// From one run to the next, where that took too long.
    package let pauses: [Range<Instant>]

    /// - Parameter longest: the time between two runs that is no pause yet.
    package init(_ runs: [Instant], longest: TimeSpan) {
        self.runs = runs.sorted()
        pauses = zip(self.runs, self.runs.dropFirst()).filter { $1.since($0) > longest }.map { $0..<$1 }
    }
}

extension Alerter {
    /// On Mondays from the hour of their digests on, a message to everybody who was told of nothing in the week before:
    /// silence must not pass for calm, nor a broken timer for silence (trust.md R25). Nobody is told in quiet hours;
    /// a later run tells them, until the day is over. Each run of the day gives the same ids.
    ///
    /// - Parameters:
    ///   - runs: those of the week before, and the last one before that.
    ///   - lastSent: recipient id to the instant of the last message that told of alerts.
    package func heartbeats(
        _ sources: SourceCount, _ runs: RunTimes, lastSent: [String: Instant], in circumstances: Circumstances,
        now: Instant
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
                sources, runs, since: due.advanced(by: .days(-7)), in: circumstances, to: address, format: format)
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
        _ sources: SourceCount, _ runs: RunTimes, since: Instant, in circumstances: Circumstances,
        to address: Recipient.Address, format: ChannelFormat
    ) -> Digest {
        let pauses = runs.pauses.filter { $0.upperBound > since }
        let values = [
            "name": recipient.name, "from": time(since), "runs": wording.say(.ran, runs.runs.count { $0 >= since }),
            "read": wording.say(.sourcesRead, sources.read), "failed": wording.say(.sourcesFailed, sources.failed),
        ]
        var page = page(
            subject: wording.say(pauses.isEmpty ? .beatSubject : .beatGapsSubject),
            lead: wording.say(pauses.isEmpty ? .beatLead : .beatGapsLead, values))
        page.after =
            pauseLines(pauses) + gapLines(circumstances.gaps, told: []) + unseenLines(circumstances.unseen, told: [])
            + unwatchedLine(circumstances.unwatched)
            + [
                wording.say(.beatHelp, ["contact": rules.office.contact]),
                wording.say(.timesNote, ["zone": clock.name]),
            ]
        let id = WideHash.hex(["heartbeat", recipient.id, clock.day(of: now).description])
        return frozen(page, id: id, notices: [], alerts: [], to: address, format: format)
    }

    /// Times without a run, whatever the sources showed afterwards; the longest ones when there are many.
    private func pauseLines(_ pauses: [Range<Instant>]) -> [String] {
        func length(_ pause: Range<Instant>) -> TimeSpan { pause.upperBound.since(pause.lowerBound) }
        let told = pauses.sorted { length($0) > length($1) }.prefix(Self.mostPauses)
            .sorted { $0.lowerBound < $1.lowerBound }
        let lines = told.map {
            wording.say(.beatNoRun, ["from": time($0.lowerBound), "to": time($0.upperBound)])
        }
        return lines + (pauses.count > told.count ? [wording.say(.moreGaps, pauses.count - told.count)] : [])
    }

    /// An office whose machine is off at night has one a day.
    private static let mostPauses = 7
}
