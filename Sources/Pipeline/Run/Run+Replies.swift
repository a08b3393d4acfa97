import Alerting
import Intake
import Model
import Storage

/// What people said about alerts: in replies over the channels, through `jibu ack`, and by letting a lease end. Each step
/// is one transaction: what was said, what follows, the answers, and how far the channel was read. Only the next poll
/// tells the platform that it may forget (delivery.md 2.8).
extension Run {
    mutating func takeReplies() async throws(PipelineError) {
        if isDryRun { return }
        let (ledger, now) = (edges.ledger, now)
        try storage { () throws(StorageError) in try ledger.giveMissingCodes(at: now) }
        try takeAcks()
        var open = edges.replyReaders
        // A channel gives so many messages at once; what is left over after this comes in the next run.
        for _ in 0..<Self.mostPolls where !open.isEmpty { open = try await pollOnce(open) }
        try tickLeases()
    }

    private static let mostPolls = 20

    /// One poll of each channel, and what all of it leads to, in the order in which people wrote: who claims first over
    /// any channel wins. Gives the channels that have more.
    private mutating func pollOnce(_ readers: [any ReplyReader]) async throws(PipelineError) -> [any ReplyReader] {
        let ledger = edges.ledger
        var heard = Heard()
        var more: [any ReplyReader] = []
        for reader in readers {
            let cursor = try storage { () throws(StorageError) in try ledger.replyCursor(channel: reader.channel) }
            let poll = await reader.poll(after: cursor)
            if let trouble = poll.trouble { report.add(trouble: "replies over \(reader.channel): \(trouble)") }
            heard.replies += poll.replies
            heard.strangers += try handOn(poll.others, from: reader.channel)
            heard.bounced.merge(poll.bounced) { first, _ in first }
            if let next = poll.cursor, next != cursor { heard.cursors[reader.channel] = next }
            if poll.isMore, poll.cursor != cursor { more.append(reader) }
        }
        try take(heard)
        return more
    }

    private struct Heard {
        var replies: [Reply] = []
        var cursors: [String: String] = [:]
        /// Digests that a server had taken and that came back after all.
        var bounced: [String: String] = [:]
        var approvals: [Approval] = []
        /// Messages of people who are not on the roster.
        var strangers = 0
    }

    private mutating func take(_ heard: Heard) throws(PipelineError) {
        var heard = heard
        let (ledger, now) = (edges.ledger, now)
        let alerter = desk.flow.alerter
        let new = try storage { () throws(StorageError) in try ledger.unseen(heard.replies) }
        var book = AckBook()
        var told: [String: [String]] = [:]
        if !new.isEmpty {
            let digests = Set(new.compactMap(\.repliesTo))
            book = try storage { () throws(StorageError) in try ledger.ackBook() }
            told = try storage { () throws(StorageError) in try ledger.codes(ofDigests: digests) }
        }
        var done = alerter.take(new, book: &book, digests: told, now: now)
        done.strangers += heard.strangers
        heard.approvals = try approvals(done.approvals)
        try commit(done, heard, new: new)
    }

    /// What approvers said, as far as they may say it.
    private mutating func approvals(_ replies: [Reply]) throws(PipelineError) -> [Approval] {
        guard !replies.isEmpty else { return [] }
        let approving = Approving(desk.flow.alerter.rules, try answerRecord())
        var taken: [Approval] = []
        for reply in replies {
            switch approving.take(reply) {
            case .approval(let approval): taken.append(approval)
            case .refused(let why): report.remarks.append(why)
            }
        }
        return taken
    }

    /// Commits what was decided, and says it in the report.
    private mutating func commit(
        _ done: Acknowledged, _ heard: Heard = Heard(), new replies: [Reply] = []
    ) throws(PipelineError) {
        let batch = AckBatch(
            at: now, events: done.events, answers: done.answers, replies: replies, bounced: heard.bounced,
            approvals: heard.approvals, cursors: heard.cursors)
        guard !batch.isEmpty else { return say(done, heard) }
        let ledger = edges.ledger
        try storage { () throws(StorageError) in try ledger.commit(batch) }
        let record = try answerRecord()
        let rules = desk.flow.alerter.rules
        for approval in heard.approvals { report.remarks.append(sentence(approval, rules, record)) }
        say(done, heard)
    }

    /// Nothing of what people wrote, and no address.
    private mutating func say(_ done: Acknowledged, _ heard: Heard) {
        report.acknowledged += done.events.count { if case .lapsed = $0.kind { false } else { true } }
        report.remarks += done.words
        let others = [
            (done.strangers, "of people who are not on the roster, left alone"),
            (done.unauthentic, "without proof of who wrote them, not obeyed"),
            (done.withoutCommand, "without a command that Jibu knows"),
        ]
        report.remarks += others.filter { $0.0 > 0 }.map { "replies \($0.1): \($0.0)" }
    }

    /// Reminders and the ends of leases.
    private mutating func tickLeases() throws(PipelineError) {
        let ledger = edges.ledger
        guard try storage({ () throws(StorageError) in try ledger.isAnythingSaid() }) else { return }
        var book = try storage { () throws(StorageError) in try ledger.ackBook(told: false) }
        try commit(desk.flow.alerter.tick(&book, now: now))
    }

    // MARK: jibu ack

    /// What `jibu ack` left in the inbox. The name of the file is its identity, so one that a killed run had taken
    /// already changes nothing.
    private mutating func takeAcks() throws(PipelineError) {
        let (inbox, ledger) = (edges.inbox, edges.ledger)
        let files = try storage { () throws(StorageError) in
            try inbox.files(prefix: AckFile.files.prefix, suffix: AckFile.files.suffix)
        }
        guard !files.isEmpty else { return }
        var book = try storage { () throws(StorageError) in try ledger.ackBook() }
        var done = Acknowledged()
        var taken: [String] = []
        for (name, bytes) in files {
            guard let bytes, let file = AckFile(bytes) else {
                report.troubles.append("inbox/\(name) is no acknowledgement that can be read; look at it and remove it")
                continue
            }
            guard book.entry(of: file.target) != nil else {
                report.troubles.append(
                    "inbox/\(name) speaks of \(file.target), and no alert has that code or id; look at it and remove it")
                continue
            }
            desk.flow.alerter.take(file.demand(named: name, now: now), book: &book, now: now, into: &done)
            taken.append(name)
        }
        try commit(done)
        for name in taken { try storage { () throws(StorageError) in try inbox.remove(name) } }
    }

    // MARK: Strangers

    /// One bot has one reader. What strangers write to it are tips, if the office has a tipline with the same bot: each is
    /// in the inbox before the channel's cursor moves. Else nobody asked for them. Gives the number of those that are left
    /// alone.
    private mutating func handOn(_ others: [Reply], from channel: String) throws(PipelineError) -> Int {
        guard let source = edges.tiplines[channel] else { return others.count }
        let tips = others.compactMap { message -> (name: String, tip: Tip)? in
            // The members of a group did not write to the office: a group's number is negative.
            guard !message.text.hasPrefix("/"), !message.address.hasPrefix("-") else { return nil }
            // Known by day and words alone: the platform's id of a message names the chat, and identities have no key.
            let post = RawPost(
                text: message.text, authorKind: .person, published: message.at,
                consent: source.source.tiplineConsent)
            return tip(post, of: source)
        }
        for (name, tip) in tips { try tip.put(into: edges.inbox, as: name) }
        if !tips.isEmpty {
            report.remarks.append("\(source.id): private messages put into the inbox, to be matched: \(tips.count)")
        }
        return others.count - tips.count
    }
}
