/// From the bytes of a view to the bytes of the original, stored only where something changes.
///
/// A list of pieces sorted by view offset. In a piece with `span` 0 the two
/// texts run side by side, byte for byte. In any other piece every byte of the
/// view stands for the same `span` bytes of the original. No piece at all
/// means: byte for byte from beginning to end.
struct OffsetMap: Sendable, Equatable {
    struct Piece: Sendable, Equatable {
        /// Where the piece starts in the view.
        var view: Int
        /// Where it starts in the original.
        var original: Int
        /// Original bytes behind each byte of the view; 0 = side by side.
        var span: Int
    }

    var pieces: [Piece] = []
    /// Length of the original text in bytes.
    var originalCount: Int

    /// Where the original of a view byte starts.
    func start(of byte: Int) -> Int {
        guard let piece = piece(holding: byte) else { return byte }
        return piece.span == 0 ? piece.original + byte - piece.view : piece.original
    }

    /// Where the original of a view byte ends.
    func end(of byte: Int) -> Int {
        guard let piece = piece(holding: byte) else { return byte + 1 }
        return piece.span == 0 ? piece.original + byte - piece.view + 1 : piece.original + piece.span
    }

    /// The original bytes of a range of the `count` view bytes; see `TextView.original`.
    func original(_ range: Range<Int>, count: Int) -> Range<Int> {
        let range = range.clamped(to: 0..<count)
        guard range.lowerBound < range.upperBound else {
            let at = range.lowerBound < count ? start(of: range.lowerBound) : originalCount
            return at..<at
        }
        return start(of: range.lowerBound)..<end(of: range.upperBound - 1)
    }

    /// Adds `length` view bytes made of `span` original bytes; called with growing `view`.
    ///
    /// `asBlock` is false when the original bytes run side by side with the
    /// view's, or when both are exactly one character.
    @inline(__always)
    mutating func add(view: Int, original: Int, span: Int, asBlock: Bool) {
        let last = pieces.last ?? Piece(view: 0, original: 0, span: 0)
        if asBlock {
            guard last.original != original || last.span != span else { return }
            pieces.append(Piece(view: view, original: original, span: span))
        } else {
            guard last.span != 0 || original - last.original != view - last.view else { return }
            pieces.append(Piece(view: view, original: original, span: 0))
        }
    }

    private func piece(holding byte: Int) -> Piece? {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].view <= byte { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : pieces[low - 1]
    }
}
