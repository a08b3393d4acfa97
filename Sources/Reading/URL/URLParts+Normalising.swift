extension URLParts {
    /// Fit to be sent: legal bytes only, host in lower case and ASCII, no dot
    /// segments. Nil when a web address has no usable host.
    func normalised() -> URLParts? {
        guard isHierarchical else { return self }
        var result = self
        if isWeb, authority?.isEmpty ?? true {
            // `http:host/x` and `http:///host/x` are common slips.
            let rest = path.drop { $0 == UInt8(ascii: "/") }
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            result.authority = Array(rest[..<end])
            result.path = Array(rest[end...])
        }
        if let written = result.authority {
            guard let authority = URLAuthority(written) else { return nil }
            guard !authority.host.isEmpty || !isWeb else { return nil }
            result.authority = authority.bytes
        }
        result.path = Percent.legal(Self.withoutDotSegments(result.path), Percent.path)
        if isWeb && result.path.isEmpty { result.path = [UInt8(ascii: "/")] }
        result.query = query.map { Percent.legal($0, Percent.query) }
        result.fragment = fragment.map { Percent.legal($0, Percent.query) }
        return result
    }

    /// RFC 3986 section 5.2.4, in one pass.
    static func withoutDotSegments(_ path: [UInt8]) -> [UInt8] {
        guard path.first == UInt8(ascii: "/") else { return path }
        var kept: [ArraySlice<UInt8>] = []
        let segments = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (position, segment) in segments.enumerated() {
            let isLast = position == segments.count - 1
            switch dots(segment) {
            case 1:
                if isLast { kept.append([]) }
            case 2:
                _ = kept.popLast()
                if isLast { kept.append([]) }
            default: kept.append(segment)
            }
        }
        var result: [UInt8] = []
        for segment in kept {
            result.append(UInt8(ascii: "/"))
            result += segment
        }
        return result.isEmpty ? [UInt8(ascii: "/")] : result
    }

    /// 1 for `.`, 2 for `..`, also when percent-encoded; else 0.
    private static func dots(_ segment: ArraySlice<UInt8>) -> Int {
        guard let first = segment.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "%"), segment.count <= 6
        else { return 0 }
        switch String(decoding: segment, as: UTF8.self).lowercased() {
        case ".", "%2e": return 1
        case "..", ".%2e", "%2e.", "%2e%2e": return 2
        default: return 0
        }
    }
}

/// `user@host:port`, taken apart and normalised.
struct URLAuthority {
    var user: [UInt8]?
    var host: [UInt8]
    var port: Int?

    /// Nil for a host or port that cannot be.
    init?(_ authority: [UInt8]) {
        var rest = authority[...]
        if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
            user = Percent.legal(Array(rest[..<at]), Percent.user)
            rest = rest[(at + 1)...]
        }
        let afterHost = rest.lastIndex(of: UInt8(ascii: "]")) ?? rest.startIndex
        if let colon = rest[afterHost...].lastIndex(of: UInt8(ascii: ":")) {
            let digits = rest[(colon + 1)...]
            guard digits.count <= 5, digits.allSatisfy(Byte.isDigit) else { return nil }
            port = digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
            guard (port ?? 0) <= 65_535 else { return nil }
            rest = rest[..<colon]
        }
        guard let name = HostName.ascii(Array(rest)) else { return nil }
        host = name
    }

    var bytes: [UInt8] {
        var bytes = user.map { $0 + [UInt8(ascii: "@")] } ?? []
        bytes += host
        if let port { bytes += ":\(port)".utf8 }
        return bytes
    }
}

/// Percent-encoding (RFC 3986 section 2).
enum Percent {
    static let path = set("!$&'()*+,;=:@/[]|~-._%")
    static let query = set("!$&'()*+,;=:@/?[]|~-._%")
    static let user = set("!$&'()*+,;=:~-._%")

    private static func set(_ marks: String) -> [Bool] {
        let marks = Set(marks.utf8)
        return (0..<256).map { marks.contains(UInt8($0)) || Byte.isLetter(UInt8($0)) || Byte.isDigit(UInt8($0)) }
    }

    /// Encodes every byte that may not stand as it is; escapes that are there stay, in upper case.
    static func legal(_ bytes: [UInt8], _ allowed: [Bool]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "%"), let value = escape(bytes, at: index) {
                append(value, to: &result)
                index += 2
            } else if allowed[Int(byte)] && byte != UInt8(ascii: "%") {
                result.append(byte)
            } else {
                append(byte, to: &result)
            }
        }
        return result
    }

    /// Escapes of letters, digits and `-._~` taken back: they mean the same plain.
    static func plainest(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "%")) else { return bytes }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "%"), let value = escape(bytes, at: index) {
                if Byte.isLetter(value) || Byte.isDigit(value) || "-._~".utf8.contains(value) {
                    result.append(value)
                } else {
                    append(value, to: &result)
                }
                index += 2
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// Every escape taken back, for hosts.
    static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), let value = escape(bytes, at: index + 1) {
                result.append(value)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func escape(_ bytes: [UInt8], at index: Int) -> UInt8? {
        guard index + 1 < bytes.count, let high = Byte.hex(bytes[index]), let low = Byte.hex(bytes[index + 1])
        else { return nil }
        return UInt8(truncatingIfNeeded: high << 4 | low)
    }

    private static func append(_ byte: UInt8, to result: inout [UInt8]) {
        result.append(UInt8(ascii: "%"))
        result.append(Byte.upperHexDigits[Int(byte >> 4)])
        result.append(Byte.upperHexDigits[Int(byte & 15)])
    }
}
