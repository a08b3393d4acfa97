import CPCRE2

/// Counts what PCRE2 does with a pattern: steps, never time, so that the numbers are the same on every machine with
/// the same PCRE2.
///
/// A step is an item of the pattern that is tried, or a character that an item takes or gives back. The limit of
/// matching counts only the first, and anew from each place in the text where a hit may begin: it stops a search
/// that explodes, but not one that reads the rest of the text from every place.
///
/// The pattern is compiled a second time with a call before each item, which PCRE2 makes while it runs in its
/// interpreter. Not Sendable: one for each thread.
final class PatternCost {
    private let code: OpaquePointer
    private let results = pcre2_match_data_create_8(1, nil)
    private let context = pcre2_match_context_create_8(nil)

    /// Nil when PCRE2 refuses the pattern, or is out of memory.
    init?(_ pattern: String) {
        let bytes = Array(pattern.utf8)
        let compiling = pcre2_compile_context_create_8(nil)
        defer { pcre2_compile_context_free_8(compiling) }
        pcre2_set_newline_8(compiling, UInt32(PCRE2_NEWLINE_LF))
        pcre2_set_bsr_8(compiling, UInt32(PCRE2_BSR_UNICODE))
        pcre2_set_parens_nest_limit_8(compiling, PatternLimits.groups)
        var number: Int32 = 0
        var offset = 0
        let options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT
        let code = (bytes + [0]).withUnsafeBufferPointer {
            pcre2_compile_8($0.baseAddress, bytes.count, options, &number, &offset, compiling)
        }
        guard let code, bytes.count <= PatternLimits.patternBytes else { return nil }
        self.code = code
        pcre2_set_heap_limit_8(context, PatternLimits.heapKiB)
        pcre2_set_depth_limit_8(context, PatternLimits.depth)
        pcre2_set_match_limit_8(context, PatternLimits.matchSteps)
    }

    deinit {
        pcre2_code_free_8(code)
        pcre2_match_data_free_8(results)
        pcre2_match_context_free_8(context)
    }

    private struct Count {
        var steps = 0
        var most = 0
        var position = 0
    }

    /// The steps of one search for the first hit in valid UTF-8; never more than `most`, where the search is given up.
    func steps(in bytes: [UInt8], most: Int) -> Int {
        var count = Count(most: most)
        // The byte behind the text is not part of it: it only makes sure that there is an address.
        let end = (bytes + [0]).withUnsafeBufferPointer { text in
            withUnsafeMutablePointer(to: &count) { count in
                pcre2_set_callout_8(
                    context,
                    { block, data in
                        guard let block, let count = data?.assumingMemoryBound(to: Count.self) else { return 0 }
                        let position = block.pointee.current_position
                        count.pointee.steps += 1 + abs(position - count.pointee.position)
                        count.pointee.position = position
                        // Any other number than 0 ends the search.
                        return count.pointee.steps >= count.pointee.most ? PCRE2_ERROR_CALLOUT : 0
                    }, count)
                return pcre2_match_8(code, text.baseAddress, bytes.count, 0, PCRE2_NO_UTF_CHECK, results, context)
            }
        }
        // A limit of matching was reached.
        if end < PCRE2_ERROR_NOMATCH, end != PCRE2_ERROR_CALLOUT { return most }
        return min(count.steps, most)
    }
}
