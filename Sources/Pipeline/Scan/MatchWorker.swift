import Model
import Reading
import Text
import Watchlists

/// Finds the patterns in every post of a block, and writes a line for each hit.
final class MatchWorker: BlockWorker {
    private var pass: MatchPass

    init(_ set: PatternSet, redacts: Bool) { pass = MatchPass(set, redacts: redacts) }

    func work(_ block: ScanBlock, _ ledger: LimitLedger) -> BlockResult { pass.work(block, ledger) }
}

/// What a worker keeps from post to post. A value of its own, so that access to it is claimed once a block and not
/// several times a post.
private struct MatchPass: ~Copyable {
    private let set: PatternSet
    private let redacts: Bool
    private var reader = JSONLineReader(["id", "text"])
    private var matcher: Matcher
    private var found = PostHits()
    /// Pattern number to `"claim":…,"pattern":…`, made at its first hit.
    private var names: [Int: [UInt8]] = [:]

    init(_ set: PatternSet, redacts: Bool) {
        self.set = set
        self.redacts = redacts
        self.matcher = set.matcher()
    }

    mutating func work(_ block: ScanBlock, _ ledger: LimitLedger) -> BlockResult {
        var result = BlockResult()
        matcher.startChunk(ledger)
        for line in block.longLines {
            result.refuse(
                file: line.file, line: line.line,
                "the line is longer than \(ScanBlockReader.Bounds.lineBytes) bytes, which is the limit")
        }
        block.forEachLine { line, file, number in read(line, file: file, number: number, &result) }
        result.limitHits = matcher.closeChunk()
        return result
    }

    private mutating func read(_ line: UnsafeBufferPointer<UInt8>, file: Int, number: Int, _ result: inout BlockResult)
    {
        do throws(JSONFailure) {
            try reader.read(line)
        } catch {
            // Blanks alone are an empty line.
            if line.allSatisfy({ $0 <= 0x20 }) { return }
            return result.refuse(file: file, line: number, "\(error)")
        }
        let (id, text) = (reader[0], reader[1])
        guard id.kind == .string || id.kind == .number, text.kind == .string else {
            return result.refuse(file: file, line: number, "a line needs \"id\" and \"text\"")
        }
        result.posts += 1
        if redacts {
            let redacted = Array(Redaction.redact(String(decoding: text.bytes, as: UTF8.self)).text.utf8)
            redacted.withUnsafeBufferPointer { match($0, id.bytes, &result) }
        } else {
            match(text.bytes, id.bytes, &result)
        }
    }

    @inline(__always)
    private mutating func match(
        _ text: UnsafeBufferPointer<UInt8>, _ id: UnsafeBufferPointer<UInt8>, _ result: inout BlockResult
    ) {
        matcher.match(bytes: text, into: &found)
        if !found.isEmpty { write(text, id, &result) }
    }

    private mutating func write(
        _ text: UnsafeBufferPointer<UInt8>, _ id: UnsafeBufferPointer<UInt8>, _ result: inout BlockResult
    ) {
        for pattern in found.undecided { result.undecided[set.patternID(pattern), default: 0] += 1 }
        result.setAside += found.setAside.isEmpty ? 0 : 1
        result.matches += found.hits.count
        result.matchedPosts += found.hits.isEmpty ? 0 : 1
        for hit in found.hits {
            result.output += Array("{\"post\":".utf8)
            JSONText.append(id, to: &result.output)
            result.output += names(of: hit)
            result.output += Array(",\"view\":\"\(hit.view.rawValue)\",\"start\":\(hit.range.lowerBound)".utf8)
            result.output += Array(",\"end\":\(hit.range.upperBound),\"excerpt\":".utf8)
            JSONText.append(UnsafeBufferPointer(rebasing: text[hit.range]), to: &result.output)
            result.output += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
        }
    }

    private mutating func names(of hit: PostHits.Hit) -> [UInt8] {
        if let known = names[hit.pattern] { return known }
        var bytes = Array(",\"claim\":".utf8)
        JSONText.append(set.claimID(hit.claim), to: &bytes)
        bytes += Array(",\"pattern\":".utf8)
        JSONText.append(set.patternID(hit.pattern), to: &bytes)
        names[hit.pattern] = bytes
        return bytes
    }
}
