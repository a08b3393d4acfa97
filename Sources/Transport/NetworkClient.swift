import Model
import Synchronization

/// The one polite network client: HTTP(S) for sources and channels, SMTP(S) for mail.
///
/// The way of a request: `Hop` (is this URL one we may fetch?) -> `TransferLoop` (its turn, on the network thread) ->
/// `HTTPExchange` (limits, on the very bytes) -> `HTTPFailure.of` (what went wrong) -> the next hop, if redirected.
/// Mail: `MailExchange` -> `MailOutcome`; mailboxes: `MailboxExchange`. Every socket goes through `SocketGate`.
package final class NetworkClient: HTTPClient, MailTransport, Sendable {
    let policy: NetworkPolicy
    private let blocks: HostBlocks
    private let web: TransferLoop
    /// Mail has a thread of its own: libcurl waits for the reply to the final dot without giving the thread back.
    private let post: TransferLoop
    private let reach = Mutex(Reach())
    /// How long a mail server may think about one reply (RFC 5321 section 4.5.3.2 allows ten minutes).
    private let mailPatience: TimeSpan

    private struct Reach {
        var failures = 0
        var successes = 0
    }

    /// - Parameters:
    ///   - policy: what may be reached, and how politely.
    ///   - hostBlocks: blocks of earlier runs, as `hostBlocks()` gave them.
    ///   - now: the clock of this run; read when a host is blocked or might be.
    ///   - mailPatience: how long a mail server may think about one reply.
    package init(
        policy: NetworkPolicy, hostBlocks: [String: Instant] = [:], mailPatience: TimeSpan = .minutes(10),
        now: @escaping @Sendable () -> Instant
    ) {
        self.policy = policy
        self.mailPatience = mailPatience
        blocks = HostBlocks(hostBlocks, now: now)
        web = TransferLoop(concurrency: policy.concurrency, pause: policy.hostPause.milliseconds)
        post = TransferLoop(concurrency: policy.concurrency, pause: policy.hostPause.milliseconds)
    }

    deinit {
        web.stop()
        post.stop()
    }

    /// Hosts that must not be asked before the instant: what the next run has to know.
    package func hostBlocks() -> [String: Instant] { blocks.current }

    /// True when something was tried and no try reached any machine: the line is down, and no source is to blame.
    package var isOffline: Bool { reach.withLock { $0.failures > 0 && $0.successes == 0 } }

    package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        var limits = request.limits.capped(by: policy.limits)
        var hop = try Hop(request, policy: policy)
        var redirects: [HTTPResponse.Redirect] = []
        var seen: Set<String> = [hop.target.url]
        var traffic = Traffic()
        while true {
            let exchange = HTTPExchange(hop, limits: limits, policy: policy, blocks: blocks)
            let facts: TransferFacts
            do {
                facts = try await perform(exchange, isFirst: redirects.isEmpty)
                traffic += Traffic(requests: 1, bytes: exchange.wireBytes)
            } catch {
                throw error.costing(traffic + Traffic(requests: exchange.wireBytes > 0 ? 1 : 0, bytes: exchange.wireBytes))
            }
            let (status, headers) = (exchange.head.status, exchange.head.headers)
            let location = headers.first { $0.name.lowercased() == "location" }?.value
            let next: Hop?
            do {
                next = limits.redirects > 0 ? try hop.following(status, to: location, policy: policy) : nil
            } catch { throw error.costing(traffic) }
            guard let next else {
                return HTTPResponse(
                    status: status, headers: headers, body: exchange.body, finalURL: hop.target.url,
                    redirects: redirects, traffic: traffic)
            }
            guard redirects.count < limits.redirects else {
                throw HTTPFailure(
                    .overLimit, url: request.url, "more than \(limits.redirects) redirects", maybeSent: true,
                    traffic: traffic)
            }
            guard seen.insert(next.target.url).inserted else {
                throw HTTPFailure(
                    .overLimit, url: request.url, "redirects in a circle, back to \(next.target.url)", maybeSent: true,
                    traffic: traffic)
            }
            redirects.append(.init(status: status, from: hop.target.url, to: next.target.url))
            // One deadline for the whole chain.
            limits.wireBytes = max(0, limits.wireBytes - exchange.wireBytes)
            limits.total.milliseconds = max(1, limits.total.milliseconds - Int64(facts.milliseconds))
            hop = next
        }
    }

    /// One transfer in its turn; returns only for a complete answer.
    private func perform(_ exchange: HTTPExchange, isFirst: Bool) async throws(HTTPFailure) -> TransferFacts {
        let url = exchange.hop.target.url
        switch await web.run(exchange) {
        case .blocked(let until):
            throw HTTPFailure(
                .hostBlocked, url: url, "\(exchange.hostKey) asked us to wait until \(until)", retryAt: until,
                maybeSent: !isFirst)
        case .cancelled(let facts):
            throw HTTPFailure(
                .cut, url: url, "stopped before the answer had come", maybeSent: !isFirst || facts?.started == true)
        case .finished(let facts):
            noteReach(facts, refused: exchange.gate.refusedAll)
            if var failure = HTTPFailure.of(facts, exchange) {
                failure.maybeSent = failure.maybeSent || !isFirst
                throw failure
            }
            return facts
        }
    }

    package func submit(_ mail: Mail, to server: MailServer) async -> Outcome { await talk(mail, to: server) }

    package func check(_ server: MailServer) async -> Outcome { await talk(nil, to: server) }

    private func talk(_ mail: Mail?, to server: MailServer) async -> Outcome {
        let exchange: MailExchange
        switch MailExchange.make(mail, to: server, policy: policy, patience: mailPatience) {
        case .failure(let refusal): return refusal.outcome
        case .success(let made): exchange = made
        }
        switch await post.run(exchange) {
        case .blocked(let until): return .retry(after: nil, why: "the mail server asked to wait until \(until)")
        case .cancelled(let facts):
            guard let facts else { return .retry(after: nil, why: "stopped before the connection") }
            return exchange.outcome(facts)
        case .finished(let facts):
            noteReach(facts, refused: exchange.gate.refusedAll)
            return exchange.outcome(facts)
        }
    }

    /// A question to a mailbox in its turn, on the thread of mail.
    func run(_ exchange: MailboxExchange) async -> TransferEnd {
        let end = await post.run(exchange)
        if case .finished(let facts) = end { noteReach(facts, refused: exchange.gate.refusedAll) }
        return end
    }

    private func noteReach(_ facts: TransferFacts, refused: Bool) {
        // A refused address says nothing about the line.
        if refused { return }
        reach.withLock {
            if facts.connected || facts.status != 0 { $0.successes += 1 } else { $0.failures += 1 }
        }
    }
}

extension HTTPFailure {
    /// The same failure with what it cost.
    func costing(_ traffic: Traffic) -> HTTPFailure {
        var failure = self
        failure.traffic = traffic
        return failure
    }
}

extension HTTPLimits {
    /// The smaller of both, field by field.
    func capped(by other: HTTPLimits) -> HTTPLimits {
        var limits = self
        limits.connect = min(connect, other.connect)
        limits.total = min(total, other.total)
        limits.bodyBytes = min(bodyBytes, other.bodyBytes)
        limits.ratio = min(ratio, other.ratio)
        limits.headerBytes = min(headerBytes, other.headerBytes)
        limits.redirects = min(redirects, other.redirects)
        limits.wireBytes = min(wireBytes, other.wireBytes)
        return limits
    }
}
