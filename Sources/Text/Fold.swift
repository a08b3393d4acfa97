/// Folds one text after the other to the view `canon`, and notes on the way what an index asks of the result.
///
/// The memory is used again for each text: once it has grown to the size of the longest text, nothing is allocated.
/// One for each worker; not Sendable.
package final class Fold {
    /// Bytes behind `canon` that may be read, so that a look at a few bytes at once needs no care at the end.
    package static let slack = 32

    /// The folded bytes in `room`, valid UTF-8.
    private(set) var count = 0
    private(set) var startCount = 0
    /// ASCII digits of the folded text.
    package private(set) var digits = 0
    /// Characters of which only PCRE2 knows whether they are letters or digits: those that are neither ASCII, nor Latin
    /// or Cyrillic up to U+052F, nor surely a sign.
    package private(set) var others = 0

    private var room: UnsafeMutablePointer<UInt8>
    private var starts: UnsafeMutablePointer<UInt32>
    private var capacity: Int
    private var map = OffsetMap(originalCount: 0)
    private var segment: CanonSegment
    let tables: UnicodeTables

    /// - Parameter capacity: bytes of the text that memory is taken for at once.
    package init(capacity: Int = 4096) {
        tables = .shared
        segment = CanonSegment(tables: tables)
        // What is allocated and what `reserve` believes must be one number.
        let capacity = max(capacity, 16)
        self.capacity = capacity
        room = .allocate(capacity: capacity + Fold.slack)
        room.initialize(repeating: 0, count: capacity + Fold.slack)
        starts = .allocate(capacity: capacity + Fold.slack)
    }

    deinit {
        room.deallocate()
        starts.deallocate()
    }

    /// The folded text; `slack` more bytes may be read behind it. Valid until the next text.
    package var canon: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: room, count: count) }

    /// Where words may begin, ascending: each ASCII, Latin or Cyrillic letter (to U+052F) with no such letter before
    /// it, and each ASCII digit with neither letter nor digit before it. A few places too many, never one too few.
    package var wordStarts: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: starts, count: startCount) }

    /// The view of the text folded last, copied.
    var view: TextView { TextView(name: .canon, bytes: Array(canon), map: map) }

    /// The bytes of the original text that a range of `canon` was made from; see `TextView.original`.
    package func original(_ range: Range<Int>) -> Range<Int> { map.original(range, count: count) }

    /// Folds a text given as UTF-8. False when it is not valid; then nothing of the result may be used.
    package func fold(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        reserve(text.count)
        map.pieces.removeAll(keepingCapacity: true)
        map.originalCount = text.count
        var cursor = FoldCursor()
        defer { note(cursor) }
        guard let source = UnsafeRawPointer(text.baseAddress) else { return true }
        let plain = FoldPlain(tables)
        while true {
            let from = (read: cursor.read, written: cursor.written)
            let end = plain.fold(source, text.count, to: room, starts, &cursor)
            if end == .invalid { return false }
            var start = cursor.read
            if end == .special, joinsBack(text, at: start), start > from.read {
                // The last plain character belongs to the segment, since the next one joins it.
                start = UTF8Text.startOfLast(text, before: start)
                takeBack(cursor.read - start, &cursor)
            }
            if start > from.read { map.add(view: from.written, original: from.read, span: 0, asBlock: false) }
            if end == .end { return true }
            guard let segmentEnd = validSegmentEnd(text, from: start) else { return false }
            normalise(text, start..<segmentEnd, &cursor)
        }
    }

    /// Takes over a view that was made in another way, to find the word starts in it.
    package func adopt(_ view: TextView) {
        reserve(view.bytes.count)
        map = view.map
        view.bytes.withUnsafeBufferPointer { bytes in
            guard let source = bytes.baseAddress else { return }
            room.update(from: source, count: bytes.count)
        }
        var cursor = FoldCursor()
        cursor.written = view.bytes.count
        classify(from: 0, &cursor)
        note(cursor)
    }

    private func note(_ cursor: FoldCursor) {
        count = cursor.written
        startCount = cursor.starts
        digits = cursor.digits
        others = cursor.others
        (room + count).update(repeating: 0, count: Fold.slack)
    }

    // MARK: Segments

    private func normalise(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ cursor: inout FoldCursor) {
        segment.normalise(UTF8Text.Scalars(text, range))
        let first = cursor.written
        for scalar in segment.scalars {
            // A scalar folds to three others at most, of four bytes each.
            reserve(cursor.written + 12 + text.count - range.upperBound, keeping: cursor.written)
            let place = tables.folding[scalar]
            if place == 0 {
                append(scalar, &cursor)
            } else {
                tables.forEachMapped(at: place) { append($0, &cursor) }
            }
        }
        if cursor.written > first {
            let oneCharacter =
                segment.scalars.count == 1 && cursor.written - first == range.count
                && UTF8Text.length(ofLead: room[first]) == range.count
            map.add(view: first, original: range.lowerBound, span: range.count, asBlock: !oneCharacter)
        }
        classify(from: first, &cursor)
        cursor.read = range.upperBound
    }

    private func append(_ scalar: UInt32, _ cursor: inout FoldCursor) {
        let rest = UnsafeMutableBufferPointer(start: room, count: capacity + Fold.slack)
        cursor.written += UTF8Text.initialize(rest, at: cursor.written, to: scalar)
    }

    private func joinsBack(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        tables.properties[UTF8Text.scalar(text, at: offset).value] & ScalarProperties.joinsBack != 0
    }

    /// The first offset after `start` at which a scalar stands that joins nothing before it; nil when the text is
    /// broken before it.
    private func validSegmentEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var end = start + UTF8Text.scalar(text, at: start).length
        while end < text.count, joinsBack(text, at: end) {
            let length = UTF8Text.validLength(text, at: end)
            guard length > 0 else { return nil }
            end += length
        }
        return end
    }

    // MARK: Word starts outside of plain stretches

    /// Goes over written bytes that no plain stretch wrote.
    private func classify(from first: Int, _ cursor: inout FoldCursor) {
        let bytes = UnsafeBufferPointer(start: room, count: cursor.written)
        var at = first
        while at < bytes.count {
            let (scalar, length) = UTF8Text.scalar(bytes, at: at)
            cursor.take(FoldClasses.kind(of: scalar, tables.properties), at: at, starts)
            at += length
        }
    }

    /// Unwrites the last plain character, of `length` bytes: plain characters keep their length.
    private func takeBack(_ length: Int, _ cursor: inout FoldCursor) {
        cursor.read -= length
        cursor.written -= length
        if cursor.starts > 0, Int(starts[cursor.starts - 1]) >= cursor.written { cursor.starts -= 1 }
        if room[cursor.written] &- 0x30 < 10 { cursor.digits -= 1 }
        let before =
            cursor.written == 0
            ? FoldClasses.sign
            : FoldClasses.kind(
                of: UTF8Text.scalar(
                    UnsafeBufferPointer(start: room, count: cursor.written),
                    at: UTF8Text.startOfLast(
                        UnsafeBufferPointer(start: room, count: cursor.written), before: cursor.written)
                ).value, tables.properties)
        cursor.standBehind(before)
    }

    // MARK: Memory

    private func reserve(_ size: Int, keeping kept: Int = 0) {
        guard size > capacity else { return }
        let grown = max(size, capacity * 2)
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: grown + Fold.slack)
        room.initialize(repeating: 0, count: grown + Fold.slack)
        room.update(from: self.room, count: kept)
        let starts = UnsafeMutablePointer<UInt32>.allocate(capacity: grown + Fold.slack)
        // There are never more starts than bytes.
        starts.update(from: self.starts, count: kept)
        self.room.deallocate()
        self.starts.deallocate()
        (self.room, self.starts, capacity) = (room, starts, grown)
    }
}
