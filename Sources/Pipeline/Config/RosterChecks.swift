import Alerting
import Model
import Settings

/// Can every recipient read what they get, did they agree to get it, and would anybody notice when it does not arrive?
enum RosterChecks {
    static func findings(_ file: JibuFile) -> [Finding] {
        let formats = Dictionary(file.channels.map { ($0.channel.id, $0.channel.format) }) { first, _ in first }
        let answered = Set(file.channels.map(\.channel).filter(\.readsReplies).map(\.id))
        return file.recipients.flatMap { problems(of: $0, formats) + unanswerable($0, answered) }
    }

    /// Somebody who is asked to take alerts on, in an office that reads answers, and whose own cannot be read.
    private static func unanswerable(_ entry: RecipientEntry, _ answered: Set<String>) -> [Finding] {
        let recipient = entry.recipient
        guard !answered.isEmpty, [.deputy, .pressOfficer].contains(recipient.role), !recipient.channels.isEmpty else {
            return []
        }
        let read = entry.channels.filter { answered.contains($0.value.channel) }
        let isHeard = read.contains { !$0.value.isRoom }
        if let room = read.first(where: { $0.value.address.hasPrefix("@") || ($0.value.isRoom && !isHeard) }) {
            return [
                Finding(
                    "channel-without-ack-path", .warning, at: room.place,
                    "\(Quoting.quoted(room.value.address)) is a group or a channel of Telegram: what is written there is no "
                        + "answer of \(Quoting.quoted(recipient.id))",
                    help: "Write the number of the person's own chat with the bot, such as 123456789: Telegram gives it as "
                        + "from.id when they write to the bot. A name can pass to somebody else.")
            ]
        }
        guard !isHeard else { return [] }
        return [
            Finding(
                "channel-without-ack-path", .warning, at: entry.place,
                "no answer of \(Quoting.quoted(recipient.id)) is read, so they cannot say that they take an alert on",
                help: "Add one of the channels whose answers are read: \(answered.sorted().joined(separator: ", ")).")
        ]
    }

    private static func problems(of entry: RecipientEntry, _ formats: [String: ChannelFormat]) -> [Finding] {
        let recipient = entry.recipient
        let name = Quoting.quoted(recipient.id)
        var findings: [Finding] = []
        if !recipient.languages.contains(where: DigestLanguages.all.contains) {
            findings.append(
                Finding(
                    "missing-language-template", .warning, at: entry.place,
                    "no digest is written in a language of \(name): \(recipient.languages.joined(separator: ", "))",
                    help: "Digests are written in \(DigestLanguages.all.sorted().joined(separator: ", ")); "
                        + "add one that they read."))
        }
        let phone = recipient.channels.filter { formats[$0.channel]?.isSMS ?? false }
        guard !phone.isEmpty else { return findings }
        if recipient.consent == nil {
            findings.append(
                Finding(
                    "recipient-without-consent", .warning, at: entry.place,
                    "\(name) gets SMS, and the roster does not say that they agreed",
                    help: "Ask them, and write the day of the answer: consent: 2026-01-10. "
                        + "Mobile networks may ask for it."))
        }
        if phone.count == recipient.channels.count {
            findings.append(
                Finding(
                    "sole-channel-unconfirmed", .warning, at: entry.place,
                    "\(name) gets SMS alone, and nobody learns whether one was read",
                    help: "Add a channel that can be answered, such as mail or Telegram."))
        }
        return findings
    }
}

extension ChannelFormat {
    fileprivate var isSMS: Bool { if case .sms = self { true } else { false } }
}

extension Configuration {
    /// Answers that are longer, with the names of this office in them, than what carries them.
    func limitFindings(_ rules: AlertingRules, now: Instant) -> [Finding] {
        AnswerLimits(rules, now: now).excesses.map { excess in
            Finding(
                "template-over-limit", .warning,
                at: FilePlace(file: FilePaths.join(watchlistsFolder, "responses/\(excess.claim).yaml")),
                "\(excess.language): \(excess.what)",
                help: "Shorten variants.\(excess.language), or give the channel more room.")
        }
    }

    /// Approved answers that are in no language of somebody who may have to give them, one note for each set of
    /// languages.
    func answerFindings(_ responses: [String: ResponseTemplate]) -> [Finding] {
        var known: Set<[String]> = []
        return readers.filter { known.insert($0.value).inserted }.compactMap { reader in
            let foreign = responses.values.filter { response in
                response.status == .approved && !reader.value.contains { response.variants[$0] != nil }
            }.map(\.claim).sorted()
            guard !foreign.isEmpty else { return nil }
            let some = foreign.prefix(5).map { Quoting.quoted($0) }.joined(separator: ", ")
            return Finding(
                "missing-language-template", .note, at: reader.place,
                "the answers to \(some)\(foreign.count > 5 ? " and \(foreign.count - 5) more" : "") have no variant in "
                    + reader.value.joined(separator: " or "),
                help: "Add one to their files in responses/; until then these people get another language.")
        }
    }
}
