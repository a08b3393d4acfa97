import Foundation
import Model
import Testing
import Text

@testable import Watchlists

/// Patterns that never end: lint finds them before they run, and what it misses a limit stops.
///
/// `HOSTILE_REPORT=FILE` also searches posts of up to 1 MiB, the longest that are taken in, and writes what
/// became of each pattern, with the longest time that one post took. Times are told, never compared.
struct HostilePatternTests {
    @Test("there are two hundred patterns of eight families, and all of them compile")
    func enough() throws {
        #expect(HostilePattern.written.count == 86)
        #expect(HostilePattern.all.count >= 200)
        #expect(Set(HostilePattern.all.map(\.family)).count == 8)
        for each in HostilePattern.all { _ = try CompiledCode(each.pattern) }
    }

    @Test("lint finds almost all of them before they run")
    func found() throws {
        let found = try HostilePattern.all.map { ($0, try Self.worst($0.pattern)) }
        let missed = found.filter { $0.1 == .fine }.map(\.0)
        #expect(missed.count * 10 <= HostilePattern.all.count, "\(missed.map(\.pattern))")
        // What explodes is an error, not advice: only scans that read on from every place may be less.
        let advised = found.filter { each, worst in
            guard case .quadratic = worst else { return false }
            return !["quadratic scan", "back reference", "look around"].contains(each.family)
        }.map(\.0)
        #expect(advised.count * 5 <= HostilePattern.all.count, "\(advised.map(\.pattern))")
    }

    @Test("one pattern never stops the others: posts made for a pattern are undecided for it, and decided for the rest")
    func stopped() throws {
        var stopped = 0
        for each in HostilePattern.all {
            var matcher = try Self.matcher(each.pattern)
            var isStopped = false
            for post in each.posts(400) {
                let found = matcher.matches(in: post)
                #expect(found.undecided.allSatisfy { $0 == "hostile" })
                #expect(found.claims.contains("good") == post.contains("Вода"))
                isStopped = isStopped || !found.undecided.isEmpty
            }
            if isStopped { stopped += 1 }
        }
        // The others end by themselves on posts of this length.
        #expect(stopped * 4 >= HostilePattern.all.count, "\(stopped)")
    }

    @Test("a pattern that keeps reaching the limit is off for the next chunk, and says so on each post that needs it")
    func switchedOff() throws {
        var matcher = try Self.matcher("^(a+)+$")
        let post = String(repeating: "a", count: 1500) + "!"
        for _ in 0..<LimitLedger.tolerated { #expect(matcher.matches(in: post).undecided == ["hostile"]) }
        #expect(matcher.closeChunk() == ["hostile": LimitLedger.tolerated])
        #expect(matcher.limits.switchedOff == ["hostile"])
        #expect(matcher.matches(in: "aaa").undecided == ["hostile"])
        #expect(matcher.matches(in: "aaa Вода отравлена").claims == ["good"])
    }

    @Test("no pattern of the shipped lists and no example term is called slow")
    func falseAlarms() throws {
        let patterns = try Self.shipped() + Self.terms()
        #expect(patterns.count > 300)
        for pattern in patterns {
            let probe = PatternProbe(try CompiledPattern(PatternText(id: "p", pattern: pattern), claim: 0))
            let worst = probe.worst(pattern, thorough: true)
            #expect(worst == .fine, "\(worst): \(pattern)")
        }
    }

    @Test("what became of each pattern", .enabled(if: ProcessInfo.processInfo.environment["HOSTILE_REPORT"] != nil))
    func report() throws {
        var rows: [String] = []
        var sums: [String: [Int]] = [:]
        var longest = 0.0
        for each in HostilePattern.all {
            let worst = try Self.worst(each.pattern)
            var slowest = 0.0
            var limits = 0
            // The last is as long as a line of a scan may be, and twice what a run takes in.
            let letters = [
                400, 1500, 8_000, 60_000, Self.mostBytes * each.turn.unicodeScalars.count / each.turn.utf8.count,
            ]
            for post in letters.flatMap(each.posts) {
                let (time, isUndecided) = try Self.time(each.pattern, post)
                slowest = max(slowest, time)
                limits += isUndecided ? 1 : 0
            }
            longest = max(longest, slowest)
            let isError = worst != .fine && !"\(worst)".hasPrefix("quadratic")
            let parts = [1, isError ? 1 : 0, "\(worst)".hasPrefix("quadratic") ? 1 : 0, limits > 0 ? 1 : 0]
            sums[each.family] = zip(sums[each.family] ?? [0, 0, 0, 0], parts).map { $0 + $1 }
            rows.append("\(slowest) s\t\(worst)\t\(limits) of 15 undecided\t\(each.family)\t\(each.pattern)")
        }
        let table = sums.sorted { $0.key < $1.key }.map {
            "\($0.key): \($0.value[0]) patterns, \($0.value[1]) errors, \($0.value[2]) warnings, \($0.value[3]) reached the limit"
        }
        let (plain, generated) = try Self.longestOfGenerated()
        let head =
            table + [
                "longest of one post, processor time: \(longest) s",
                "generated patterns, on texts as long as are searched without counting: \(plain) s",
                "generated patterns, on texts of all lengths: \(generated) s",
            ]
        let text = (head + rows).map { "\($0)\n" }.joined()
        let file = ProcessInfo.processInfo.environment["HOSTILE_REPORT"] ?? ""
        try Data(text.utf8).write(to: URL(filePath: file))
    }

    /// Bytes of the largest attack: with the text around it, no longer than a line of a scan.
    private static let mostBytes = 1 << 20 - 300

    /// Processor time of one post with a fresh matcher, so that nothing is switched off.
    private static func time(_ pattern: String, _ post: String) throws -> (seconds: Double, isUndecided: Bool) {
        var matcher = try matcher(pattern)
        _ = matcher.matches(in: "x")
        var (start, end) = (timespec(), timespec())
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
        let found = matcher.matches(in: post)
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
        let seconds = Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) * 1e-9
        return (seconds, !found.undecided.isEmpty)
    }

    /// The longest times of patterns made by chance: where the plain search goes furthest, and anywhere.
    private static func longestOfGenerated() throws -> (plain: String, all: String) {
        var numbers = SeededNumbers(seed: 99)
        var plain = (seconds: 0.0, pattern: "")
        var all = plain
        for _ in 0..<3_000 {
            let pattern = HostileShapes.pattern(&numbers).pattern
            guard let code = try? CompiledCode(pattern) else { continue }
            code.prepare()
            let longest = min(code.plainBytes, 200_000)
            let letters = longest > 0 ? [longest * 9 / 10, 60_000] : [2_000, 60_000]
            for (place, count) in letters.enumerated() {
                let text = HostileShapes.text(&numbers, letters: count)
                let (seconds, _) = try time(pattern, text)
                if place == 0, longest > 0, text.utf8.count <= code.plainBytes, seconds > plain.seconds {
                    plain = (seconds, pattern)
                }
                if seconds > all.seconds { all = (seconds, pattern) }
            }
        }
        return ("\(plain.seconds) (\(plain.pattern))", "\(all.seconds) (\(all.pattern))")
    }

    private static func worst(_ pattern: String) throws -> PatternProbe.Worst {
        PatternProbe(try CompiledPattern(PatternText(id: "p", pattern: pattern), claim: 0)).worst(
            pattern, thorough: true)
    }

    /// The pattern beside a good one.
    private static func matcher(_ pattern: String) throws -> Matcher {
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let rules = [("hostile", pattern), ("good", "вода отравлена")].map { id, pattern in
            PatternSet.Rule(claim: id, expression: .pattern(PatternText(id: id, pattern: pattern)))
        }
        let set = PatternSet(rules, failures: &failures)
        if let failure = failures.first?.failure { throw TermTesting.Refused(failure: failure) }
        return set.matcher()
    }

    /// The patterns of the lists that Jibu comes with, those of terms among them.
    private static func shipped() throws -> [String] {
        let folder = FixtureTests.folder.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "watchlists")
        var known = KnownIDs()
        var findings: [Finding] = []
        return try Watchlists.files(in: folder.path).lists
            .compactMap { ListDocument.read($0, known: &known, into: &findings) }
            .flatMap(\.claims).flatMap(\.patterns).map(\.text.pattern)
    }

    private static func terms() throws -> [String] {
        try TermExamplesTests.all.flatMap { example in
            let options = TermOptions(scripts: Set(TermScript.allCases))
            return try TermCompiler.compile(example.term, language: example.language, options: options).expression
                .leaves.map(\.leaf.pattern)
        }
    }
}
