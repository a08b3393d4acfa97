import Model

/// One file of the archive: the posts that one run kept.
package struct Segment: Sendable, Hashable {
    /// UTC day on which the run started.
    package let day: CivilDate
    /// File name without the folder.
    package let file: String

    /// Path under the archive's folder: what the ledger calls the segment.
    package var name: String { Segment.folder(of: day) + "/" + file }

    static let ending = ".ndjson.zst"
    static let partialEnding = ".partial"

    /// Nil when the file is no segment: another ending, or still being written.
    init?(day: CivilDate, file: String) {
        guard file.hasSuffix(Segment.ending), !file.hasPrefix(".") else { return nil }
        self.day = day
        self.file = file
    }

    /// Reads a name as the ledger has it.
    package init?(name: String) {
        guard let slash = name.firstIndex(of: "/"), let day = Segment.day(ofFolder: String(name[..<slash])) else {
            return nil
        }
        let file = String(name[name.index(after: slash)...])
        guard !file.contains("/") else { return nil }
        self.init(day: day, file: file)
    }

    /// The segment of one write. Its name sorts by time, then run, then number.
    ///
    /// Characters of `run` that are not letters, digits, `_` or `-` become `-`.
    init(startedAt: Instant, run: String, number: Int) {
        let civil = CivilTime(startedAt)
        let time = [civil.hour, civil.minute, civil.second].map { digits($0, 2) }.joined()
        let date = civil.date.description.filter { $0 != "-" }
        let plain = String(run.prefix(64).map { isPlain($0) ? $0 : "-" })
        self.day = civil.date
        self.file = "\(date)T\(time).\(digits(startedAt.fraction, 3))Z-\(plain)-\(digits(number, 4))\(Segment.ending)"
    }

    static func folder(of day: CivilDate) -> String { "date=\(day)" }

    static func day(ofFolder name: String) -> CivilDate? {
        name.hasPrefix("date=") ? CivilDate(String(name.dropFirst(5))) : nil
    }

    /// The name of the file while it is being written: hidden, so that no reader takes it.
    var partialFile: String { "." + file + Segment.partialEnding }

    static func isPartial(_ file: String) -> Bool { file.hasPrefix(".") && file.hasSuffix(partialEnding) }
}

extension Segment: Comparable {
    package static func < (left: Segment, right: Segment) -> Bool {
        left.day == right.day
            ? left.file.utf8.lexicographicallyPrecedes(right.file.utf8) : left.day < right.day
    }
}

private func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
}

private func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber) || character == "_" || character == "-"
}
