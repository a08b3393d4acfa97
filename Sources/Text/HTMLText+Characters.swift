/// Character references: `&nbsp;`, `&#151;`, `&#x2014;`, and the old ones that may lack the semicolon.
enum HTMLCharacters {
    private static let longestName = 24
    private static let longestOldName = 6
    /// What Windows writes for 128 to 159, which Unicode has as controls.
    private static let windows: [UInt32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
        0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
        0x17e, 0x178,
    ]

    /// The value of an attribute with its references resolved.
    static func attribute(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(0x26) else { return String(decoding: bytes, as: UTF8.self) }
        var value: [UInt8] = []
        value.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == 0x26, let (scalar, end) = reference(bytes, at: index, isAttribute: true) {
                value.append(contentsOf: String(scalar).utf8)
                index = end
            } else {
                value.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: value, as: UTF8.self)
    }

    /// The character that the `&` at `index` stands for, and where its reference ends; nil when it is only an `&`.
    static func reference(_ bytes: ArraySlice<UInt8>, at index: Int, isAttribute: Bool) -> (Character, Int)? {
        let start = index + 1
        guard start < bytes.endIndex else { return nil }
        if bytes[start] == 0x23 { return numeric(bytes, from: start + 1) }
        var end = start
        while end < bytes.endIndex, end - start <= longestName, isAlphanumeric(bytes[end]) { end += 1 }
        guard end > start else { return nil }
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        if end < bytes.endIndex, bytes[end] == 0x3b, let scalar = HTMLEntities.named[name] {
            return (Character(scalar), end + 1)
        }
        if isAttribute {
            // In `?a=1&copy=2` the name is a parameter.
            if end < bytes.endIndex, bytes[end] == 0x3d { return nil }
            return HTMLEntities.old[name].map { (Character($0), end) }
        }
        for length in stride(from: min(longestOldName, end - start), to: 1, by: -1) {
            let name = String(decoding: bytes[start..<start + length], as: UTF8.self)
            if let scalar = HTMLEntities.old[name] { return (Character(scalar), start + length) }
        }
        return nil
    }

    private static func numeric(_ bytes: ArraySlice<UInt8>, from start: Int) -> (Character, Int)? {
        var index = start
        let isHex = index < bytes.endIndex && bytes[index] | 0x20 == 0x78
        if isHex { index += 1 }
        let first = index
        var value: UInt32 = 0
        while index < bytes.endIndex, let digit = digit(bytes[index], isHex: isHex) {
            value = min(0x11_0000, value * (isHex ? 16 : 10) + digit)
            index += 1
        }
        guard index > first else { return nil }
        let end = index < bytes.endIndex && bytes[index] == 0x3b ? index + 1 : index
        return (Character(scalar(value)), end)
    }

    private static func scalar(_ value: UInt32) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        switch value {
        case 0: return replacement
        case 1..<0x20 where value != 0x0a: return " "
        case 0x80...0x9f: return Unicode.Scalar(windows[Int(value) - 0x80]) ?? replacement
        default: return Unicode.Scalar(value) ?? replacement
        }
    }

    private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46 where isHex: UInt32(byte) - 0x37
        case 0x61...0x66 where isHex: UInt32(byte) - 0x57
        default: nil
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & ~0x20)
    }
}
