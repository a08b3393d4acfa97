import Model
import Text

/// What the ledger must know of SMS: what the day's budget still holds, and which messages are in doubt
/// (delivery.md 3.7).
struct SMSDesk: Sendable {
    let channel: String
    let plan: SMSPlan
    let journal: any DeliveryJournal
    let now: @Sendable () -> Instant

    /// A message that cannot go out, now or at all.
    struct Refusal: Error { var outcome: Outcome }

    /// Reads a digest and counts its segments against the day's budget; nothing has been sent when it fails.
    func order(_ digest: Digest) throws(Refusal) -> SMSOrder {
        guard let number = SMSNumber(digest.address) else {
            throw Refusal(
                outcome: .recipientDead(
                    why: "the number of \(digest.recipient) is none; write it as +77001234567 in jibu.yaml"))
        }
        guard let text = String(validating: digest.bytes, as: UTF8.self), !text.isEmpty else {
            throw Refusal(outcome: .digestRefused(why: "digest \(digest.id) holds no text"))
        }
        let message = SMS(text)
        guard message.segments.count <= plan.segments else {
            throw Refusal(
                outcome: .digestRefused(why: "digest \(digest.id) needs \(message.segments.count) segments of SMS"))
        }
        let isOver: Bool
        // The office's zone is not known here; days are those of UTC, which every log of a gateway has too.
        let moment = now()
        do throws(DeliveryJournalFailure) {
            let spent = try journal.spent(channel: channel, day: moment.date)
            isOver = plan.daily.map { spent + message.segments.count > $0 } ?? false
            if !isOver {
                try journal.spend(message.segments.count, channel: channel, day: moment.date)
                try journal.begin(part: 0, of: digest.id, at: moment)
            }
        } catch {
            throw Refusal(outcome: .retry(after: nil, why: "the ledger could not be written: \(error.why)"))
        }
        guard !isOver else {
            throw Refusal(
                outcome: .retry(
                    after: untilTomorrow,
                    why: "the day's \(plan.daily ?? 0) segments of channel \(channel) are used up; "
                        + "it goes on tomorrow"))
        }
        return SMSOrder(digest: digest.id, number: number.text, message: message)
    }

    private var untilTomorrow: TimeSpan {
        .seconds(86_400 - (now().seconds % 86_400 + 86_400) % 86_400)
    }

    /// Notes an ending that is certain, so that only real doubts are left in the journal. What was certainly not sent
    /// gives its segments back.
    ///
    /// - Parameter wasTaken: the gateway had taken the message before, and may count it.
    func note(_ outcome: Outcome, of digest: Digest, wasTaken: Bool = false) -> Outcome {
        do throws(DeliveryJournalFailure) {
            switch outcome {
            case .accepted(let receipt): try journal.end(part: 0, of: digest.id, receipt: receipt ?? "taken")
            case .retry, .recipientDead, .digestRefused, .configurationDead:
                let units = wasTaken ? 0 : SMS(String(decoding: digest.bytes, as: UTF8.self)).segments.count
                try journal.undo(part: 0, of: digest.id, giving: units, channel: channel)
            case .unknown: break
            }
            return outcome
        } catch {
            return .unknown(why: "the ledger could not be written: \(error.why)")
        }
    }

    /// What the journal alone knows of a digest: nil when a message of it is in doubt.
    func reconcile(_ digest: Digest) -> Outcome? {
        guard let parts = try? journal.parts(of: digest.id) else { return nil }
        switch parts[0] {
        case .inDoubt?: return nil
        case .accepted(let receipt)?: return .accepted(receipt: receipt)
        case nil: return .retry(after: .seconds(0), why: "nothing was sent yet")
        }
    }
}

/// A telephone number in the form of E.164.
struct SMSNumber {
    /// With its plus sign.
    let text: String

    /// Blanks, hyphens, dots and brackets between digits are forgiven; a number without its country is none.
    init?(_ written: String) {
        let bare = written.filter { !" -.()".contains($0) }
        guard bare.hasPrefix("+"), bare.utf8.count >= 8, bare.utf8.count <= 16,
            bare.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }), bare.utf8.dropFirst().first != 0x30
        else { return nil }
        text = bare
    }
}
