import CCurl

/// The loop's working state: who waits, which handles run. Lives on the loop's thread.
struct TransferDesk {
    private let multi: UnsafeMutableRawPointer?
    private var hosts: HostDesk<Job>
    private var active: [UnsafeMutableRawPointer: Job] = [:]
    private let clock = ContinuousClock()
    private let birth: ContinuousClock.Instant

    init(multi: UnsafeMutableRawPointer?, hosts: HostDesk<Job>) {
        self.multi = multi
        self.hosts = hosts
        birth = clock.now
    }

    mutating func add(_ job: Job) { hosts.add(job, host: job.exchange.hostKey) }

    /// Starts what may start, moves bytes, ends what has ended.
    mutating func work() {
        startReady()
        guard let multi else { return }
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        if collect() { startReady() }
    }

    /// Sleeps until a socket, a timer of libcurl, the end of a pause, or a wakeup.
    func wait() {
        guard let multi else { return }
        let idle: Int64 = 60_000
        curl_multi_poll(multi, nil, 0, Int32(min(hosts.untilWake(now: now) ?? idle, idle)), nil)
    }

    mutating func cancel(_ job: Job) {
        switch job.state {
        case .waiting:
            hosts.removeWaiting(host: job.exchange.hostKey) { $0 === job }
            end(job, .cancelled(nil))
        case .active: finish(job, CURLE_ABORTED_BY_CALLBACK, cancelled: true)
        case .ended: break
        }
    }

    /// Ends everything that is left.
    mutating func close() {
        for job in active.values { finish(job, CURLE_ABORTED_BY_CALLBACK, cancelled: true) }
        for job in hosts.drain() { end(job, .cancelled(nil)) }
    }

    private var now: Int64 {
        let (seconds, attoseconds) = (clock.now - birth).components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    private mutating func startReady() {
        while let job = hosts.next(now: now) { start(job) }
    }

    private mutating func start(_ job: Job) {
        if let until = job.exchange.blockedUntil() {
            // Nothing was sent, so the host needs no pause from it; but its turn is over.
            end(job, .blocked(until))
            return hosts.released(host: job.exchange.hostKey)
        }
        guard let multi, let easy = EasyHandle() else {
            return fail(job, CURLE_OUT_OF_MEMORY)
        }
        easy.owner = job.exchange
        job.exchange.configure(easy)
        if let fault = easy.fault { return fail(job, fault) }
        guard curl_multi_add_handle(multi, easy.raw) == CURLM_OK else { return fail(job, CURLE_OUT_OF_MEMORY) }
        job.handle = easy
        job.state = .active
        active[easy.raw] = job
    }

    /// Ends a job that never reached the network.
    private mutating func fail(_ job: Job, _ code: CURLcode) {
        let text = curl_easy_strerror(code).map { String(cString: $0) } ?? "code \(code.rawValue)"
        let facts = TransferFacts(
            code: code, message: text, status: 0, started: false, connected: false, milliseconds: 0, systemError: 0)
        end(job, .finished(facts))
        hosts.released(host: job.exchange.hostKey)
    }

    /// True when something ended.
    private mutating func collect() -> Bool {
        var found = false
        var left: Int32 = 0
        while let multi, let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let raw = message.pointee.easy_handle,
                let job = active[raw]
            else { continue }
            finish(job, message.pointee.data.result, cancelled: false)
            found = true
        }
        return found
    }

    private mutating func finish(_ job: Job, _ code: CURLcode, cancelled: Bool) {
        guard let easy = job.handle else { return }
        let facts = easy.facts(code)
        active[easy.raw] = nil
        if let multi { curl_multi_remove_handle(multi, easy.raw) }
        job.handle = nil
        job.exchange.finished(facts)
        hosts.finished(host: job.exchange.hostKey, now: now, pause: job.exchange.pause.milliseconds)
        end(job, cancelled ? .cancelled(facts) : .finished(facts))
    }

    private func end(_ job: Job, _ end: TransferEnd) {
        guard job.state != .ended else { return }
        job.state = .ended
        job.continuation?.resume(returning: end)
        job.continuation = nil
    }
}
