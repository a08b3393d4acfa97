import Model
import Text

/// What is said to somebody who replied, or who holds an alert.
package enum AckAnswer: Sendable, Hashable {
    case claimed(until: Instant)
    case taken(by: String, until: Instant)
    case released
    case responded(url: String)
    case answeredBy(String, url: String)
    case dismissed(AckEvent.Reason)
    case dismissedBy(String, AckEvent.Reason)
    case notHeld
    case wrongCode(String, near: [AckBook.Entry])
    case unknownCode(String)
    case needCode(example: String?)
    case needURL
    case needReason
    case severalCodes
    case reminder(until: Instant)
    case lapsed(until: Instant)
    /// Somebody else's answer stands there.
    case out(url: String)

    /// For the run report.
    var report: String {
        switch self {
        case .claimed(let until): "takes it until \(until)"
        case .taken(let by, let until): "is told that \(by) has it until \(until)"
        case .released: "gives it back"
        case .responded(let url): "answered at \(url)"
        case .answeredBy(let by, let url): "is told that \(by) answered at \(url)"
        case .dismissed(let reason): "closed it: \(reason.rawValue)"
        case .dismissedBy(let by, let reason): "is told that \(by) closed it: \(reason.rawValue)"
        case .notHeld: "gave back what was not theirs"
        case .unknownCode(let code): "named \(code), and no open alert has that code or id"
        case .wrongCode, .needCode, .needURL, .needReason, .severalCodes: "was asked what was meant"
        case .reminder(let until): "is reminded; the lease ends at \(until)"
        case .lapsed(let until): "is told that the lease ended at \(until)"
        case .out(let url): "is told that the answer stands at \(url)"
        }
    }

    /// Tells two answers to one reply apart.
    var name: String {
        switch self {
        case .answeredBy: "answered by"
        case .reminder: "reminder"
        case .lapsed: "lapsed"
        case .out: "out"
        default: "answer"
        }
    }
}

extension Alerter {
    /// An answer, frozen for the address that the reply came from while messages get there, else for the first that
    /// works. Nil when there is none, or when a reminder would come in quiet hours.
    ///
    /// - Parameters:
    ///   - name: what it is told as; nil: as what it is.
    ///   - key: what it is told once for, over whatever channel.
    ///   - ends: ways that are closed.
    func word(
        _ answer: AckAnswer, about entry: AckBook.Entry?, to person: String, over address: Recipient.Address?,
        as name: String? = nil, key: [String], avoiding ends: DeadEnds, now: Instant
    ) -> Digest? {
        guard let recipient = rules.roster[person], let schedule = rules.schedules[person] else { return nil }
        guard let to = self.address(of: recipient, avoiding: ends, before: address),
            let format = rules.channels[to.channel]
        else { return nil }
        // Somebody who has just written is awake.
        if address == nil, schedule.held(.low, now: now) != nil { return nil }
        let writer = PageWriter(rules: rules, recipient: recipient, clock: schedule.clock, now: now)
        let name = name ?? answer.name
        let id = WideHash.hex(["ack", name, recipient.id, to.channel] + key)
        let thread = entry.flatMap {
            $0.threads[ClaimThread(recipient: recipient.id, channel: to.channel, claim: $0.claim)]
        }
        return writer.frozen(
            writer.page(answer, about: entry), id: id, notices: [], alerts: [], to: to, format: format,
            inReplyTo: thread, sameAs: WideHash.hex(["ack", name, recipient.id] + key))
    }

    /// The words of an answer that did not get through, over another way. Nil where nobody is to be disturbed now, and
    /// for digests that are no answers.
    package func again(_ digest: Digest, over address: Recipient.Address, now: Instant) -> Digest? {
        guard let same = digest.sameAs, let recipient = rules.roster[digest.recipient],
            let schedule = rules.schedules[recipient.id], let format = rules.channels[address.channel],
            schedule.held(.low, now: now) == nil || now.since(digest.created) <= Self.stillAwake
        else { return nil }
        let writer = PageWriter(rules: rules, recipient: recipient, clock: schedule.clock, now: now)
        let id = WideHash.hex(["ack again", same, address.channel, address.address])
        return writer.frozen(
            writer.page(again: digest), id: id, notices: [], alerts: [], to: address, format: format, sameAs: same)
    }

    /// Who wrote, or could be disturbed, so long ago may be disturbed now.
    private static let stillAwake = TimeSpan.minutes(30)
}

extension PageWriter {
    private var words: AckWording { AckWording.of(wording.language) }

    /// Neither subject nor first line names the claim.
    fileprivate func page(_ answer: AckAnswer, about entry: AckBook.Entry?) -> Page {
        var subject = AckPhrase.subject
        switch answer {
        case .reminder: subject = .reminderSubject
        case .out: subject = .outSubject
        default: break
        }
        var page = page(
            subject: (entry?.isExercise == true ? words.say(.exercise) + ": " : "") + words.say(subject),
            lead: lead(answer, code: entry?.code ?? ""))
        if case .wrongCode(_, let near) = answer, !near.isEmpty {
            page.after.append(words.say(.near, ["codes": near.map(named).joined(separator: ", ")]))
        }
        if let entry {
            page.after.append(words.say(.about, ["title": title(entry), "code": entry.code ?? ""]))
        }
        switch answer {
        case .claimed, .reminder: page.after.append(words.say(.howDone, ["code": entry?.code ?? ""]))
        default: break
        }
        if isTimed(answer) { page.after.append(wording.say(.timesNote, ["zone": clock.name])) }
        return page
    }

    /// A page with the words of a message that was frozen for another channel.
    fileprivate func page(again digest: Digest) -> Page {
        let paragraphs = PlainText.paragraphs(of: digest.text)
        var page = page(subject: digest.subject, lead: paragraphs.first ?? "")
        page.after = Array(paragraphs.dropFirst())
        return page
    }

    private func named(_ entry: AckBook.Entry) -> String { "\(entry.code ?? "") (\(title(entry)))" }

    private func title(_ entry: AckBook.Entry) -> String {
        let claim = Exercise.claim(behind: entry.claim) ?? entry.claim
        return rules.claims[claim]?.title(in: languages) ?? claim
    }

    /// What somebody took for a code may be a telephone number, and an answer is kept: no more digits than a code has.
    private func shown(_ digits: String) -> String {
        let most = AckCode.lengths.max() ?? 0
        return digits.count <= most ? digits : digits.prefix(most) + "…"
    }

    private func name(_ id: String) -> String { rules.roster[id]?.name ?? id }

    private func isTimed(_ answer: AckAnswer) -> Bool {
        switch answer {
        case .claimed, .taken, .reminder, .lapsed: true
        default: false
        }
    }

    private func lead(_ answer: AckAnswer, code: String) -> String {
        switch answer {
        case .claimed(let until): words.say(.claimed, ["until": time(until)])
        case .taken(let by, let until): words.say(.taken, ["name": name(by), "until": time(until)])
        case .released: words.say(.released)
        case .responded(let url): words.say(.responded, ["url": Shown.defanged(url)])
        case .answeredBy(let by, let url): words.say(.answeredBy, ["name": name(by), "url": url])
        case .dismissed(let reason): words.say(.dismissed, ["reason": say(reason), "code": code])
        case .dismissedBy(let by, let reason): words.say(.dismissedBy, ["name": name(by), "reason": say(reason)])
        case .notHeld: words.say(.notHeld)
        case .wrongCode(let digits, _): words.say(.wrongCode, ["digits": shown(digits)])
        case .unknownCode(let code): words.say(.unknownCode, ["code": String(code.prefix(16))])
        case .needCode(let example): words.say(.needCode, ["code": example ?? "00000"])
        case .needURL: words.say(.needURL, ["code": code])
        case .needReason: words.say(.needReason, ["code": code])
        case .severalCodes: words.say(.severalCodes)
        case .reminder(let until): words.say(.reminder, ["until": time(until)])
        case .lapsed(let until): words.say(.lapsed, ["until": time(until)])
        case .out(let url): words.say(.out, ["url": url])
        }
    }

    private func say(_ reason: AckEvent.Reason) -> String {
        switch reason {
        case .falsePositive: words.say(.falsePositive)
        case .notOurs: words.say(.notOurs)
        case .alreadyAnswered: words.say(.alreadyAnswered)
        case .noAmplify: words.say(.noAmplify)
        }
    }
}
