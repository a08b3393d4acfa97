import Intake
import Model
import Transport

extension Discovery {
    /// The polite client for a search: with the `network` section of a jibu.yaml, else with none.
    ///
    /// - Parameter allow: `host:port` that may be reached although it is not public.
    package static func client(
        config path: String?, allow: [String], kinds: [SourceKind], clock: @escaping @Sendable () -> Instant
    ) throws(PipelineError) -> any HTTPClient {
        var policy = NetworkPolicy(userAgent: "jibu/0.1 (trial)")
        if let path {
            let (configuration, findings) = Configuration.load(path: path, kinds: kinds)
            guard let configuration else { throw .configuration(findings.filter { $0.severity == .error }) }
            policy = configuration.network
        }
        policy.allow.formUnion(allow.compactMap { HostPort($0) })
        return NetworkClient(policy: policy, hostBlocks: [:], now: clock)
    }
}
