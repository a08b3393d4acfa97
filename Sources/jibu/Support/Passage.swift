/// The part of a long text that a person needs to judge a hit.
struct Passage {
    /// With `…` where something was left out.
    let text: String
    /// Bytes of `text`.
    let ranges: [Range<Int>]

    /// Bytes of a text that is shown whole, and bytes kept on each side of the hits.
    private static let short = 400
    private static let beside = 120

    /// - Parameter ranges: bytes of `text`, in order.
    init(of text: String, around ranges: [Range<Int>]) {
        let bytes = Array(text.utf8)
        guard bytes.count > Self.short, let first = ranges.first else {
            (self.text, self.ranges) = (text, ranges)
            return
        }
        let start = Self.wordStart(in: bytes, from: max(0, first.lowerBound - Self.beside))
        let end = Self.wordStart(in: bytes, from: min(bytes.count, max(first.upperBound, start + Self.short)))
        let (before, after) = (start > 0 ? "…" : "", end < bytes.count ? "…" : "")
        self.text = before + String(decoding: bytes[start..<end], as: UTF8.self) + after
        let shift = before.utf8.count - start
        self.ranges = ranges.filter { $0.lowerBound >= start && $0.upperBound <= end }
            .map { $0.lowerBound + shift..<$0.upperBound + shift }
    }

    /// The start of the word that holds a byte, or of its character when the word is very long.
    private static func wordStart(in bytes: [UInt8], from place: Int) -> Int {
        guard place < bytes.count else { return bytes.count }
        if let blank = bytes[max(0, place - 60)..<place].lastIndex(where: { $0 <= 0x20 }) { return blank + 1 }
        var place = place
        while place > 0, bytes[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }
}
