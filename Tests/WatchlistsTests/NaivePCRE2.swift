import CPCRE2

/// PCRE2 alone, written from its manual: the interpreter, no limits of ours, no index. What every faster way of
/// matching is compared with.
final class NaivePCRE2 {
    private let code: OpaquePointer
    private let results: OpaquePointer?

    /// Nil when PCRE2 refuses the pattern.
    init?(_ pattern: String) {
        var number: Int32 = 0
        var offset = 0
        let bytes = Array(pattern.utf8)
        let options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C
        guard let code = pcre2_compile_8(bytes + [0], bytes.count, options, &number, &offset, nil) else { return nil }
        self.code = code
        self.results = pcre2_match_data_create_8(1, nil)
    }

    deinit {
        pcre2_code_free_8(code)
        pcre2_match_data_free_8(results)
    }

    /// Every non-overlapping hit, in the way of pcre2demo: after an empty hit, first try an anchored one that is not
    /// empty, else move on by one character. Nil when a limit of PCRE2 is reached.
    func hits(in bytes: [UInt8]) -> [Range<Int>]? {
        var found: [Range<Int>] = []
        var offset = 0
        var options: UInt32 = 0
        while offset <= bytes.count {
            let count = pcre2_match_8(code, bytes + [0], bytes.count, offset, options, results, nil)
            if count == PCRE2_ERROR_NOMATCH {
                if options == 0 { return found }
                offset += 1
                while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
                options = 0
                continue
            }
            guard count >= 0, let pair = pcre2_get_ovector_pointer_8(results) else { return nil }
            found.append(pair[0]..<pair[1])
            offset = pair[1]
            options = pair[0] == pair[1] ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0
        }
        return found
    }
}
