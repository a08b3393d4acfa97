import Testing

/// Drills from the built program: they reach the people of a place, and show nothing that nobody posted.
struct DrillTests {
    private let office: DemoOffice

    init() throws { office = try DemoOffice() }

    @Test("without a place nobody who answers for one is told, and the order says so; with one its deputy gets it")
    func places() async throws {
        let nowhere = try await office.jibu("drill")
        #expect(nowhere.output.contains("No deputy is among them. Name a place that deputies answer for: --place PLACE"))
        let wrong = try await office.jibu("drill", "--place", "saryozn")
        #expect(wrong.status != 0 && wrong.errors.contains("Did you mean"))
        let ordered = try await office.jibu("drill", "--place", "saryozen", now: "2026-11-20T09:01:00Z")
        #expect(ordered.output.contains(" in saryozen to ") && !ordered.output.contains("No deputy"))
    }

    @Test("the exercise has neither posts nor words nor times of its own making")
    func text() async throws {
        _ = try await office.jibu("drill", "--place", "gihanga")
        let run = try await office.jibu("run")
        #expect(run.output.contains("EXERCISE about "))
        let mails = try office.mails().values.map { MailView(file: $0).text }.filter { $0.contains("EXERCI") || $0.contains("IMYITOZO") }
        #expect(!mails.isEmpty)
        // It stands first; what follows is of real posts.
        for mail in mails.map({ $0.components(separatedBy: "2. ")[0] }) {
            for word in [" on exercise", "…**", "exercise-0"] { #expect(!mail.contains(word), "\(mail)") }
        }
    }
}
