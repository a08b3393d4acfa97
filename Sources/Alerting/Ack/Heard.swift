import Model

extension Alerter {
    /// Addresses that somebody on the roster certainly wrote from, whatever they wrote, with the last time: who blocked
    /// a bot, or never opened its chat, says by nothing else that messages get there now.
    package func heard(_ replies: [Reply], now: Instant) -> [Recipient.Address: Instant] {
        var heard: [Recipient.Address: Instant] = [:]
        for reply in replies where reply.isAuthentic {
            guard let address = sender(of: reply, now: now)?.address(of: reply) else { continue }
            heard[address] = max(heard[address] ?? reply.at, min(reply.at, now))
        }
        return heard.mapValues { min($0, now) }
    }
}
