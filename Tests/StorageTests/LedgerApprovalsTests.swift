import Model
import Testing

@testable import Storage

struct LedgerApprovalsTests {
    private func approval(_ claim: String = "water", by: String = "grace", id: String? = nil, minutes: Int64 = 0)
        -> Approval
    {
        Approval(
            claim: claim, hash: "h", holdingHash: "w", coversAnswer: id == nil, approver: by,
            channel: id == nil ? "command" : "mail", externalID: id, at: morning + .minutes(minutes))
    }

    @Test("approvals come back oldest first, and one that comes twice is one")
    func approvals() throws {
        let ledger = try Ledger.inMemory()
        let late = approval(minutes: 30)
        #expect(try ledger.commit(approvals: [late, approval(), late]) == [late, approval()])
        #expect(try ledger.commit(approvals: [approval()]).isEmpty)
        let reply = approval(id: "r7", minutes: 90)
        #expect(try ledger.commit(approvals: [reply]) == [reply])
        var again = reply
        again.at = morning + .hours(9)
        #expect(try ledger.commit(approvals: [again]).isEmpty, "the same reply, read twice")
        #expect(try ledger.answerRecord().approvals == [approval(), late, reply])
    }

    @Test("the last word about a page holds")
    func publications() throws {
        let ledger = try Ledger.inMemory()
        var page = Publication(claim: "water", url: "https://qala.example/1", recorded: morning)
        try ledger.commit(publications: [page])
        (page.foundHash, page.checked) = ("h", morning + .hours(1))
        try ledger.commit(publications: [page])
        #expect(try ledger.answerRecord().publications == ["water": page])
        let moved = Publication(claim: "water", url: "https://qala.example/2", recorded: morning + .hours(2))
        try ledger.commit(publications: [moved])
        #expect(try ledger.answerRecord().publications == ["water": moved])
    }
}
