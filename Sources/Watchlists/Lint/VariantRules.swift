import Model
import Text

/// Rules about one language of a response: its parts, and every text that is made of them.
struct VariantRules {
    let document: ResponseDocument
    let language: String
    let variant: ResponseTemplate.Variant

    /// Bytes of a link that opens another program with the text in it; longer ones are cut or refused on phones.
    static let longestLink = 2000
    /// Words of one sentence.
    static let longestSentence = 20
    private static let longestHolding = 400

    /// What people leave where a text is still to be written.
    private static let stubs = ["TODO", "TBD", "XXX", "FIXME", "[...]", "[…]", "???", "lorem ipsum"]

    private var ingredients: [(key: String, text: String)] {
        [
            ("fact", variant.fact), ("warning", variant.warning), ("myth_once", variant.mythOnce),
            ("why_wrong", variant.whyWrong), ("instead", variant.instead), ("action", variant.action),
        ]
    }

    private var parts: [(key: String, text: String)] {
        ingredients + [("post", variant.post)] + (variant.sms.map { [("sms", $0)] } ?? [])
    }

    /// Texts that stand in the file.
    private var written: [(key: String, text: String)] {
        let own = variant.texts.map { (VariantShape.name(of: $0.key), $0.value) }.sorted { $0.0 < $1.0 }
        return parts + (variant.holding.map { [("holding", $0)] } ?? [])
            + (variant.unknowns.map { [("unknowns", $0)] } ?? []) + own
    }

    /// Those whose text is not the post itself.
    private var channels: [ResponseTemplate.Channel] {
        ResponseTemplate.Channel.allCases.filter { variant.texts[$0] != nil || variant.template(for: $0) != variant.post }
    }

    /// Texts as a reader gets them, with what Jibu makes itself.
    private var rendered: [(key: String, text: String)] {
        [("post", filled(variant.post)), ("sms", filled(variant.sms ?? ""))]
            + channels.map { (VariantShape.name(of: $0), filled(variant.template(for: $0))) }
    }

    var findings: [Finding] { missing + myth + placeholders + lengths + links + sentences + dates + people }

    /// A finding about one text of this language.
    private func error(_ code: String, _ key: String, _ what: String, help: String) -> Finding {
        document.error(code, "\(language).\(key)", "\(language): \(what)", help: help)
    }

    private var missing: [Finding] {
        parts.filter { $0.text.allSatisfy(\.isWhitespace) }.map { key, _ in
            error(
                "missing-ingredient", key, "\"\(key)\" is missing.",
                help: "A good answer has a fact, a warning, the myth once, why it is wrong, what is true instead and "
                    + "what to do.")
        }
    }

    private var myth: [Finding] {
        var findings: [Finding] = []
        for (key, text) in rendered + [("holding", filled(variant.holding ?? ""))] {
            let places = occurrences(of: variant.mythOnce, in: text)
            guard let first = places.first else { continue }
            let fact = occurrences(of: variant.fact, in: text).first
            if fact.map({ first < $0 }) ?? true {
                findings.append(
                    error(
                        "myth-first-in-preview", key, "\"\(key)\" tells the myth before the fact.",
                        help: "Start with {{fact}}; previews show the first words only."))
            }
            if places.count > 1 {
                findings.append(
                    error(
                        "myth-more-than-once", key, "\"\(key)\" repeats the myth \(places.count) times.",
                        help: "Say the myth once: each repetition makes it more familiar."))
            }
        }
        return findings
    }

    private var placeholders: [Finding] {
        let known = ResponseTemplate.Variant.placeholders
        return written.flatMap { key, text -> [Finding] in
            let unknown = names(in: text).filter { !known.contains($0) }
            let small = text.lowercased()
            let stubs = VariantRules.stubs.filter { small.contains($0.lowercased()) }
            return (unknown.map { "{{\($0)}}" } + stubs).map { name in
                error(
                    "unfilled-placeholder", key, "\"\(key)\" still holds \(name).",
                    help: "Write the text, or use one of: \(known.joined(separator: ", ")).")
            }
        }
    }

    private var lengths: [Finding] {
        let limits = [
            ("fact", variant.fact.count, ResponseRules.longestFact),
            ("post", filled(variant.post).count, ResponseRules.longestPost),
            ("sms", filled(variant.sms ?? "").count, ResponseRules.longestSMS),
            ("holding", filled(variant.holding ?? "").count, VariantRules.longestHolding),
        ].map { ($0.0, $0.1, $0.2, "characters") }
        let ofChannels = channels.map { channel in
            (
                VariantShape.name(of: channel), channel.length(of: filled(variant.template(for: channel))),
                channel.limit, channel == .spoken ? "words" : "characters"
            )
        }
        return (limits + ofChannels).filter { $0.1 > $0.2 }.map { key, count, limit, unit in
            error(
                "over-limit", key, "\"\(key)\" has \(count) \(unit); at most \(limit) are allowed.",
                help: "Shorten it, so that it is read to the end.")
        }
    }

    /// The text for X is what a link carries when nothing longer fits.
    private var links: [Finding] {
        // The longest of them, Telegram's, names the page once more.
        let text = filled(variant.template(for: .x)) + (document.response.evidence.first?.url ?? "")
        let bytes = text.utf8.reduce(0) { $0 + (VariantRules.isUnreserved($1) ? 1 : 3) } + 40
        guard bytes > VariantRules.longestLink else { return [] }
        return [
            error(
                "over-limit", "x280",
                "a link with \"x280\" in it has \(bytes) bytes; at most \(VariantRules.longestLink) work.",
                help: "Shorten it: every letter that is not Latin counts six bytes in a link.")
        ]
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
    }

    private var sentences: [Finding] {
        ingredients.compactMap { key, text -> Finding? in
            guard let words = PlainWords.sentences(text).map(\.count).max(), words > VariantRules.longestSentence
            else { return nil }
            return document.warning(
                "sentence-too-long", "\(language).\(key)",
                "\(language): \"\(key)\" has a sentence of \(words) words; \(VariantRules.longestSentence) are enough.",
                help: "Make two sentences of it.")
        }
    }

    /// A message that is forwarded alone must say from when it is.
    private var dates: [Finding] {
        guard let text = variant.texts[.whatsapp], !text.contains("{{date}}") else { return [] }
        return [
            error(
                "undated", "whatsapp", "\"whatsapp\" does not say from when it is.",
                help: "Begin with {{office}}, {{date}}: the message is forwarded alone.")
        ]
    }

    private var people: [Finding] {
        written.flatMap { key, text -> [Finding] in
            var findings: [Finding] = []
            if let word = PlainWords.insult(in: text) {
                findings.append(
                    error(
                        "insult-or-motive", key, "\"\(key)\" says \"\(word)\", which judges people and not the claim.",
                        help: "Say what is wrong and how one can check it; nobody knows why people share it."))
            }
            if let name = PlainWords.person(in: text) {
                findings.append(
                    error(
                        "names-private-person", key, "\"\(key)\" seems to name a person: \(name).",
                        help: "Name offices and functions. An answer is about the claim, not about who spread it."))
            }
            return findings
        }
    }

    /// The text with the parts of the answer put in; what is put in is not looked at again.
    private func filled(_ template: String) -> String {
        let pieces = template.split(separator: "{{", omittingEmptySubsequences: false)
        guard let start = pieces.first, pieces.count > 1 else { return template }
        let link = document.response.evidence.first?.url ?? ""
        var values = Dictionary(ingredients) { first, _ in first }
        values["unknowns"] = variant.unknowns ?? ""
        values["contact"] = document.response.contact
        (values["link"], values["evidence_url"]) = (link, link)
        (values["date"], values["office"]) = ("2026-11-20", "[office]")
        return pieces.dropFirst().reduce(into: String(start)) { text, piece in
            guard let end = piece.firstRange(of: "}}"),
                let value = values[piece[..<end.lowerBound].filter { !" {&".contains($0) }]
            else {
                text += "{{" + piece
                return
            }
            let rest = piece[end.upperBound...]
            text += value + (piece.hasPrefix("{") && rest.hasPrefix("}") ? rest.dropFirst() : rest)
        }
    }

    private func names(in text: String) -> [String] {
        text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
            guard let end = rest.firstRange(of: "}}") else { return String(rest.prefix(12)) }
            return String(rest[..<end.lowerBound].filter { !" {&".contains($0) })
        }
    }

    /// Places of a text in another, by folded letters.
    private func occurrences(of part: String, in whole: String) -> [Int] {
        let needle = Array(Canon.canonical(part).utf8)
        let hay = Array(Canon.canonical(whole).utf8)
        guard needle.count > 3, hay.count >= needle.count else { return [] }
        var found: [Int] = []
        var index = 0
        while index + needle.count <= hay.count {
            if hay[index..<index + needle.count].elementsEqual(needle) {
                found.append(index)
                index += needle.count
            } else {
                index += 1
            }
        }
        return found
    }
}
