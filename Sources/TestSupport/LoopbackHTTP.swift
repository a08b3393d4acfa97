import Foundation
import Synchronization

/// A real HTTP server on 127.0.0.1 that behaves as badly as a test asks.
///
/// Each path has a list of replies, used one after the other; the last one stays. A path without a list gets 404.
/// One thread per connection; every request is recorded. Bodies are bytes, so compressed ones are given as such.
package final class LoopbackHTTP: Sendable {
    /// One request as it came in.
    package struct Request: Sendable {
        package let method: String
        package let path: String
        /// Names as written, in order.
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]
        /// 1 for the first connection that the server accepted.
        package let connection: Int

        /// The first header of that name, whatever its case.
        package func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    /// What the server has seen so far.
    package struct Record: Sendable {
        /// In the order of their arrival.
        package var requests: [Request] = []
        package var connections = 0
        /// The most requests that were being answered at one moment: over all hosts, and for one Host header.
        package var mostAtOnce = 0
        package var mostAtOncePerHost = 0
        var open: [String: Int] = [:]
    }

    private struct State {
        var scripts: [String: [LoopbackReply]] = [:]
        var handler: (@Sendable (Request) -> LoopbackReply?)?
        var record = Record()
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var clients: [LoopbackSocket] = []
        var isStopped = false
    }

    private let listener: LoopbackSocket
    private let state = Mutex(State())
    /// The port that the system chose.
    package let port: Int

    /// - Throws: `LoopbackError` when no socket can be had.
    package init() throws {
        listener = try LoopbackSocket.listening()
        port = listener.port
        let listener = listener
        Thread.detachNewThread { [weak self] in
            while let client = listener.accept() {
                guard let self else { return client.close() }
                self.serve(client)
            }
        }
    }

    deinit { listener.close() }

    /// `http://127.0.0.1:PORT` and the path.
    package func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Sets what the path answers, from the next request on.
    package func script(_ path: String, _ replies: LoopbackReply...) {
        state.withLock { $0.scripts[path] = replies }
    }

    /// Answers every request by a function; nil for those that the scripts answer.
    package func handle(_ handler: @escaping @Sendable (Request) -> LoopbackReply?) {
        state.withLock { $0.handler = handler }
    }

    package var record: Record { state.withLock { $0.record } }
    package var requests: [Request] { record.requests }

    /// Waits until that many requests have come in full.
    package func arrived(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.record.requests.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Closes the port and every connection.
    package func stop() {
        listener.close()
        let clients = state.withLock { state in
            state.isStopped = true
            defer { state.clients = [] }
            return state.clients
        }
        for client in clients { client.close() }
    }

    private func serve(_ client: LoopbackSocket) {
        let number: Int? = state.withLock { state in
            guard !state.isStopped else { return nil }
            state.record.connections += 1
            state.clients.append(client)
            return state.record.connections
        }
        guard let number else { return client.close() }
        Thread.detachNewThread { [weak self] in
            while let request = client.readRequest(connection: number) {
                guard let self, self.answer(request, on: client) else { break }
            }
            client.close()
            self?.forget(client)
        }
    }

    private func forget(_ client: LoopbackSocket) {
        state.withLock { state in state.clients.removeAll { $0 === client } }
    }

    /// True when the connection stays open.
    private func answer(_ request: Request, on client: LoopbackSocket) -> Bool {
        let host = request.header("Host") ?? ""
        // Outside the lock: a handler may take its time, and looks at the record.
        let handled = state.withLock { $0.handler }?(request)
        let (reply, ready) = state.withLock { state in
            state.record.requests.append(request)
            state.record.open[host, default: 0] += 1
            let busy = state.record.open
            state.record.mostAtOnce = max(state.record.mostAtOnce, busy.values.reduce(0, +))
            state.record.mostAtOncePerHost = max(state.record.mostAtOncePerHost, busy[host] ?? 0)
            let count = state.record.requests.count
            let ready = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return (handled ?? nextReply(request.path, &state), ready)
        }
        for waiter in ready { waiter.continuation.resume() }
        // The turn of a request ends before its last byte is out: whoever has read the answer may ask again at once.
        return reply.play(on: client, for: request) {
            state.withLock { $0.record.open[host, default: 1] -= 1 }
        }
    }

    private func nextReply(_ path: String, _ state: inout State) -> LoopbackReply {
        guard let list = state.scripts[path], let first = list.first else { return .status(404) }
        if list.count > 1 { state.scripts[path] = Array(list.dropFirst()) }
        return first
    }
}
