import Testing

@testable import Text

struct SqueezeTests {
    static func squeeze(_ text: String) -> String {
        var views = Views(text)
        return String(decoding: views.view(.squeeze).bytes, as: UTF8.self)
    }

    @Test(
        "single letters with one separator between them are one word",
        arguments: [
            ("смерть от в а к ц и н ы", "смерть от вакцины"),
            ("v.a.c.c.i.n.e kills", "vaccine kills"),
            ("в - а - к - ц - и - н - а", "вакцина"),
            ("B A K Ц И H A", "вакцина"),
            ("c • o • v • i • d", "covid"),
            ("в а к ц и н а   у б и в а е т", "вакцина   убивает"),
            ("н е т   в а к ц и н е", "нет   вакцине"),
            // A sign that is read as a letter is one of the letters, but not the last one.
            ("в.@.к.ц.1.н.а и v•@•c•c•!•n•e", "вакціна и vaccine"),
            ("$|@|т|у|р|н|н|ы|й", "сатурнный"),
            ("в а к ц и н а! н е т ! д а !", "вакцина! н е т ! д а !"),
            ("$ $ $ a $", "$ $ $ a $"),
            ("a @ b", "a @ b"),
            // Nothing is joined below four letters, across different separators, or between words.
            ("a b c", "a b c"),
            ("а.б-в г", "а.б-в г"),
            ("в акции на всё", "в акции на всё"),
            ("я и ты с ним в Астане", "я и ты с ним в астане"),
            ("a .... b .... c .... d", "a .... b .... c .... d"),
        ])
    func spacing(text: String, expected: String) {
        #expect(Self.squeeze(text) == expected)
    }

    @Test(
        "symbols between two letters are dropped, punctuation is not",
        arguments: [
            ("ва❤️кц🔥ина", "вакцина"),
            ("в*а_к~ц|ина", "вакцина"),
            ("vac+cine vac=cine", "vaccine vaccine"),
            ("rendez-vous l’eau n'urukingo a.b", "rendez-vous l’eau n'urukingo a.b"),
            ("call<phone>now", "call<phone>now"),
            ("слово 🔥 слово🔥", "слово 🔥 слово🔥"),
            ("да🔥🔥🔥🔥нет", "да🔥🔥🔥🔥нет"),
            ("5*5", "5*5"),
            // Digits and signs that are letters by their place count as letters.
            ("gr4🇰🇿mm4r k!⭐sh3t@🔥ni", "grammar kishetani"),
            ("4🔥ипы covid19🔥новости 5$🔥price", "4🔥ипы covid19🔥новости 5$🔥price"),
            // What stands for a lost letter is no decoration.
            ("ва\u{FFFD}цина", "ва\u{FFFD}цина"),
        ])
    func symbols(text: String, expected: String) {
        #expect(Self.squeeze(text) == expected)
    }

    @Test("the range of a joined word reaches from its first letter to its last")
    func ranges() {
        var views = Views("от В А\u{301} К Ц!")
        let squeeze = views.view(.squeeze)
        #expect(String(decoding: squeeze.bytes, as: UTF8.self) == "от вакц!")
        #expect(squeeze.original(5..<13) == 5..<18)
        #expect(squeeze.original(7..<9) == 8..<12)
    }
}
