import CPCRE2

/// A pattern with a call before each of its items, which PCRE2 makes while it searches. It runs in the interpreter, so
/// that the calls are the same on every machine.
///
/// Unchecked Sendable: it does not change once it is made.
final class CountedCode: @unchecked Sendable {
    /// What one step may hide from the count.
    enum Hidden: Sendable {
        case nothing
        /// Text of the present hit is compared or checked again: references, script runs.
        case hit
        /// All text before a place may be looked at: `\X` counts flags.
        case text
    }

    let code: OpaquePointer
    let hidden: Hidden
    /// What a step costs: more when a class is long.
    let weight: Int

    /// Nil when the pattern is too large to have calls in it, or out of memory.
    init?(_ pattern: String) {
        var pattern = pattern
        let made = pattern.withUTF8 { bytes in CompiledCode.compile(bytes, callsBack: true).0 }
        guard let made else { return nil }
        code = made
        (hidden, weight) = CountedCode.costs(Array(pattern.utf8))
    }

    deinit { pcre2_code_free_8(code) }

    private static func costs(_ bytes: [UInt8]) -> (Hidden, Int) {
        let weight = 1 + ShapeReader.longestClass(in: bytes) / 64
        var hidden = Hidden.nothing
        for (before, byte) in zip(bytes, bytes.dropFirst()) {
            if before == UInt8(ascii: "\\"), byte == UInt8(ascii: "X") { return (.text, weight) }
            let isReference = before == UInt8(ascii: "\\") && (byte &- 0x31 < 9 || "kg".utf8.contains(byte))
            // `(*` may begin a script run, `P=` a reference.
            if isReference || before == UInt8(ascii: "(") && byte == UInt8(ascii: "*")
                || before == UInt8(ascii: "P") && byte == UInt8(ascii: "=")
            {
                hidden = .hit
            }
        }
        return (hidden, weight)
    }
}
