/// Who may go next: one item per host at a time, a pause after each, a bound over all hosts; first come, first
/// served, hosts in turn (feeds.md 5.13). A value without a clock: time comes in as milliseconds of any steady clock.
struct HostDesk<Item> {
    let concurrency: Int
    let pause: Int64

    private struct Host {
        var waiting: [Item] = []
        var isBusy = false
    }
    private var hosts: [String: Host] = [:]
    /// Hosts with something waiting that may start now.
    private var ready: [String] = []
    /// Hosts in their pause, in the order in which it ends.
    private var resting: [(host: String, until: Int64)] = []
    private(set) var busy = 0

    init(concurrency: Int, pause: Int64) {
        self.concurrency = max(1, concurrency)
        self.pause = max(0, pause)
    }

    mutating func add(_ item: Item, host: String) {
        var entry = hosts[host] ?? Host()
        if !entry.isBusy, entry.waiting.isEmpty { ready.append(host) }
        entry.waiting.append(item)
        hosts[host] = entry
    }

    /// The next item that may start; its host is busy from now on. Nil when all must wait.
    mutating func next(now: Int64) -> Item? {
        wake(now: now)
        guard busy < concurrency else { return nil }
        while !ready.isEmpty {
            let name = ready.removeFirst()
            // A host may stand in line twice after a cancellation, or with nothing left to do.
            guard var host = hosts[name], !host.isBusy else { continue }
            guard !host.waiting.isEmpty else {
                hosts[name] = nil
                continue
            }
            let item = host.waiting.removeFirst()
            host.isBusy = true
            hosts[name] = host
            busy += 1
            return item
        }
        return nil
    }

    /// The item of this host ended: the pause begins.
    ///
    /// - Parameter longer: what this host wants, when it is more than the usual pause.
    mutating func finished(host: String, now: Int64, pause longer: Int64 = 0) {
        busy -= 1
        let until = now + min(max(pause, longer), Self.longest)
        let place = resting.lastIndex { $0.until <= until }.map { $0 + 1 } ?? 0
        resting.insert((host, until), at: place)
        wake(now: now)
    }

    /// An hour: no platform names a longer pause between two requests.
    private static var longest: Int64 { 3_600_000 }

    /// The item of this host ended without a request: no pause.
    mutating func released(host name: String) {
        busy -= 1
        settle(name)
    }

    /// Takes out what waits and satisfies `isWanted`.
    mutating func removeWaiting(host: String, where isWanted: (Item) -> Bool) {
        hosts[host]?.waiting.removeAll(where: isWanted)
    }

    /// Everything that waits, in no order; used when the loop stops.
    mutating func drain() -> [Item] {
        defer { hosts.removeAll() }
        return hosts.values.flatMap(\.waiting)
    }

    /// How long until a pause ends; nil when no host rests.
    func untilWake(now: Int64) -> Int64? { resting.first.map { max(0, $0.until - now) } }

    private mutating func wake(now: Int64) {
        while let first = resting.first, first.until <= now {
            resting.removeFirst()
            settle(first.host)
        }
    }

    /// The host is free again: it goes to the end of the line, or away when nothing waits.
    private mutating func settle(_ name: String) {
        guard var host = hosts[name] else { return }
        host.isBusy = false
        hosts[name] = host.waiting.isEmpty ? nil : host
        if !host.waiting.isEmpty { ready.append(name) }
    }
}
