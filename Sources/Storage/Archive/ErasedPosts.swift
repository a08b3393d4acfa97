import Model
import Text

/// Posts that somebody asked to be erased, so that neither a source nor an import brings them back: `data/erased`.
///
/// A post is kept as one line of 32 hex digits: a hash of its identity, which is a hash itself. Neither text nor author
/// nor link can be read from it. The list has no retention: forgetting it would bring the posts back.
package struct ErasedPosts: Sendable, Hashable {
    private var marks: Set<Mark> = []

    private struct Mark: Hashable {
        var high: UInt64
        var low: UInt64

        init(_ id: String) {
            high = StableHash.hash64(id.utf8, seed: 0xE7A5)
            low = StableHash.hash64(id.utf8, seed: 0x1D5E)
        }

        /// Nil when the line is not 32 hex digits: half a line that a power cut left.
        init?(line: Substring) {
            guard line.utf8.count == 32, let high = UInt64(line.prefix(16), radix: 16),
                let low = UInt64(line.suffix(16), radix: 16)
            else { return nil }
            (self.high, self.low) = (high, low)
        }

        var line: String { StableHash.hex(high) + StableHash.hex(low) }
    }

    package init() {}

    fileprivate init(text: String) { marks = Set(text.split(separator: "\n").compactMap(Mark.init(line:))) }

    package func contains(_ id: String) -> Bool { !marks.isEmpty && marks.contains(Mark(id)) }

    /// Adds posts; gives the lines to write for those that are new.
    fileprivate mutating func insert(_ ids: Set<String>) -> [UInt8] {
        var lines: [UInt8] = []
        for id in ids.sorted() {
            let mark = Mark(id)
            if marks.insert(mark).inserted { lines += Array("\(mark.line)\n".utf8) }
        }
        return lines
    }
}

extension DataFolder {
    private var erasedPath: String { path + "/erased" }

    package func erased() throws(StorageError) -> ErasedPosts {
        guard Folders.exists(erasedPath) else { return ErasedPosts() }
        let file = try OpenFile.forReading(erasedPath)
        return ErasedPosts(text: String(decoding: try file.bytes(at: 0, count: try file.size()), as: UTF8.self))
    }

    /// Remembers posts before they are erased, durably: killed in between, they cannot come back. Only the holder of
    /// the run lock may call it.
    package func remember(erased ids: Set<String>) throws(StorageError) {
        var known = try erased()
        let lines = known.insert(ids)
        guard !lines.isEmpty else { return }
        // A power cut may have left half a line; the newline before keeps it from joining a new one.
        try append([UInt8(ascii: "\n")] + lines.dropLast(), to: "erased")
        try Folders.makeDurable(path)
    }
}
