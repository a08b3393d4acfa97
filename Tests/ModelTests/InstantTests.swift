import Model
import Testing

@Suite struct InstantTests {
    @Test(
        "RFC 3339 is read, whatever the offset",
        arguments: [
            ("1970-01-01T00:00:00Z", Int64(0)), ("2026-11-20T09:00:00Z", 1_795_165_200_000),
            ("2026-11-20T14:00:00+05:00", 1_795_165_200_000), ("2026-11-20 09:00:00Z", 1_795_165_200_000),
            ("2026-11-20t09:00:00.25z", 1_795_165_200_250), ("1969-12-31T23:59:59.999Z", -1),
            ("2000-02-29T12:00:00-00:30", 951_827_400_000), ("2016-12-31T23:59:60Z", 1_483_228_799_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ])
    func reads(text: String, milliseconds: Int64) {
        #expect(Instant(text)?.milliseconds == milliseconds)
    }

    @Test(
        "what is no instant is refused",
        arguments: [
            "", "2026-11-20", "2026-11-20T09:00Z", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-20T24:00:00Z",
            "2026-11-20T09:00:00", "2026-11-20T09:00:00+5", "2026-11-20T09:00:00.Z", "2026-11-20T09:00:00Z ", "٢٠٢٦-11-20T09:00:00Z",
            "99999-11-20T09:00:00Z", "2026-11-20T09:00:00.123456789012345678901234567890Z",
        ])
    func refuses(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("what is written is read again, over four centuries of days")
    func roundTrip() {
        for day in stride(from: -146_097, through: 146_097, by: 97) {
            let instant = Instant(milliseconds: Int64(day) * 86_400_000 + 12_345_678)
            #expect(Instant(instant.description) == instant)
            #expect(CivilDate(daysSinceEpoch: day).daysSinceEpoch == day)
        }
    }

    @Test("arithmetic at the ends of the range saturates and does not trap")
    func saturates() {
        let end = Instant(milliseconds: .max)
        #expect(end.advanced(by: .days(1)) == end)
        #expect(Instant(milliseconds: .min).advanced(by: .days(-1)) == Instant(milliseconds: .min))
        #expect(end.since(Instant(milliseconds: .min)).milliseconds == .max)
        #expect(TimeSpan.days(.max).milliseconds == .max)
        #expect(!end.description.isEmpty)
        #expect(!Instant(milliseconds: .min).description.isEmpty)
    }

    @Test("weekdays follow ISO 8601", arguments: [("2026-11-20", 5), ("1970-01-01", 4), ("2000-02-29", 2), ("1969-12-28", 7)])
    func weekdays(day: String, weekday: Int) {
        #expect(CivilDate(day)?.weekday == weekday)
    }
}
