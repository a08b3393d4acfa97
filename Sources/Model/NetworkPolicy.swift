/// What the network client may reach, and how politely (trust.md S1, feeds.md 5).
package struct NetworkPolicy: Sendable, Hashable {
    /// Targets that are reachable although their address is not public unicast: exact host and port.
    package var allow: Set<HostPort>
    /// Names that are not looked up: this host and port connects there instead. The target must be public or allowed.
    package var resolve: [HostPort: HostPort]
    /// Connections open at the same time, over all hosts.
    package var concurrency: Int
    /// Pause between two requests to one host.
    package var hostPause: TimeSpan
    /// An answer that comes slower than 100 bytes a second for so long is given up.
    package var patience: TimeSpan
    package var userAgent: String
    /// PEM file with certificate authorities to trust beside the system's.
    package var authorities: String?
    /// Limits that no request may exceed.
    package var limits: HTTPLimits

    package init(
        allow: Set<HostPort> = [], resolve: [HostPort: HostPort] = [:], concurrency: Int = 8,
        hostPause: TimeSpan = .seconds(1), patience: TimeSpan = .seconds(20), userAgent: String,
        authorities: String? = nil, limits: HTTPLimits = HTTPLimits()
    ) {
        self.allow = allow
        self.resolve = resolve
        self.concurrency = concurrency
        self.hostPause = hostPause
        self.patience = patience
        self.userAgent = userAgent
        self.authorities = authorities
        self.limits = limits
    }
}

/// A host name or address literal with a port, written `name:port` or `[v6]:port`.
package struct HostPort: Sendable, Hashable, CustomStringConvertible {
    /// Lower case; no brackets around IPv6.
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host.lowercased()
        self.port = port
    }

    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
