import CPCRE2

/// PCRE2 alone, written from its manual: one engine, no limits of ours, no index. What every faster way of matching is
/// compared with.
final class NaivePCRE2 {
    private let code: OpaquePointer
    private let results: OpaquePointer?
    private let context = pcre2_match_context_create_8(nil)
    /// CR LF is one line end for this pattern.
    private let joinsCRLF: Bool

    /// Nil when PCRE2 refuses the pattern. A search gives up after `steps`.
    ///
    /// - Parameter machineCode: run in PCRE2's other engine, in place of its interpreter.
    init?(_ pattern: String, steps: UInt32 = 10_000_000, machineCode: Bool = false) {
        var number: Int32 = 0
        var offset = 0
        let bytes = Array(pattern.utf8)
        let options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C
        guard let code = pcre2_compile_8(bytes + [0], bytes.count, options, &number, &offset, nil) else { return nil }
        self.code = code
        if machineCode { pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) }
        self.results = pcre2_match_data_create_8(1, nil)
        pcre2_set_match_limit_8(context, steps)
        var newline: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NEWLINE), &newline)
        joinsCRLF = [PCRE2_NEWLINE_CRLF, PCRE2_NEWLINE_ANY, PCRE2_NEWLINE_ANYCRLF].contains(Int32(newline))
    }

    deinit {
        pcre2_code_free_8(code)
        pcre2_match_data_free_8(results)
        pcre2_match_context_free_8(context)
    }

    /// Every non-overlapping hit, in the way of pcre2demo: after an empty hit, first try an anchored one that is not
    /// empty, else move on by one character. Nil when a limit of PCRE2 is reached.
    func hits(in bytes: [UInt8]) -> [Range<Int>]? {
        // One byte more makes sure that there is an address; it is not part of the text.
        (bytes + [0]).withUnsafeBufferPointer { hits(in: $0, count: bytes.count) }
    }

    private func hits(in bytes: UnsafeBufferPointer<UInt8>, count length: Int) -> [Range<Int>]? {
        var found: [Range<Int>] = []
        var offset = 0
        var options: UInt32 = 0
        while offset <= length {
            let count = pcre2_match_8(code, bytes.baseAddress, length, offset, options, results, context)
            if count == PCRE2_ERROR_NOMATCH {
                if options == 0 { return found }
                let isPair = joinsCRLF && offset + 1 < length && bytes[offset] == 13 && bytes[offset + 1] == 10
                offset += isPair ? 2 : 1
                while offset < length, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
                options = 0
                continue
            }
            guard count >= 0, let pair = pcre2_get_ovector_pointer_8(results) else { return nil }
            // `\K` in a group that is called from a look around can put the start behind the end, or the end back.
            let (start, end) = (min(pair[0], pair[1]), pair[1])
            if end < offset || end == offset && start < end { return found }
            found.append(start..<end)
            offset = end
            options = start == end ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0
        }
        return found
    }
}
