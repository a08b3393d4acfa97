import Model
import Testing

@testable import Alerting

/// 48217 is a code, 48213 is not: its check digit is wrong.
@Suite("Replies as commands")
struct AckCommandTests {
    @Test("taking an alert, in six languages and on every keyboard", arguments: [
        "ack 48217", "ACK 48217", "ok 48217", "OK48217", "ок 48217", "ОК, 48217!", "Ок 48217.", "oк 48217", "иә 48217",
        "Иә, 48217", "ИӘ 48217", "ия 48217", "да 48217", "беру 48217", "ndiyo 48217", "Ndiyo: 48217", "yego 48217",
        "YEGO 48217", "oui 48217", "Oui, 48217", "/ack_48217", "/ack_48217@jibu_qala_bot", "/ack 48217",
        "/start ack-48217", "48217", "48217 ok", "  48217  ", "4 8 2 1 7", "ok 48 217", "ok 482 17", "ok №48217",
        "ok #48217", "ok code 48217", "ок код 48217", "АСК 48217", "аck 48217", "ok ４８２１７", "ｏｋ 48217", "ok ٤٨٢١٧",
        "ok ۴۸۲۱۷", "ok 4\u{FE0F}\u{20E3}8\u{FE0F}\u{20E3}2\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}7\u{FE0F}\u{20E3}",
        "ok\u{200B}48217", "\u{202E}ok 48217", "Рақмет!\n\nиә 48217", "Merci\nbien reçu\nok 48217\nsent from my phone",
        "ok 48217 thank you", "ok\u{00A0}48217",
    ])
    func claiming(text: String) { #expect(AckCommand(text) == .act(.claim, code: "48217"), "\(text)") }

    @Test("giving it back", arguments: [
        "release 48217", "48217 release", "отпустить 48217", "босату 48217", "achia 48217", "rekura 48217", "libérer 48217",
        "liberer 48217", "LIBÉRER 48217",
    ])
    func releasing(text: String) { #expect(AckCommand(text) == .act(.release, code: "48217"), "\(text)") }

    @Test("an answer that is out, with its address", arguments: [
        "done 48217 https://qala.example/water", "48217 done https://qala.example/water",
        "готово 48217 https://qala.example/water.", "дайын 48217 (https://qala.example/water)",
        "tayari 48217: https://qala.example/water", "byasubijwe 48217 https://qala.example/water",
        "fait 48217 <https://qala.example/water>", "répondu 48217 «https://qala.example/water»",
        "done 48217 published at https://qala.example/water, thanks",
    ])
    func responding(text: String) {
        #expect(AckCommand(text) == .act(.respond(url: "https://qala.example/water"), code: "48217"), "\(text)")
    }

    static let dismissals: [(String, AckEvent.Reason)] = [
        ("dismiss 48217 false positive", .falsePositive), ("dismiss 48217 1", .falsePositive),
        ("отклонить 48217 ошибка", .falsePositive), ("жабу 48217 қате", .falsePositive),
        ("kataa 48217 kosa", .falsePositive), ("oya 48217 ikosa", .falsePositive), ("non 48217 erreur", .falsePositive),
        ("dismiss 48217 not ours", .notOurs), ("no 48217 2", .notOurs), ("48217 no, not ours", .notOurs),
        ("нет 48217 не наше", .notOurs), ("жоқ 48217 біздікі емес", .notOurs), ("hapana 48217 si yetu", .notOurs),
        ("oya 48217 si ibyacu", .notOurs), ("non 48217 pas à nous", .notOurs),
        ("dismiss 48217 already answered", .alreadyAnswered), ("dismiss 48 217 3", .alreadyAnswered),
        ("отклонить 48217 уже ответили", .alreadyAnswered), ("жабу 48217 жауап берілген", .alreadyAnswered),
        ("puuza 48217 limeshajibiwa", .alreadyAnswered), ("ndanze 48217 byasubijwe", .alreadyAnswered),
        ("rejeter 48217 déjà répondu", .alreadyAnswered),
        ("dismiss 48217 no amplify", .noAmplify), ("dismiss 48217 don't amplify", .noAmplify),
        ("отклонить 48217 не раздувать", .noAmplify), ("жабу 48217 таратпау", .noAmplify),
        ("kataa 48217 tusieneze", .noAmplify), ("oya 48217 kudakwirakwiza", .noAmplify),
        ("non 48217 ne pas amplifier", .noAmplify),
    ]

    @Test("closing it, with a reason in words or as a number", arguments: dismissals)
    func dismissing(text: String, reason: AckEvent.Reason) {
        #expect(AckCommand(text) == .act(.dismiss(reason), code: "48217"), "\(text)")
    }

    static let unclear: [(String, AckCommand)] = [
        ("ok 48213", .wrongCode("48213")), ("ok 4821", .wrongCode("4821")), ("48213 ok", .wrongCode("48213")),
        ("48213", .wrongCode("48213")), ("ok 48217 48229", .severalCodes), ("ok 48217 and 12340", .severalCodes),
        ("ok", .withoutCode(.claim)), ("Иә!", .withoutCode(.claim)), ("release", .withoutCode(.release)),
        ("done https://qala.example/1", .withoutCode(.respond(url: "https://qala.example/1"))),
        ("not understood", .talk), ("done 48217", .withoutURL(code: "48217")), ("done", .withoutURL(code: nil)),
        ("done 48217 ftp://qala.example/1", .withoutURL(code: "48217")),
        ("dismiss 48217", .withoutReason(code: "48217")), ("dismiss 48217 because", .withoutReason(code: "48217")),
    ]

    @Test("what is unclear is asked about, never guessed", arguments: unclear)
    func asking(text: String, command: AckCommand) { #expect(AckCommand(text) == command, "\(text)") }

    @Test("words to nobody in particular are no command", arguments: [
        "", "   ", "\n\n\n", "Thank you very much", "ok, I am on the bus", "No problem at all", "Нет, завтра", "4821",
        "2026", "48217 people saw it", "In 48217 the king said ok", "https://qala.example/48217", "one\ntwo\nthree\nok 48217",
        "okapi 48217", String(repeating: "7", count: 4000), String(repeating: "ok ", count: 1300),
    ])
    func talk(text: String) { #expect(AckCommand(text) == .talk, "\(text.prefix(40))") }

    @Test("no word commands two things, however it is typed")
    func distinct() {
        var owner: [String: AckWords.Verb] = [:]
        for (verb, words) in AckWords.verbs {
            for word in words {
                let skeleton = AckToken.skeleton(word)
                #expect(owner.updateValue(verb, forKey: skeleton).map { $0 == verb } ?? true, "\(word)")
            }
        }
        let phrases = AckWords.reasons.flatMap { entry in
            entry.words.map { (AckToken.skeleton($0), entry.reason) }
        }
        #expect(Set(phrases.map(\.0)).count == phrases.count)
    }
}
