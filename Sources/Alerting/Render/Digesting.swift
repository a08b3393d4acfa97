import Model
import Text

extension Alerter {
    /// May `digests` come to anything? Something is due, a hold may be over, or somebody on holiday has a stand-in.
    package func isPressing(_ queue: [Notice], at now: Instant) -> Bool {
        queue.contains { $0.notBefore <= now || mayGoAnytime($0) }
    }

    /// May a notice go, or somebody be told instead, before it is due?
    package func mayGoAnytime(_ notice: Notice) -> Bool { notice.isHeldBack || mayBeAway(notice.recipient) }

    /// Renders due notices: one digest for each recipient, for the first of their channels that can be used.
    ///
    /// - Parameters:
    ///   - due: notices that are in no digest yet; those not due at `now` stay so, but an entry of their claim shows
    ///     their stories.
    ///   - alerts: all alerts, by id: those the notices name, and all others of the same claims.
    ///   - alreadyTold: notices that are in earlier digests.
    ///   - circumstances: ways that are closed, gaps, and posts that could not be read.
    package func digests(
        due: [Notice], alerts: [String: Alert], alreadyTold: [Notice], in circumstances: Circumstances = .init(),
        now: Instant
    ) -> DigestBatch {
        digests(
            due: due, state: AlertingState(alerts: Array(alerts.values)), alreadyTold: ToldNotices(alreadyTold),
            in: circumstances, now: now)
    }

    /// The same on what Alerting remembers, as a replay does it.
    package func digests(
        due: [Notice], state: AlertingState, alreadyTold: ToldNotices, in circumstances: Circumstances = .init(),
        now: Instant
    ) -> DigestBatch {
        var batch = DigestBatch()
        let due = release(due, state: state, now: now, into: &batch)
        batch.standIns = standIns(
            for: due, told: alreadyTold, book: state, avoiding: circumstances.deadEnds, now: now)
        let all = due + batch.standIns
        let readers = Set(all.lazy.filter { $0.notBefore <= now }.map(\.recipient))
        guard !readers.isEmpty else { return batch }
        let ofReaders = Dictionary(grouping: all.lazy.filter { readers.contains($0.recipient) }, by: \.recipient)
        var holds = HoldsOfAlerts(self, state, now: now)
        for (id, waiting) in ofReaders.sorted(by: { $0.key < $1.key }) {
            let notices = waiting.filter { $0.notBefore <= now }
            var circumstances = circumstances
            // What an address did not take goes another way, and everything else goes on over it.
            let groups = Dictionary(grouping: notices) { circumstances.deadEnds.refusedTexts[$0.id] != nil }
            for group in [groups[false], groups[true]].compactMap({ $0 }) {
                let before = batch.digests.count
                digest(
                    to: id, group, all: waiting, told: alreadyTold[id], book: state, holds: &holds, in: circumstances,
                    now: now, into: &batch)
                circumstances.sent[id, default: []] += Array(repeating: now, count: batch.digests.count - before)
            }
        }
        var known: Set<String> = []
        let announced = batch.digests.flatMap(\.notices)
        let wanted = Set(announced)
        let byID = Dictionary(
            all.lazy.filter { wanted.contains($0.id) }.map { ($0.id, $0.alert) },
            uniquingKeysWith: { first, _ in first })
        for id in announced.compactMap({ byID[$0] }) {
            guard var alert = state.resolve(id), alert.state == .open, known.insert(alert.id).inserted else { continue }
            alert.state = .notified
            batch.notified.append(alert)
        }
        return batch
    }

    /// Notices that a silence or a wider claim held back, and holds no more: they go on as if it had never been.
    private func release(
        _ due: [Notice], state: AlertingState, now: Instant, into batch: inout DigestBatch
    ) -> [Notice] {
        guard due.contains(where: { $0.notBefore > now && $0.isHeldBack }) else { return due }
        var holds = HoldsOfAlerts(self, state, now: now)
        return due.map { notice in
            guard notice.notBefore > now, notice.isHeldBack, let alert = state.resolve(notice.alert),
                let schedule = rules.schedules[notice.recipient], let person = rules.roster[notice.recipient]
            else { return notice }
            let slot = HeldSchedule(schedule, holds[alert].hold(for: person))
                .slot(alert.urgency(at: now), interrupts: notice.interrupts, now: now)
            guard slot.notBefore < notice.notBefore else { return notice }
            let sooner = notice.postponed(to: slot)
            batch.released.append(sooner)
            return sooner
        }
    }

    private func digest(
        to id: String, _ notices: [Notice], all: [Notice], told: [Notice], book: AlertingState,
        holds: inout HoldsOfAlerts, in circumstances: Circumstances, now: Instant, into batch: inout DigestBatch
    ) {
        var news: [String: [Notice]] = [:]
        for notice in notices.sorted(by: { ($0.created, $0.id) < ($1.created, $1.id) }) {
            func withdraw(_ why: String) {
                batch.withdrawn.append(DigestBatch.Withdrawal(notice, why: why))
            }
            guard let recipient = rules.roster[id], let schedule = rules.schedules[id] else {
                withdraw("the recipient is not on the roster any more")
                continue
            }
            if let why = recipient.outsideMandate(at: now, officeZone: rules.office.timeZone) {
                withdraw(why)
                continue
            }
            guard let alert = book.resolve(notice.alert) else {
                withdraw("the alert that it tells of is not kept any more")
                continue
            }
            guard rules.claims[alert.claim] != nil else {
                withdraw("the claim is not watched any more")
                continue
            }
            // Who took an alert on is still told its answer.
            let isOwn = alert.state == .claimed && circumstances.record.claimedBy[alert.id] == id
            guard alert.state == .open || alert.state == .notified || isOwn else {
                withdraw("the alert is \(alert.state.rawValue) by now")
                continue
            }
            let held = HeldSchedule(schedule, holds[alert].hold(for: recipient))
            if let slot = held.held(alert.urgency(at: now), interrupts: notice.interrupts, now: now) {
                batch.postponed.append(notice.postponed(to: slot))
                continue
            }
            news[alert.claim, default: []].append(notice)
        }
        guard let recipient = rules.roster[id], let schedule = rules.schedules[id] else { return }
        cap(&news, recipient, schedule, sent: circumstances.sent[id] ?? [], book: book, now: now, into: &batch)
        guard !news.isEmpty else { return }
        let ends = circumstances.deadEnds.holding(for: news.values.joined().map(\.id), of: id)
        let preferred = rules.preferred(of: recipient, for: news.values.joined().sorted { $0.id < $1.id })
        guard let address = address(of: recipient, avoiding: ends, preferring: preferred),
            let format = rules.channels[address.channel]
        else {
            let names = recipient.channels.map { $0.channel + (ends.refuses($0, of: id) ? " refuses" : "") }
                .joined(separator: ", ")
            let why =
                ends == circumstances.deadEnds
                ? "no channel can be used (\(names.isEmpty ? "none is set" : names)); mend the recipient's channels"
                : "no channel of theirs takes this text (\(names))"
            batch.unreachable += news.values.joined().sorted { $0.id < $1.id }.map {
                DigestBatch.Withdrawal($0, why: why)
            }
            return
        }
        let takeable = all.filter { ends.refusedTexts[$0.id]?.contains(address) != true }
        for rider in riders(among: takeable, schedule, book: book, holds: &holds, recipient, now: now) {
            news[rider.claim, default: []].append(rider.notice)
            batch.released.append(rider.notice)
        }
        let writer = PageWriter(
            rules: rules, recipient: recipient, clock: schedule.clock, now: now, record: circumstances.record)
        // Each entry looks at the notices of its own claim only: a month's told ones are many.
        let claims = Set(news.keys)
        let toldOf = Dictionary(
            grouping: told.filter { book.claim(of: $0.alert).map(claims.contains) ?? false }
        ) { book.claim(of: $0.alert) }
        // What a silence or an election holds back is shown in no other story's entry either.
        func isHeld(_ alert: Alert) -> Bool { holds[alert].hold(for: recipient) != nil }
        let waitingOf = Dictionary(grouping: all) { notice in
            book.resolve(notice.alert).flatMap { isHeld($0) ? nil : $0.claim }
        }
        func items(
            _ news: [String: [Notice]], over channel: String, _ format: ChannelFormat, ringing kinds: Set<Tone.Kind> = []
        ) -> [DigestItem] {
            news.map { claim, due in
                let alerts = book.counted(claim: claim)
                var item = DigestItem(
                    claim: claim, notices: due, waiting: waitingOf[claim] ?? [],
                    alerts: rules.rings(channel) ? alerts.map { $0.keeping(kinds) } : alerts, told: toldOf[claim] ?? [],
                    book: book, now: now)
                let isRead = circumstances.repliedOver.contains(channel)
                item.taking = item.code(circumstances.codes).map { Taking(code: $0, over: format, isRead: isRead) }
                return item
            }.sorted(by: DigestItem.inOrder)
        }
        let notes = Letter.Notes(
            stillOpen: stillOpen(
                told: told, besides: Set(news.keys), book: book, languages: writer.languages, isHeld: isHeld),
            gaps: writer.gapLines(circumstances.gaps, told: told)
                + writer.unseenLines(circumstances.unseen, told: told)
                + writer.unwatchedLine(circumstances.unwatched))
        var letter = Letter(
            schedule: schedule, notes: notes, threads: circumstances.threads,
            sentToday: messages(of: recipient, schedule, in: circumstances.sent[id] ?? [], today: now))
        let quiet = rules.rings(address.channel) ? news.filter { !mayRing($0.key, $0.value, book) } : [:]
        for claim in quiet.keys { news[claim] = nil }
        if !news.isEmpty {
            let entries = items(news, over: address.channel, format)
            letter.write(entries, writer, to: address, format, book: book, into: &batch)
        }
        guard !quiet.isEmpty else { return }
        // What reads like opinion, or is called so, waits for no other day when a mail can bring it.
        guard let calm = calmAddress(of: recipient, avoiding: ends), let calmFormat = rules.channels[calm.channel]
        else {
            // Who has nothing but a chat would never hear of what is asked or denied; opinion and satire stay out.
            let last = quiet.filter { mayRing($0.key, $0.value, book, besides: Self.lastToRing) }
            let never = quiet.filter { last[$0.key] == nil }
            batch.withdrawn += never.values.joined().sorted { $0.id < $1.id }.map {
                DigestBatch.Withdrawal(
                    $0, why: "what is no claim, or reads like opinion, is not told over \(address.channel)")
            }
            guard !last.isEmpty else { return }
            let entries = items(last, over: address.channel, format, ringing: Self.lastToRing)
            guard news.isEmpty || !letter.isOverCap(of: recipient) else {
                return letter.postpone(entries, writer, into: &batch)
            }
            return letter.write(entries, writer, to: address, format, book: book, into: &batch)
        }
        let entries = items(quiet, over: calm.channel, calmFormat)
        guard news.isEmpty || !letter.isOverCap(of: recipient) else {
            return letter.postpone(entries, writer, into: &batch)
        }
        letter.write(entries, writer, to: calm, calmFormat, book: book, into: &batch)
    }

    /// Ways to read that ring on a phone only when there is no other way to its owner.
    private static let lastToRing: Set<Tone.Kind> = [.question, .denial]

    /// May news of a claim ring on a phone? Only a claim, and only when somebody tells it plainly (trust.md U9).
    private func mayRing(
        _ claim: String, _ notices: [Notice], _ book: AlertingState, besides kinds: Set<Tone.Kind> = []
    ) -> Bool {
        (rules.claims[claim].map { $0.kind == .claim } ?? true)
            && notices.contains { book.resolve($0.alert)?.isPlain(or: kinds) ?? true }
    }

    /// The first way to a person that does not ring.
    private func calmAddress(of person: Recipient, avoiding ends: DeadEnds) -> Recipient.Address? {
        var calm = person
        calm.channels.removeAll { rules.rings($0.channel) }
        return address(of: calm, avoiding: ends)
    }

    /// Titles of claims told before that nobody has finished with, oldest first.
    private func stillOpen(
        told: [Notice], besides news: Set<String>, book: AlertingState, languages: [String], isHeld: (Alert) -> Bool
    ) -> [String] {
        // The first notice of each alert, since a month has many of them.
        var first: [String: (created: Instant, id: String)] = [:]
        for place in told.indices {
            guard let alert = book.resolvedID(told[place].alert) else { continue }
            let this = (created: told[place].created, id: told[place].id)
            if first[alert].map({ this < $0 }) ?? true { first[alert] = this }
        }
        var seen = news
        var titles: [String] = []
        for (id, _) in first.sorted(by: { $0.value < $1.value }) {
            guard let alert = book.alerts[id], let claim = rules.claims[alert.claim], !alert.isExercise,
                alert.state.isLive, !seen.contains(alert.claim), !isHeld(alert)
            else { continue }
            seen.insert(alert.claim)
            titles.append(claim.title(in: languages))
        }
        return titles
    }
}

extension Notice {
    func postponed(to slot: Schedule.Slot) -> Notice {
        var later = self
        (later.notBefore, later.held) = (slot.notBefore, slot.held)
        return later
    }
}
