import Model
import Settings
import Testing
import Text

@testable import Watchlists

/// Patterns as people write them: a table of those that watch claims, and one of those that watch people.
struct WatchingRulesTests {
    static let places = [
        Place(
            id: "qala", parent: nil, names: ["kk": "Қала", "ru": "Кала", "en": "Qala"],
            terms: ["kk": ["қала*"], "ru": ["кал*"], "en": ["qala"]]),
        Place(
            id: "kigali", parent: nil, names: ["en": "Kigali"],
            terms: ["en": ["kigali"], "rw": ["kigali"], "ru": ["кигали"], "fr": ["place de l'indépendance"]]),
        Place(
            id: "square", parent: "qala", names: ["en": "Republic Square"],
            terms: ["ru": ["площад*"], "en": ["square"]]),
    ]

    @Test("a pattern that watches a claim is accepted", arguments: Good.patterns)
    func accepted(pattern: String) {
        #expect(codes([pattern]) == [])
    }

    @Test("a pattern that watches people is refused", arguments: Bad.patterns)
    func refused(pattern: String, code: String) {
        #expect(codes([pattern]) == [code])
    }

    @Test("there are sixty of each kind")
    func size() {
        #expect(Good.patterns.count >= 60)
        #expect(Bad.patterns.count >= 60)
    }

    @Test("a name beside the words of a claim is accepted, and so is a group")
    func together() {
        #expect(codes(["Айгүл Серікова", "вод\\w* отравл"]) == [])
        #expect(codes(["muslim\\w*", "vaccin\\w+"]) == [])
    }

    @Test("one way of a rule that asks for a name alone is enough to refuse it")
    func oneWay() {
        let claim = claim(.any([.all([line("вод\\w*"), line("отравл")]), line("Айгүл Серікова")]))
        #expect(WatchingRules.findings(claim, WatchedPhrases(PlaceWords(Self.places))).map(\.code) == ["person-name-only"])
    }

    @Test("what must not occur does not make a name a claim")
    func negation() {
        let claim = claim(.all([line("Айгүл Серікова"), .not(line("вод\\w*"))]))
        #expect(WatchingRules.findings(claim, WatchedPhrases(PlaceWords(Self.places))).map(\.code) == ["person-name-only"])
    }

    private func codes(_ patterns: [String]) -> [String] {
        WatchingRules.findings(claim(.all(patterns.map(line))), WatchedPhrases(PlaceWords(Self.places)))
            .map(\.code)
    }

    private func line(_ pattern: String) -> Expression<PatternLine> {
        .pattern(
            PatternLine(
                text: PatternText(id: "c/1", pattern: pattern), place: FilePlace(file: "list.yaml"), language: nil,
                phrases: PatternPhrases.of(pattern)))
    }

    private func claim(_ rule: Expression<PatternLine>) -> ClaimDocument {
        let place = FilePlace(file: "list.yaml")
        return ClaimDocument(
            id: Located("c", at: place), title: Located("t", at: place), statement: Located("s", at: place),
            severity: .low, topics: [], areas: [], languages: [], rule: rule, examples: ExampleLines())
    }
}

enum Good {
    static let patterns = [
        // Russian
        #"\bвод\w* отравл\w*"#, #"вод\w* (?:из крана )?(?:яд|отрав|опасн)\w*"#, #"вакцин\w*"#,
        #"прививк\w* бесплоди\w*"#,
        #"вышк\w* 5g .*вирус"#, #"чип\w* в вакцин\w*"#, #"выбор\w+ отменен\w*"#, #"бюллетен\w+ (?:сожгли|выброс\w+)"#,
        #"пенси\w+ заморо\w+"#, #"банк\w* закрыва\w+ счет\w*"#, #"школ\w+ закро\w+"#, #"соль\b.*исчезн\w+"#,
        #"землетрясени\w+ (?:завтра|ночью)"#, #"дамб\w+ прорв\w+"#, #"министр\w* здравоохранения скры\w+ смерт\w+"#,
        #"президент подписал указ о мобилизации"#, #"митинг\w* .*оплатил\w* иностран\w+"#,
        #"мусульман\w+ запретят пост"#,
        #"русск\w+ школ\w+ закро\w+"#, #"Водоканал отключ\w+ вод\w+"#, #"хлор\w* в вод\w+ смертел\w+"#,
        // Kazakh
        #"су\w* уланған"#, #"вакцина\w* өлтір\w*"#, #"5g мұнара\w*"#, #"вирус\w* жасырын"#, #"сайлау\w* жалған"#,
        #"екпе\w* бедеу\w*"#, #"ауыз су\w* қауіпті"#, #"мектеп\w* жабыл\w*"#, #"банк\w* жабыл\w*"#,
        #"зейнетақы\w* қысқар\w*"#,
        #"қазақ тіл\w* тыйым"#, #"жер\w* сатыл\w* шетелдік"#,
        // English
        #"tap water (?:is|was) poison\w*"#, #"vaccin\w+ .*infertil\w+"#, #"5g (?:tower|mast)s?"#,
        #"ballots? (?:burn|dump)\w+"#,
        #"dam (?:will )?(?:break|burst)\w*"#, #"water purification tablets? kill"#, #"World Bank .*steals? land"#,
        #"protest\w* paid by foreign\w*"#, #"muslims? .*banned from schools?"#, #"microchips? in (?:the )?vaccine"#,
        #"election (?:date )?(?:moved|cancel\w+)"#, #"schools? close\w* (?:on )?monday"#, #"UNICEF .*sterili[sz]\w+"#,
        // French
        #"eau (?:du robinet )?(?:est )?empoisonn\w+"#, #"vaccin\w* stéril\w+"#, #"élection\w* annul\w+"#,
        #"pont .*effondr\w+"#, #"Banque mondiale .*vol\w* terres?"#,
        // Swahili
        #"maji .*sumu"#, #"chanjo .*ugumba"#, #"minara ya 5g"#, #"uchaguzi umeahirishwa"#, #"shule .*zimefungwa"#,
        #"chanjo inaua watoto"#, #"bwawa .*limepasuka"#, #"wakristo .*wamekatazwa shule"#,
        // Kinyarwanda
        #"amazi .*uburozi"#, #"inkingo .*ubugumba"#, #"amatora .*yasubitswe"#, #"amashuri .*azafungwa"#,
        #"iminara ya 5g"#, #"urukingo rwica abana"#,
        // Marks and places with a claim
        #"<phone> .*выигра\w+ приз"#, #"вод\w* в кале отравл\w+"#, #"water in Qala is poisoned"#,
        #"kigali .*ebola outbreak"#,
    ]
}

enum Bad {
    static let patterns: [(String, String)] = [
        // Names
        ("Айгүл Серікова", "person-name-only"), (#"\bайгүл серік\w*"#, "person-name-only"),
        ("Nurlan Bekov", "person-name-only"), (#"Иван\w* Петров\w*"#, "person-name-only"),
        ("(?:Иван|Пётр) Петров", "person-name-only"), ("John Smith", "person-name-only"),
        ("Bill Gates", "person-name-only"), (#"\bpeter\W+johnson\b"#, "person-name-only"),
        ("Jean-Pierre Habimana", "person-name-only"), ("uwimana claudine", "person-name-only"),
        ("Juma Hassan", "person-name-only"), ("депутат Серикбаев", "person-name-only"),
        ("Серикбаев", "person-name-only"), ("Mr Kowalski", "person-name-only"),
        ("Сергей Александрович", "person-name-only"), ("Елена Викторовна Соколова", "person-name-only"),
        ("Mukamana Immaculée", "person-name-only"), ("[Аа]йдар Беков", "person-name-only"),
        ("Nyakubahwa Ndayisaba", "person-name-only"), ("journalist Marie Dupont", "person-name-only"),
        ("Ұлболсын Серікқызы", "person-name-only"), ("Emmanuel Macron", "person-name-only"),
        ("Samia Hassan", "person-name-only"), (#"Дмитри\w+ Соколов\w+"#, "person-name-only"),
        // Handles
        ("@nurlan_news", "handle-only"), (#"@[a-z]+_admin"#, "handle-only"), ("t\\.me/qala_protest", "handle-only"),
        ("instagram\\.com/aigul\\.s", "handle-only"), ("aigul@example\\.org", "handle-only"),
        ("<mention>", "handle-only"), ("<email>", "handle-only"), (#"vk\.com/id12345"#, "handle-only"),
        ("x\\.com/someone", "handle-only"), (#"\bfacebook\.com/some\.one"#, "handle-only"),
        // Numbers
        (#"\+7 701 555 12 34"#, "phone-only"), (#"\+250\d{9}"#, "phone-only"), ("<phone>", "phone-only"),
        (#"8\s?\(?701\)?\s?\d{3}-?\d{2}-?\d{2}"#, "phone-only"), (#"\b\d{12}\b"#, "phone-only"), ("<id>", "phone-only"),
        (#"0788\d{6}"#, "phone-only"),
        // Groups
        ("мусульман\\w*", "group-only"), ("уйгур\\w*", "group-only"), (#"\bhutu\b"#, "group-only"),
        ("(?:hutu|tutsi)s?", "group-only"), ("jehovah's witnesses|baptists?", "group-only"),
        ("the opposition party", "group-only"), ("оппозици\\w+", "group-only"), ("қазақ халқы", "group-only"),
        ("musulmans?", "group-only"), ("communauté juive", "group-only"), ("waislamu", "group-only"),
        ("chama cha upinzani", "group-only"), ("abatutsi|abahutu", "group-only"), ("abayisilamu", "group-only"),
        ("CHADEMA", "group-only"), ("орыстар|өзбектер", "group-only"), ("дүнген\\w*", "group-only"),
        // Protest and place
        ("митинг\\w* в кале", "protest-and-place"), ("протест\\w* на площади", "protest-and-place"),
        ("қалада наразылық", "protest-and-place"), ("protest in Qala", "protest-and-place"),
        ("maandamano Kigali", "protest-and-place"), ("imyigaragambyo i Kigali", "protest-and-place"),
        ("(?:rally|march) (?:on|at|in) (?:the )?square", "protest-and-place"),
        ("manifestation.*kigali", "protest-and-place"),
        ("забастовк\\w+ .{0,20}кал[аеы]", "protest-and-place"), ("ереуіл.*қала", "protest-and-place"),
    ]
}
