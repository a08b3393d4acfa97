import Foundation
import Synchronization

/// A real mail server on 127.0.0.1 that plays the dialogue of RFC 5321 and breaks it where a test asks.
///
/// It has no TLS: it can leave STARTTLS out, or offer it and then refuse.
package final class LoopbackSMTP: Sendable {
    /// The points of the dialogue at which something can be made to happen.
    package enum Step: String, Sendable, CaseIterable {
        /// The greeting, before the client has said anything.
        case connect
        case hello, startTLS, login, sender, recipient, data
        /// After the final dot.
        case message
        case quit
    }

    package enum Action: Sendable, Equatable {
        /// These lines instead of the usual reply; the dialogue goes on.
        case reply([String])
        /// The reply, and then the end of the connection.
        case replyAndClose(String)
        case close
        case reset
        /// So many bytes of the usual reply, and then the end of the connection.
        case cut(bytes: Int)
        /// The usual reply, and the end of the connection after so many bytes more of the client.
        case listen(bytes: Int)
        /// No reply; the connection stays open until the client closes it.
        case silence

        package static func reply(_ line: String) -> Action { .reply([line]) }
    }

    /// One message as it came in.
    package struct Message: Sendable, Equatable {
        /// The argument of MAIL FROM, with everything after the colon.
        package let sender: String
        package let recipients: [String]
        /// Between DATA and the final dot, with the doubled dots undone: what the sender's bytes must equal.
        package let bytes: [UInt8]
        /// Name and password, when the client logged in.
        package let login: String?
        /// False when the reply to the message was not a 250.
        package let accepted: Bool
    }

    /// What the server has seen so far.
    package struct Record: Sendable {
        package var connections = 0
        /// Command lines of the client in order, without logins and message bytes.
        package var commands: [String] = []
        package var messages: [Message] = []
    }

    private struct State {
        var actions: [Step: [Action]] = [:]
        /// Address to the reply that refuses it.
        var refused: [String: String] = [:]
        var extensions = ["SIZE 1000000", "8BITMIME", "AUTH PLAIN LOGIN"]
        var record = Record()
        var clients: [LoopbackSocket] = []
        var waiters: [(step: Step, continuation: CheckedContinuation<Void, Never>)] = []
        var reached: Set<Step> = []
    }

    private let listener: LoopbackSocket
    private let state = Mutex(State())
    package let port: Int

    /// - Throws: `LoopbackError` when no socket can be had.
    package init() throws {
        listener = try LoopbackSocket.listening()
        port = listener.port
        let listener = listener
        Thread.detachNewThread { [weak self] in
            while let client = listener.accept() {
                guard let self else { return client.close() }
                self.begin(client)
            }
        }
    }

    deinit { listener.close() }

    /// `smtp://127.0.0.1:PORT`.
    package var url: String { "smtp://127.0.0.1:\(port)" }

    /// What happens at a step, one action per time it is reached; after the last one the usual reply.
    package func script(_ step: Step, _ actions: Action...) {
        state.withLock { $0.actions[step] = actions }
    }

    /// Refuses every mail to an address, in whatever order mails come.
    package func refuse(_ address: String, _ reply: String) { state.withLock { $0.refused["<\(address)>"] = reply } }

    /// The lines after the first of the answer to EHLO.
    package func offer(_ extensions: [String]) { state.withLock { $0.extensions = extensions } }

    package var record: Record { state.withLock { $0.record } }

    /// Has a client come to the step?
    package func hasReached(_ step: Step) -> Bool { state.withLock { $0.reached.contains(step) } }

    /// Waits until a client has come to the step.
    package func reached(_ step: Step) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.reached.contains(step) { return true }
                state.waiters.append((step, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Closes the port and every connection.
    package func stop() {
        listener.close()
        let clients = state.withLock { state in
            defer { state.clients = [] }
            return state.clients
        }
        for client in clients { client.close() }
    }

    private func begin(_ client: LoopbackSocket) {
        state.withLock { state in
            state.record.connections += 1
            state.clients.append(client)
        }
        Thread.detachNewThread { [weak self] in
            if let self { SMTPDialogue(server: self, client: client).run() }
            client.close()
            self?.state.withLock { state in state.clients.removeAll { $0 === client } }
        }
    }

    func refusal(of recipient: String) -> String? { state.withLock { $0.refused[recipient] } }

    var extensions: [String] { state.withLock { $0.extensions } }

    /// Notes that a step was reached and says what to do; nil means the usual.
    func arrive(at step: Step) -> Action? {
        let (action, ready) = state.withLock { state -> (Action?, [CheckedContinuation<Void, Never>]) in
            state.reached.insert(step)
            let ready = state.waiters.filter { $0.step == step }.map(\.continuation)
            state.waiters.removeAll { $0.step == step }
            guard var list = state.actions[step], !list.isEmpty else { return (nil, ready) }
            let action = list.removeFirst()
            state.actions[step] = list
            return (action, ready)
        }
        for continuation in ready { continuation.resume() }
        return action
    }

    func note(command: String) { state.withLock { $0.record.commands.append(command) } }
    func note(_ message: Message) { state.withLock { $0.record.messages.append(message) } }
}
