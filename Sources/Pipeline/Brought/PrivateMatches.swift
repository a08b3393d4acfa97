import Alerting
import Intake
import Model
import Storage
import Text
import Watchlists

/// Messages of a private group: matched in memory, and only those that match go on, as tips for the next run, with the
/// consent and without author. A tip of the same message has the same name, so that the same export twice tells nothing
/// twice (docs/decisions/0004-personal-data.md).
struct PrivateMatches {
    let group: PrivateGroup
    let flow: Flow
    let inbox: Inbox

    private static let longestConsent = 300

    /// - Throws: a sentence when the consent says nothing, or when there is no such place.
    static func check(_ group: PrivateGroup, places: [Place]) throws(PipelineError) {
        guard group.consent.contains(where: \.isLetter), group.consent.utf8.count <= longestConsent else {
            throw .nothingScanned(
                "Say in one line who agreed to the use of these messages, such as \"two admins of the group agreed\"."
            )
        }
        guard places.contains(where: { $0.id == group.place }) else {
            throw .nothingScanned("There is no place \(group.place) in places.yaml.")
        }
    }

    /// Matches messages, puts tips into the inbox, durably, and counts.
    func hand(over posts: [Post], at now: Instant, to report: inout ImportReport) async throws(PipelineError) {
        var limits = LimitLedger()
        let reads = await flow.read(posts, limits: &limits, workers: 2)
        let consent = Redaction.redact("\(group.consent) (\(group.agreed))").text
        for read in reads {
            guard !read.found.matches.isEmpty else {
                if read.found.undecided.isEmpty { report.privateForgotten += 1 } else { report.privateUndecided += 1 }
                continue
            }
            report.privateMatches += 1
            let tip = Tip(
                text: read.post.text, place: group.place, language: nil,
                heard: read.post.published ?? now, consent: consent)
            let inbox = inbox
            try storage { () throws(StorageError) in try inbox.put(tip.json.encoded(), as: tip.fileName) }
        }
    }
}
