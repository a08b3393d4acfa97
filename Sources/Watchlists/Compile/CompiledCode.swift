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
/// Unchecked Sendable: `code` changes only inside `prepare()`, under the lock, and every search calls
/// `prepare()` first. PCRE2 promises that a finished code may be searched from many threads.
package final class CompiledCode: @unchecked Sendable {
    let code: OpaquePointer
    private let isPrepared = Atomic(false)
    private let preparing = Mutex(())

    package init(_ pattern: String) throws(PatternFailure) {
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
    private static func compile(_ bytes: UnsafeBufferPointer<UInt8>) -> (OpaquePointer?, Int32, Int) {
        guard bytes.count <= PatternLimits.patternBytes else { return (nil, 0, 0) }
        let options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C
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

    /// Makes the machine code, once.
    func prepare() {
        if isPrepared.load(ordering: .acquiring) { return }
        preparing.withLock { _ in
            if isPrepared.load(ordering: .relaxed) { return }
            // A failure leaves the code as it was: the interpreter runs it.
            _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
            isPrepared.store(true, ordering: .releasing)
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
