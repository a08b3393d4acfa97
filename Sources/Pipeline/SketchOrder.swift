import Model

/// The posts of all segments in the order of a replay: by the instant seen, then by place in the archive.
///
/// Memory is bounded: 32 MiB for each worker while lines come in, 64 MiB while they are merged.
struct SketchOrder: ~Copyable {
    private var heap: [SketchRunReader] = []
    /// The attempt that holds, by segment.
    private let attempts: [Int32]
    /// For messages.
    private let names: [String]

    private static let buffers = 64 << 20

    init(_ runs: [SketchRuns], attempts: [Int32], names: [String]) throws(PipelineError) {
        self.attempts = attempts
        self.names = names
        let count = runs.reduce(1) { $0 + $1.runs.count }
        let buffer = min(1 << 18, max(1 << 12, Self.buffers / count))
        for run in runs {
            for reader in try run.readers(buffer: buffer) {
                try reader.advance()
                if reader.key != nil { heap.append(reader) }
            }
        }
        for index in stride(from: heap.count / 2, through: 0, by: -1) { sift(from: index) }
    }

    /// The next post; nil at the end.
    mutating func next() throws(PipelineError) -> SketchedPost? {
        while let reader = heap.first, let key = reader.key {
            let segment = Int(key.segment)
            let holds = attempts.indices.contains(segment) && attempts[segment] == reader.attempt
            let post = holds ? reader.withLine { SketchedPost(line: $0) } : nil
            try reader.advance()
            if reader.key == nil {
                heap.swapAt(0, heap.count - 1)
                heap.removeLast()
            }
            sift(from: 0)
            if !holds { continue }
            guard let post else {
                let name = names.indices.contains(segment) ? names[segment] : "?"
                throw .nothingScanned(
                    "The sketch of \(name) has a line that cannot be read; make it again with the same Jibu.")
            }
            return post
        }
        return nil
    }

    private mutating func sift(from start: Int) {
        var index = start
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
                if let left = heap[child].key, let right = heap[least].key, left < right { least = child }
            }
            guard least != index else { return }
            heap.swapAt(least, index)
            index = least
        }
    }
}
