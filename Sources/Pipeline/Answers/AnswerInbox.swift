import Model
import Reading
import Storage

/// What `jibu approve` and `jibu publish` leave for the next run (design decision 19).
struct AnswerInbox: Sendable {
    private let inbox: Inbox
    private static let approvals = "approval-"
    private static let pages = "publication-"
    private static let suffix = ".json"

    init(_ inbox: Inbox) { self.inbox = inbox }

    func put(_ approval: Approval) throws(StorageError) {
        try inbox.put(
            JSONValue.object([
                ("claim", .string(approval.claim)), ("hash", .string(approval.hash)),
                ("holding_hash", .string(approval.holdingHash)), ("covers_answer", .bool(approval.coversAnswer)),
                ("approver", .string(approval.approver)), ("at", .string(approval.at.description)),
            ]).encoded(),
            as: "\(Self.approvals)\(approval.at.milliseconds)-\(approval.claim)-\(approval.approver)\(Self.suffix)")
    }

    func put(_ page: Publication) throws(StorageError) {
        try inbox.put(
            JSONValue.object([
                ("claim", .string(page.claim)), ("url", .string(page.url)), ("at", .string(page.recorded.description)),
            ]).encoded(), as: "\(Self.pages)\(page.recorded.milliseconds)-\(page.claim)\(Self.suffix)")
    }

    /// What waits for the next run, as commands see it.
    func waiting() throws(StorageError) -> (approvals: [Approval], pages: [Publication]) {
        let approvals = try inbox.files(prefix: Self.approvals, suffix: Self.suffix)
        let pages = try inbox.files(prefix: Self.pages, suffix: Self.suffix)
        return (approvals.compactMap { $0.bytes.flatMap(Self.approval) }, pages.compactMap { $0.bytes.flatMap(Self.page) })
    }

    /// What one fold took.
    struct Folded {
        var approvals: [Approval] = []
        var pages: [Publication] = []
        /// Files that say nothing that can be read; they stay.
        var unreadable: [String] = []
    }

    /// Writes into the ledger what waits; a file goes away once the ledger has it. Only for the holder of the lock.
    func fold(into ledger: Ledger, at now: Instant) throws(StorageError) -> Folded {
        var folded = Folded()
        for (name, bytes) in try inbox.files(prefix: Self.approvals, suffix: Self.suffix) {
            guard var approval = bytes.flatMap(Self.approval) else {
                folded.unreadable.append(name)
                continue
            }
            approval.taken = now
            folded.approvals += try ledger.commit(approvals: [approval])
            try inbox.remove(name)
        }
        for (name, bytes) in try inbox.files(prefix: Self.pages, suffix: Self.suffix) {
            guard let page = bytes.flatMap(Self.page) else {
                folded.unreadable.append(name)
                continue
            }
            try ledger.commit(publications: [page])
            folded.pages.append(page)
            try inbox.remove(name)
        }
        return folded
    }

    private static func approval(_ bytes: [UInt8]) -> Approval? {
        guard let value = try? JSONValue.parse(bytes), let claim = value["claim"]?.string,
            let hash = value["hash"]?.string, let holding = value["holding_hash"]?.string,
            let covers = value["covers_answer"]?.bool, let approver = value["approver"]?.string,
            let at = value["at"]?.string.flatMap({ Instant($0) })
        else { return nil }
        return Approval(
            claim: claim, hash: hash, holdingHash: holding, coversAnswer: covers, approver: approver, channel: "command",
            at: at)
    }

    private static func page(_ bytes: [UInt8]) -> Publication? {
        guard let value = try? JSONValue.parse(bytes), let claim = value["claim"]?.string,
            let url = value["url"]?.string, let at = value["at"]?.string.flatMap({ Instant($0) })
        else { return nil }
        return Publication(claim: claim, url: url, recorded: at)
    }
}
