import Alerting
import Delivering
import Model
import Storage

/// Deliveries that ended dead, and channels that work for nobody: nothing is lost by them, and a person hears of it
/// (delivery.md 2.7, 2.8).
extension Run {
    /// An address that refused is tried anew after this long.
    private static let memory = TimeSpan.days(7)

    func deadEnds() throws(PipelineError) -> DeadEnds {
        let (ledger, since) = (edges.ledger, now.advanced(by: TimeSpan(milliseconds: -Self.memory.milliseconds)))
        return try storage { () throws(StorageError) in try ledger.deadEnds(since: since) }
    }

    // MARK: Broken channels

    /// Channels whose settings changed, or whose pause is over, are tried again; the others are left alone.
    mutating func resumeMended() throws(PipelineError) {
        let (ledger, now) = (edges.ledger, now)
        for broken in try storage({ () throws(StorageError) in try ledger.brokenChannels() }) {
            if edges.channelMarks[broken.channel] != broken.fingerprint {
                let resumed = try storage { () throws(StorageError) in
                    try ledger.mend(channel: broken.channel, at: now)
                }
                report.remarks.append(
                    "the settings of channel \(broken.channel) changed: it is tried again, with \(resumed) digests")
            } else if broken.nextTry <= now {
                _ = try storage { () throws(StorageError) in
                    try ledger.resumeDeliveries(channel: broken.channel, at: now)
                }
            } else {
                closed.insert(broken.channel)
                report.troubles.append(
                    "the channel \(broken.channel) works for nobody since \(broken.since) (\(broken.why)); mend it in "
                        + "jibu.yaml, or it is tried again after \(broken.nextTry)")
            }
        }
    }

    /// The breaker of a channel that refused just now. It is not asked again in this run.
    mutating func broken(_ channel: String, why: String) throws(PipelineError) -> BrokenChannel {
        closed.insert(channel)
        let ledger = edges.ledger
        let before = try storage { () throws(StorageError) in try ledger.brokenChannels() }
            .first { $0.channel == channel }
        let refusals = min((before?.refusals ?? 0) + 1, 1000)
        return BrokenChannel(
            channel: channel, since: before?.since ?? now, why: why, fingerprint: edges.channelMarks[channel] ?? "",
            refusals: refusals, nextTry: now.advanced(by: RetryLadder.breakerPause(refusals: refusals)),
            told: before?.told)
    }

    // MARK: Dead deliveries

    /// Frees the notices of dead digests, so that they are rendered anew for another channel, or for a person who
    /// stands in. True when there is something to render.
    mutating func settleDead() throws(PipelineError) -> Bool {
        let ledger = edges.ledger
        let ends = try deadEnds()
        var settlement = Settlement()
        let unsettled = try storage { () throws(StorageError) in try ledger.unsettled() }
        let corrections = try storage { () throws(StorageError) in
            try ledger.corrections(among: unsettled.map(\.digest.id))
        }
        for delivery in unsettled {
            let digest = delivery.digest
            let next = desk.flow.alerter.address(
                of: digest.recipient, avoiding: ends.holding(for: digest.notices, of: digest.recipient))
            // What may have arrived is not told to the same address again.
            let mayRepeat = delivery.state == .expired && delivery.doubts > 0 && (next == nil || next == digest.to)
            let isSaidAgain = delivery.isAnswerLeftOver(at: now) && next != nil
            if isSaidAgain, let next {
                // Nobody is disturbed now: a later run says it.
                guard let again = desk.flow.alerter.again(digest, over: next, now: now) else { continue }
                settlement.again.append(again)
            }
            settlement.settled.append(digest.id)
            if !mayRepeat { settlement.freed.append(digest.id) }
            let end: String? =
                if corrections.contains(digest.id) {
                    "it corrected an earlier message: correct that one by telephone"
                } else if digest.notices.isEmpty, !isSaidAgain {
                    "it told of no alert"
                } else { nil }
            let instead = end == nil ? try toldInstead(of: digest, ends) : ""
            let then = end ?? after(digest.recipient, next, ends, instead)
            report.add(trouble: sentence(delivery, isFreed: !mayRepeat, then: then))
        }
        for (delivery, next) in try waitingForChannels(ends) {
            guard let next else { continue }
            let digest = delivery.digest
            if digest.sameAs != nil {
                guard let again = desk.flow.alerter.again(digest, over: next, now: now) else { continue }
                settlement.again.append(again)
            }
            settlement.cancelled[digest.id] = "the channel \(digest.channel) cannot be used"
            settlement.freed.append(digest.id)
            settlement.settled.append(digest.id)
        }
        guard !settlement.isEmpty else { return false }
        let (final, now) = (settlement, now)
        try storage { () throws(StorageError) in try ledger.commit(final, at: now) }
        return !final.freed.isEmpty
    }

    /// What becomes of what a dead digest told.
    ///
    /// - Parameter instead: who else is told, in words.
    private func after(
        _ recipient: String, _ next: Recipient.Address?, _ ends: DeadEnds, _ instead: String
    ) -> String {
        guard let next else { return "no other channel of \(recipient) is left, \(instead)" }
        return ends.brokenChannels.contains(next.channel)
            ? "it waits until \(next.channel) works again, \(instead)" : "what it told goes out over \(next.channel)"
    }

    /// - Parameter then: what follows from it.
    private func sentence(_ delivery: Delivery, isFreed: Bool, then: String) -> String {
        let digest = delivery.digest
        let why = delivery.detail.map { " (\($0))" } ?? ""
        guard isFreed else {
            return "nobody knows whether the digest for \(digest.recipient) over \(digest.channel) arrived\(why)"
        }
        return "the digest for \(digest.recipient) over \(digest.channel) is \(delivery.state.rawValue)\(why); \(then)"
    }

    // MARK: A person hears of it

    /// Puts a word to the operators into the outbox, over channels that work. True when there is one.
    mutating func tellOperators() throws(PipelineError) -> Bool {
        let ledger = edges.ledger
        let dead = try storage { () throws(StorageError) in try ledger.untold() }
        let broken = try storage { () throws(StorageError) in try ledger.brokenChannels() }.filter { $0.told == nil }
        let troubles = dead.map(trouble) + broken.map { DeliveryTrouble.broken(channel: $0.channel, why: $0.why) }
        guard !troubles.isEmpty else { return false }
        let key = dead.map(\.digest.id) + broken.map { "\($0.channel) \($0.since.milliseconds)" }
        let digests = desk.flow.alerter.words(about: troubles, key: key, avoiding: try deadEnds(), now: now)
        guard !digests.isEmpty else {
            report.troubles.append("no operator or press officer could be told yet that messages do not arrive")
            return false
        }
        let words = Words(digests: digests, deliveries: dead.map(\.digest.id), channels: broken.map(\.channel))
        let now = now
        try storage { () throws(StorageError) in try ledger.commit(words, at: now) }
        return true
    }

    private func trouble(_ delivery: Delivery) -> DeliveryTrouble {
        let (recipient, channel) = (delivery.digest.recipient, delivery.digest.channel)
        let why = delivery.detail ?? delivery.state.rawValue
        if delivery.state == .recipientDead { return .refused(recipient: recipient, channel: channel, why: why) }
        return delivery.doubts > 0
            ? .unconfirmed(recipient: recipient, channel: channel, why: why)
            : .expired(recipient: recipient, channel: channel, why: why)
    }
}

extension Digest {
    fileprivate var to: Recipient.Address { Recipient.Address(channel: channel, address: address) }
}

extension Delivery {
    /// Is it an answer to a person that an address refused, and that is not stale yet?
    fileprivate func isAnswerLeftOver(at now: Instant) -> Bool {
        state == .recipientDead && doubts == 0 && digest.sameAs != nil && now < digest.expires
    }
}
