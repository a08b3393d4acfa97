import Alerting
import Model

/// Notices that no digest carries yet, the soonest first, so that an instant at which none is due costs nothing: an
/// archive has millions of them.
struct WaitingNotices {
    private(set) var notices: [Notice] = []
    /// Some are held back, or their reader may be away: they may have to go at any instant.
    private(set) var mayGoAnytime = false
    /// Notices whose readers may go on holiday while they wait; most often none.
    private var forOthers: [Instant] = []

    mutating func add(_ more: [Notice], _ alerter: Alerter) {
        if !more.isEmpty { replace(notices + more, alerter) }
    }

    mutating func replace(_ all: [Notice], _ alerter: Alerter) {
        notices = all.sorted { ($0.notBefore, $0.recipient, $0.id) < ($1.notBefore, $1.recipient, $1.id) }
        mayGoAnytime = notices.contains(where: alerter.mayGoAnytime)
        forOthers = notices.filter(alerter.mayBeToldToOthers).map(\.notBefore)
    }

    /// May a message go at `now`?
    func isPressing(at now: Instant) -> Bool {
        mayGoAnytime || notices.first.map { $0.notBefore <= now } ?? false
    }

    /// May somebody else be told of a notice that is due after an instant?
    func mayBeToldToOthers(after instant: Instant) -> Bool { forOthers.last.map { $0 > instant } ?? false }

    /// When the first one after an instant is due.
    func next(after instant: Instant) -> Instant? {
        var (low, high) = (0, notices.count)
        while low < high {
            let middle = (low + high) / 2
            if notices[middle].notBefore > instant { high = middle } else { low = middle + 1 }
        }
        return low < notices.count ? notices[low].notBefore : nil
    }
}
