import Alerting
import Model
import Testing
import Watchlists

@testable import Pipeline

struct ClaimDraftTests {
    private static let office = OfficeFacts(
        id: "qala", name: "Qala Press Office", contact: "press@qala.example", timeZone: "Asia/Almaty",
        languages: ["kk", "ru", "sw", "rw", "fr", "en"])

    private func draft(_ text: String, topic: String = "water", background: [String: Int] = [:]) -> ClaimDraft {
        ClaimDraft(
            text: text, topic: topic, areas: ["qala"], places: ReplayOffice.places, office: Self.office,
            today: ReplayOffice.start.date, background: background)
    }

    private func load(_ draft: ClaimDraft, list: String? = nil) -> (watchlists: Watchlists, findings: [Finding]) {
        Watchlists.load(
            lists: [WatchlistFile(path: "draft.yaml", text: list ?? draft.list)],
            responses: [WatchlistFile(path: "responses/\(draft.id).yaml", text: draft.response)],
            places: ReplayOffice.places, today: ReplayOffice.start.date)
    }

    static let texts = [
        "Говорят, что после ремонта водопроводная вода отравлена: \"не пейте\" \\ и передайте соседям!",
        "Жөндеуден кейін құбырдағы ауыз су уланған екен, балаларыңызға бермеңіздер",
        "They say the tap water is poisoned after the repair, do not drink it",
        "On dit que l’eau du robinet est empoisonnée depuis les travaux",
        "Wanasema maji ya bomba yametiwa sumu baada ya matengenezo",
        "Baravuga ko amazi yo mu rubinetti yarozwe nyuma yo gusana",
        "ВСЕ ПИШУТ: ВОДОПРОВОДНАЯ ВОДА ОТРАВЛЕНА\n<phone> http://news.example/voda",
    ]

    @Test("lint names what a person must write, and nothing else is wrong", arguments: texts)
    func lint(text: String) {
        let codes = Set(load(draft(text)).findings.map(\.code))
        #expect(
            codes == [
                "missing-purpose", "missing-statement", "missing-ingredient", "response-draft", "no-public-evidence",
                "unfilled-placeholder",
            ])
    }

    @Test("with the gaps filled the claim matches the post that it was made from", arguments: texts)
    func matches(text: String) {
        let draft = draft(text)
        let filled = draft.list.replacing("purpose: \"\"", with: "purpose: Answer rumours about drinking water.")
            .replacing("statement: \"\"", with: "statement: The tap water of Qala is poisoned since the repair.")
        let (watchlists, _) = load(draft, list: filled)
        #expect(watchlists.claims.map(\.id) == [draft.id])
        var matcher = watchlists.patterns.matcher()
        #expect(matcher.matches(in: text).claims == [draft.id])
        #expect(matcher.matches(in: "The weather is nice today, погода хорошая").claims.isEmpty)
    }

    @Test("rare words are taken, names inside a sentence and places are not")
    func words() {
        let text = "Вчера говорили, что депутат Ахметов обещал закрыть поликлинику навсегда. Qala, поликлинику!"
        let words = DistinctiveWords(
            of: text, places: ReplayOffice.places,
            background: ["говорили": 50, "вчера": 60, "обещал": 20, "депутат": 30]
        ).words
        #expect(words == ["закрыть", "поликлинику", "навсегда"])
        #expect(DistinctiveWords(of: "да нет", places: [], background: [:]).words.isEmpty)
    }

    @Test("the same post gives the same draft, and every language of the office has a holding statement")
    func stable() {
        #expect(draft(Self.texts[0]) == draft(Self.texts[0]))
        for language in Self.office.languages { #expect(draft(Self.texts[0]).response.contains("\n  \(language):\n")) }
    }
}
