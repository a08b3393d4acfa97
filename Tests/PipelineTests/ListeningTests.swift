import Alerting
import Model
import Testing

@testable import Pipeline
@testable import Storage

@Suite("What people say over several channels, in the order in which they said it")
struct ListeningTests {
    /// A channel that gives its replies in pages; the cursor is the number of the next one.
    private struct Paged: ReplyReader {
        let channel: String
        let pages: [[Reply]]
        func poll(after cursor: String?) async -> ReplyPoll {
            let next = cursor.flatMap { Int($0) } ?? 0
            guard pages.indices.contains(next) else { return ReplyPoll(cursor: cursor) }
            return ReplyPoll(replies: pages[next], cursor: "\(next + 1)", isMore: next + 1 < pages.count)
        }
    }

    private func reply(_ channel: String, _ minute: Int64) -> Reply {
        Reply(
            channel: channel, id: "\(minute)", at: ReplayOffice.start.advanced(by: .minutes(minute)), address: "42",
            isAuthentic: true, text: "ok")
    }

    private func file(_ minute: Int64) -> AckDemand {
        AckFile(target: "a1", by: "aigul", act: .claim, at: ReplayOffice.start.advanced(by: .minutes(minute)))
            .demand(named: "ack-\(minute)")
    }

    /// Rounds until everything is heard: the ids of each, and the cursors that move with it.
    private func rounds(
        _ readers: [any ReplyReader], files: [AckDemand] = []
    ) async throws -> [(ids: [String], cursors: [String: String])] {
        let ledger = try Ledger.inMemory()
        var listening = Listening(readers, files: files)
        var rounds: [(ids: [String], cursors: [String: String])] = []
        repeat {
            _ = try await listening.ask(ledger)
            let heard = listening.next()
            try ledger.commit(AckBatch(at: ReplayOffice.start, cursors: heard.cursors))
            rounds.append((heard.names.map { "\($0.channel) \($0.id)" }, heard.cursors))
        } while !listening.isOver && rounds.count < 20
        return rounds
    }

    @Test("what was said after the last message of a page waits for the next page, over every channel")
    func horizon() async throws {
        let chat = Paged(channel: "chat", pages: [[reply("chat", 1), reply("chat", 5)], [reply("chat", 10)]])
        let mail = Paged(channel: "mail", pages: [[reply("mail", 3), reply("mail", 7)]])
        let rounds = try await rounds([chat, mail], files: [file(4), file(8)])
        #expect(rounds.map(\.ids) == [
            ["chat 1", "chat 5", "mail 3", "inbox ack-4"], ["mail 7", "chat 10", "inbox ack-8"],
        ])
        // A cursor moves with a whole page.
        #expect(rounds.map(\.cursors) == [["chat": "1"], ["chat": "2", "mail": "1"]])
    }

    @Test("one page each is one round, and so is none at all")
    func one() async throws {
        let rounds = try await rounds(
            [Paged(channel: "chat", pages: [[reply("chat", 9)]]), Paged(channel: "mail", pages: [])], files: [file(4)])
        #expect(rounds.map(\.ids) == [["chat 9", "inbox ack-4"]])
        #expect(try await self.rounds([], files: [file(4)]).map(\.ids) == [["inbox ack-4"]])
    }

    @Test("a page without a word of anybody lets nothing else pass, and is followed by the next")
    func silent() async throws {
        let chat = Paged(channel: "chat", pages: [[], [reply("chat", 2)]])
        let rounds = try await rounds([chat, Paged(channel: "mail", pages: [[reply("mail", 3)]])])
        #expect(rounds.map(\.ids) == [[], ["mail 3", "chat 2"]])
    }
}
