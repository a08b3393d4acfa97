import Intake
import Model
import Settings
import Synchronization

/// Keys and a clock for tests.
enum TestKeys {
    /// 2026-11-21T00:00:00Z.
    static let now = Instant(milliseconds: 1_795_219_200_000)

    /// What every secret of a fixture's settings reads as. It must not stand in any golden file.
    static let secret: SourceContext.SecretReader = { _ throws(SecretFailure) in Secret(Array("4711:fixture".utf8)) }

    static func intake() -> Intake? {
        guard let pseudonyms = PseudonymKey(Secret(Array(repeating: 7, count: 32))),
            let sealing = SealingKey(Secret(Array(repeating: 9, count: 32)))
        else { return nil }
        return Intake(pseudonyms: pseudonyms, sealing: sealing)
    }
}

/// Addresses that a source asked for, in order.
final class Asked: Sendable {
    private let state = Mutex<[String]>([])
    var urls: [String] { state.withLock { $0 } }
    func add(_ url: String) { state.withLock { $0.append(url) } }
}
