import Foundation

/// Chat exports as WhatsApp writes them, made for tests: five languages, two phones, two clocks, and everything that
/// makes them hard. Nothing here is shared with the reader: the words are what phones show, written down again.
package struct WhatsAppExport: Sendable, CustomStringConvertible {
    package enum Phone: String, CaseIterable, Sendable { case android, iPhone }

    /// What a person wrote, and when.
    package struct Message: Sendable, Hashable {
        package var published: String
        package var text: String

        package init(published: String, text: String) {
            self.published = published
            self.text = text
        }
    }

    package let language: String
    package let phone: Phone
    package let isTwelveHours: Bool
    /// The file's name as the phone gives it.
    package let name: String
    package let bytes: [UInt8]
    /// The messages with a text, in order.
    package let messages: [Message]
    /// Messages with media and no text.
    package let mediaOnly: Int
    package let timeZone: String

    package var description: String { "\(language) \(phone.rawValue) \(isTwelveHours ? 12 : 24) h" }

    /// Every language on every phone with every clock.
    package static let all: [WhatsAppExport] = WhatsAppWords.all.flatMap { words in
        Phone.allCases.flatMap { phone in
            [false, true].map { WhatsAppExport(words, phone, isTwelveHours: $0) }
        }
    }

    private init(_ words: WhatsAppWords, _ phone: Phone, isTwelveHours: Bool) {
        var writer = Writer(words, phone, isTwelveHours)
        writer.writeChat()
        language = words.language
        self.phone = phone
        self.isTwelveHours = isTwelveHours
        name = phone == .android ? words.fileName : "_chat.txt"
        timeZone = words.zone
        messages = writer.messages
        mediaOnly = writer.mediaOnly
        let text =
            phone == .iPhone ? "\u{FEFF}" + writer.text.replacingOccurrences(of: "\n", with: "\r\n") : writer.text
        bytes = Array(text.utf8)
    }
}

/// Writes one export.
private struct Writer {
    let words: WhatsAppWords
    let phone: WhatsAppExport.Phone
    let isTwelveHours: Bool
    private(set) var text = ""
    private(set) var messages: [WhatsAppExport.Message] = []
    private(set) var mediaOnly = 0

    private let calendar: Calendar
    private let utc = Date.ISO8601FormatStyle()

    init(_ words: WhatsAppWords, _ phone: WhatsAppExport.Phone, _ isTwelveHours: Bool) {
        (self.words, self.phone, self.isTwelveHours) = (words, phone, isTwelveHours)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: words.zone) ?? .gmt
        self.calendar = calendar
    }

    /// 25 October 2026, 00:20 UTC: forty minutes before clocks in Europe go back.
    private static let start = 1_792_887_600

    mutating func writeChat() {
        let start = Self.start
        system(words.encrypted, at: start)
        system(words.created, at: start)
        system(words.added, at: start + 30)
        say("Amina", words.rumour, at: start + 65)
        // Around the hour that the clock shows twice in Paris; a week later it does so in New York.
        for (turn, minutes) in [30, 55, 70, 75, 130].enumerated() {
            say("Juma", "\(words.answer) \(turn)", at: start + minutes * 60 + turn)
        }
        let again = start + 7 * 86_400 + 4 * 3600 + 1800
        for (turn, minutes) in [30, 55, 70, 75, 130].enumerated() {
            say("Juma", "\(words.answer) +\(turn)", at: again + minutes * 60 + turn)
        }
        traps(at: start + 9 * 86_400)
        // Every hour of two days, so that each word of a clock occurs; and days on both sides of the twelfth.
        for hour in 0..<48 {
            say(hour % 2 == 0 ? "Amina" : "Juma", "\(words.rumour) \(hour)", at: start + 12 * 86_400 + hour * 3600)
        }
        for day in 14..<32 { say("Amina", "\(words.answer)\n\n\(day)", at: start + day * 86_400 + day) }
    }

    private mutating func traps(at start: Int) {
        var at = start
        func next() -> Int {
            at += 67
            return at
        }
        system(words.renamed, at: next())
        bareSystem(words.renamed, at: next())
        for turn in 0..<3 { say("Press: Qala", "\(words.rumour): \(turn)", at: next()) }
        say("\u{202A}+7 701 000 00 01\u{202C}", "\(words.rumour) https://example.org/a: b", at: next())
        say("~\u{202F}Dana", "<3 \(words.answer)", at: next())
        say("Juma", "1) \(words.rumour)\n2) [x]\n\n   20 - 30", at: next())
        say("Juma", "\u{202B}\(words.rumour)\u{202C}\u{A0}!", at: next(), expected: "\(words.rumour)\u{A0}!")
        say("Juma", "@\u{2068}Amina Bek\u{2069} \(words.answer)", at: next(), expected: "<mention> \(words.answer)")
        // A message that quotes another phone's export, and one that quotes this chat.
        say("Amina", "\(words.rumour)\n\(otherShape)", at: next())
        say(
            "Amina",
            "\(words.rumour)\n\(stamp(start - 86_400 * 3))Old: \(words.answer)\n"
                + "\(stamp(start - 86_400 * 3 + 60))Old: \(words.rumour)",
            at: next())
        // The same words twice in one minute are two messages.
        at = at / 60 * 60 + 120
        for second in 0..<2 { say("Juma", "\(words.answer) !!", at: at + second) }
        edited(at: next())
        deleted(at: next())
        media(at: next())
        captioned(at: next())
        poll(at: next())
    }

    // MARK: kinds of lines

    private mutating func say(_ author: String, _ text: String, at seconds: Int, expected: String? = nil) {
        self.text += "\(stamp(seconds))\(author): \(text)\n"
        messages.append(WhatsAppExport.Message(published: published(seconds), text: expected ?? text))
    }

    private mutating func system(_ text: String, at seconds: Int) {
        self.text += phone == .android ? "\(stamp(seconds))\(text)\n" : "\(stamp(seconds))Water: \u{200E}\(text)\n"
    }

    /// What WhatsApp says on an iPhone without the name of the group before it, though a colon is in it.
    private mutating func bareSystem(_ text: String, at seconds: Int) {
        self.text += "\(stamp(seconds))\(phone == .android ? "" : "\u{200E}")\(text)\n"
    }

    private mutating func edited(at seconds: Int) {
        let mark = phone == .android ? "<\(words.edited)>" : "\u{200E}<\(words.edited)>"
        say("Juma", "\(words.answer) \(mark)", at: seconds, expected: words.answer)
    }

    private mutating func deleted(at seconds: Int) {
        text += "\(stamp(seconds))Juma: \(phone == .android ? words.deleted : "\u{200E}\(words.deleted).")\n"
    }

    private mutating func media(at seconds: Int) {
        let body = phone == .android ? words.mediaOmitted : "\u{200E}\(words.imageOmitted)"
        text += "\(phone == .android ? "" : "\u{200E}")\(stamp(seconds))Juma: \(body)\n"
        mediaOnly += 1
    }

    private mutating func captioned(at seconds: Int) {
        let file = "IMG-20261103-WA0003.jpg"
        let body =
            phone == .android
            ? "\u{200E}\(file) (\(words.fileAttached))\n\(words.rumour)"
            : "\(words.rumour) \u{200E}<\(words.attached): 00000012-PHOTO-2026-11-03-14-03-09.jpg>"
        say("Amina", body, at: seconds, expected: words.rumour)
    }

    private mutating func poll(at seconds: Int) {
        let mark = phone == .android ? "" : "\u{200E}"
        let body =
            "\(mark)\(words.poll.title):\n\(words.answer)\n"
            + "\(mark)\(words.poll.option): A (3 \(words.poll.votes))\n"
            + "\(mark)\(words.poll.option): B (0 \(words.poll.votes))"
        say("Juma", body, at: seconds, expected: "\(words.answer)\n- A\n- B")
    }

    // MARK: times

    private func published(_ seconds: Int) -> String {
        // Android gives minutes.
        let known = phone == .android ? seconds / 60 * 60 : seconds
        return utc.format(Date(timeIntervalSince1970: TimeInterval(known)))
    }

    private func stamp(_ seconds: Int) -> String {
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: TimeInterval(seconds)))
        let (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
        let (hour, minute, second) = (parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
        let date =
            switch words.order {
            case .dayPoint: "\(two(day)).\(two(month)).\(year)"
            case .daySlash: "\(two(day))/\(two(month))/\(year)"
            case .monthSlash: "\(month)/\(day)/\(two(year % 100))"
            }
        var time = isTwelveHours ? "\((hour + 11) % 12 + 1):\(two(minute))" : "\(two(hour)):\(two(minute))"
        if phone == .iPhone { time += ":\(two(second))" }
        if isTwelveHours { time += words.blankBeforeHalf + words.half(hour) }
        return phone == .android ? "\(date), \(time) - " : "[\(date), \(time)] "
    }

    /// The beginning of a message on the other phone.
    private var otherShape: String {
        phone == .android ? "[05/06/2026, 14:03:09] Old: \(words.answer)" : "05/06/2026, 14:03 - Old: \(words.answer)"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
