/// Ways to people that do not lead to them at present, as the ledger knows it.
package struct DeadEnds: Sendable, Hashable {
    /// Recipient id to addresses that refused: never used.
    package var refused: [String: Set<Recipient.Address>]
    /// Recipient id to addresses over which a digest ran out of time: used when there is no other.
    package var slow: [String: Set<Recipient.Address>]
    /// Channels that work for nobody until the configuration is mended: used when there is no other.
    package var brokenChannels: Set<String>
    /// Notice id to addresses that did not take its text: closed for this notice, and open for everything else.
    package var refusedTexts: [String: Set<Recipient.Address>]

    package init(
        refused: [String: Set<Recipient.Address>] = [:], slow: [String: Set<Recipient.Address>] = [:],
        brokenChannels: Set<String> = [], refusedTexts: [String: Set<Recipient.Address>] = [:]
    ) {
        self.refused = refused
        self.slow = slow
        self.brokenChannels = brokenChannels
        self.refusedTexts = refusedTexts
    }

    /// The same for a message with these notices: who did not take the text of one of them refuses it.
    package func holding(for notices: [String], of recipient: String) -> DeadEnds {
        guard !refusedTexts.isEmpty else { return self }
        var ends = self
        for notice in notices {
            if let closed = refusedTexts[notice] { ends.refused[recipient, default: []].formUnion(closed) }
        }
        return ends
    }

    package func refuses(_ address: Recipient.Address, of recipient: String) -> Bool {
        refused[recipient]?.contains(address) ?? false
    }

    /// True when another address should be tried first.
    package func isDoubtful(_ address: Recipient.Address, of recipient: String) -> Bool {
        brokenChannels.contains(address.channel) || (slow[recipient]?.contains(address) ?? false)
    }
}
