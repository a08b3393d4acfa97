import CPCRE2

/// What one worker needs to run PCRE2: result buffer, limits, stack, counter. Not Sendable: one per worker.
///
/// PCRE2's own limit of steps counts anew from each place where a hit may begin, so it does not bound the work on a
/// text. Hence two ways to search: plain, for a text that is short enough for the pattern's worst case
/// (`CompiledCode.plainBytes`); else with every step counted, over all places of the text together.
///
/// When memory runs out while these are made, every search says "limit reached".
final class Search {
    private let results = pcre2_match_data_create_8(1, nil)
    private let context = pcre2_match_context_create_8(nil)
    private let countingContext = pcre2_match_context_create_8(nil)
    private let stack = pcre2_jit_stack_create_8(PatternLimits.stackBytes.first, PatternLimits.stackBytes.most, nil)
    private let count = UnsafeMutablePointer<StepCount>.allocate(capacity: 1)
    private let countsAll: Bool
    private let most: Int?

    /// For tests:
    /// - Parameters:
    ///   - countsAll: count every search.
    ///   - most: steps of a counted search, in place of the limit.
    init(countsAll: Bool = false, most: Int? = nil) {
        self.countsAll = countsAll
        self.most = most
        count.initialize(to: StepCount())
        pcre2_set_match_limit_8(context, PatternLimits.matchSteps)
        for each in [context, countingContext] {
            pcre2_set_depth_limit_8(each, PatternLimits.depth)
            pcre2_set_heap_limit_8(each, PatternLimits.heapKiB)
        }
        pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
        pcre2_set_callout_8(countingContext, StepCount.callout, count)
    }

    deinit {
        pcre2_match_data_free_8(results)
        pcre2_match_context_free_8(context)
        pcre2_match_context_free_8(countingContext)
        pcre2_jit_stack_free_8(stack)
        count.deallocate()
    }

    enum End { case complete, limitReached }

    /// Steps of the last search; 0 when it was not counted.
    var steps: Int { count.pointee.steps }

    /// A code and what it is run with.
    private struct Engine {
        let code: OpaquePointer
        let context: OpaquePointer?
        let joinsCRLF: Bool
    }

    private func engine(_ code: CompiledCode, for bytes: Int) -> Engine? {
        code.prepare()
        count.pointee.steps = 0
        if bytes <= code.plainBytes, !countsAll {
            return Engine(code: code.code, context: context, joinsCRLF: code.joinsCRLF)
        }
        guard let counted = code.counted() else { return nil }
        count.pointee = StepCount(
            most: most ?? PatternLimits.countedSteps(bytes), weight: counted.weight, hidden: counted.hidden)
        return Engine(code: counted.code, context: countingContext, joinsCRLF: code.joinsCRLF)
    }

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
        guard let engine = engine(code, for: bytes.count) else { return .limitReached }
        var from = (offset: start, afterEmpty: false)
        for window in Windows(bytes) {
            if from.offset < window.start { from = (window.start, false) }
            while true {
                switch next(engine, bytes, from: from.offset, afterEmpty: from.afterEmpty, window) {
                case .limitReached: return .limitReached
                case .none: break
                case .hit(let hit):
                    if hit.lowerBound >= window.limit { break }
                    hits.append(hit)
                    from = (max(hit.upperBound, from.offset), hit.isEmpty)
                    continue
                case .nothingHere:
                    from = (Search.characterEnd(bytes, from.offset, engine.joinsCRLF), false)
                    continue
                }
                break
            }
        }
        return .complete
    }

    private enum Step {
        case hit(Range<Int>)
        /// No hit from here to the end of the window.
        case none
        /// Behind an empty hit: no other one begins at the same place.
        case nothingHere
        case limitReached
    }

    /// The first hit at or after `offset`; behind an empty hit, first one at the same place that is not empty.
    private func next(
        _ engine: Engine, _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, afterEmpty: Bool,
        _ window: Windows.Window
    ) -> Step {
        let end = window.end
        guard offset <= end else { return .none }
        var empty: UInt8 = 0
        // Where a window is cut, no line ends.
        let options =
            PCRE2_NO_UTF_CHECK | (afterEmpty ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0)
            | (end < bytes.count ? PCRE2_NOTEOL : 0)
        let count = withUnsafePointer(to: &empty) { nothing in
            pcre2_match_8(engine.code, bytes.baseAddress ?? nothing, end, offset, options, results, engine.context)
        }
        if count == PCRE2_ERROR_NOMATCH { return afterEmpty && offset < end ? .nothingHere : .none }
        guard count >= 0, let pair = pcre2_get_ovector_pointer_8(results) else { return .limitReached }
        // `\K` can put the start behind the end: such a hit is empty.
        let upper = min(pair[1], end)
        let hit = min(pair[0], upper)..<upper
        // No pattern may stand still: a hit that brings nothing new ends the search of this window.
        if hit.upperBound <= offset, !(hit.isEmpty && hit.upperBound == offset && !afterEmpty) { return .none }
        return .hit(hit)
    }

    /// The end of the character at `offset`.
    private static func characterEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ joinsCRLF: Bool
    ) -> Int {
        var end = offset + 1
        if joinsCRLF, end < bytes.count, bytes[offset] == 0x0D, bytes[end] == 0x0A { return end + 1 }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}

private typealias Callout =
    @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> Int32

/// Steps of one search, over all places of a text together.
private struct StepCount {
    var steps = 0
    var most = 0
    var weight = 1
    var hidden = CountedCode.Hidden.nothing
    /// Where PCRE2 was at the step before.
    var position = 0

    /// Counts one step; 0 goes on, anything else ends the search.
    static let callout: Callout = { block, data in
        guard let block, let count = data?.assumingMemoryBound(to: StepCount.self) else { return 0 }
        let position = block.pointee.current_position
        var step = 1 &+ abs(position &- count.pointee.position)
        switch count.pointee.hidden {
        case .nothing: break
        case .hit: step &+= max(0, position &- block.pointee.start_match) &>> 3
        case .text: step &+= position &>> 3
        }
        count.pointee.position = position
        count.pointee.steps &+= step &* count.pointee.weight
        return count.pointee.steps >= count.pointee.most ? PCRE2_ERROR_CALLOUT : 0
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
