import Model
import Settings

/// `network:` what may be reached, and how politely.
struct NetworkEntry: Sendable {
    var contact: String?
    var allow: Set<HostPort> = []
    var resolve: [HostPort: HostPort] = [:]
    var concurrency = NetworkKeys.concurrencyDefault
    var hostPause = NetworkKeys.hostPauseDefault
    var patience = NetworkKeys.patienceDefault
    var authorities: String?
    var minimumInterval = NetworkKeys.minimumIntervalDefault
    var maximumInterval = NetworkKeys.maximumIntervalDefault
}

enum NetworkKeys {
    static let concurrencyDefault = 8
    static let hostPauseDefault = TimeSpan.seconds(1)
    static let patienceDefault = TimeSpan.seconds(20)
    static let minimumIntervalDefault = TimeSpan.minutes(60)
    static let maximumIntervalDefault = TimeSpan.hours(6)

    static let contact = Key<String>.optional(
        "user_agent_contact", .line(maximum: 200, example: "https://qala.example/jibu"),
        help: "Where the owner of a website finds you; it goes into every request. Absent: office.contact.")
    static let allow = Key<[HostPort]>(
        "allow", .list(of: .hostPort, maximum: 100),
        help: "Addresses on this machine or in the office's network that may be reached: exact host and port.",
        default: [])
    static let resolve = Key<[HostPort: HostPort]>(
        "resolve", .map(.hostPort, of: .hostPort, maximum: 5000),
        help: "Names that are not looked up: host:port to host:port.",
        default: [:])
    static let concurrency = Key<Int>(
        "concurrency", .integer(1...64), help: "Connections at the same time.", default: concurrencyDefault)
    static let hostPause = Key<TimeSpan>(
        "host_pause", .span(.seconds(0) ... .minutes(10)), help: "Pause between two requests to one host.",
        default: hostPauseDefault)
    static let patience = Key<TimeSpan>(
        "patience", .span(.seconds(1) ... .minutes(1)),
        help: "How long an answer may come slower than 100 bytes a second before it is given up.",
        default: patienceDefault)
    static let authorities = Key<String>.optional(
        "authorities", .path, help: "PEM file with certificate authorities to trust beside the system's.")
    static let minimumInterval = Key<TimeSpan>(
        "min_interval", .span(.seconds(0) ... .days(7)), help: "Shortest time between two polls of one source.",
        default: minimumIntervalDefault)
    static let maximumInterval = Key<TimeSpan>(
        "max_interval", .span(.minutes(1) ... .days(7)),
        help: "Longest time between two polls of a source that has no `every`.", default: maximumIntervalDefault)

    static let shape = Shape<NetworkEntry>.object(
        "network", help: "What may be reached, and how politely.",
        keys: [contact, allow, resolve, concurrency, hostPause, patience, authorities, minimumInterval, maximumInterval]
    ) { fields, _ in
        guard let allow = fields[allow], let resolve = fields[resolve], let concurrency = fields[concurrency],
            let hostPause = fields[hostPause], let patience = fields[patience],
            let minimumInterval = fields[minimumInterval], let maximumInterval = fields[maximumInterval]
        else { return nil }
        return NetworkEntry(
            contact: fields[contact], allow: Set(allow), resolve: resolve, concurrency: concurrency,
            hostPause: hostPause, patience: patience, authorities: fields[authorities],
            minimumInterval: minimumInterval, maximumInterval: maximumInterval)
    }
}

extension Shape where Value == HostPort {
    /// `name:port`, `address:port` or `[v6]:port`.
    static var hostPort: Shape<HostPort> {
        Shape<String>.line(maximum: 300, example: "127.0.0.1:8080").checked { text, place, findings in
            let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#@*\\\"<>".utf8.contains($0) }
            if isPlain, let target = HostPort(text) { return target }
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "\(Quoting.quoted(text)) is no host and port",
                    help: "Write one exact host and port, for example 127.0.0.1:8080; no scheme, no path, no *."))
            return nil
        }
    }
}
