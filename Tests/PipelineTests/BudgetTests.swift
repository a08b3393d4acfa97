import Model
import Testing

@testable import Pipeline

/// Amounts of money and of data, and what follows from them.
struct BudgetTests {
    @Test("money is read as it is written, to the millionth", arguments: [
        ("12", 12_000_000), ("0.75", 750_000), ("0.000001", 1), ("999999999.999999", 999_999_999_999_999), ("00.5", 500_000),
    ])
    func money(text: String, millionths: Int) { #expect(Money(text)?.millionths == Int64(millionths)) }

    @Test("what is no money is refused", arguments: ["", ".5", "5.", "-1", "1,5", "1e3", "0.0000001", "1234567890", "1.2.3", "१"])
    func noMoney(text: String) { #expect(Money(text) == nil) }

    @Test("money is shown with two places, small amounts with up to four", arguments: [
        (12_000_000, "12.00"), (750_000, "0.75"), (1_234_567, "1.23"), (1_235_000, "1.24"), (123_400, "0.1234"), (0, "0.00"), (40, "0.00"),
        (999_960, "1.00"), (Int.max, "9223372036854.78"),
    ])
    func shown(millionths: Int, text: String) { #expect(Money(millionths: Int64(millionths)).description == text) }

    @Test("amounts of data are read and shown", arguments: [
        ("500kB", 500_000, "500 kB"), ("20MB", 20_000_000, "20.0 MB"), ("1.5GB", 1_500_000_000, "1.5 GB"), ("20mb", 20_000_000, "20.0 MB"),
        ("1000B", 1000, "1.0 kB"),
    ])
    func data(text: String, bytes: Int, shown: String) {
        #expect(ByteCount.read(text) == bytes)
        #expect(ByteCount.text(bytes) == shown)
    }

    @Test("what is no amount of data is refused", arguments: ["20", "MB", "-5MB", "5 MB", "1,5MB", "99999999999GB"])
    func noData(text: String) { #expect(ByteCount.read(text) == nil) }

    @Test("the smaller one of both limits counts")
    func limits() {
        #expect(Budget().bytes == nil)
        #expect(Budget(bytesPerRun: 5_000_000).bytes == 5_000_000)
        let price = Money("0.50")
        #expect(Budget(moneyPerRun: Money("1"), pricePerMB: price).bytes == 2_000_000)
        #expect(Budget(bytesPerRun: 1_000_000, moneyPerRun: Money("1"), pricePerMB: price).bytes == 1_000_000)
        #expect(Budget(bytesPerRun: 3_000_000, moneyPerRun: Money("1"), pricePerMB: price).bytes == 2_000_000)
        #expect(Budget(moneyPerRun: Money("999999999"), pricePerMB: Money("0.000001")).bytes == Int.max)
        #expect(Budget(pricePerMB: price).cost(of: 3_000_000) == Money("1.5"))
        #expect(Budget(pricePerMB: Money("999999999")).cost(of: .max) == Money(millionths: .max))
    }

    @Test("costs of very many large sources are summed without a trap")
    func total() {
        var costs = SourceCosts([], [:], schedule: Schedule(minimum: .hours(1), runEvery: .minutes(15)), budget: Budget(),
            lastRun: nil, now: Instant(seconds: 1_795_165_200))
        let line = SourceCosts.Line(id: "a", kind: "feed", isCounted: true, bytesThisMonth: .max / 2, bytesByMonthsEnd: .max / 2)
        costs.lines = [line, line, line]
        #expect(costs.total.bytesThisMonth == .max && costs.total.bytesByMonthsEnd == .max)
        #expect(costs.json.encoded().count > 100)
    }
}
