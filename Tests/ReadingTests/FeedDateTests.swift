import Model
import Testing

@testable import Reading

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

    @Test("the short way reads what the long way reads, for every day, and nothing that the long way refuses")
    func usual() {
        var read = 0
        for (index, number) in stride(from: 0, to: 24_837, by: 7).enumerated() {
            let date = CivilDate(daysSinceEpoch: number)
            let month = ["Jan", "Feb", "Mar", "Apr", "MAY", "Jun", "jul", "Aug", "Sep", "Oct", "Nov", "Dec"][date.month - 1]
            let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][date.weekday - 1]
            for zone in ["GMT", "UTC", "+0500", "-0330", "+1400", "+1430", "-9900", "+0575", "EST", "A"] {
                let clock = ["00:00:00", "23:59:59", "12:34:56", "24:00:00", "12:60:00", "12:00:60"][index % 6]
                let text = "\(weekday), \(date.day) \(month) \(date.year) \(clock) \(zone)"
                let long = FeedDate.inWords(text, language: nil, defaultZone: 0)
                #expect(FeedDate.read(text) == long, "\(text)")
                if let short = FeedDate.usual(text) {
                    read += 1
                    #expect(short == long?.instant || !FeedDate.years.contains(short.date.year), "\(text)")
                }
            }
        }
        #expect(read > 8000, "\(read)")
        for text in ["Thu, 31 Nov 2026 01:23:00 GMT", "Xyz, 19 Nov 2026 01:23:00 GMT", "Thu, 19 Nov 2026 01:23:00 ", "Thu, 19 Nov 2026 01-23-00 GMT"] {
            #expect(FeedDate.usual(text) == nil)
        }
    }

    @Test("a day without a time says so")
    func dayOnly() {
        #expect(FeedDate.read("2024-02-05")?.dayOnly == true)
        #expect(FeedDate.read("5 ақпан 2024")?.dayOnly == true)
        #expect(FeedDate.read("2024-02-05T00:00:00Z")?.dayOnly == false)
    }
}
