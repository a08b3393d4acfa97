import Foundation
import Testing

@testable import Text

/// How a post reads: careful guesses in six languages, and tellings that must not be taken for anything else.
struct ToneTests {
    private func guess(_ text: String, _ hit: String) throws -> Tone? {
        let range = try #require(text.range(of: hit, options: .caseInsensitive), "\(text)")
        let lower = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        let upper = text.utf8.distance(from: text.startIndex, to: range.upperBound)
        return Tone.guess(text, hits: [lower..<upper])
    }

    private static let hits = [
        "en": "the water is poisoned", "ru": "вода отравлена", "kk": "су уланған", "sw": "maji yana sumu",
        "rw": "amazi arimo uburozi", "fr": "l'eau est empoisonnée",
    ]

    private static let readings: [(language: String, kind: Tone.Kind, text: String)] = [
        ("en", .opinion, "In my opinion it is a shame that the water is poisoned."),
        ("en", .opinion, "What an incompetent council, shameful that the water is poisoned!"),
        ("en", .satire, "#satire The water is poisoned, the mayor drinks only tea"),
        ("en", .satire, "The water is poisoned and turns you into a taxpayer /s"),
        ("en", .question, "Is it true that the water is poisoned?"),
        ("en", .question, "Good morning. Does anyone know: the water is poisoned or not?!"),
        ("en", .denial, "It is not true that the water is poisoned."),
        ("en", .denial, "“The water is poisoned.” This is not true, I asked the utility."),
        ("en", .denial, "Fake: the water is poisoned"),
        ("ru", .opinion, "По-моему, это позор, что вода отравлена."),
        ("ru", .satire, "Сатира: вода отравлена, мэр перешёл на чай"),
        ("ru", .question, "Соседи, правда ли, что вода отравлена?"),
        ("ru", .denial, "Неправда, что вода отравлена."), ("ru", .denial, "Фейк! Вода отравлена."),
        ("ru", .denial, "Утилита опровергла слухи, будто вода отравлена"),
        ("kk", .opinion, "Менің ойымша, су уланған деп айту ұят."),
        ("kk", .satire, "#әзіл су уланған, енді қымыз ішеміз"),
        ("kk", .question, "Су уланған дегені рас па?"), ("kk", .denial, "Су уланған деген рас емес."),
        ("kk", .denial, "Бұл өтірік: су уланған"),
        ("sw", .opinion, "Kwa maoni yangu ni aibu kwamba maji yana sumu."),
        ("sw", .satire, "(utani) maji yana sumu, tunywe soda"),
        ("sw", .question, "Ni kweli maji yana sumu?"), ("sw", .denial, "Si kweli kwamba maji yana sumu."),
        ("sw", .denial, "Mkuu wa wilaya amekanusha kuwa maji yana sumu."),
        ("rw", .opinion, "Ku bwanjye biteye isoni kubona amazi arimo uburozi."),
        ("rw", .satire, "#urwenya amazi arimo uburozi"),
        ("rw", .question, "Ni ukuri ko amazi arimo uburozi?"), ("rw", .denial, "Ni ibinyoma ko amazi arimo uburozi."),
        ("fr", .opinion, "À mon avis, c'est honteux : l'eau est empoisonnée."),
        ("fr", .satire, "[parodie] l'eau est empoisonnée"),
        ("fr", .question, "Est-ce vrai que l'eau est empoisonnée ?"),
        ("fr", .denial, "C’est faux que l'eau est empoisonnée."),
        ("en", .opinion, "I am so tired of people who shout that the water is poisoned."),
        ("en", .opinion, "All this talk that the water is poisoned... Do your job!"),
        ("ru", .opinion, "Эти разговоры, что вода отравлена, уже надоели."),
        ("kk", .opinion, "Су уланған деген әңгіме болса, телефонды көтеріңдер!"),
        ("sw", .opinion, "Wanaopiga kelele kwamba maji yana sumu ni wanafiki."),
        ("rw", .opinion, "Inkuru za amazi arimo uburozi, ndarambiwe."),
        ("fr", .opinion, "J'en ai marre de ceux qui crient que l'eau est empoisonnée."),
        ("en", .satire, "BREAKING: the water is poisoned with optimism 😂"),
        ("ru", .satire, "Шучу, конечно, но вода отравлена, пейте квас 🙃"),
        ("en", .question, "The water is poisoned?? Who said that"),
    ]

    @Test("opinion, satire, a question and a denial are told by their signs", arguments: readings)
    func toned(language: String, kind: Tone.Kind, text: String) throws {
        let hit = try #require(Self.hits[language])
        let tone = try #require(try guess(text, hit), "\(text)")
        #expect(tone.kind == kind, "\(text): \(tone)")
        #expect(!tone.signs.isEmpty && tone.signs.allSatisfy { !$0.isEmpty && !$0.contains("*") })
    }

    private static let tellings: [(language: String, text: String)] = [
        ("en", "I think the water is poisoned"), ("en", "Shame! The water is poisoned"),
        ("en", "Is it true? The water is poisoned, they say"), ("en", "Who drinks this? The water is poisoned"),
        ("en", "Is it true that the water is poisoned? Yes, my aunt is in hospital."),
        ("en", "The mayor says it is not true, but the water is poisoned"),
        ("en", "They hide it and call it fake news: the water is poisoned"),
        ("en", "It is not fake: the water is poisoned"),
        ("en", "Fake vaccines are next, the water is poisoned"), ("en", "This is no joke: the water is poisoned"),
        ("en", "Do not believe the mayor: the water is poisoned"),
        ("en", "They told us to relax 😂 the water is poisoned 😂"), ("en", "Not kidding, the water is poisoned"),
        ("en", "These pathetic liars, the water is poisoned"),
        ("en", "I am sick of this council, the water is poisoned"),
        ("en", "People who say it is fine are stupid. Share: the water is poisoned"),
        ("ru", "Это не сплетни, вода отравлена, жалкие лжецы"), ("ru", "Лично я не пью: вода отравлена"),
        ("ru", "Я думаю, вода отравлена"), ("ru", "Это не фейк, вода отравлена"),
        ("ru", "Власти скрывают и говорят, что это ложь: вода отравлена"),
        ("ru", "Говорят, что это неправда, но вода отравлена"), ("ru", "Не верьте акимату, вода отравлена"),
        ("ru", "Вода отравлена?! Да, у соседей дети в больнице"),
        ("kk", "Ойлаймын, су уланған"), ("kk", "Жасырып отыр: су уланған"), ("kk", "Рас емес дейді, бірақ су уланған"),
        ("kk", "Бұл жалған емес, су уланған"),
        ("sw", "Nadhani maji yana sumu"), ("sw", "Wanaficha na kusema si kweli: maji yana sumu"),
        ("sw", "Wanasema si kweli lakini maji yana sumu"),
        ("rw", "Ntekereza ko amazi arimo uburozi"), ("rw", "Barahisha ngo ni ibinyoma, amazi arimo uburozi"),
        ("rw", "Ngo ni ibinyoma ariko amazi arimo uburozi"),
        ("fr", "Je crois que l'eau est empoisonnée"),
        ("fr", "Ils cachent tout et disent que c'est faux : l'eau est empoisonnée"),
        ("fr", "On dit que c'est faux mais l'eau est empoisonnée"),
    ]

    @Test("a plain telling stays one, whatever stands around it", arguments: tellings)
    func plain(language: String, text: String) throws {
        let hit = try #require(Self.hits[language])
        #expect(try guess(text, hit) == nil, "\(text)")
    }

    @Test("a text that tells it plainly once tells it plainly")
    func several() throws {
        let text = "The water is poisoned, all of it. My aunt is ill. It is not true that the water is poisoned."
        let words = "the water is poisoned"
        let denied = text.utf8.count - 1 - words.utf8.count..<text.utf8.count - 1
        #expect(Tone.guess(text, hits: [denied])?.kind == .denial)
        #expect(Tone.guess(text, hits: [0..<words.utf8.count, denied]) == nil)
        #expect(Tone.guess(text, hits: []) == nil && Tone.guess("", hits: [0..<0]) == nil)
    }

    @Test("ranges that lie outside the text, or cut a letter, do no harm")
    func outside() {
        for range in [-5..<3, 2..<900, 900..<901, 1..<2] { _ = Tone.guess("Су уланған? Рас па?", hits: [range]) }
    }

    /// What is said about the texts of the repository: none of them was written for this.
    @Test("of real texts, few would be guessed to be anything but plain")
    func real() {
        var counts: [Tone.Kind: Int] = [:]
        for text in RealTexts.all {
            // As if the middle of each had been hit.
            let middle = text.utf8.count / 2
            if let tone = Tone.guess(text, hits: [middle..<middle + 1]) { counts[tone.kind, default: 0] += 1 }
        }
        #expect(RealTexts.all.count > 3000)
        #expect(counts.values.reduce(0, +) * 100 < RealTexts.all.count, "\(counts) of \(RealTexts.all.count)")
    }
}
