import Model
import Testing

@Suite struct TimeSpanTests {
    @Test(
        "spans are read as people write them",
        arguments: [("15m", Int64(900_000)), ("24h", 86_400_000), ("30d", 2_592_000_000), ("0s", 0), ("500ms", 500), ("2w", 1_209_600_000)])
    func reads(text: String, milliseconds: Int64) {
        #expect(TimeSpan(text)?.milliseconds == milliseconds)
    }

    @Test("nonsense is refused", arguments: ["", "15", "m", "-5m", "1.5h", "15 m", "99999999999d", "999999999d", "1y", "١٥m"])
    func refuses(text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test("a span is written in its largest whole unit", arguments: [("90m", "90m"), ("120m", "2h"), ("48h", "2d"), ("1500ms", "1500ms"), ("0s", "0s")])
    func writes(text: String, written: String) {
        #expect(TimeSpan(text)?.description == written)
    }
}
