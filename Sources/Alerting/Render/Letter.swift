import Model

/// What one person is told at one instant: the messages that the entries of a digest make.
///
/// A message has room for some entries (delivery.md 2.3). What is left waits for the next digest, but for two cases:
/// who reads once a week gets further messages at once, since a week more would be two; and critical news waits for
/// nobody.
struct Letter {
    /// What stands below the entries of the first message.
    struct Notes {
        var stillOpen: [String] = []
        var gaps: [String] = []
    }

    let schedule: Schedule
    private(set) var notes: Notes
    /// By what a claim was first told.
    let threads: [ClaimThread: String]
    /// Messages of today, those of this letter among them.
    private(set) var sentToday: Int

    /// Messages at one instant: more would be scrolled past, and SMS cost money.
    static let mostMessages = 4

    init(schedule: Schedule, notes: Notes, threads: [ClaimThread: String], sentToday: Int) {
        (self.schedule, self.notes, self.threads, self.sentToday) = (schedule, notes, threads, sentToday)
    }

    /// - Parameter items: the most pressing first.
    mutating func write(
        _ items: [DigestItem], _ writer: PageWriter, to address: Recipient.Address, _ format: ChannelFormat,
        book: AlertingState, into batch: inout DigestBatch
    ) {
        var rest = items[...]
        var made = 0
        while let next = rest.first, made == 0 || goesOn(to: writer.recipient, with: next, after: made) {
            let count = message(rest, writer, to: address, format, book: book, into: &batch)
            rest = rest.dropFirst(count)
            made += 1
            sentToday += 1
            notes = Notes()
        }
        postpone(rest, writer, into: &batch)
    }

    /// Leaves entries to the next message.
    func postpone(_ items: some Sequence<DigestItem>, _ writer: PageWriter, into batch: inout DigestBatch) {
        for item in items {
            let slot = schedule.catchUp(item.severity, now: writer.now.advanced(by: .minutes(1)))
            let why = slot.held.map { "; \($0)" } ?? ""
            batch.postponed += item.notices.map {
                $0.postponed(to: Schedule.Slot(notBefore: slot.notBefore, held: "the digest was full\(why)"))
            }
        }
    }

    private func goesOn(to person: Recipient, with next: DigestItem, after made: Int) -> Bool {
        guard made < Self.mostMessages else { return false }
        if next.severity == .critical, !person.capHoldsCritical { return true }
        return !isOverCap(of: person) && (person.cadence == .weekly || next.severity == .critical)
    }

    /// Has the person had as many messages today as they want?
    func isOverCap(of person: Recipient) -> Bool { person.dailyCap.map { sentToday >= $0 } ?? false }

    /// Makes one message, with as many entries as it has room for.
    private func message(
        _ items: ArraySlice<DigestItem>, _ writer: PageWriter, to address: Recipient.Address, _ format: ChannelFormat,
        book: AlertingState, into batch: inout DigestBatch
    ) -> Int {
        var writer = writer
        if case .mail = format { writer.showsVariants = true }
        let drafts = items.prefix(format.entryLimit).map { [writer] in EntryDraft($0, writer) }
        var count = drafts.count
        // An SMS is short by itself, and has its own text.
        var full = writer.recipient.length == .short && !format.isSMS ? 0 : count
        while true {
            let shown = drafts.prefix(count).map(\.item)
            let page = writer.page(
                Array(drafts.prefix(count)), full: full, folded: items.count - count, stillOpen: notes.stillOpen, gaps: notes.gaps)
            // What is about one claim stands below the first that this person was told of it.
            let thread = shown.count == 1
                ? threads[ClaimThread(recipient: writer.recipient.id, channel: address.channel, claim: shown[0].claim)]
                : nil
            let digest = writer.digest(page, of: shown, book: book, to: address, format: format, inReplyTo: thread)
            // First the last entries say less, then they wait.
            if digest.bytes.count > format.comfortable, full > 0 {
                full -= 1
            } else if digest.bytes.count > format.largest, count > 1 {
                count -= 1
            } else {
                batch.digests.append(digest)
                return count
            }
        }
    }
}
