import Alerting
import Model
import Settings

/// Can every recipient be reached at some time, and is there somebody for alerts that fit nobody?
enum RecipientChecks {
    static func findings(_ file: JibuFile, today: CivilDate?) -> [Finding] {
        var findings = file.recipients.flatMap { problems(of: $0, file: file, today: today) }
        if file.root["recipients"] == nil {
            findings.append(
                Finding(
                    "missing-key", .error, at: file.root.place, "the file has no \"recipients\"",
                    help: "Add \"recipients: …\" (a list), or \"roster: …\" (a table). Who is written to."))
        }
        if let list = file.root["recipients"], let entries = list.elements, !entries.isEmpty,
            !entries.contains(where: { $0["role"]?.text == Recipient.Role.pressOfficer.rawValue })
        {
            findings.append(
                Finding(
                    "no-press-officer", .warning, at: list.place, "no recipient has the role press-officer",
                    help: "Alerts that fit nobody go to the press officers: name at least one."))
        }
        return findings
    }

    private static func problems(of entry: RecipientEntry, file: JibuFile, today: CivilDate?) -> [Finding] {
        let recipient = entry.recipient
        let name = Quoting.quoted(recipient.id)
        var findings: [Finding] = []
        if recipient.channels.isEmpty {
            findings.append(
                Finding(
                    "recipient-without-channel", .error, at: entry.place, "the recipient \(name) has no channel",
                    help: "Add \"channels: [{mail: name@office.example}]\", or remove the recipient."))
        }
        for address in entry.channels {
            guard let form = AddressForm(of: address.value.channel, file), !form.takes(address.value.address) else {
                continue
            }
            findings.append(
                Finding(
                    "bad-value", .error, at: address.place,
                    "\(Quoting.quoted(address.value.address)) is no \(form.name)", help: form.help))
        }
        if coversWholeWeek(recipient.quietHours) {
            let isMute = recipient.breakQuietFor.isEmpty
            findings.append(
                Finding(
                    "quiet-covers-all", isMute ? .error : .warning, at: entry.quietHours,
                    "the quiet hours of \(name) cover the whole week"
                        + (isMute ? ", so nothing would ever be sent" : ""),
                    help: "A window whose \"to\" is not after its \"from\" ends on the next day: check both."))
        }
        if let today, let until = recipient.mandateUntil, until < today {
            findings.append(
                Finding(
                    "mandate-ended", .note, at: entry.mandate, "the mandate of \(name) ended on \(until)",
                    help: "Nothing is sent to them any more; remove them, or write the new mandate."))
        }
        return findings
    }

    /// True when the windows leave no minute of the week free.
    static func coversWholeWeek(_ windows: [QuietHours]) -> Bool {
        guard !windows.isEmpty else { return false }
        let day = 24 * 60
        var isFree = [Bool](repeating: true, count: 7 * day)
        for window in windows {
            let length = window.until > window.from ? window.until - window.from : window.until + day - window.from
            for weekday in window.days {
                let start = (weekday - 1) * day + window.from
                for minute in start..<start + length { isFree[minute % isFree.count] = false }
            }
        }
        return !isFree.contains(true)
    }
}

/// What an address looks like that a channel can use.
private struct AddressForm {
    let name: String
    let help: String
    private let format: ChannelFormat

    /// Nil for a channel that is not there, which is another finding. Of one with an error elsewhere the kind is
    /// enough.
    init?(of channel: String, _ file: JibuFile) {
        if let entry = file.channels.first(where: { $0.channel.id == channel }) {
            format = entry.channel.format
        } else {
            let broken = file.root["delivery"]?["channels"]?.elements?.first { $0["id"]?.text == channel }
            guard let kind = broken?["kind"]?.text, ["smtp", "eml-folder"].contains(kind) else { return nil }
            format = .mail(from: "", domain: "")
        }
        switch format {
        case .mail: (name, help) = ("mail address", "Write channel: name@office.example, without the person's name.")
        case .telegram:
            name = "Telegram chat"
            help = "Write the number of the chat, such as 123456789, or the @name of a group."
        case .sms: (name, help) = ("telephone number", "Write it with its country: \"+77001234567\".")
        case .text, .webhook: (name, help) = ("address", "Write a word by which the receiver knows the person.")
        }
    }

    func takes(_ address: String) -> Bool { format.takes(address) }
}
