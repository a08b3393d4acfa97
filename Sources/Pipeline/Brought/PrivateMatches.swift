import Alerting
import Intake
import Model
import Storage
import Watchlists

/// Messages of a private group: matched in memory, and only those that match go on, as tips for the next run, with the
/// consent and without author. A tip of the same message has the same name, so that the same export twice tells nothing
/// twice (docs/decisions/0004-personal-data.md).
struct PrivateMatches {
    let group: PrivateGroup
    let flow: Flow
    let inbox: Inbox

    /// Matches messages, puts tips into the inbox, durably, and counts.
    func hand(over posts: [Post], at now: Instant, to report: inout ImportReport) async throws(PipelineError) {
        var limits = LimitLedger()
        let reads = await flow.read(posts, limits: &limits, workers: 2)
        for read in reads {
            guard let match = read.found.matches.first else {
                if read.found.undecided.isEmpty { report.privateForgotten += 1 } else { report.privateUndecided += 1 }
                continue
            }
            report.privateMatches += 1
            // Of a very long message what matched stays: the next run matches the tip once more.
            let tip = Tip(
                redacting: read.post.text, place: group.place, language: nil, heard: read.post.published ?? now,
                consent: "\(group.consent) (\(group.agreed))", around: match.range.lowerBound)
            try tip.put(into: inbox)
        }
    }
}
