/// An upper bound on what a search may do, as a polynomial of the text's length in bytes: how often something is tried,
/// or how many characters are looked at.
struct SearchWork: Equatable {
    /// Factors of n⁰, n¹, n² and so on.
    private var factors: SIMD8<Double>

    static let zero = SearchWork(0)
    static let one = SearchWork(1)
    /// The length of the text.
    static let length = SearchWork(factors: [0, 1, 0, 0, 0, 0, 0, 0])
    /// No bound is known.
    static let unbounded = SearchWork(.infinity)

    init(_ constant: Double) { factors = [constant, 0, 0, 0, 0, 0, 0, 0] }

    private init(factors: SIMD8<Double>) { self.factors = factors }

    var constant: Double { factors[0] }
    /// The factor of the length.
    var linear: Double { factors[1] }

    var degree: Int {
        var degree = 7
        while degree > 0, factors[degree] == 0 { degree -= 1 }
        return degree
    }

    static func + (left: SearchWork, right: SearchWork) -> SearchWork {
        SearchWork(factors: left.factors + right.factors)
    }

    static func * (left: SearchWork, right: SearchWork) -> SearchWork {
        var product = SIMD8<Double>.zero
        for place in 0..<8 where left.factors[place] != 0 {
            for other in 0..<8 where right.factors[other] != 0 {
                // Beyond the seventh power nothing is a bound.
                if place + other > 7 { return unbounded }
                product[place + other] += left.factors[place] * right.factors[other]
            }
        }
        return SearchWork(factors: product)
    }

    static func max(_ left: SearchWork, _ right: SearchWork) -> SearchWork {
        SearchWork(factors: pointwiseMax(left.factors, right.factors))
    }

    /// The same when each repeat takes text behind what the one before it took, so that a power is shared out: places
    /// in order are fewer than places.
    var nested: SearchWork {
        var factors = factors
        var share = 1.0
        for place in 1..<8 {
            share *= Double(place)
            factors[place] /= share
        }
        return SearchWork(factors: factors)
    }

    /// This, so many times multiplied by itself.
    func power(_ times: Int) -> SearchWork {
        var result = SearchWork.one
        for _ in 0..<times {
            result = result * self
            if result.at(1) > 1e9 { return .unbounded }
        }
        return result
    }

    func at(_ length: Int) -> Double {
        var sum = 0.0
        var power = 1.0
        for place in 0..<8 {
            if factors[place] != 0 { sum += factors[place] * power }
            power *= Double(length)
        }
        return sum
    }

    /// The longest text, up to `most` bytes, for which this stays within `limit`; 0 when there is none.
    func longest(within limit: Double, most: Int) -> Int {
        if at(most) <= limit { return most }
        var (low, high) = (0, most)
        while high - low > 1 {
            let middle = (low + high) / 2
            if at(middle) <= limit { low = middle } else { high = middle }
        }
        return low
    }
}

/// Kinds of characters, coarse enough that every version of Unicode and both cases agree on them. Sets of them are
/// never too small.
struct CharacterKinds: OptionSet {
    let rawValue: UInt8

    static let letter = CharacterKinds(rawValue: 1)
    static let number = CharacterKinds(rawValue: 2)
    static let underscore = CharacterKinds(rawValue: 4)
    /// Marks and other signs that join letters: `\w` has them in some versions of PCRE2.
    static let joining = CharacterKinds(rawValue: 8)
    static let blank = CharacterKinds(rawValue: 16)
    static let sign = CharacterKinds(rawValue: 32)

    static let word: CharacterKinds = [.letter, .number, .underscore, .joining]
    static let notWord: CharacterKinds = [.blank, .sign]
    static let any: CharacterKinds = [.letter, .number, .underscore, .joining, .blank, .sign]

    static func of(_ scalar: Unicode.Scalar) -> CharacterKinds {
        if scalar.value < 0x80 {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if (byte | 0x20) &- 0x61 < 26 { return .letter }
            if byte &- 0x30 < 10 { return .number }
            if byte == 0x5F { return .underscore }
            return byte == 0x20 || byte &- 9 < 5 ? .blank : .sign
        }
        let properties = scalar.properties
        if properties.isWhitespace { return .blank }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return .letter
        case .decimalNumber, .letterNumber, .otherNumber: return .number
        case .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation: return [.joining, .sign]
        default: return .sign
        }
    }
}
