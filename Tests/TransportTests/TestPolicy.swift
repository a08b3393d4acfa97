import Model
import TestSupport

@testable import Transport

extension NetworkPolicy {
    /// Allows the loopback server and nothing else; no pause. `names` lead to it on port 80.
    static func test(_ server: LoopbackHTTP, names: [String] = []) -> NetworkPolicy {
        let here = HostPort(host: "127.0.0.1", port: server.port)
        return NetworkPolicy(
            allow: [here],
            resolve: Dictionary(names.map { (HostPort(host: $0, port: 80), here) }) { first, _ in first },
            hostPause: .seconds(0), userAgent: "jibu/test (+https://qala.example; feeds)")
    }

    /// Allows nothing.
    static let closed = NetworkPolicy(hostPause: .seconds(0), userAgent: "jibu/test")
}

let testNow = Instant(seconds: 1_800_000_000)

func testClient(_ policy: NetworkPolicy) -> NetworkClient { NetworkClient(policy: policy) { testNow } }

/// The failure of a request that must fail; nil when it did not.
func failure(_ client: some HTTPClient, _ request: HTTPRequest) async -> HTTPFailure? {
    do {
        _ = try await client.send(request)
        return nil
    } catch {
        return error
    }
}
