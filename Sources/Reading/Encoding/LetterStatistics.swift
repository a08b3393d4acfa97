/// Which single-byte encoding the letters of a document speak for.
///
/// Every byte from 0x80 on is read in a candidate encoding and earns points
/// for what it becomes: frequent Cyrillic letters in one case, a Latin letter
/// with an accent between plain ones, ordinary punctuation; it loses points
/// for a capital inside a word, mixed scripts, symbols and holes.
struct LetterStatistics {
    /// A sample of at most 200,000 bytes.
    private let bytes: ArraySlice<UInt8>
    private let highCount: Int
    private var means: [SingleByteTable: Double] = [:]

    init(_ bytes: [UInt8]) {
        // The head of a feed is ASCII; take the sample from where the first letter stands.
        let first = bytes.firstIndex { $0 >= 0x80 } ?? bytes.count
        self.bytes = bytes[max(0, first - 1)...].prefix(200_000)
        highCount = self.bytes.count { $0 >= 0x80 }
        for table in SingleByteTable.allCases { means[table] = mean(table) }
    }

    /// The best of the encodings that are worth guessing.
    var best: SingleByteTable {
        let candidates: [SingleByteTable] = [.windows1252, .windows1251, .koi8r, .ibm866, .iso88595]
        return candidates.reduce(.windows1252) { value($1) > value($0) ? $1 : $0 }
    }

    /// Whether a claim holds: the bytes decode, and no other encoding is clearly more likely.
    func accepts(_ table: SingleByteTable) -> Bool {
        let scalars = table.scalars
        let holes = bytes.count { $0 >= 0x80 && scalars[Int($0 & 0x7F)] == 0xFFFD }
        guard holes * 50 <= highCount else { return false }
        return highCount < 8 || value(best) < value(table) + 1.2
    }

    private func value(_ table: SingleByteTable) -> Double { means[table] ?? -10 }

    /// KZ-1048 in place of windows-1251 when the bytes in which they differ spell Kazakh.
    ///
    /// Each of those bytes is a letter of some other language in
    /// windows-1251, but no language mixes them: Ukrainian has ґ є ї,
    /// Belarusian ў, Macedonian ѕ ј ќ (and never ы).
    func kazakh(insteadOf table: SingleByteTable) -> SingleByteTable {
        guard table == .windows1251 else { return table }
        var ukrainian = 0
        var belarusian = 0
        var macedonian = 0
        var onlyBalkan = 0
        var yeru = 0
        for (index, byte) in zip(bytes.indices, bytes) where byte >= 0x80 {
            if byte == 0xFB || byte == 0xDB { yeru += 1 }
            let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
            let before = index > bytes.startIndex ? bytes[index - 1] : 0
            guard Self.isLetter(before) || Self.isLetter(next) else { continue }
            switch byte {
            case 0xA5, 0xAA, 0xAF, 0xB4, 0xBA, 0xBF: ukrainian += 1
            case 0xA1, 0xA2: belarusian += 1
            case 0x8D, 0x8E, 0x9D, 0x9E, 0xA3, 0xBC, 0xBD, 0xBE: macedonian += 1
            case 0x80, 0x81, 0x83, 0x8A, 0x8C, 0x8F, 0x90, 0x9A, 0x9C, 0x9F: onlyBalkan += 1
            default: break
            }
        }
        let groups = [ukrainian, belarusian, macedonian].count { $0 > 0 }
        let total = ukrainian + belarusian + macedonian
        if onlyBalkan > 0 && onlyBalkan * 10 > total { return table }
        if total >= 2 && groups >= 2 { return .kz1048 }
        return macedonian > 0 && yeru > 0 ? .kz1048 : table
    }

    /// A byte that is a Cyrillic letter in windows-1251 and in KZ-1048.
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0xC0 || [0xA8, 0xB8, 0xB2, 0xB3, 0xA2, 0xBA, 0xBC, 0xBE, 0xBF, 0x9D, 0xB4].contains(byte)
    }

    private func mean(_ table: SingleByteTable) -> Double {
        guard highCount > 0 else { return 0 }
        let kinds = table.scalars.map(LetterKind.init)
        func kind(_ byte: UInt8) -> LetterKind {
            byte >= 0x80 ? kinds[Int(byte & 0x7F)] : Byte.isLetter(byte) ? .ascii : .none
        }
        var total = 0.0
        var previous = LetterKind.none
        for (offset, byte) in bytes.enumerated() {
            let own = kind(byte)
            if byte >= 0x80 {
                let index = bytes.startIndex + offset + 1
                let next = index < bytes.endIndex ? kind(bytes[index]) : .none
                total += own.points(after: previous, before: next)
            }
            previous = own
        }
        return total / Double(highCount)
    }
}

/// What a byte becomes in an encoding, as far as the points go.
private enum LetterKind {
    case none
    case ascii
    case cyrillic(weight: Double, isCapital: Bool)
    case latin(isCapital: Bool)
    case punctuation
    case symbol
    case hole

    init(_ value: UInt16) {
        guard let scalar = Unicode.Scalar(value), value != 0xFFFD else {
            self = .hole
            return
        }
        switch value {
        case 0x400...0x4FF:
            let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
            let weight = Self.weights[lower] ?? 0
            self = .cyrillic(weight: weight, isCapital: lower != scalar)
        case 0xC0...0x17F where value != 0xD7 && value != 0xF7:
            self = .latin(isCapital: scalar.properties.isUppercase)
        case 0xA0, 0xA7, 0xAB, 0xB0, 0xBB, 0x2010...0x2026, 0x2030, 0x20AC, 0x2116, 0xAD, 0xB7:
            self = .punctuation
        default: self = .symbol
        }
    }

    /// Russian letters by how frequent they are, and the letters that Kazakh adds.
    private static let weights: [Unicode.Scalar: Double] = {
        let order: [(String, Double)] = [
            ("о", 3), ("еа", 2.8), ("инт", 2.6), ("срвл", 2.3), ("кмдпу", 1.9), ("яыьгзб", 1.5), ("чйх", 1.1),
            ("жшю", 0.7), ("іқңәғүұө", 0.8), ("цщэфёїєһў", 0.2), ("ъ", -0.5),
        ]
        var result: [Unicode.Scalar: Double] = [:]
        for (letters, weight) in order {
            for scalar in letters.unicodeScalars { result[scalar] = weight }
        }
        return result
    }()

    func points(after previous: LetterKind, before next: LetterKind) -> Double {
        switch self {
        case .cyrillic(let weight, let isCapital):
            if case .ascii = previous { return -3 }
            if case .latin = previous { return -3 }
            guard isCapital else { return weight }
            guard case .cyrillic(_, let afterCapital) = previous else { return 1 }
            return afterCapital ? weight * 0.7 : -4
        case .latin(let isCapital):
            var betweenPlain = false
            if case .ascii = previous { betweenPlain = true }
            if case .latin = previous { return -3 }
            if case .latin = next { return -3 }
            if case .ascii = next { return isCapital && betweenPlain ? -1 : 2 }
            return betweenPlain && !isCapital ? 2 : -0.5
        case .punctuation: return 0.5
        case .symbol: return -2
        case .hole: return -5
        case .none, .ascii: return 0
        }
    }
}
