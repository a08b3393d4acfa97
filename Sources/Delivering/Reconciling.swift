import Model

extension Deliverer {
    /// What to do with a delivery whose last outcome is unknown: ask the channel first, never just send again.
    ///
    /// Returns the delivery as it should be stored. `retry` means that the same bytes may go out again at
    /// `nextAttempt`; `unknown` that nothing may be sent and the operator must look.
    package func settled(_ delivery: Delivery, now: Instant) async -> Delivery {
        guard delivery.state == .unknown else { return delivery }
        if let outcome = await reconcile(delivery.digest) {
            return RetryLadder.delivery(delivery, after: outcome, capabilities: capabilities, now: now)
        }
        var next = delivery
        if capabilities.whenUnknown == .resend {
            next.state = .retry
            next.nextAttempt = max(now, delivery.nextAttempt)
        }
        return RetryLadder.expired(next, now: now)
    }
}
