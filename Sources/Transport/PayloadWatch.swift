/// Watches the raw body bytes beside libcurl, which hands on a body that lost its end inside the compression, or
/// that is longer than announced, without a word.
///
/// Counts the bytes before decompression, walks chunk frames, and keeps the last four bytes: in gzip they are the
/// length of what was packed (RFC 1952 ISIZE), so a cut gzip body is found out.
struct PayloadWatch {
    private let framing: ResponseHead.Framing
    /// Bytes of the body as sent, without chunk frames.
    private(set) var bytes = 0
    /// The message breaks its own framing.
    private(set) var fault: Fault?
    private var tail: UInt32 = 0
    private var state = State.size
    private var left = 0
    private var digits = 0

    private enum State { case size, extra, sizeEnd, data, dataReturn, dataEnd, done }

    init(_ framing: ResponseHead.Framing) { self.framing = framing }

    mutating func take(_ raw: UnsafeRawBufferPointer) {
        guard fault == nil else { return }
        guard framing.isChunked else { return takePlain(raw) }
        var index = 0
        while index < raw.count, fault == nil, state != .done {
            if state == .data {
                let count = min(left, raw.count - index)
                count8(UnsafeRawBufferPointer(rebasing: raw[index..<index + count]))
                index += count
                left -= count
                if left == 0 { state = .dataReturn }
            } else {
                step(raw[index])
                index += 1
            }
        }
    }

    /// What is wrong with the whole body, once it has come: `decoded` is its length after decompression.
    func verdict(decoded: Int) -> Fault? {
        if let fault { return fault }
        guard framing.isGzip, bytes > 0, tail != UInt32(truncatingIfNeeded: decoded) else { return nil }
        return Fault(.cut, "the compressed body ends too early")
    }

    private mutating func takePlain(_ raw: UnsafeRawBufferPointer) {
        if let length = framing.length, bytes + raw.count > length {
            fault = Fault(.malformed, "the body is longer than the \(length) bytes that were announced")
        } else {
            count8(raw)
        }
    }

    private mutating func count8(_ data: UnsafeRawBufferPointer) {
        bytes += data.count
        for byte in data.suffix(4) { tail = tail >> 8 | UInt32(byte) << 24 }
    }

    /// One byte of a chunk frame (RFC 9112 section 7.1).
    private mutating func step(_ byte: UInt8) {
        switch state {
        case .size:
            if let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digits < 15 {
                left = left << 4 | digit
                digits += 1
            } else if digits == 0 || digits == 15 {
                fault = Fault(.malformed, "a chunk without a proper size")
            } else {
                state = byte == 13 ? .sizeEnd : .extra
                if byte == 10 { beginData() }
            }
        case .extra: if byte == 10 { beginData() }
        case .sizeEnd:
            if byte == 10 { beginData() } else { fault = Fault(.malformed, "a chunk size line that does not end") }
        case .dataReturn, .dataEnd:
            if byte == 10 {
                (state, digits) = (.size, 0)
            } else if byte == 13, state == .dataReturn {
                state = .dataEnd
            } else {
                fault = Fault(.malformed, "a chunk that is longer than its size")
            }
        case .data, .done: break
        }
    }

    private mutating func beginData() { state = left == 0 ? .done : .data }
}
