import Model
import Reading
import Testing

struct FeedDateTests {
    @Test("a date as feeds write it becomes one instant", arguments: DateTable.dates)
    func reads(_ row: DateTable.Row) throws {
        let reading = try #require(FeedDate.read(row.text, language: row.language), "\(row.text)")
        #expect(reading.instant.description == row.instant, "\(row.text)")
        #expect(reading.zoneAssumed == row.zoneAssumed, "\(row.text)")
    }

    @Test("text that is no date stays without an instant", arguments: DateTable.nonsense)
    func refuses(_ text: String) {
        #expect(FeedDate.read(text) == nil)
    }

    @Test("a feed's own zone is used only where the text names none")
    func defaultZone() throws {
        let without = try #require(FeedDate.read("2024-02-05 10:00", defaultZone: 300))
        #expect(without.instant.description == "2024-02-05T05:00:00Z")
        #expect(without.zoneAssumed)
        let with = try #require(FeedDate.read("2024-02-05 10:00 +0200", defaultZone: 300))
        #expect(with.instant.description == "2024-02-05T08:00:00Z")
        #expect(!with.zoneAssumed)
    }

    @Test("a day without a time says so")
    func dayOnly() {
        #expect(FeedDate.read("2024-02-05")?.dayOnly == true)
        #expect(FeedDate.read("5 ақпан 2024")?.dayOnly == true)
        #expect(FeedDate.read("2024-02-05T00:00:00Z")?.dayOnly == false)
    }
}
