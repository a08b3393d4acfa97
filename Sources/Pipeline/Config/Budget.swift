/// What a run may cost on the office's line.
package struct Budget: Sendable, Hashable {
    /// Bytes that one run may fetch; nil: as many as it takes.
    package var bytesPerRun: Int?
    /// Money that one run may cost; nil: no limit.
    package var moneyPerRun: Money?
    /// What a megabyte costs, a million bytes; nil: nothing, or nobody said.
    package var pricePerMB: Money?
    /// What money is counted in, as the office writes it.
    package var currency: String?

    package init(
        bytesPerRun: Int? = nil, moneyPerRun: Money? = nil, pricePerMB: Money? = nil, currency: String? = nil
    ) {
        self.bytesPerRun = bytesPerRun
        self.moneyPerRun = moneyPerRun
        self.pricePerMB = pricePerMB
        self.currency = currency
    }

    /// Bytes that one run may fetch, by both limits; nil: no limit.
    package var bytes: Int? {
        let affordable = moneyPerRun.flatMap { money in pricePerMB.flatMap { money.bytes(at: $0) } }
        guard let bytesPerRun, let affordable else { return bytesPerRun ?? affordable }
        return min(bytesPerRun, affordable)
    }

    /// What so many bytes cost; nil without a price.
    package func cost(of bytes: Int) -> Money? { pricePerMB.map { $0.price(of: bytes) } }
}

/// An amount of money in millionths of its unit, so that prices of small things add up without rounding.
package struct Money: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var millionths: Int64

    package init(millionths: Int64) { self.millionths = millionths }

    /// `12`, `0.75`; at most nine digits before the point and six behind it.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...9).contains(parts[0].utf8.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let whole = Int64(parts[0])
        else { return nil }
        let behind = parts.count == 2 ? String(parts[1]) : ""
        guard behind.utf8.count <= 6, let rest = Int64(behind + String(repeating: "0", count: 6 - behind.utf8.count))
        else { return nil }
        millionths = whole * 1_000_000 + rest
    }

    package static func < (one: Money, other: Money) -> Bool { one.millionths < other.millionths }

    /// This as the price of a million bytes: what so many cost.
    func price(of bytes: Int) -> Money {
        let (high, low) = millionths.multipliedFullWidth(by: Int64(max(0, bytes)))
        guard high < 500_000 else { return Money(millionths: .max) }
        return Money(millionths: Int64(1_000_000).dividingFullWidth((high, low)).quotient)
    }

    /// Bytes that this buys at a price for a million of them; nil when they cost nothing.
    func bytes(at price: Money) -> Int? {
        guard price.millionths > 0 else { return nil }
        let (high, low) = millionths.multipliedFullWidth(by: 1_000_000)
        guard high < price.millionths / 2 else { return .max }
        return Int(price.millionths.dividingFullWidth((high, low)).quotient)
    }

    /// With two places behind the point; small amounts with as many as they need, up to four.
    package var description: String {
        let (scale, places): (Int64, Int) = millionths.magnitude < 1_000_000 ? (100, 4) : (10_000, 2)
        let units = millionths / scale + (millionths % scale >= scale / 2 ? 1 : 0)
        let base = Int64(places == 4 ? 10_000 : 100)
        var behind = String(units % base)
        behind = String(repeating: "0", count: places - behind.utf8.count) + behind
        while behind.utf8.count > 2, behind.hasSuffix("0") { behind.removeLast() }
        return "\(units / base).\(behind)"
    }
}

/// Bytes as people write them: `500kB`, `20MB`, `1.5GB`. Kilo is a thousand, as those count who sell lines.
package enum ByteCount {
    private static let units: [(name: String, size: Int)] = [
        ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("B", 1),
    ]

    /// Nil for anything else.
    package static func read(_ text: String) -> Int? {
        guard let unit = units.first(where: { text.lowercased().hasSuffix($0.name.lowercased()) }),
            let amount = Money(String(text.dropLast(unit.name.count)))
        else { return nil }
        let (bytes, overflow) = Int(amount.millionths).multipliedReportingOverflow(by: unit.size)
        return overflow ? nil : bytes / 1_000_000
    }

    /// With one place behind the point from 1 kB on.
    package static func text(_ bytes: Int) -> String {
        guard let unit = units.first(where: { bytes >= $0.size }), unit.size > 1 else { return "\(bytes) B" }
        let tenths = (bytes / (unit.size / 100) + 5) / 10
        return tenths >= 1000 ? "\(tenths / 10) \(unit.name)" : "\(tenths / 10).\(tenths % 10) \(unit.name)"
    }
}
