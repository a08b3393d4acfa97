import Model
import Text

/// When a delivery is tried again, and what it becomes after an attempt (delivery.md 2.8).
///
/// The steps are those of the Standard Webhooks specification. Jitter comes from the digest's id, not from chance: a
/// replay gives the same instants, and two digests still do not knock at the same second.
package enum RetryLadder {
    /// Pause before each attempt after the first.
    static let pauses: [TimeSpan] = [
        .seconds(5), .minutes(5), .minutes(30), .hours(2), .hours(5), .hours(10), .hours(14), .hours(20), .hours(24),
    ]
    /// Pause after an attempt that nobody answered.
    static let doubtPause = TimeSpan.minutes(30)
    /// In percent, to both sides.
    private static let jitter: Int64 = 20

    /// The delivery after an attempt.
    ///
    /// - Parameters:
    ///   - delivery: as it was while the attempt ran; `attempts` counts that attempt too.
    ///   - capabilities: of the channel.
    package static func delivery(
        _ delivery: Delivery, after outcome: Outcome, capabilities: Capabilities, now: Instant
    ) -> Delivery {
        var next = delivery
        next.detail = outcome.detail
        switch outcome {
        case .accepted: next.state = .accepted
        case .recipientDead, .digestRefused: next.state = .recipientDead
        case .configurationDead:
            next.state = .configurationDead
            next.nextAttempt = now
        case .unknown:
            next.state = .unknown
            next.nextAttempt = now.advanced(by: max(capabilities.smallestPause, doubtPause))
        case .retry(let after, _):
            next.state = .retry
            next.nextAttempt = nextAttempt(
                delivery.digest, attempts: delivery.attempts, asked: after, capabilities: capabilities, now: now)
        }
        return expired(next, now: now)
    }

    /// The earliest instant of the next attempt after `attempts` failed ones.
    ///
    /// A pause that the peer asked for is kept to the second and never shortened. Steps shorter than the channel's
    /// smallest pause are skipped.
    package static func nextAttempt(
        _ digest: Digest, attempts: Int, asked: TimeSpan?, capabilities: Capabilities, now: Instant
    ) -> Instant {
        let step = ladder(capabilities)[min(max(attempts, 1), ladder(capabilities).count) - 1]
        let pause = jittered(step, digest: digest.id, attempt: attempts)
        return now.advanced(by: max(pause, asked ?? .seconds(0), capabilities.smallestPause))
    }

    /// How long a broken channel is left alone after so many refusals in a row: a login that is refused again and again
    /// may be locked. Whoever mends its settings need not wait for this.
    package static func breakerPause(refusals: Int) -> TimeSpan {
        switch refusals {
        case ...1: .hours(1)
        case 2: .hours(2)
        case 3: .hours(4)
        default: .hours(6)
        }
    }

    /// A delivery that is not finished and can make no attempt before it expires is expired.
    package static func expired(_ delivery: Delivery, now: Instant) -> Delivery {
        guard !delivery.state.isFinal, delivery.state != .inflight,
            max(now, delivery.nextAttempt) > delivery.digest.expires
        else { return delivery }
        var over = delivery
        over.state = .expired
        over.detail =
            "not delivered before \(delivery.digest.expires)" + (delivery.detail.map { "; last: \($0)" } ?? "")
        return over
    }

    private static func ladder(_ capabilities: Capabilities) -> [TimeSpan] {
        let steps = pauses.filter { $0 >= capabilities.smallestPause }
        return steps.isEmpty ? [capabilities.smallestPause] : steps
    }

    private static func jittered(_ pause: TimeSpan, digest: String, attempt: Int) -> TimeSpan {
        let hash = StableHash.hash64("\(digest)/\(attempt)".utf8)
        let percent = 100 - jitter + Int64(hash % UInt64(2 * jitter + 1))
        return TimeSpan(milliseconds: pause.milliseconds / 100 * percent)
    }
}
