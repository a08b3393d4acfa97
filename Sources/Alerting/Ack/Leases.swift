import Model

/// What time alone does: reminders, and the ends of leases.
extension Alerter {
    /// A person hears once of an entry of a digest, however many stories it has: they took it with one reply.
    ///
    /// A lease ends at night too, and its holder hears of it when they may be disturbed: the word is made anew in every
    /// run, under the same id, until it is out.
    package func tick(
        _ book: inout AckBook, avoiding ends: DeadEnds = DeadEnds(), now: Instant
    ) -> Acknowledged {
        var done = Acknowledged()
        var told: Set<LeaseKey> = []
        func tell(_ answer: AckAnswer, about entry: AckBook.Entry, _ key: LeaseKey, as name: String) {
            guard told.insert(key).inserted,
                let digest = word(
                    answer, about: entry, to: key.person, over: nil, as: name,
                    key: [key.claim, String(key.until.milliseconds)], avoiding: ends, now: now)
            else { return }
            done.answers.append(digest)
        }
        var ended: [LeaseKey: [String]] = [:]
        for entry in book.claimed {
            guard case .claimed(let by, _, let lease) = entry.standing.state else { continue }
            let key = LeaseKey(person: by, claim: entry.claim, until: lease.until)
            if lease.until <= now {
                let event = AckEvent(
                    alert: entry.alert, code: "", actor: by, channel: AckEvent.ofItself,
                    externalID: "lapse \(entry.alert) \(lease.until.milliseconds)", at: now, kind: .lapsed, rawHash: "")
                guard book.take(event) else { continue }
                done.events.append(event)
                ended[key, default: []].append(entry.alert)
            } else if lease.remindAt <= now {
                tell(.reminder(until: lease.until), about: entry, key, as: "reminder")
            }
        }
        done.words = ended.map { key, alerts in
            "\(key.person): the lease ended at \(key.until) (alert \(alerts.joined(separator: ", ")))"
        }.sorted()
        let lapsed = book.lapsed(since: now.advanced(by: Self.longestWait))
        for entry in lapsed.filter(\.standing.isOpen) + lapsed.filter({ !$0.standing.isOpen }) {
            guard let lapse = entry.standing.lapse, let answer = entry.standing.afterLapse else { continue }
            tell(
                answer, about: entry, LeaseKey(person: lapse.by, claim: entry.claim, until: lapse.until), as: "lapsed")
        }
        return done
    }

    /// A long weekend; what is older is no news.
    static let longestWait = TimeSpan.days(-4)
}

/// One lease as its holder sees it: on an entry of a digest, until an instant.
private struct LeaseKey: Hashable {
    var person: String
    var claim: String
    var until: Instant
}

extension AckStanding {
    fileprivate var isOpen: Bool { state == .open }

    /// What somebody hears whose lease ended: how it stands by the time when they hear it.
    fileprivate var afterLapse: AckAnswer? {
        guard let lapse else { return nil }
        switch state {
        case .open: return .lapsed(until: lapse.until)
        case .claimed(let by, _, let lease): return .taken(by: by, until: lease.until)
        case .responded(let by, _, let url): return .answeredBy(by, url: url)
        case .dismissed(let by, _, let reason): return .dismissedBy(by, reason)
        }
    }
}
