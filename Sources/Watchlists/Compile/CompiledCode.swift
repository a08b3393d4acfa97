import CPCRE2
import Synchronization

/// One pattern as PCRE2 compiled it: UTF, Unicode properties, caseless, no `\C`, line ends are LF.
///
/// The pattern is compiled at once, because a list must not load with a pattern that does not compile.
/// Machine code is made before the first search and never later: a search that reaches a limit counts
/// differently in PCRE2's two engines, so a pattern that changed its engine on the way would give other
/// results to the same posts (design decision 14). Where no machine code can be made (a hardened host, a
/// pattern that says `(*NO_JIT)`), all searches of the pattern run in the interpreter.
///
/// A text on which the pattern might take too long is searched with a second code, which calls back before each item
/// so that `Search` can count (`counted()`). Which texts these are depends on the pattern and the text's length alone.
///
/// Unchecked Sendable: `code` and what is known of the pattern change only inside `prepare()`, under the lock, and
/// every search calls `prepare()` first. PCRE2 promises that a finished code may be searched from many threads.
package final class CompiledCode: @unchecked Sendable {
    let code: OpaquePointer
    /// Bytes of the longest text that may be searched without counting.
    private(set) var plainBytes = 0
    /// CR LF is one line end for this pattern.
    private(set) var joinsCRLF = false
    private let pattern: String
    private let isPrepared = Atomic(false)
    private let preparing = Mutex(())
    private let countedCode = Mutex<CountedCode?>(nil)

    package init(_ pattern: String) throws(PatternFailure) {
        self.pattern = pattern
        var pattern = pattern
        let (code, number, offset) = pattern.withUTF8 { bytes in CompiledCode.compile(bytes) }
        let bytes = Array(pattern.utf8.prefix(code == nil ? Int.max : 0))
        guard code != nil || number != 0 else {
            throw PatternFailure(
                message: "the pattern is \(bytes.count) bytes long; at most \(PatternLimits.patternBytes) are allowed",
                column: 1)
        }
        guard let code else {
            let before = String(decoding: bytes.prefix(max(0, offset)), as: UTF8.self)
            throw PatternFailure(message: CompiledCode.sentence(of: number), column: before.unicodeScalars.count + 1)
        }
        self.code = code
    }

    deinit { pcre2_code_free_8(code) }

    /// Nil and 0 when the pattern is too long to be tried.
    static func compile(
        _ bytes: UnsafeBufferPointer<UInt8>, callsBack: Bool = false
    ) -> (OpaquePointer?, Int32, Int) {
        guard bytes.count <= PatternLimits.patternBytes else { return (nil, 0, 0) }
        let options =
            PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | (callsBack ? PCRE2_AUTO_CALLOUT : 0)
        var number: Int32 = 0
        var offset = 0
        var empty: UInt8 = 0
        let code = withUnsafePointer(to: &empty) { nothing in
            pcre2_compile_8(
                bytes.baseAddress ?? nothing, bytes.count, options, &number, &offset, Settings.shared.context)
        }
        return (code, number, offset)
    }

    /// What all patterns are compiled with. Never changed after it is made, so it may be read from many threads.
    private struct Settings: @unchecked Sendable {
        static let shared = Settings()
        let context = pcre2_compile_context_create_8(nil)

        init() {
            pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
            pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_UNICODE))
            pcre2_set_parens_nest_limit_8(context, PatternLimits.groups)
        }
    }

    /// Makes the machine code, once, and finds out which texts it may be used on.
    func prepare() {
        if isPrepared.load(ordering: .acquiring) { return }
        preparing.withLock { _ in
            if isPrepared.load(ordering: .relaxed) { return }
            plainBytes = ShapeReader.read(pattern).search.longest(within: PatternLimits.plainWork, most: 1 << 21)
            // A failure leaves the code as it was: the interpreter runs it.
            if plainBytes > 0 { _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) }
            var newline: UInt32 = 0
            pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NEWLINE), &newline)
            joinsCRLF = [PCRE2_NEWLINE_CRLF, PCRE2_NEWLINE_ANY, PCRE2_NEWLINE_ANYCRLF].contains(Int32(newline))
            isPrepared.store(true, ordering: .releasing)
        }
    }

    /// The pattern for a search that is counted, made at its first use; nil when PCRE2 cannot make it.
    func counted() -> CountedCode? {
        countedCode.withLock { made in
            if made == nil { made = CountedCode(pattern) }
            return made
        }
    }

    private static func sentence(of number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = buffer.withUnsafeMutableBufferPointer {
            pcre2_get_error_message_8(number, $0.baseAddress, $0.count)
        }
        return String(decoding: buffer.prefix(Int(max(0, length))), as: UTF8.self)
    }
}
