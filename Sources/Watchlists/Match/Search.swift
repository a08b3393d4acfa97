import CPCRE2

/// What one worker needs to run PCRE2: result buffer, limits, stack. Not Sendable: one per worker.
///
/// When memory runs out while these are made, every search says "limit reached".
final class Search {
    private let results = pcre2_match_data_create_8(1, nil)
    private let context = pcre2_match_context_create_8(nil)
    private let stack = pcre2_jit_stack_create_8(PatternLimits.stackBytes.first, PatternLimits.stackBytes.most, nil)

    init() {
        pcre2_set_match_limit_8(context, PatternLimits.matchSteps)
        pcre2_set_depth_limit_8(context, PatternLimits.depth)
        pcre2_set_heap_limit_8(context, PatternLimits.heapKiB)
        pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
    }

    deinit {
        pcre2_match_data_free_8(results)
        pcre2_match_context_free_8(context)
        pcre2_jit_stack_free_8(stack)
    }

    enum End { case complete, limitReached }

    /// Appends every non-overlapping hit of `code` in `bytes`, which must be valid UTF-8, in order.
    ///
    /// - Parameter start: no hit starts before it.
    ///
    /// Texts over 64 KiB are searched in windows. A window sees all text before it, and 4 KiB of the next one;
    /// a hit belongs to the window in which it starts. When a limit is reached, the hits before it are kept.
    func hits(
        of code: CompiledCode, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0,
        into hits: inout [Range<Int>]
    ) -> End {
        code.prepare()
        var from = (offset: start, emptyAllowed: true)
        for window in Windows(bytes) {
            if from.offset < window.start { from = (window.start, true) }
            while true {
                switch next(code, bytes, from: from.offset, emptyAllowed: from.emptyAllowed, window) {
                case .limitReached: return .limitReached
                case .none: break
                case .hit(let hit):
                    if hit.lowerBound >= window.limit { break }
                    hits.append(hit)
                    from = (max(hit.upperBound, from.offset), !hit.isEmpty)
                    continue
                }
                break
            }
        }
        return .complete
    }

    private enum Step {
        case hit(Range<Int>)
        case none, limitReached
    }

    /// The first hit at or after `offset`; after an empty hit, the same place may only give one that is not empty.
    private func next(
        _ code: CompiledCode, _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, emptyAllowed: Bool,
        _ window: Windows.Window
    ) -> Step {
        let end = window.end
        guard offset <= end else { return .none }
        var empty: UInt8 = 0
        // Where a window is cut, no line ends.
        let options =
            PCRE2_NO_UTF_CHECK | (emptyAllowed ? 0 : PCRE2_NOTEMPTY_ATSTART)
            | (end < bytes.count ? PCRE2_NOTEOL : 0)
        let count = withUnsafePointer(to: &empty) { nothing in
            pcre2_match_8(code.code, bytes.baseAddress ?? nothing, end, offset, options, results, context)
        }
        if count == PCRE2_ERROR_NOMATCH { return .none }
        guard count >= 0, let pair = pcre2_get_ovector_pointer_8(results) else { return .limitReached }
        // `\K` can put the start behind the end: such a hit is empty.
        let upper = min(pair[1], end)
        let hit = min(pair[0], upper)..<upper
        // No pattern may stand still: a hit that brings nothing new ends the search of this window.
        if hit.upperBound <= offset, !(hit.isEmpty && hit.upperBound == offset && emptyAllowed) { return .none }
        return .hit(hit)
    }
}

/// The windows of a text (design decision 14): 64 KiB each, overlapping by 4 KiB, cut between characters.
struct Windows: Sequence, IteratorProtocol {
    /// `start..<end` is searched; hits that start at `limit` or later belong to the next window.
    struct Window: Equatable {
        let start: Int
        let limit: Int
        let end: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var start: Int? = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Window? {
        guard let start else { return nil }
        if bytes.count - start <= PatternLimits.windowBytes {
            self.start = nil
            return Window(start: start, limit: .max, end: bytes.count)
        }
        let end = boundary(start + PatternLimits.windowBytes)
        let limit = boundary(end - PatternLimits.overlapBytes)
        self.start = limit
        return Window(start: start, limit: limit, end: end)
    }

    /// The last character boundary at or before `index`.
    private func boundary(_ index: Int) -> Int {
        var index = index
        while index > 0, index < bytes.count, bytes[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }
}
