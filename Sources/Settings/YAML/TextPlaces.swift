import Model

/// Places and offsets in one text. Lines end at LF, CR LF or CR; columns count Unicode scalars, as the parser does.
struct TextPlaces {
    let scalars: [Unicode.Scalar]
    let file: String

    init(_ text: String, file: String) {
        scalars = Array(text.unicodeScalars)
        self.file = file
    }

    /// The place of the scalar at `offset`; an offset past the end gives the end.
    func place(at offset: Int) -> FilePlace {
        var place = FilePlace(file: file)
        for index in scalars.indices.prefix(max(0, offset)) {
            if endsLine(index) {
                place.line += 1
                place.column = 1
            } else {
                place.column += 1
            }
        }
        return place
    }

    /// The offset of the scalar at a line and column; nil when the text has no such place.
    func offset(line: Int, column: Int) -> Int? {
        var index = 0
        var here = 1
        while index < scalars.count, here < line {
            if endsLine(index) { here += 1 }
            index += 1
        }
        let offset = index + column - 1
        return here == line && scalars.indices.contains(offset) ? offset : nil
    }

    /// True at LF, and at a CR that no LF follows.
    private func endsLine(_ index: Int) -> Bool {
        switch scalars[index] {
        case "\n": true
        case "\r": index + 1 == scalars.count || scalars[index + 1] != "\n"
        default: false
        }
    }
}
