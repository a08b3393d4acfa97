import Model
import Testing

@testable import Pipeline

@Suite("How long it takes at worst")
struct LatencyTests {
    private func person(
        _ cadence: Recipient.Cadence = .instant, quiet: [QuietHours] = [], breaking: Set<Severity> = []
    ) -> Recipient {
        Recipient(
            id: "aigul", name: "Aigul", role: .deputy, areas: [], topics: [], languages: ["en"],
            channels: [
                .init(channel: "sms", address: "+77001234567"), .init(channel: "chat", address: "42"),
                .init(channel: "mail", address: "aigul@qala.example"),
            ], timeZone: "UTC", quietHours: quiet, breakQuietFor: breaking, cadence: cadence, digestAt: 480,
            mandateFrom: nil, mandateUntil: nil)
    }

    private func latency(_ person: Recipient, readable: Set<String> = ["chat", "mail"]) -> Latency {
        Latency(person, sources: .hours(1), runEvery: .minutes(15), readable: readable)
    }

    private let nights = QuietHours(days: Set(1...7), from: 22 * 60, until: 7 * 60)

    @Test("an instant recipient waits for the source and for one run")
    func instant() {
        #expect(latency(person()).total == .minutes(75))
        #expect(latency(person()).parts.map(\.name) == ["the source is asked", "the next run"])
    }

    @Test("a cadence and quiet hours add up, and what waited goes out with one run more")
    func held() {
        #expect(latency(person(.daily)).total == .minutes(75 + 24 * 60 + 15))
        #expect(latency(person(.weekly)).total == .minutes(75 + 7 * 24 * 60 + 15))
        let night = latency(person(quiet: [nights], breaking: [.critical]))
        #expect(night.total == .minutes(75 + 9 * 60 + 15))
        #expect(night.breaking == [.critical] && night.totalWhenBreaking == .minutes(90))
        #expect(latency(person(breaking: [.critical])).breaking.isEmpty, "there is nothing to break")
    }

    @Test("the longest stretch of quiet hours goes over touching windows and over the end of the week")
    func longest() {
        let weekend = QuietHours(days: [6, 7], from: 0, until: 0)
        #expect(Latency.longestQuiet([nights]) == .hours(9))
        // Friday 22:00 to Monday 07:00.
        #expect(Latency.longestQuiet([nights, weekend]) == .hours(57))
        #expect(Latency.longestQuiet([QuietHours(days: [7], from: 12 * 60, until: 12 * 60)]) == .hours(24))
        #expect(Latency.longestQuiet([QuietHours(days: Set(1...7), from: 0, until: 0)]) == .days(7))
        #expect(Latency.longestQuiet([]) == .seconds(0))
    }

    @Test("a reply goes over the first channel of the person that is read")
    func replies() {
        #expect(latency(person()).reply?.name == "chat" && latency(person()).reply?.span == .minutes(15))
        #expect(latency(person(), readable: []).reply == nil)
    }

    @Test("spans in two units", arguments: [
        (TimeSpan.minutes(5), "5m"), (.minutes(75), "1h 15m"), (.hours(26), "1d 2h"), (.minutes(1500), "1d 1h"),
        (.seconds(9), "0m"),
    ])
    func rough(span: TimeSpan, text: String) { #expect(span.rough == text) }
}
