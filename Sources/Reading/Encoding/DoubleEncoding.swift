/// UTF-8 that was taken for windows-1251 or windows-1252 and encoded once
/// more: "РџСЂРёРІРµС‚", "ÐŸÑ€Ð¸Ð²ÐµÑ‚".
enum DoubleEncoding {
    /// The text as it was meant; nil when the text is not clearly encoded twice.
    ///
    /// Clear means: four fifths of all letters beyond ASCII turn into valid UTF-8, or a whole run of at least
    /// four letters does.
    static func undone(_ bytes: [UInt8]) -> [UInt8]? {
        guard isWorthTrying(bytes) else { return nil }
        for table in [SingleByteTable.windows1251, .windows1252] {
            if let undone = Undoing(table).run(bytes) { return undone }
        }
        return nil
    }

    /// Twice encoded Cyrillic has Р or С, or Ð or Ñ, at every second place.
    private static func isWorthTrying(_ bytes: [UInt8]) -> Bool {
        var signs = 0
        for index in bytes.indices.dropLast() where bytes[index] >= 0xC3 && bytes[index] <= 0xD0 {
            let next = bytes[index + 1]
            if bytes[index] == 0xD0 && (next == 0xA0 || next == 0xA1) { signs += 1 }
            if bytes[index] == 0xC3 && (next == 0x90 || next == 0x91 || next == 0x83) { signs += 1 }
        }
        return signs >= 3
    }
}

private struct Undoing {
    /// Scalar to the byte that it was read from.
    private var byteOf: [UInt32: UInt8] = [:]

    init(_ table: SingleByteTable) {
        for (offset, scalar) in table.scalars.enumerated() {
            // Bytes without a meaning usually came through as C1 controls.
            let value = scalar == 0xFFFD ? UInt32(offset + 128) : UInt32(scalar)
            byteOf[value] = UInt8(truncatingIfNeeded: offset + 128)
        }
    }

    /// One run of letters beyond ASCII, read back.
    private struct Run {
        var output: [UInt8] = []
        var letters = 0
        var turned = 0
        var sequences = 0
        /// Sequences that became a letter or mark of today's languages.
        var likely = 0
    }

    func run(_ bytes: [UInt8]) -> [UInt8]? {
        let text = String(decoding: bytes, as: UTF8.self)
        var all: [UInt8] = []
        var some: [UInt8] = []
        var letters = 0
        var turned = 0
        var sequences = 0
        var likely = 0
        var someTurned = false
        var pending: [Unicode.Scalar] = []
        func flush() {
            guard !pending.isEmpty else { return }
            let run = readBack(pending)
            letters += run.letters
            turned += run.turned
            sequences += run.sequences
            likely += run.likely
            all += run.output
            if run.turned == run.letters, run.sequences >= 4, run.likely == run.sequences {
                some += run.output
                someTurned = true
            } else {
                for scalar in pending { appendUTF8(scalar.value, to: &some) }
            }
            pending.removeAll(keepingCapacity: true)
        }
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                flush()
                all.append(UInt8(truncatingIfNeeded: scalar.value))
                some.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                pending.append(scalar)
            }
        }
        flush()
        if sequences >= 3, turned * 5 >= letters * 4, likely * 10 >= sequences * 9 { return all }
        return someTurned ? some : nil
    }

    /// Modern Cyrillic, Latin letters with accents, typographic marks and pictures. "СЁ" would become the
    /// historic "Ѩ", which nobody writes.
    private func isLikely(_ lead: UInt8, _ next: UInt8) -> Bool {
        switch lead {
        case 0xD0: true
        case 0xD1: next < 0xA0
        case 0xD2: next >= 0x90
        case 0xD3, 0xC2...0xC5, 0xE2, 0xF0: true
        default: false
        }
    }

    private func readBack(_ scalars: [Unicode.Scalar]) -> Run {
        let mapped = scalars.map { byteOf[$0.value] ?? 0 }
        return mapped.withUnsafeBufferPointer { buffer in
            var run = Run()
            run.letters = scalars.count
            var index = 0
            while index < buffer.count {
                let length = buffer[index] >= 0x80 ? UTF8Sequence.length(in: buffer, at: index) : 0
                if length > 0 {
                    run.output += buffer[index..<(index + length)]
                    run.turned += length
                    run.sequences += 1
                    if isLikely(buffer[index], buffer[index + 1]) { run.likely += 1 }
                } else {
                    appendUTF8(scalars[index].value, to: &run.output)
                }
                index += max(1, length)
            }
            return run
        }
    }
}
