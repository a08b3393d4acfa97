/// A form of a post's text that patterns run on, from the weakest change to the strongest (design decision 12).
public enum View: String, Sendable, CaseIterable, Comparable, Hashable {
    /// The text as archived.
    case raw
    /// NFKC, case folded, invisible characters and stray marks removed.
    case canon
    /// `canon` with look-alike letters resolved per word, leet digits read as letters, long runs cut.
    case deobf
    /// `deobf` with spaced or dotted single letters joined.
    case squeeze

    public static func < (left: View, right: View) -> Bool { left.order < right.order }

    private var order: Int {
        switch self {
        case .raw: 0
        case .canon: 1
        case .deobf: 2
        case .squeeze: 3
        }
    }
}
