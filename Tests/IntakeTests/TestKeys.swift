import Intake
import Model

/// Keys, a clock and short ways to make raw posts for tests.
enum TestKeys {
    /// 2026-11-21T00:00:00Z.
    static let now = Instant(milliseconds: 1_795_219_200_000)

    static func pseudonyms(_ byte: UInt8 = 7) throws(MissingKey) -> PseudonymKey {
        guard let key = PseudonymKey(Secret(Array(repeating: byte, count: 32))) else { throw MissingKey() }
        return key
    }

    static func sealing(_ byte: UInt8 = 9) throws(MissingKey) -> SealingKey {
        guard let key = SealingKey(Secret(Array(repeating: byte, count: 32))) else { throw MissingKey() }
        return key
    }

    static func intake(_ limits: Intake.Limits = Intake.Limits(), key: UInt8 = 7) throws(MissingKey) -> Intake {
        Intake(pseudonyms: try pseudonyms(key), sealing: try sealing(), limits: limits)
    }

    static func origin(_ kind: AuthorKind = .outlet) -> Intake.Origin {
        Intake.Origin(source: "qala", platform: "feed", authorKind: kind)
    }

    struct MissingKey: Error {}
}

extension Intake {
    /// Takes in with nothing known before.
    func admit(_ raw: [RawPost], _ kind: AuthorKind = .outlet) -> Admission {
        admit(raw, of: TestKeys.origin(kind), collected: TestKeys.now) { _ in nil }
    }
}
