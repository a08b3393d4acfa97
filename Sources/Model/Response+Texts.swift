extension ResponseTemplate.Variant {
    /// The template of a channel's text: the office's own, else one made of the parts. None of those made of the parts
    /// tells the myth.
    package func template(for channel: ResponseTemplate.Channel) -> String {
        if let own = texts[channel] { return own }
        switch channel {
        case .x: return "{{fact}} {{action}} {{link}}"
        case .telegram, .facebook: return post
        case .whatsapp:
            return "{{office}}, {{date}}: {{fact}} {{why_wrong}} {{instead}} {{action}} {{contact}} {{link}}"
        case .mail:
            return "{{fact}}\n\n{{why_wrong}} {{instead}} {{unknowns}}\n\n{{action}}\n\n{{contact}}\n{{link}}"
        case .spoken: return "{{fact}} {{why_wrong}} {{action}}"
        }
    }

    /// What the office wrote of its own, by the name under which templates have it; empty where it wrote nothing.
    package var parts: [String: String] {
        [
            "fact": fact, "warning": warning, "myth_once": mythOnce, "why_wrong": whyWrong, "instead": instead,
            "action": action, "unknowns": unknowns ?? "",
        ]
    }

    /// What a template may name between `{{` and `}}`.
    package static let placeholders = [
        "fact", "warning", "myth_once", "why_wrong", "instead", "action", "unknowns", "contact", "evidence_url", "link",
        "office", "date", "place", "next_update",
    ]
}

extension ResponseTemplate.Channel {
    /// Longest text, in characters; of `spoken` in words, at about 150 a minute.
    package var limit: Int {
        switch self {
        case .x: 280
        case .telegram, .whatsapp: 800
        case .facebook: 2000
        case .mail: 4000
        case .spoken: 75
        }
    }

    /// How long a text is in the unit of `limit`. X counts every address as 23 characters.
    package func length(of text: String) -> Int {
        switch self {
        case .x:
            text.split(separator: " ", omittingEmptySubsequences: false).reduce(-1) { sum, word in
                sum + 1 + (word.hasPrefix("https://") || word.hasPrefix("http://") ? 23 : word.count)
            }
        case .spoken: text.split(whereSeparator: \.isWhitespace).count
        case .telegram, .whatsapp, .facebook, .mail: text.count
        }
    }
}
