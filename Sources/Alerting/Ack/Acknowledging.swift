import Model
import Text

/// What replies lead to: to be committed in one transaction with the cursors that they came with.
package struct Acknowledged: Sendable {
    package var events: [AckEvent] = []
    /// Answers to the people who wrote, into the outbox like everything else.
    package var answers: [Digest] = []
    /// Replies that asked for something, each in a line for the run report.
    package var words: [String] = []
    /// Replies of people on the roster that were no command.
    package var withoutCommand = 0
    /// Replies that approve, or were meant to: `Approving` takes them.
    package var approvals: [Reply] = []
    /// Replies of nobody on the roster.
    package var strangers = 0
    /// Replies whose sender nothing vouches for.
    package var unauthentic = 0

    package init() {}
}

/// One demand, whatever way it came.
package struct AckDemand: Sendable, Hashable {
    package var actor: String
    package var act: AckCommand.Act
    /// The code or the id of an alert.
    package var target: String
    package var channel: String
    package var externalID: String
    package var at: Instant
    package var rawHash: String
    /// Where to answer; nil: nobody waits for one.
    package var answerTo: Recipient.Address?

    package init(
        actor: String, act: AckCommand.Act, target: String, channel: String, externalID: String, at: Instant,
        rawHash: String, answerTo: Recipient.Address?
    ) {
        self.actor = actor
        self.act = act
        self.target = target
        self.channel = channel
        self.externalID = externalID
        self.at = at
        self.rawHash = rawHash
        self.answerTo = answerTo
    }
}

extension Alerter {
    /// Takes what was said over all ways in the order in which it was said: the first claim wins.
    ///
    /// Who was first hangs on the platforms' clocks, and on that of the machine where a command was written. A clock
    /// that lies decides nothing: see `said`. What was said in the same instant goes by the channel's id, and within a
    /// channel in its own order, so that the order of asking decides nothing either.
    ///
    /// - Parameters:
    ///   - replies: those of one channel in the order in which it gave them.
    ///   - written: what commands left, in the order of their names.
    ///   - book: what stands; goes on with every event.
    ///   - entries: the codes that a digest told of, by its id: what a reply without a code may mean.
    ///   - ends: ways over which nobody is answered at present.
    package func take(
        _ replies: [Reply], _ written: [AckDemand] = [], book: inout AckBook, digests entries: [String: [String]] = [:],
        avoiding ends: DeadEnds = DeadEnds(), now: Instant
    ) -> Acknowledged {
        var done = Acknowledged()
        var demands = written
        for reply in replies {
            guard let person = sender(of: reply, now: now) else {
                done.strangers += 1
                continue
            }
            guard reply.isAuthentic else {
                done.unauthentic += 1
                continue
            }
            if let demand = read(reply, of: person, book, digests: entries, avoiding: ends, now: now, into: &done) {
                demands.append(demand)
            }
        }
        done.approvals.sort { ($0.at, $0.channel, $0.id) < ($1.at, $1.channel, $1.id) }
        let inOrder = demands.enumerated().map { place, demand in
            (place: place, at: Self.said(demand.at, of: book.entry(of: demand.target), now: now), demand: demand)
        }.sorted { ($0.at, $0.demand.channel, $0.place) < ($1.at, $1.demand.channel, $1.place) }
        for (_, at, var demand) in inOrder {
            demand.at = min(at, now)
            take(demand, book: &book, avoiding: ends, now: now, into: &done)
        }
        return done
    }

    /// When something counts as said. What comes from the future, or from before the alert was there, was said when
    /// Jibu heard of it.
    private static func said(_ at: Instant, of entry: AckBook.Entry?, now: Instant) -> Instant {
        let isTooEarly = entry.map { at < $0.opened } ?? false
        return isTooEarly || at > now.advanced(by: ahead) ? now : at
    }

    /// Clocks differ a little, and people write while a run is at work.
    private static let ahead = TimeSpan.minutes(10)

    /// The person on the roster whose address it is, while their mandate lasts.
    package func sender(of reply: Reply, now: Instant) -> Recipient? {
        rules.recipients.first { person in
            person.channels.contains { $0.channel == reply.channel && $0.isSame(as: reply.address) }
                && person.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil
        }
    }

    /// What a reply asks for; nil when it is no demand, and then its answer is in `done`.
    private func read(
        _ reply: Reply, of person: Recipient, _ book: AckBook, digests entries: [String: [String]],
        avoiding ends: DeadEnds, now: Instant, into done: inout Acknowledged
    ) -> AckDemand? {
        if Approving(rules, AnswerRecord()).isMeant(reply.text, by: person.id) {
            done.approvals.append(reply)
            return nil
        }
        let address = person.address(of: reply)
        func demand(_ act: AckCommand.Act, _ target: String) -> AckDemand {
            AckDemand(
                actor: person.id, act: act, target: target, channel: reply.channel, externalID: reply.id, at: reply.at,
                rawHash: WideHash.hex([reply.text]), answerTo: address)
        }
        func say(_ answer: AckAnswer, _ entry: AckBook.Entry? = nil) {
            let key = [reply.channel, reply.id]
            let digest = word(
                answer, about: entry, to: person.id, over: address, key: key, avoiding: ends, now: now)
            if let digest { done.answers.append(digest) }
        }
        switch AckCommand(reply.text) {
        case .act(let act, let code): return demand(act, code)
        case .withoutCode(let act):
            // Only what the message was an answer to may say it, and only when it told of one alert.
            let told = Set((reply.repliesTo.flatMap { entries[$0] } ?? []).compactMap { book.entry(ofCode: $0)?.alert })
            if let one = told.first, told.count == 1 { return demand(act, one) }
            say(.needCode(example: book.open(to: person.id).last?.code))
        case .wrongCode(let digits): say(.wrongCode(digits, near: near(digits, of: person.id, book)))
        case .withoutURL(let code): say(.needURL, code.flatMap { book.entry(ofCode: $0) })
        case .withoutReason(let code): say(.needReason, code.flatMap { book.entry(ofCode: $0) })
        case .severalCodes: say(.severalCodes)
        case .talk: done.withoutCommand += 1
        }
        return nil
    }

    /// Alerts that the person was told of whose code one slip turns into what was written.
    private func near(_ digits: String, of person: String, _ book: AckBook) -> [AckBook.Entry] {
        Array(book.open(to: person).filter { $0.code.map { AckCode.isNear(digits, $0) } ?? false }.prefix(3))
    }

    /// Does what one demand asks, if what stands allows it.
    private func take(
        _ demand: AckDemand, book: inout AckBook, avoiding ends: DeadEnds, now: Instant, into done: inout Acknowledged
    ) {
        func say(_ answer: AckAnswer, _ entry: AckBook.Entry?, to person: String? = nil) {
            let isActor = person == nil || person == demand.actor
            if isActor {
                done.words.append("\(demand.actor): \(answer.report)\(entry.map { " (alert \($0.alert))" } ?? "")")
            }
            guard !isActor || demand.answerTo != nil,
                let digest = word(
                    answer, about: entry, to: person ?? demand.actor, over: isActor ? demand.answerTo : nil,
                    key: [demand.channel, demand.externalID], avoiding: ends, now: now)
            else { return }
            done.answers.append(digest)
        }
        guard let entry = book.entry(of: demand.target) else {
            return say(.unknownCode(demand.target), nil)
        }
        let before = entry.standing
        let holder = before.holder(at: demand.at)
        // Who was first hangs on when it was written; the time to answer begins when Jibu has heard of it.
        let lease = rules.lease(of: demand.actor, from: max(demand.at, now))
        func happen(_ kind: AckEvent.Kind, to alerts: [String]? = nil) {
            for alert in alerts ?? covered(by: demand, entry, book) {
                let event = AckEvent(
                    alert: alert, code: demand.target, actor: demand.actor, channel: demand.channel,
                    externalID: demand.externalID, at: demand.at, kind: kind, rawHash: demand.rawHash)
                book.take(event)
                done.events.append(event)
            }
        }
        switch (demand.act, before.state) {
        case (.respond(let url), .responded(let by, _, _)) where by == demand.actor:
            happen(.responded(url: url))
            say(.responded(url: url), entry)
        case (.release, .responded(let by, _, _)) where by == demand.actor,
            (.release, .dismissed(let by, _, _)) where by == demand.actor:
            happen(.released)
            say(.released, entry)
        case (_, .responded(let by, _, let url)): say(.answeredBy(by, url: url), entry)
        case (.respond(let url), _):
            happen(.responded(url: url))
            say(.responded(url: url), entry)
            if let holder, holder != demand.actor { say(.answeredBy(demand.actor, url: url), entry, to: holder) }
        case (_, .dismissed(let by, _, let reason)): say(.dismissedBy(by, reason), entry)
        case (_, .claimed(let by, _, let theirs)) where holder != nil && by != demand.actor:
            // Kept as said; what stands does not change by it, of no story.
            if demand.act == .claim { happen(.claimed(lease), to: [entry.alert]) }
            say(.taken(by: by, until: theirs.until), entry)
        case (.claim, _):
            happen(.claimed(lease))
            say(.claimed(until: lease.until), entry)
        case (.release, .claimed(let by, _, _)) where by == demand.actor:
            happen(.released)
            say(.released, entry)
        case (.release, _): say(.notHeld, entry)
        case (.dismiss(let reason), _):
            happen(.dismissed(reason))
            say(.dismissed(reason), entry)
        }
    }

    /// The alert that is named, and the other stories of its claim that the person was told of: a digest shows them as
    /// one entry with one code. What one reply of theirs answered or closed, one reply corrects or opens again.
    private func covered(by demand: AckDemand, _ entry: AckBook.Entry, _ book: AckBook) -> [String] {
        var alerts = [entry.alert]
        if let end = entry.standing.end, end.actor == demand.actor {
            alerts += book.finished(by: end, of: entry.claim).map(\.alert).filter { $0 != entry.alert }
            if demand.act == .release { return alerts }
        }
        guard entry.told.contains(demand.actor), !entry.isExercise else { return alerts }
        let others = book.open(to: demand.actor, of: entry.claim).filter { other in
            let holder = other.standing.holder(at: demand.at)
            return other.alert != entry.alert && !other.isExercise && (holder == nil || holder == demand.actor)
        }
        return alerts + others.map(\.alert)
    }
}

extension Recipient {
    /// The address that a reply came from, as the roster has it.
    func address(of reply: Reply) -> Address? {
        channels.first { $0.channel == reply.channel && $0.isSame(as: reply.address) }
    }
}

extension Recipient.Address {
    /// Mail addresses are the same in capitals; the other forms have none.
    fileprivate func isSame(as other: String) -> Bool { address.lowercased() == other.lowercased() }
}
