import Glibc

/// Lines of JSON, one value each: archives, exports, the output of plugins.
///
/// A line ends at a newline; a carriage return before it is dropped. Empty
/// lines are passed over. Memory stays flat whatever the input is.
public enum JSONLines {
    /// One line, or the news that one was left out.
    public enum Line {
        /// The bytes without the line end; valid only during the call.
        case bytes(UnsafeBufferPointer<UInt8>)
        /// A line over the cap; `length` is at least the cap.
        case tooLong(length: Int)
    }

    /// Calls `body` with every line and its number, counting from 1, until it returns false.
    public static func forEach<Failure: Error>(
        in bytes: [UInt8], cap: Int = 16 << 20, _ body: (Line, Int) throws(Failure) -> Bool
    ) throws(Failure) {
        try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
            try forEach(in: buffer, cap: cap, body)
        }
    }

    /// The same without copying.
    public static func forEach<Failure: Error>(
        in buffer: UnsafeBufferPointer<UInt8>, cap: Int = 16 << 20, _ body: (Line, Int) throws(Failure) -> Bool
    ) throws(Failure) {
        var start = 0
        var number = 0
        while start < buffer.count {
            let rest = UnsafeBufferPointer(rebasing: buffer[start...])
            let length = newline(in: rest) ?? rest.count
            number += 1
            if length > 0 {
                let more = try hand(UnsafeBufferPointer(rebasing: rest[..<length]), cap: cap, number, body)
                guard more else { return }
            }
            start += length + 1
        }
    }

    /// Reads a descriptor to its end in chunks and calls `body` as above.
    ///
    /// Returns nil, or the `errno` of the read that failed; lines before it
    /// were handed over. The descriptor stays open.
    public static func forEach<Failure: Error>(
        from descriptor: Int32, cap: Int = 16 << 20, chunk: Int = 1 << 16,
        _ body: (Line, Int) throws(Failure) -> Bool
    ) throws(Failure) -> Int32? {
        var splitter = LineSplitter(cap: cap)
        var buffer = [UInt8](repeating: 0, count: max(1, chunk))
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            if count == 0 { break }
            let more = try buffer.withUnsafeBufferPointer { buffer throws(Failure) in
                try splitter.add(UnsafeBufferPointer(rebasing: buffer[..<count]), body)
            }
            guard more else { return nil }
        }
        _ = try splitter.finish(body)
        return nil
    }

    /// Where the first newline is.
    static func newline(in buffer: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = buffer.baseAddress, let hit = memchr(base, 0x0A, buffer.count) else { return nil }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    static func hand<Failure: Error>(
        _ line: UnsafeBufferPointer<UInt8>, cap: Int, _ number: Int, _ body: (Line, Int) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        let length = line.last == 0x0D ? line.count - 1 : line.count
        if length == 0 { return true }
        if length > cap { return try body(.tooLong(length: length), number) }
        return try body(.bytes(UnsafeBufferPointer(rebasing: line[..<length])), number)
    }
}

/// Cuts lines out of chunks that arrive one after another, such as the frames of an archive.
///
/// At most `cap` bytes of an unfinished line are held.
public struct LineSplitter: Sendable {
    private let cap: Int
    private var held: [UInt8] = []
    /// Bytes of the present line that were dropped since it is over the cap.
    private var dropped = 0
    private var number = 0

    public init(cap: Int = 16 << 20) { self.cap = max(1, cap) }

    /// Hands every line that this chunk completes to `body`; false when `body` returned false.
    public mutating func add<Failure: Error>(
        _ chunk: UnsafeBufferPointer<UInt8>, _ body: (JSONLines.Line, Int) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        var start = 0
        while start < chunk.count {
            let rest = UnsafeBufferPointer(rebasing: chunk[start...])
            guard let length = JSONLines.newline(in: rest) else {
                hold(rest)
                return true
            }
            start += length + 1
            let piece = UnsafeBufferPointer(rebasing: rest[..<length])
            if held.isEmpty && dropped == 0 {
                number += 1
                guard try JSONLines.hand(piece, cap: cap, number, body) else { return false }
            } else {
                hold(piece)
                guard try finish(body) else { return false }
            }
        }
        return true
    }

    /// Hands over the last line when it has no line end.
    public mutating func finish<Failure: Error>(
        _ body: (JSONLines.Line, Int) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        guard !held.isEmpty || dropped > 0 else { return true }
        number += 1
        defer {
            held.removeAll(keepingCapacity: true)
            dropped = 0
        }
        if dropped > 0 { return try body(.tooLong(length: held.count + dropped), number) }
        return try held.withUnsafeBufferPointer { line throws(Failure) in
            try JSONLines.hand(line, cap: cap, number, body)
        }
    }

    private mutating func hold(_ piece: UnsafeBufferPointer<UInt8>) {
        // One byte more than the cap may be a carriage return that does not count.
        let room = max(0, cap + 1 - held.count)
        held.append(contentsOf: piece.prefix(room))
        dropped += max(0, piece.count - room)
    }
}
