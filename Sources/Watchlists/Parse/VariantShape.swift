import Model
import Settings

/// The keys of one language of a response.
enum VariantShape {
    /// A variant and the places of its keys; an absent key stands where the variant stands.
    struct Text: Sendable {
        var variant: ResponseTemplate.Variant
        var places: [String: FilePlace]
    }

    private static func key(_ name: String, _ help: String) -> Key<String> {
        Key(name, .text(minimum: 0, maximum: 4000), help: help, default: "")
    }

    private static let fact = key("fact", "What is true, in one sentence that stands alone.")
    private static let warning = key("warning", "Says that a false claim follows.")
    private static let mythOnce = key("myth_once", "The claim, once, in other words, without links or names.")
    private static let whyWrong = key("why_wrong", "Why it is wrong.")
    private static let instead = key("instead", "What really happened.")
    private static let action = key("action", "What a resident should do.")
    private static let post = key(
        "post", "What is pasted, made of the parts: {{fact}} {{warning}} {{myth_once}} and so on; the fact comes first."
    )
    private static let sms = Key.optional(
        "sms", .text(maximum: 1000), help: "The short form: fact, action and contact, without the myth.")
    private static let holding = Key.optional(
        "holding", .text(maximum: 1000),
        help: "What is said before there is an approved answer: that the office looks into it, and no more.")
    private static let unknowns = Key.optional(
        "unknowns", .text(maximum: 1000), help: "What the office does not know yet.")
    private static let doNot = Key(
        "do_not", .list(of: .line(maximum: 300), maximum: 20), help: "What the speaker should not say or do.",
        default: [])
    private static let hardQuestions = Key(
        "hard_questions", .list(of: question, maximum: 20), help: "Questions that may come back, with answers.",
        default: [])
    private static let translates = Key.optional(
        "translates", .line(maximum: 16), help: "Mark of the source text that this translates; lint prints it.")

    private static let texts = [fact, warning, mythOnce, whyWrong, instead, action, post]

    private static func channel(_ channel: ResponseTemplate.Channel, _ help: String) -> Key<String> {
        Key.optional(name(of: channel), .text(maximum: 8000), help: help)
    }

    /// The key of a channel's text.
    static func name(of channel: ResponseTemplate.Channel) -> String { channel == .x ? "x280" : channel.rawValue }

    private static let channels: [(channel: ResponseTemplate.Channel, key: Key<String>)] = [
        (.x, channel(.x, "For X, at most 280 characters.")),
        (.telegram, channel(.telegram, "For Telegram, one screen.")),
        (.whatsapp, channel(.whatsapp, "For WhatsApp, to be forwarded alone: it names the office and the date.")),
        (.facebook, channel(.facebook, "For Facebook.")),
        (.mail, channel(.mail, "For a mail.")),
        (.spoken, channel(.spoken, "Thirty seconds aloud, or the points of a video.")),
    ]

    private static let keys: [any AnyKey] = {
        var keys: [any AnyKey] = texts
        keys.append(sms)
        for channel in channels { keys.append(channel.key) }
        keys += [holding, unknowns, doNot, hardQuestions, translates] as [any AnyKey]
        return keys
    }()

    static let shape = Shape<Text>.object(
        "variant", help: "The answer in one language.",
        keys: keys
    ) { fields, _ in
        var own: [ResponseTemplate.Channel: String] = [:]
        for (channel, key) in channels { own[channel] = fields[key] }
        let variant = ResponseTemplate.Variant(
            fact: fields[fact] ?? "", warning: fields[warning] ?? "", mythOnce: fields[mythOnce] ?? "",
            whyWrong: fields[whyWrong] ?? "", instead: fields[instead] ?? "", action: fields[action] ?? "",
            post: fields[post] ?? "", sms: fields[sms], holding: fields[holding], unknowns: fields[unknowns],
            texts: own, doNot: fields[doNot] ?? [], hardQuestions: fields[hardQuestions] ?? [],
            translates: fields[translates])
        let places = keys.map { ($0.name, fields.place(of: $0)) }
        return Text(variant: variant, places: Dictionary(uniqueKeysWithValues: places))
    }.requiring(texts.map(\.name)).defined(as: "variant")

    private static let asked = Key("q", .line(maximum: 300), help: "The question.")
    private static let answered = Key("a", .text(maximum: 1000), help: "The answer.")
    private static let question = Shape<ResponseTemplate.HardQuestion>.object(
        "question", help: "A question that may come back.", keys: [asked, answered]
    ) { fields, _ in
        guard let question = fields[asked], let answer = fields[answered] else { return nil }
        return ResponseTemplate.HardQuestion(question: question, answer: answer)
    }
}
