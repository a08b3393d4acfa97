/// Which letters look like which, and which digits and signs are read as letters (languages.md 1.2).
final class LookAlikes: Sendable {
    enum Script: Sendable {
        case latin, cyrillic
        var other: Script { self == .latin ? .cyrillic : .latin }
    }

    static let shared = LookAlikes()

    // Traits of a scalar.
    static let letter: UInt8 = 1 << 0
    static let latin: UInt8 = 1 << 1
    static let cyrillic: UInt8 = 1 << 2
    static let greek: UInt8 = 1 << 3
    /// Belongs to one script only, by its looks.
    static let decisive: UInt8 = 1 << 4
    /// Looks like a letter of the other script.
    static let twin: UInt8 = 1 << 5
    /// A letter, a digit, or a sign that is read as a letter.
    static let inWord: UInt8 = 1 << 6
    /// A decisive Latin letter that stands for a Cyrillic one in words that are Cyrillic beyond doubt.
    static let near: UInt8 = 1 << 7

    /// Upper-case pairs hold for upper case only: `B` looks like `В`, `b` not like `в`.
    private static let latinLetters = "ABCEHIKMOPTXYƏaceikmoptxyhə"
    private static let cyrillicLetters = "АВСЕНІКМОРТХУӘасеікмортхуһә"
    /// Letters that resemble each other in handwriting and slanted print: only in words whose script is beyond doubt.
    private static let nearLatin = "bgnru"
    private static let nearCyrillic = "вдпги"
    /// Cyrillic letters outside the languages here, used for their Latin looks only.
    private static let rareCyrillic = "ѕјԁԛԝѵЅЈԚԜѴ"
    private static let rareLatin = "sjdqwvSJQWV"
    private static let greekLetters = "αοενρτυικχΑΟΕΝΡΤΥΙΚΧΒΗΜΖ"
    private static let greekLatin = "aoevptuikxAOENPTYIKXBHMZ"
    private static let decisiveLetters =
        "бджзйлнфцчшщъыэюяәғқңөұүБГДЖЗЙИЛПФЦЧШЩЪЫЭЮЯӘҒҚҢӨҰ" + "bdfgjlnqrsuvwzDFGJLNQRSUVWZ"
    private static let latinReadings = (of: "013457@$!€", as: "oieastasie")
    private static let cyrillicReadings = (of: "03468@$1", as: "озчбвасі")

    private static let euro: UInt32 = 0x20AC
    /// One past the last scalar of the flat tables: Latin, Greek, Cyrillic.
    private static let flat = 0x530

    private let flatTraits: [UInt8]
    private let toLatin: [UInt16]
    private let toNearLatin: [UInt16]
    private let toCyrillic: [UInt16]
    private let toNearCyrillic: [UInt16]
    private let latinReading: [UInt8]
    private let cyrillicReading: [UInt16]

    private init() {
        let properties = UnicodeTables.shared.properties
        toCyrillic = Self.pairs(Self.latinLetters, Self.cyrillicLetters)
        toNearCyrillic = Self.pairs(Self.latinLetters + Self.nearLatin, Self.cyrillicLetters + Self.nearCyrillic)
        toLatin = Self.pairs(
            Self.cyrillicLetters + Self.rareCyrillic + Self.greekLetters,
            Self.latinLetters + Self.rareLatin + Self.greekLatin)
        toNearLatin = Self.pairs(
            Self.cyrillicLetters + Self.rareCyrillic + Self.greekLetters + Self.nearCyrillic,
            Self.latinLetters + Self.rareLatin + Self.greekLatin + Self.nearLatin)
        latinReading = Self.pairs(Self.latinReadings.of, Self.latinReadings.as).map(UInt8.init(truncatingIfNeeded:))
        cyrillicReading = Self.pairs(Self.cyrillicReadings.of, Self.cyrillicReadings.as)
        let decisive = Set(Self.decisiveLetters.unicodeScalars.map(\.value))
        let signs = Set((Self.latinReadings.of + Self.cyrillicReadings.of).unicodeScalars.map(\.value))
        let toLatin = toLatin
        let toCyrillic = toCyrillic
        let toNearCyrillic = toNearCyrillic
        flatTraits = (0..<UInt32(Self.flat)).map { scalar in
            let bits = properties[scalar]
            guard bits & ScalarProperties.letter != 0 else {
                let isDigit = (0x30..<0x3A).contains(scalar)
                return isDigit || signs.contains(scalar) ? Self.inWord : 0
            }
            let index = Int(scalar)
            switch bits & ScalarProperties.scriptMask {
            case ScalarProperties.latin:
                let isTwin = toCyrillic[index] != 0
                let isDecisive = decisive.contains(scalar) || (scalar >= 0x80 && !isTwin)
                return Self.inWord | Self.letter | Self.latin | (isTwin ? Self.twin : 0)
                    | (isDecisive ? Self.decisive : 0) | (toNearCyrillic[index] != 0 && !isTwin ? Self.near : 0)
            case ScalarProperties.cyrillic:
                return Self.inWord | Self.letter | Self.cyrillic | (toLatin[index] != 0 ? Self.twin : 0)
                    | (decisive.contains(scalar) ? Self.decisive : 0)
            case ScalarProperties.greek:
                return Self.inWord | Self.letter | Self.greek | (toLatin[index] != 0 ? Self.twin : Self.decisive)
            default: return Self.inWord | Self.letter
            }
        }
    }

    @inline(__always)
    func traits(of scalar: UInt32) -> UInt8 {
        scalar < Self.flat ? flatTraits[Int(scalar)] : rareTraits(of: scalar)
    }

    private func rareTraits(of scalar: UInt32) -> UInt8 {
        if scalar == Self.euro { return Self.inWord }
        let bits = UnicodeTables.shared.properties[scalar]
        guard bits & ScalarProperties.letter != 0 else { return 0 }
        switch bits & ScalarProperties.scriptMask {
        // Latin Extended Additional and later: letters with diacritics.
        case ScalarProperties.latin: return Self.inWord | Self.letter | Self.latin | Self.decisive
        case ScalarProperties.cyrillic: return Self.inWord | Self.letter | Self.cyrillic
        case ScalarProperties.greek: return Self.inWord | Self.letter | Self.greek | Self.decisive
        default: return Self.inWord | Self.letter
        }
    }

    /// The letter of `script` that looks like this one, or the letter itself.
    func twin(of scalar: UInt32, in script: Script, near: Bool) -> UInt32 {
        guard scalar < Self.flat else { return scalar }
        let latin = near && script == .latin ? toNearLatin[Int(scalar)] : toLatin[Int(scalar)]
        switch script {
        case .latin: return latin == 0 ? scalar : UInt32(latin)
        case .cyrillic:
            // Greek letters go through the Latin ones that they look like.
            let isGreek = flatTraits[Int(scalar)] & Self.greek != 0
            let from = isGreek && latin != 0 ? Int(latin) : Int(scalar)
            let cyrillic = near ? toNearCyrillic[from] : toCyrillic[from]
            return cyrillic == 0 ? scalar : UInt32(cyrillic)
        }
    }

    /// The letter that a digit or sign is read as; 0 when it has no reading in this script.
    func reading(of scalar: UInt32, in script: Script) -> UInt32 {
        if scalar == Self.euro { return script == .latin ? 0x65 : 0 }
        guard scalar < 0x80 else { return 0 }
        return script == .latin ? UInt32(latinReading[Int(scalar)]) : UInt32(cyrillicReading[Int(scalar)])
    }

    /// Whether a digit or sign has a reading in either script.
    func isRead(_ scalar: UInt32) -> Bool {
        reading(of: scalar, in: .latin) != 0 || reading(of: scalar, in: .cyrillic) != 0
    }

    private static func pairs(_ from: String, _ to: String) -> [UInt16] {
        var table = [UInt16](repeating: 0, count: flat)
        for (source, target) in zip(from.unicodeScalars, to.unicodeScalars) where source.value < flat {
            table[Int(source.value)] = UInt16(truncatingIfNeeded: target.value)
        }
        return table
    }
}
