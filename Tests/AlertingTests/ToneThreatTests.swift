import Foundation
import Testing

@testable import Alerting
@testable import Text

/// Nothing that Jibu ships or writes for a deputy threatens anybody (trust.md U9): no law, no police, no take-down.
@Suite("Threat words in answers")
struct ToneThreatTests {
    /// Stems and phrases, folded; `*` stands for any ending.
    static let threats = ToneSigns([
        // kk
        "полиция*", "полицей*", "прокур*", "қылмыс*", "сот", "сотқа", "сотта", "соттал*", "айыппұл*", "жауапкершілік*",
        "жазалан*", "жазаға", "қамауға", "түрме*", "өшіріңіз*", "өшіріңдер", "бұғаттаңыз*", "заң алдында",
        // ru
        "полици*", "уголовн*", "административн*", "в суд", "до суда", "через суд", "под суд", "судом", "судеб*", "иски",
        "арест*", "штраф*", "наказ*", "привлеч*", "привлек*", "ответственност*", "тюрьм*", "преступ*", "статья",
        "статье", "удалите", "удалить", "удалят", "заблокир*", "пожалуйтесь", "следстви*", "обвин*",
        // sw
        "polisi", "mahakama*", "kesi", "kushtakiwa", "atashtakiwa", "watashtakiwa", "mashtaka", "faini", "jela",
        "gereza*", "kukamatwa", "atakamatwa", "watakamatwa", "adhabu", "ataadhibiwa", "jinai", "hatua za kisheria",
        "futa chapisho", "futeni", "ondoa chapisho", "mripoti", "ripoti akaunti",
        // rw
        "urukiko", "inkiko", "nkiko", "ubushinjacyaha", "icyaha", "ibyaha", "igihano", "ibihano", "azahanwa",
        "bazahanwa", "gukurikiranwa", "azakurikiranwa", "amande", "gereza", "gufatwa", "azafatwa", "mubisibe", "bisibe",
        // fr
        "police", "polici*", "gendarm*", "tribuna*", "en justice", "plainte*", "poursuite*", "poursuivi*", "amende*",
        "prison", "pénal*", "délit*", "infraction*", "condamn*", "sanction*", "mise en demeure", "illégal*", "avocat*",
        "supprimez", "signalez ce", "signalez cette", "signalez le compte",
        // en
        "prosecut*", "lawsuit*", "sue", "sued", "suing", "court", "courts", "arrest*", "criminal*", "liable",
        "liability", "penalt*", "jail*", "punish*", "legal action", "legal step*", "legal consequence*", "take down",
        "taken down", "takedown*", "remove the post", "remove your post", "delete the post", "delete your post",
        "block the", "report the author", "report the post", "report the account", "offence*", "offender*", "illegal*",
        "attorney*", "fined",
    ])

    private static func found(in text: String) -> [String] {
        threats.all(in: ToneSigns.words(text)).map(\.sign)
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Whole files: answers, holding statements, hard questions, what not to do.
    @Test("no shipped answer and no example holds one")
    func shipped() throws {
        var files = 0
        for folder in ["watchlists", "examples"] {
            let walker = try #require(FileManager.default.enumerator(atPath: Self.root.appending(path: folder).path))
            for case let name as String in walker where name.contains("responses/") && name.hasSuffix(".yaml") {
                let text = try String(contentsOf: Self.root.appending(path: "\(folder)/\(name)"), encoding: .utf8)
                #expect(Self.found(in: text) == [], "\(folder)/\(name)")
                files += 1
            }
        }
        #expect(files >= 13, "\(files)")
    }

    @Test("no text that Jibu writes itself holds one, in any language")
    func written() {
        var texts = 0
        for wording in Wording.all {
            let lines = wording.phrases.values + wording.counted.values.flatMap(\.values) + wording.platforms.values
            for text in lines { #expect(Self.found(in: text) == [], "\(wording.language): \(text)") }
            texts += lines.count
        }
        for (language, wording) in AckWording.all {
            for text in wording.phrases.values { #expect(Self.found(in: text) == [], "\(language): \(text)") }
            texts += wording.phrases.count
        }
        #expect(texts > 600, "\(texts)")
    }

    @Test(
        "the scan finds a threat in each language",
        arguments: [
            "Қауесет таратқандар заң алдында жауапкершілікке тартылады.", "Бұл жазбаны өшіріңіз.",
            "За распространение слухов предусмотрена уголовная ответственность.", "Удалите пост, иначе штраф.",
            "Anayesambaza uvumi atakamatwa na polisi.", "Tutachukua hatua za kisheria.",
            "Ukwirakwiza ibihuha azahanwa n'urukiko.", "Mubisibe, naho ubundi amande.",
            "Toute personne qui diffuse cette rumeur sera poursuivie.", "Supprimez cette publication.",
            "We will take legal action.", "Delete your post or be prosecuted.",
        ])
    func finds(threat: String) { #expect(!Self.found(in: threat).isEmpty) }
}
