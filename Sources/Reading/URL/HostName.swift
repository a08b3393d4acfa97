/// Host names: lower case, and punycode for letters beyond ASCII.
enum HostName {
    /// The ASCII form of a host as written; nil when it cannot be a host. An empty host stays empty.
    ///
    /// IDNA 2008 without its tables: letters are lower-cased and encoded. That
    /// gives the registered name for the scripts of our languages.
    static func ascii(_ written: [UInt8]) -> [UInt8]? {
        if let plain = plain(written) { return plain }
        if written.first == UInt8(ascii: "[") {
            let inside = written.dropFirst().dropLast()
            let legal = inside.allSatisfy { Byte.hex($0) != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
            return written.last == UInt8(ascii: "]") && !inside.isEmpty && legal ? written.map(Byte.lower) : nil
        }
        let bytes = Percent.decoded(written)
        guard bytes.count <= 1024 else { return nil }
        var labels: [[UInt8]] = []
        for label in split(String(decoding: bytes, as: UTF8.self).lowercased()) {
            if label.allSatisfy(\.isASCII) {
                labels.append(label.map { UInt8(truncatingIfNeeded: $0.value) })
            } else {
                guard !label.contains("\u{FFFD}"), let encoded = Punycode.encode(label) else { return nil }
                labels.append(Array("xn--".utf8) + encoded)
            }
        }
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        let host = Array(labels.joined(separator: [UInt8(ascii: ".")]))
        let isLegal = host.allSatisfy { Byte.isLetter($0) || Byte.isDigit($0) || "-._".utf8.contains($0) }
        guard isLegal, host.count <= 253, labels.allSatisfy({ $0.count <= 63 }) else { return nil }
        guard host.isEmpty || labels.allSatisfy({ !$0.isEmpty }) else { return nil }
        return host
    }

    /// A host as nearly all are written: letters, digits and hyphens between single full stops; nil for others.
    private static func plain(_ written: [UInt8]) -> [UInt8]? {
        guard written.count <= 253 else { return nil }
        var length = 0
        for byte in written {
            if byte == UInt8(ascii: ".") {
                guard length > 0 else { return nil }
                length = 0
                continue
            }
            length += 1
            let isLegal = Byte.isLetter(byte) || Byte.isDigit(byte) || byte == UInt8(ascii: "-")
            guard isLegal, length <= 63 else { return nil }
        }
        return length > 0 ? written.map(Byte.lower) : nil
    }

    /// Labels, with the full stops of other scripts counted as dots and soft hyphens left out.
    private static func split(_ host: String) -> [[Unicode.Scalar]] {
        let stops: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
        return host.unicodeScalars.filter { $0 != "\u{00AD}" && $0 != "\u{200B}" }
            .split(omittingEmptySubsequences: false) { stops.contains($0) }
            .map(Array.init)
    }
}

/// Bootstring with the parameters of RFC 3492 section 5.
enum Punycode {
    /// The ASCII form without `xn--`; nil when the label is too long to be one.
    static func encode(_ label: [Unicode.Scalar]) -> [UInt8]? {
        guard label.count <= 63 else { return nil }
        var output = label.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var handled = basic
        var n = 128
        var delta = 0
        var bias = 72
        while handled < label.count {
            guard let next = label.lazy.map({ Int($0.value) }).filter({ $0 >= n }).min() else { return nil }
            delta += (next - n) * (handled + 1)
            n = next
            for scalar in label {
                let value = Int(scalar.value)
                if value < n { delta += 1 }
                guard value == n else { continue }
                appendNumber(delta, bias: bias, to: &output)
                bias = adapted(delta, points: handled + 1, first: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return output
    }

    private static func appendNumber(_ delta: Int, bias: Int, to output: inout [UInt8]) {
        var rest = delta
        var k = 36
        while true {
            let threshold = min(max(k - bias, 1), 26)
            if rest < threshold { break }
            output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
            rest = (rest - threshold) / (36 - threshold)
            k += 36
        }
        output.append(digit(rest))
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 97 : value - 26 + 48)
    }

    private static func adapted(_ delta: Int, points: Int, first: Bool) -> Int {
        var delta = first ? delta / 700 : delta / 2
        delta += delta / points
        var k = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
