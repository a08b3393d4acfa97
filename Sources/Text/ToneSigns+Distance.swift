/// Signs that somebody holds a claim at arm's length. None is enough alone: rumours are told with each of them.
/// Together with a view or scorn beside it they say that the words are talked about and not told.
extension ToneSigns {
    /// What could be, and is not said to be.
    static let supposed = ToneSigns([
        "болар еді", "тиер еді", "керек еді", "жақсы еді", "жөн еді", "бы", "inge*", "zinge*", "ninge*", "unge*",
        "linge*", "yange*", "wange*", "kunge*", "waba ari", "byaba", "yaba ari", "cyagirira", "yagirira", "byagirira",
        "serait", "seraient", "ferait", "feraient", "devrait", "devraient", "would be", "would do", "would make",
        "would rather", "would help", "would never",
    ])

    /// Those who tell it, seen from outside.
    static let tellers = ToneSigns([
        "деп айқайла*", "десе", "дегенге сен*", "деп айтатын*", "деп жазатын*", "дейтіндер*", "деушілер*", "сенетін*",
        "кто кричит", "кто верит", "кто пишет", "кто разносит", "кто распространяет", "верят", "верит в", "якобы",
        "верят будто", "думают будто", "думает будто", "апта сайын", "каждую неделю пишут", "каждый раз пишут",
        "опять пишут", "вечно пишут", "народ думает", "люди пишут", "wanaopiga kelele", "wanaosema", "wanaoamini",
        "wanaoandika", "wanaosambaza", "anayeamini", "kuamini", "kudhani", "kila wiki mtu", "abavuga", "abemera",
        "uwemera", "bemera", "abantu batekereza", "abantu baravuga", "abantu bavuga", "bandika ngo", "ceux qui",
        "qui croit", "qui croient", "croient que", "croient qu", "croie que", "croie qu", "on lit que", "on lit qu",
        "soi disant", "who say", "who says", "who shout*", "who write", "who believe*", "who think*", "who spread*",
        "people believe", "adults believe", "people think", "folk think", "somebody writes", "someone writes",
        "people keep",
    ])

    /// The claim as something that goes round, or as a word or a thought.
    static let talk = ToneSigns([
        "деген сөз*", "деген ауыр сөз", "деген әңгіме*", "дегенді", "деген ой*", "өсек*", "туралы айтады", "разговор*",
        "байки", "баек", "сплет*", "слухам", "рассуждают", "слово", "мысль о", "umbea", "uvumi wa", "hadithi za",
        "maneno ya", "porojo", "neno", "wazo la", "wanaongea", "inkuru za", "amagambo", "mu magambo", "mazimwe",
        "ibihuha by", "ijambo", "ibi bya", "baravuga", "histoires", "ragots", "rumeurs d", "rumeurs de", "parlent de",
        "l idée que", "l idée de", "l idée qu", "un mot", "stories like", "stories about", "gossip", "talk of",
        "talk about", "all this talk", "rumours of", "rumors of", "the thought that", "the thought of", "the idea that",
        "the idea of", "is a word", "a serious word",
    ])

    /// Others are told not to be surprised that it goes round.
    static let wonder = ToneSigns([
        "таңғал*", "ренжи*", "шағымдан*", "шықпай қайтсін", "удивля*", "неудивительно", "жалует*", "wanashangaa",
        "mnashangaa", "isilalamike", "wasilalamike", "mnategemea nini", "baratangara", "muratangara", "bakinubir*",
        "ntibakinubir*", "mwabuzwa", "s étonne*", "pas étonnant", "se plaindre", "no wonder that", "no wonder people",
        "surprised that", "wonder why", "wonder that", "not complain",
    ])

    /// What one likes, and what is right: nothing that could be checked.
    static let attitudes = ToneSigns([
        "дегенді жек көр*", "деген дұрыс емес", "жек көрем*", "терпеть не могу", "не люблю когда", "ненавижу когда",
        "неправильно", "si haki", "sipendi", "ntibikwiye", "bidakwiye", "sinkunda", "je déteste", "simplement mal",
        "injuste de", "il ne faut pas", "i hate", "wrong to", "unfair to", "not right to", "it is wrong",
    ])

    /// Phrases that make what stands beside them a view, besides `Tone.voices`.
    static let views = ToneSigns([
        "жеке пікірім", "менің пікірім", "өз пікірім", "өз ойым", "маған салса", "менің түсінігім", "мен үшін",
        "шынымды айтсам", "деп есептеймін", "деп ойлаймын", "ойым бар", "лично я", "лично мне", "как по мне",
        "а по мне", "моё мнение", "мое мнение", "непопулярное мнение", "я так думаю", "считаю", "честно",
        "mimi binafsi", "binafsi", "maoni yangu", "mtazamo wangu", "ukiniuliza", "kwangu mimi", "msimamo wangu",
        "kusema kweli", "naona", "nionavyo", "hamtapenda", "ku giti cyanjye", "uko mbibona", "mbyumva",
        "igitekerezo cyanjye", "mbyemera", "njyewe", "muranyanga", "mvugishije ukuri", "mbona ari", "personnellement",
        "mon avis", "mon ressenti", "mon opinion", "pour ma part", "je trouve", "je préfère", "je préférerais",
        "ce que je pense", "franchement", "avis impopulaire", "personally", "if you ask me", "my view", "my opinion",
        "two cents", "unpopular opinion", "to my mind", "in my view", "in my book", "honestly", "what i believe",
        "what do i know", "i would rather",
    ])

    /// Words for people, offices and ideas that one does not think much of, and calls to do better.
    static let scorn = ToneSigns([
        "ақымақ*", "шаршадым", "өкінішті*", "қатыгездік*", "екіжүзді*", "дәрменсіз*", "менмендік*", "кінәлі*",
        "күлкім*", "жұмыс істеңдер", "телефонды көтер*", "глуп*", "туп*", "идиот*", "надоел*", "грустно", "жестоко",
        "лицемер*", "хамств*", "жалк*", "наглост*", "заслужил*", "стыд", "бред", "работайте", "трубку", "бросаться",
        "к психологу", "ужасная работа", "оторвались", "kijinga", "ujinga", "nimechoka", "inasikitisha", "uonevu",
        "ukatili", "wanafiki", "unafiki", "uzembe", "kiburi", "hovyo", "mmejitakia", "umejitakia", "halifai", "haifai",
        "fanyeni kazi", "pokeeni simu", "ana matatizo", "kibi cyane", "ndarambiwe", "ubugome", "indyarya", "ubwibone",
        "agahinda", "agahomamunwa", "ndamusetsa", "ubushobozi buke", "mwabyiteye", "abyiteye", "mukore akazi",
        "mufate telefoni", "akazi kabi", "bête", "bêtise*", "idiot*", "stupide*", "marre", "triste", "cruel*",
        "hypocrit*", "lamentable", "arrogan*", "nulle", "méritée", "mérite", "hors sol", "faites votre travail",
        "décrochez", "on ne devrait pas", "stupid", "dumb", "idiotic", "silly", "nonsense", "cruel", "sad", "tired of",
        "sick of", "fed up", "pathetic", "terrible", "arrogant", "you earned", "deserve*", "lost all touch",
        "out of touch", "do your job", "answer your phone*", "should not be thrown",
    ])

    /// Whoever warns, calls to act or has seen it tells it, whatever else they say.
    static let alarm = ToneSigns([
        "жедел", "таратыңыз*", "таратыңдар", "аурухана*", "ішпеңіз*", "ішпеңдер", "шығыңдар", "қашыңдар", "сатыңдар",
        "сақ болыңдар", "абайла*", "айтыңдар", "қалжың емес", "өз көзім*", "қолымда", "срочно", "перешлите",
        "передайте", "больниц*", "не пейте", "уходите", "бегите", "снимайте", "продавайте", "заправляйтесь",
        "осторожно", "не шутка", "без шуток", "сам видел", "сама видела", "своими глазами", "на руках", "haraka",
        "sambaza", "sambazeni", "hospitali*", "msinywe", "kimbieni", "pandeni", "uzeni", "toeni", "jazeni", "waambieni",
        "si utani", "sitanii", "kwa macho yangu", "mkononi", "byihutirwa", "musangize", "kwa muganga", "ntimunywe",
        "muhunge", "mugurishe", "mubikuze", "mwitonde", "mubibwire", "si imikino", "niboneye", "urgent", "partagez",
        "hôpital", "ne buvez", "partez", "montez", "vendez", "retirez", "faites le plein", "dites le", "sans blague",
        "pas une blague", "de mes yeux", "en main", "share", "forward this", "hospital", "do not drink", "don t drink",
        "get out", "tell everyone", "tell the", "tell your", "sell now", "withdraw", "fill up", "go now", "go today",
        "pass it on", "not a joke", "no joke", "not kidding", "i saw", "my own eyes", "i have the", "but true",
    ])

    /// Said of one's own words at their end.
    static let owned = ToneSigns([
        "әзіл ғой", "әзілдеп", "сарказм если", "это сарказм", "шучу", "шутка если", "utani jamani", "natania",
        "ndatebya", "je plaisante", "ironie pour", "second degré", "just kidding", "jk",
    ])

    /// How news begin that cannot wait; with laughter at the end they are mocked.
    static let flashes = ToneSigns([
        "шұғыл хабар", "жедел хабар", "молния", "срочная новость", "экстренное сообщение", "habari mpya",
        "habari za hivi punde", "inkuru ishyushye", "amakuru mashya", "flash", "flash info", "dernière minute",
        "breaking", "breaking news", "just in",
    ])

    /// Marks that say at the end of a text that it is not meant so.
    static let ironies: Set<Unicode.Scalar> = ["🙃"]

    /// Marks of laughter. In 5,000 real texts more than one in a hundred ends with one and means what it says, so they
    /// count only with a second sign.
    static let laughter: Set<Unicode.Scalar> = ["😂", "🤣", "😅", "😆", "🤡", "💀"]
}
