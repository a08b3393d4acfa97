import Model

extension Deliverer {
    /// What to do with a delivery whose last outcome is unknown: ask the channel first, never just send again.
    ///
    /// Returns the delivery as it should be stored. `retry` means that the same bytes may go out again at
    /// `nextAttempt`; every other state that nothing more is sent.
    ///
    /// The bound: a channel that cannot tell is handed the same bytes once more, half an hour after the attempt that
    /// nobody answered, or never (`Capabilities.whenUnknown`). After that the delivery is expired. Only where a repeat
    /// is not seen there is no bound. What an expired delivery told stands in the next digest as still open.
    package func settled(_ delivery: Delivery, now: Instant) async -> Delivery {
        guard delivery.state == .unknown else { return delivery }
        if let outcome = await reconcile(delivery.digest) {
            if case .retry(let after, let why) = outcome {
                // It is certain now that nothing was delivered: no doubt is left that would have to be waited out.
                var next = delivery
                (next.state, next.detail, next.doubts) = (.retry, why, 0)
                next.nextAttempt = now.advanced(by: after ?? .seconds(0))
                return RetryLadder.expired(next, now: now)
            }
            return RetryLadder.delivery(delivery, after: outcome, capabilities: capabilities, now: now)
        }
        var next = delivery
        guard capabilities.isIdempotent || delivery.doubts < capabilities.mostDoubts(delivery.digest) else {
            next.state = .expired
            let times = delivery.doubts == 1 ? "once" : "\(delivery.doubts) times"
            next.detail = "handed over \(times) without an answer: it may have arrived"
            return next
        }
        next.state = .retry
        next.nextAttempt = capabilities.isIdempotent ? now : earliestRepeat(delivery, now: now)
        return RetryLadder.expired(next, now: now)
    }

    /// Half an hour after the attempt began. A clock that was set back since then is not waited for.
    private func earliestRepeat(_ delivery: Delivery, now: Instant) -> Instant {
        let pause = max(capabilities.smallestPause, RetryLadder.doubtPause)
        let repeated = delivery.begun.flatMap { $0 <= now ? $0.advanced(by: pause) : nil }
        return max(now, delivery.nextAttempt, repeated ?? now)
    }
}

extension Capabilities {
    /// Attempts without an answer after which nothing more is handed over.
    fileprivate func mostDoubts(_ digest: Digest) -> Int {
        switch whenUnknown {
        case .resend: 2
        case .resendIfCritical: digest.severity == .critical ? 2 : 1
        case .leave: 1
        }
    }
}
