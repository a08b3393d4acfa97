import Testing

@testable import Text

struct LanguageGuessTests {
    @Test(
        "whole sentences",
        arguments: [
            ("Қаланың суы уланған екен, балаларға бермеңіздер", "kk"), ("Су уланган екен, балаларга бермениздер", "kk"),
            ("Бугін базарда ет кымбаттап кетипти, халык не жейді", "kk"),
            ("Qalanyń sýy ýlanǵan eken, balalarǵa bermeńizder", "kk"), ("Su ulangan eken, balalarga bermenizder", "kk"),
            ("قالانىڭ سۋى ۋلانعان ەكەن", "kk"), ("Вода в городе отравлена, не давайте детям", "ru"),
            ("Вчера Нұрлан сказал нам, что воду завтра отключат на весь день во всём городе", "ru"),
            ("Maji ya mji yamewekwa sumu, msiwape watoto wenu", "sw"),
            ("Serikali imesema chanjo hiyo ni salama kwa watu wote", "sw"),
            ("Amazi yo mu mujyi yarozwe, ntimuyahe abana banyu", "rw"),
            ("Leta yavuze ko urukingo nta kibazo rutera abaturage", "rw"),
            ("L'eau de la ville est empoisonnée, n'en donnez pas aux enfants", "fr"),
            ("The city water is poisoned, do not give it to your children", "en"),
            ("@user https://example.org/the-water-is-fine Вода отравлена, не пейте её", "ru"),
            ("ВОДА ОТРАВЛЕНА СРОЧНО НЕ ПЕЙТЕ", "ru"), ("Ｔｈｅ ｗａｔｅｒ ｉｓ ｎｏｔ ｓａｆｅ ａｔ ａｌｌ", "en"),
        ])
    func guesses(text: String, language: String) {
        #expect(LanguageGuess.of(text).language == language)
    }

    @Test(
        "nothing to go by is unknown",
        arguments: ["", "12345", "😀😀", "ok", "@user https://example.org", "السلام عليكم", "水是安全的吗", "<phone>"])
    func admitsIgnorance(text: String) {
        #expect(LanguageGuess.of(text).language == "und")
    }

    @Test("a short even text is unknown, with the nearest language as runner-up")
    func namesRunnerUp() {
        let guess = LanguageGuess.of("ana mina")
        #expect(guess.margin >= 0)
        #expect(guess.language != "und" || guess.runnerUp != nil)
    }

    @Test("a rule leaves no doubt, the model says how sure it is")
    func reportsMargin() {
        #expect(LanguageGuess.of("Қаланың суы").margin == 1)
        let guess = LanguageGuess.of("The city water is poisoned, do not give it to your children")
        #expect(guess.margin > LanguageGuess.leastMargin.long)
        #expect(guess.runnerUp != nil)
    }

    @Test("long texts are cut, at a place inside a character too")
    func cutsLongTexts() {
        #expect(LanguageGuess.of("x" + String(repeating: "вода отравлена ", count: 20_000)).language == "ru")
    }
}
