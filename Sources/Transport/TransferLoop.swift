import CCurl
import Foundation
import Model
import Synchronization

/// libcurl's multi interface on one thread of its own, which alone touches the handles.
///
/// Everybody else talks to it through `inbox` (under its lock) and `curl_multi_wakeup`, the one call that libcurl
/// allows from other threads. `@unchecked Sendable`: `multi` is set once; it is used by the thread, and for
/// wakeups only under the inbox lock while the thread runs.
final class TransferLoop: @unchecked Sendable {
    private struct Inbox {
        var arriving: [Job] = []
        var cancelled: [Job] = []
        var isStarted = false
        var isStopping = false
        /// After this, `multi` is gone.
        var isClosed = false
    }

    private let multi: UnsafeMutableRawPointer?
    private let inbox = Mutex(Inbox())
    private let concurrency: Int
    private let pause: Int64

    /// `pause` is in milliseconds.
    init(concurrency: Int, pause: Int64) {
        Self.startLibrary()
        multi = curl_multi_init()
        self.concurrency = max(1, concurrency)
        self.pause = pause
        if let multi {
            // Idle connections count too: the oldest is closed to make room.
            ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, self.concurrency)
            ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, self.concurrency)
        }
    }

    /// Runs one exchange in its turn. Cancelling the task ends it at once.
    func run(_ exchange: any Exchange) async -> TransferEnd {
        let job = Job(exchange)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in hand(job, continuation) }
        } onCancel: {
            cancel(job)
        }
    }

    /// Ends the thread; nothing may be waiting any more.
    func stop() {
        inbox.withLock {
            $0.isStopping = true
            if $0.isStarted {
                wake($0)
            } else if !$0.isClosed {
                $0.isClosed = true
                if let multi { curl_multi_cleanup(multi) }
            }
        }
    }

    private func hand(_ job: Job, _ continuation: CheckedContinuation<TransferEnd, Never>) {
        let refusal: TransferEnd? = inbox.withLock { inbox in
            guard !job.isCancelled, !inbox.isStopping else { return .cancelled(nil) }
            job.continuation = continuation
            inbox.arriving.append(job)
            if !inbox.isStarted {
                inbox.isStarted = true
                let thread = Thread { self.turn() }
                thread.name = "jibu-network"
                thread.start()
            }
            wake(inbox)
            return nil
        }
        if let refusal { continuation.resume(returning: refusal) }
    }

    private func cancel(_ job: Job) {
        inbox.withLock { inbox in
            job.isCancelled = true
            job.exchange.cancel()
            inbox.cancelled.append(job)
            wake(inbox)
        }
    }

    private func wake(_ inbox: Inbox) {
        if let multi, inbox.isStarted, !inbox.isClosed { curl_multi_wakeup(multi) }
    }

    /// The thread's life.
    private func turn() {
        Self.blockBrokenPipes()
        var desk = TransferDesk(multi: multi, hosts: HostDesk(concurrency: concurrency, pause: pause))
        while true {
            let news = inbox.withLock { inbox in
                defer { (inbox.arriving, inbox.cancelled) = ([], []) }
                return inbox
            }
            for job in news.arriving { desk.add(job) }
            for job in news.cancelled { desk.cancel(job) }
            if news.isStopping { break }
            desk.work()
            desk.wait()
        }
        desk.close()
        inbox.withLock { inbox in
            inbox.isClosed = true
            if let multi { curl_multi_cleanup(multi) }
        }
    }

    /// A peer that went away must not end the process.
    private static func blockBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_ALL))
    private static func startLibrary() { _ = library }
}

/// One exchange on its way through the loop.
///
/// `@unchecked Sendable`: `isCancelled` and `continuation` are written under the loop's inbox lock;
/// `state` and `handle` belong to the loop's thread.
final class Job: @unchecked Sendable {
    enum State { case waiting, active, ended }
    let exchange: any Exchange
    var isCancelled = false
    var continuation: CheckedContinuation<TransferEnd, Never>?
    var state = State.waiting
    var handle: EasyHandle?

    init(_ exchange: any Exchange) { self.exchange = exchange }
}

/// What the loop needs of a protocol: HTTP and mail each have one.
///
/// An exchange belongs to the loop's thread from `run` on until `run` returns; `cancel` alone may come from anywhere.
protocol Exchange: AnyObject, Sendable {
    /// Exchanges with the same key run one after the other.
    var hostKey: String { get }
    /// What its host wants before the next exchange, when it is more than the usual pause.
    var pause: TimeSpan { get }
    /// Asked when its turn has come: the instant until which the host must not be asked.
    func blockedUntil() -> Instant?
    /// Sets all options and callbacks.
    func configure(_ easy: EasyHandle)
    /// Called before the next exchange of the same host may start.
    func finished(_ facts: TransferFacts)
    func cancel()
}

extension Exchange {
    var pause: TimeSpan { .seconds(0) }
}

/// How an exchange ended.
enum TransferEnd: Sendable {
    case finished(TransferFacts)
    /// Never started.
    case blocked(Instant)
    /// With what was known so far; nil when it never started.
    case cancelled(TransferFacts?)
}
