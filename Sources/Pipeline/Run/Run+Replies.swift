import Alerting
import Intake
import Model
import Storage

/// What people said about alerts: in replies over the channels, through `jibu ack`, and by letting a lease end. Each
/// step is one transaction: what was said, what follows, the answers, and how far the channel was read. Only the next
/// poll tells the platform that it may forget (delivery.md 2.8).
extension Run {
    mutating func takeReplies() async throws(PipelineError) {
        if isDryRun { return }
        let (ledger, now) = (edges.ledger, now)
        try storage { () throws(StorageError) in try ledger.giveMissingCodes(at: now) }
        // Read when somebody says something, and then once: it goes on with every event.
        var book: AckBook?
        var listening = Listening(edges.replyReaders, files: try ackFiles())
        // A channel gives so many messages at once; what is left over after this comes in the next run.
        for _ in 0..<Self.mostPolls {
            var around = Around()
            for (channel, poll) in try await listening.ask(ledger) {
                if let trouble = poll.trouble { report.add(trouble: "replies over \(channel): \(trouble)") }
                around.strangers += try handOn(poll, from: channel)
                around.bounced.merge(poll.bounced) { first, _ in first }
                for (digest, why) in poll.delayed.sorted(by: { $0.key < $1.key }) {
                    let delivery = try storage { () throws(StorageError) in try ledger.delivery(digest) }
                    report.remarks.append(
                        "the message to \(delivery?.digest.recipient ?? "nobody") over \(channel) is late, and its "
                            + "server goes on trying (\(why))")
                }
            }
            try take(listening.next(), around, &book)
            if listening.isOver { break }
        }
        try tickLeases(&book)
    }

    private static let mostPolls = 20

    /// What came with the replies.
    private struct Around {
        /// Digests that a server had taken and that came back after all.
        var bounced: [String: String] = [:]
        /// Messages of people who are not on the roster.
        var strangers = 0
        var approvals: [Approval] = []
        /// Addresses that somebody certainly wrote from, and when.
        var heard: [Recipient.Address: Instant] = [:]
    }

    private mutating func take(
        _ heard: Listening.Heard, _ around: Around, _ book: inout AckBook?
    ) throws(PipelineError) {
        var around = around
        let ledger = edges.ledger
        let new = try storage { () throws(StorageError) in try ledger.unseen(heard.names) }
        let replies = heard.replies.filter { new.contains($0.name) }
        var done = Acknowledged()
        if !new.isEmpty {
            let digests = Set(replies.compactMap(\.repliesTo))
            let told = try storage { () throws(StorageError) in try ledger.codes(ofDigests: digests) }
            var stands = if let book { book } else { try storage { () throws(StorageError) in try ledger.ackBook() } }
            let files = known(heard.files.filter { new.contains($0.name) }, stands)
            done = desk.flow.alerter.take(
                replies, files, book: &stands, digests: told, avoiding: try deadEnds(), now: now)
            book = stands
        }
        done.strangers += around.strangers
        let approved = try approvals(done.approvals)
        around.approvals = approved.approvals
        done.answers += approved.answers
        around.heard = desk.flow.alerter.heard(replies, now: now)
        // A file that nobody understands is no reply: it stays, and its name is not noted.
        let gone = heard.files.filter { !new.contains($0.name) || book?.entry(of: $0.target) != nil }
        let names = new.subtracting(heard.files.map(\.name)).union(gone.map(\.name))
        let inOrder = names.sorted { ($0.channel, $0.id) < ($1.channel, $1.id) }
        try commit(done, around, names: inOrder, cursors: heard.cursors)
        for file in gone { try storage { () throws(StorageError) in try edges.inbox.remove(file.externalID) } }
    }

    /// What approvers said, as far as they may say it, and what they are told.
    private mutating func approvals(_ replies: [Reply]) throws(PipelineError) -> ApprovalsTaken {
        guard !replies.isEmpty else { return ApprovalsTaken() }
        let taken = desk.flow.alerter.approve(replies, record: try answerRecord(), now: now)
        report.remarks += taken.refusals
        return taken
    }

    /// Commits what was decided, and says it in the report.
    private mutating func commit(
        _ done: Acknowledged, _ around: Around = Around(), names: [ReplyName] = [], cursors: [String: String] = [:]
    ) throws(PipelineError) {
        let batch = AckBatch(
            at: now, events: done.events, answers: done.answers, replies: names, bounced: around.bounced,
            approvals: around.approvals, cursors: cursors, heard: around.heard)
        guard !batch.isEmpty else { return say(done) }
        let ledger = edges.ledger
        try storage { () throws(StorageError) in try ledger.commit(batch) }
        for event in done.events {
            if case .responded = event.kind, let claim = try desk.alert(event.alert)?.claim { saidToStand.insert(claim) }
        }
        if !around.approvals.isEmpty {
            let record = try answerRecord()
            let rules = desk.flow.alerter.rules
            for approval in around.approvals { report.add(remark: sentence(approval, rules, record)) }
        }
        say(done)
    }

    /// Nothing of what people wrote, and no address.
    private mutating func say(_ done: Acknowledged) {
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
    private mutating func tickLeases(_ book: inout AckBook?) throws(PipelineError) {
        let ledger = edges.ledger
        if book == nil {
            guard try storage({ () throws(StorageError) in try ledger.isAnythingSaid() }) else { return }
            book = try storage { () throws(StorageError) in try ledger.ackBook(told: false) }
        }
        guard var stands = book else { return }
        try commit(desk.flow.alerter.tick(&stands, avoiding: try deadEnds(), now: now))
    }

    // MARK: jibu ack

    /// What `jibu ack` left in the inbox. The name of the file is its identity, so one that a killed run had taken
    /// already changes nothing.
    private mutating func ackFiles() throws(PipelineError) -> [AckDemand] {
        let inbox = edges.inbox
        let files = try storage { () throws(StorageError) in
            try inbox.files(prefix: AckFile.files.prefix, suffix: AckFile.files.suffix)
        }
        return files.compactMap { name, bytes in
            guard let bytes, let file = AckFile(bytes) else {
                report.troubles.append("inbox/\(name) is no acknowledgement that can be read; look at it and remove it")
                return nil
            }
            return file.demand(named: name)
        }
    }

    /// Those that speak of an alert that is there.
    private mutating func known(_ files: [AckDemand], _ book: AckBook) -> [AckDemand] {
        files.filter { file in
            if book.entry(of: file.target) != nil { return true }
            report.troubles.append(
                "inbox/\(file.externalID) speaks of \(file.target), and no alert has that code or id; look at it and "
                    + "remove it")
            return false
        }
    }
}
