import Model
import Text

/// A page as one SMS: what matters most first, and as much of it as the segments hold (delivery.md 3.7).
enum SMSText {
    /// The text as it is sent; its first words are always the subject, which never says the claim. Typographic signs are
    /// made plain where that alone saves segments.
    static func render(_ page: Page, segments: Int) -> String {
        let subject = Shown.line(page.subject)
        guard let entry = page.entries.first else {
            // An answer to a reply says what matters in its first line.
            let lines = [subject, Shown.line(page.lead)] + page.after.map { Shown.line($0) }
            return cut(lines.joined(separator: "\n"), to: segments)
        }
        let title = "\(Shown.line(entry.title)) [\(Shown.line(entry.badge))]"
        // The last answer is the shortest: the one that was written for SMS, where there is one.
        let answer = entry.answers.last.map { Shown.block($0.text) }
        // By which the reader takes it, in a reply or by telephone.
        let code = entry.code.map { "#" + $0 }
        let plans: [[String?]] = [
            [subject, title, answer, code], [subject, answer, code], [subject, title, answer], [subject, answer],
            [subject, title, code], [subject, title],
        ]
        for plan in plans where !plan.contains(nil) {
            let text = plan.compactMap { $0 }.joined(separator: "\n")
            if fits(text, segments) { return SMS(text).text }
        }
        return cut("\(subject)\n\(title)", to: segments)
    }

    private static func fits(_ text: String, _ segments: Int) -> Bool { SMS(text).segments.count <= segments }

    /// The longest beginning that fits, with three dots behind it.
    private static func cut(_ text: String, to segments: Int) -> String {
        guard !fits(text, segments) else { return SMS(text).text }
        let characters = Array(text)
        var (low, high) = (0, characters.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if fits(String(characters[..<middle]) + "...", segments) { low = middle } else { high = middle - 1 }
        }
        return SMS(String(characters[..<low]) + "...").text
    }
}

extension AlertingRules {
    /// What the reader of a digest gets to see. An SMS is another text than the letter; whoever looks at a run must not
    /// take the one for the other.
    package func shown(_ digest: Digest) -> String {
        channels[digest.channel]?.isSMS == true ? String(decoding: digest.bytes, as: UTF8.self) : digest.text
    }
}
