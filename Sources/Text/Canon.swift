/// The view `canon`: NFKC, invisible characters and stray marks removed, case folded (languages.md 1.1).
///
/// Every scalar of the view carries the whole normalisation segment that it
/// came from, so a hit on `fi` in `ﬁ` reports all three bytes of the ligature.
package enum Canon {
    /// The same normalisation without a map: for patterns, dictionary words and keys.
    package static func canonical(_ text: String) -> String {
        let fold = Fold(capacity: text.utf8.count)
        var text = text
        // What is in a String is valid.
        _ = text.withUTF8(fold.fold)
        return String(decoding: fold.canon, as: UTF8.self)
    }

    /// The view of a text given as valid UTF-8.
    static func view(of text: [UInt8]) -> TextView {
        let fold = Fold(capacity: text.count)
        _ = text.withUnsafeBufferPointer(fold.fold)
        return fold.view
    }

    /// The bytes of a letter from U+0080 to U+07FF in its folded form, lead byte high, when case folding is all that
    /// can happen to it; 0 for any other scalar.
    package static func foldedPair(of scalar: UInt32) -> UInt16 {
        (0x80..<0x800).contains(scalar) ? UnicodeTables.shared.foldedPairs[Int(scalar) - 0x80] : 0
    }

    /// The first offset after `start` at which a scalar stands that joins nothing before it.
    static func segmentEnd(_ text: [UInt8], from start: Int, tables: UnicodeTables) -> Int {
        var end = start + UTF8Text.scalar(text, at: start).length
        while end < text.count {
            let (scalar, length) = UTF8Text.scalar(text, at: end)
            guard tables.properties[scalar] & ScalarProperties.joinsBack != 0 else { break }
            end += length
        }
        return end
    }
}
