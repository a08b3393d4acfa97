import Testing

@testable import Text

struct DeobfuscationTests {
    static func deobf(_ text: String) -> String {
        var views = Views(text)
        return String(decoding: views.view(.deobf).bytes, as: UTF8.self)
    }

    @Test(
        "look-alike letters follow the word's own script",
        arguments: [
            ("вaкцинa", "вакцина"),
            ("ВAКЦИHА", "вакцина"),
            ("BAКЦИНА", "вакцина"),
            ("vасcinе", "vaccine"),
            ("бәрi отiрiк Кiм", "бәрі отірік кім"),
            ("дəрі", "дәрі"),
            ("чиnы", "чипы"),
            ("υaccine vαccine", "uaccine vaccine"),
            ("вαкцινа", "вакціνа"),
            ("ѕеrum", "serum"),
            ("Ελλάδα", "ελλάδα"),
            ("Kaspi банк", "kaspi банк"),
            // Greek letters that look Latin may be most of a word, those that do not are Greek.
            ("ΚΙΝΥWΑ nυmεrο", "kinywa numero"),
            ("λόγοn", "λόγοn"),
            // Handwritten twins alone speak for Latin, unless the rest of the post is Cyrillic and the word mostly.
            ("Наша тuхохоgка спит, это же факт", "наша тихоходка спит, это же факт"),
            ("wananchi wanakula bеагѕ", "wananchi wanakula bears"),
            ("vассiпе, ѕegvіеѕ", "vaccine, segvies"),
            ("nurse тuхохоgка nurse", "nurse tuxoxogka nurse"),
        ])
    func lookAlikes(text: String, expected: String) {
        #expect(Self.deobf(text) == expected)
    }

    @Test(
        "a word of twins alone follows a post that is clearly in the other script",
        arguments: [
            ("сор ісуаһа kubeshya ntabwo bw'urwanda", "cop icyaha kubeshya ntabwo bw'urwanda"),
            ("Это новый TOM закона, ждём", "это новый том закона, ждём"),
            // Two letters are too few, and a mixed post decides nothing.
            ("ор kubeshya ntabwo", "ор kubeshya ntabwo"),
            ("сор", "сор"),
            ("сор жд kub", "сор жд kub"),
            ("wananchi wote wa ΤΑΝΑ", "wananchi wote wa tana"),
            ("каждый ΡΟΤ и τορ", "каждый рот и тор"),
            ("το και in English φλψ", "το και in english φλψ"),
        ])
    func twins(text: String, expected: String) {
        #expect(Self.deobf(text) == expected)
    }

    @Test(
        "digits and signs are letters inside a word and at its start, never at its end",
        arguments: [
            ("v4cc1ne v@ccine va$$ine", "vaccine vaccine vassine"),
            ("4ипы 8акцина 3арплата", "чипы вакцина зарплата"),
            ("в@кцин@", "вакцин@"),
            ("c0vid19 covid19 iphone15 wow!", "covid19 covid19 iphone15 wow!"),
            // A digit without a reading makes the group a number.
            ("2023году covid29vaccine", "2023году covid29vaccine"),
            // Fewer letters than half.
            ("10000km", "10000km"),
            ("20 км 5G 3д", "20 км 5g 3д"),
            ("don€", "don€"),
            ("d€al", "deal"),
        ])
    func digits(text: String, expected: String) {
        #expect(Self.deobf(text) == expected)
    }

    @Test(
        "runs of three or more equal letters become one; digits and doubles stay",
        arguments: [
            ("нееееет ДАаа soooo", "нет да so"),
            ("vaccine Anna", "vaccine anna"),
            ("1000 !!! ...", "1000 !!! ..."),
            ("اااا", "ا"),
        ])
    func runs(text: String, expected: String) {
        #expect(Self.deobf(text) == expected)
    }

    @Test("a cut run stands for all of its letters in the original")
    func runRange() {
        var views = Views("не\u{200B}ЕЕт да")
        let deobf = views.view(.deobf)
        #expect(String(decoding: deobf.bytes, as: UTF8.self) == "нет да")
        #expect(deobf.original(2..<4) == 2..<11)
        #expect(deobf.original(4..<6) == 11..<13)
    }

    @Test("a text with nothing to resolve shares the weaker view")
    func shared() {
        var views = Views("Вакцина опасна? Нет! Covid-19 дан қорғайды.")
        let same = View.allCases.dropFirst(2).map { views.differs($0) }
        #expect(same == [false, false])
        let name = views.view(.deobf).name
        #expect(name == .deobf)
        var other = Views("вaкцина")
        let differs = View.allCases.map { other.differs($0) }
        #expect(differs == [false, false, true, false])
    }
}
