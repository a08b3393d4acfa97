/// The view `canon`: NFKC, invisible characters and stray marks removed, case folded (languages.md 1.1).
///
/// Every scalar of the view carries the whole normalisation segment that it
/// came from, so a hit on `fi` in `ﬁ` reports all three bytes of the ligature.
package enum Canon {
    /// The same normalisation without a map: for patterns, dictionary words and keys.
    package static func canonical(_ text: String) -> String {
        String(decoding: folded(Array(text.utf8)).bytes, as: UTF8.self)
    }

    /// The view of a text given as valid UTF-8.
    static func view(of text: [UInt8]) -> TextView {
        let (bytes, map) = folded(text)
        return TextView(name: .canon, bytes: bytes, map: map)
    }

    /// Folds a text: long plain stretches by `CanonPlain`, what is left segment by segment.
    private static func folded(_ text: [UInt8]) -> (bytes: [UInt8], map: OffsetMap) {
        let tables = UnicodeTables.shared
        var segment = CanonSegment(tables: tables)
        var map = OffsetMap(originalCount: text.count)
        // Plain stretches never grow, so this size is right but for the segments, which make room themselves.
        var bytes = [UInt8](repeating: 0, count: text.count)
        var written = 0
        var read = 0
        while read < text.count {
            let plain = CanonPlain.fold(text, from: read, into: &bytes, at: written, tables: tables)
            let start: Int
            if plain > 0 {
                let joins = read + plain < text.count && Self.joinsBack(text, at: read + plain, tables: tables)
                // The last plain character belongs to the segment when the next one joins it.
                start = joins ? UTF8Text.startOfLast(text, before: read + plain) : read + plain
                if start > read { map.add(view: written, original: read, span: 0, asBlock: false) }
                written += start - read
            } else {
                start = read
            }
            guard start < text.count else { break }
            let end = segmentEnd(text, from: start, tables: tables)
            segment.normalise(UTF8Text.Scalars(text, start..<end))
            let first = written
            for scalar in segment.scalars {
                emit(scalar, into: &bytes, at: &written, tables: tables)
            }
            if written > first {
                let oneCharacter =
                    segment.scalars.count == 1 && written - first == end - start
                    && UTF8Text.length(ofLead: bytes[first]) == end - start
                map.add(view: first, original: start, span: end - start, asBlock: !oneCharacter)
            }
            let room = written + text.count - end
            if bytes.count < room { bytes.append(contentsOf: repeatElement(0, count: room - bytes.count)) }
            read = end
        }
        bytes.removeLast(bytes.count - written)
        return (bytes, map)
    }

    /// Writes the case folding of one scalar.
    private static func emit(_ scalar: UInt32, into bytes: inout [UInt8], at written: inout Int, tables: UnicodeTables)
    {
        let place = tables.folding[scalar]
        guard place != 0 else { return UTF8Text.write(scalar, into: &bytes, at: &written) }
        tables.forEachMapped(at: place) { UTF8Text.write($0, into: &bytes, at: &written) }
    }

    private static func joinsBack(_ text: [UInt8], at offset: Int, tables: UnicodeTables) -> Bool {
        tables.properties[UTF8Text.scalar(text, at: offset).value] & ScalarProperties.joinsBack != 0
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
