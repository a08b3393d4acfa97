import Model
import TestSupport

extension NetworkPolicy {
    /// Allows the loopback server and nothing else; no pause.
    static func test(_ server: LoopbackHTTP, names: [String] = []) -> NetworkPolicy {
        let here = HostPort(host: "127.0.0.1", port: server.port)
        return NetworkPolicy(
            allow: [here], resolve: Dictionary(names.map { (HostPort(host: $0, port: 80), here) }) { first, _ in first },
            hostPause: .seconds(0), userAgent: "jibu/test (+https://qala.example; feeds)")
    }
}
