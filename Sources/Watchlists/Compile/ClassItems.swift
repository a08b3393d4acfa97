/// What stands in a class of characters, `[...]`.
struct ClassItems {
    var isNegated = false
    /// The letters that stand for themselves, in the form of the folded views; nil when there is anything else.
    var letters: [UInt16]? = []
    /// All letters are in it; all digits too.
    private var hasLetters = false
    private var hasDigits = false
    /// Nothing else than letters; no letter; no digit.
    private var isLetters = true
    private var isSigns = true
    private var isNoDigit = true

    /// An item of which nothing is known.
    mutating func unknown() {
        letters = nil
        (isLetters, isSigns, isNoDigit) = (false, false, false)
    }

    /// One character, in the form of `PatternNeeds.folded`.
    mutating func add(_ folded: UInt16) {
        guard folded != 0 else { return unknown() }
        letters?.append(folded)
        isLetters = false
        if folded >= 0x80 || (folded | 0x20) &- 0x61 < 26 { isSigns = false }
        if folded &- 0x30 < 10 { isNoDigit = false }
    }

    mutating func addWords(digits: Bool) {
        letters = nil
        hasLetters = true
        isSigns = false
        if digits {
            hasDigits = true
            (isLetters, isNoDigit) = (false, false)
        }
    }

    mutating func addDigits() {
        letters = nil
        hasDigits = true
        (isLetters, isNoDigit) = (false, false)
    }

    /// The class as a part of a pattern.
    var fragment: Fragment {
        var result = Fragment.anything
        let all: Fragment.Edge = !hasLetters ? .unknown : hasDigits ? .noLetterOrDigit : .noLetter
        if isNegated {
            result.edge = all
            if hasLetters { result.shape = .sign }
            return result
        }
        if let letters, !letters.isEmpty, letters.count <= 8 {
            result = Fragment.alternatives(letters.map { Fragment(letter: $0) })
        }
        result.covers = all
        if isSigns {
            result.shape = .sign
            result.edge = isNoDigit ? .noLetterOrDigit : .noLetter
        } else {
            result.shape = hasLetters && isLetters ? .letter : .unknown
        }
        return result
    }
}
