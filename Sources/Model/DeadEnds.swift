/// Ways to people that do not lead to them at present, as the ledger knows it.
package struct DeadEnds: Sendable, Hashable {
    /// Recipient id to addresses that refused: never used.
    package var refused: [String: Set<Recipient.Address>]
    /// Recipient id to addresses over which a digest ran out of time: used when there is no other.
    package var slow: [String: Set<Recipient.Address>]
    /// Channels that work for nobody until the configuration is mended: used when there is no other.
    package var brokenChannels: Set<String>

    package init(
        refused: [String: Set<Recipient.Address>] = [:], slow: [String: Set<Recipient.Address>] = [:],
        brokenChannels: Set<String> = []
    ) {
        self.refused = refused
        self.slow = slow
        self.brokenChannels = brokenChannels
    }

    package func refuses(_ address: Recipient.Address, of recipient: String) -> Bool {
        refused[recipient]?.contains(address) ?? false
    }

    /// True when another address should be tried first.
    package func isDoubtful(_ address: Recipient.Address, of recipient: String) -> Bool {
        brokenChannels.contains(address.channel) || (slow[recipient]?.contains(address) ?? false)
    }
}
