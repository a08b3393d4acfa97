import Alerting
import Model
import Reading
import Storage

/// What one silence holds, and would have held: the answer of `jibu route silences`.
package struct SilenceReview: Sendable {
    package enum Time: String, Sendable { case coming, on, over }

    package var silence: Silence
    package var time: Time
    /// Alerts that somebody may still have to act on and that the silence means, without those that broke it.
    package var alerts: [String]
    /// Alerts of the last seven days that it would have held, had it been on then.
    package var lately: Int

    package static let span = TimeSpan.days(7)

    package var words: [String] {
        let when =
            switch time {
            case .coming: "begins at \(silence.from)"
            case .on: "is on until \(silence.until)"
            case .over: "ended at \(silence.until)"
            }
        return [
            "silence \(silence.id) \(when) (\(silence.author): \(silence.reason))",
            "    " + effect + (alerts.isEmpty ? "" : ": " + alerts.map { String($0.prefix(8)) }.joined(separator: ", ")),
            "    would have held \(lately) of the alerts of the last 7 days",
        ]
    }

    private var effect: String {
        let count = Count.of(alerts.count, "open alert")
        return switch time {
        case .coming: "will hold \(count)"
        case .on: "holds \(count)"
        case .over: "holds nothing any more; begun again now it would hold \(count)"
        }
    }

    package var json: JSONValue {
        .object([
            ("id", .string(silence.id)), ("author", .string(silence.author)), ("reason", .string(silence.reason)),
            ("from", .string(silence.from.description)), ("until", .string(silence.until.description)),
            ("time", .string(time.rawValue)), ("alerts", .array(alerts.map { .string($0) })),
            ("lately", .integer(Int64(lately))),
        ])
    }
}

extension House {
    /// Every silence of the house, in file order.
    package func silences(at now: Instant) throws(PipelineError) -> [SilenceReview] {
        let alerts = try knownAlerts()
        let alerter = flow.alerter
        return configuration.silences.map { silence in
            let meant = alerts.filter { alerter.means($0, silence, now: now) }
            let broken = silence.isOn(at: now) ? alerter.breaking(silence, among: alerts, now: now) : []
            return SilenceReview(
                silence: silence, time: now < silence.from ? .coming : now < silence.until ? .on : .over,
                alerts: meant.filter { $0.state.isLive && !broken.contains($0.id) }.map(\.id),
                lately: meant.count { $0.state != .merged && now.since($0.lastSeen) <= SilenceReview.span })
        }
    }

    /// The alerts of the ledger; none when there was no run yet.
    private func knownAlerts() throws(PipelineError) -> [Alert] {
        let data = DataFolder(path: configuration.dataFolder)
        do {
            return try data.ledgerForReading().alerts()
        } catch .noLedger {
            return []
        } catch {
            throw .storage(error)
        }
    }
}
