import Model
import Reading

/// Cuts a program's output into lines and counts them against its limits.
struct LineBudget {
    private let limits: ProgramLimits
    private var splitter: LineSplitter
    private(set) var lines = 0
    private(set) var bytes = 0
    /// Why no more is taken: the reader wants no more, or a limit was passed.
    private(set) var stop: ProgramEnd.How?

    init(_ limits: ProgramLimits) {
        self.limits = limits
        splitter = LineSplitter(cap: limits.lineBytes)
    }

    /// Takes what arrived; hands over the lines that it completes until `stop` is set.
    mutating func add(_ chunk: UnsafeBufferPointer<UInt8>, _ line: (ProgramLine) -> Bool) {
        guard stop == nil else { return }
        let room = limits.outputBytes - bytes
        bytes += chunk.count
        let taken = UnsafeBufferPointer(rebasing: chunk.prefix(max(0, room)))
        var splitter = self.splitter
        _ = splitter.add(taken) { piece, _ in hand(piece, line) }
        self.splitter = splitter
        if stop == nil, chunk.count > room { stop = .overLimit("\(limits.outputBytes) bytes of output") }
    }

    /// Hands over a last line without a line end.
    mutating func finish(_ line: (ProgramLine) -> Bool) {
        guard stop == nil else { return }
        var splitter = self.splitter
        _ = splitter.finish { piece, _ in hand(piece, line) }
        self.splitter = splitter
    }

    private mutating func hand(_ piece: JSONLines.Line, _ line: (ProgramLine) -> Bool) -> Bool {
        guard lines < limits.lines else {
            stop = .overLimit("\(limits.lines) lines")
            return false
        }
        lines += 1
        let more: Bool
        switch piece {
        case .bytes(let bytes): more = line(.whole(Array(bytes)))
        case .tooLong(let length): more = line(.tooLong(bytes: length))
        }
        if !more { stop = .stopped }
        return more
    }
}

/// The last bytes of a stream of any length.
struct TailBuffer {
    private let capacity: Int
    private(set) var bytes: [UInt8] = []
    /// All that came.
    private(set) var total = 0

    init(capacity: Int) { self.capacity = max(0, capacity) }

    mutating func add(_ chunk: UnsafeBufferPointer<UInt8>) {
        total += chunk.count
        bytes.append(contentsOf: chunk.suffix(capacity))
        if bytes.count > capacity { bytes.removeFirst(bytes.count - capacity) }
    }
}
