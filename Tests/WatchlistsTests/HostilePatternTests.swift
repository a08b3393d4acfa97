import Foundation
import Model
import Testing
import Text

@testable import Watchlists

/// Patterns that never end: lint finds them before they run, and what it misses a limit stops.
///
/// `HOSTILE_REPORT=FILE` also searches posts of 1,500 letters, and writes what became of each pattern, with the longest time
/// that one post took. Times are told, never compared.
struct HostilePatternTests {
    @Test("there are two hundred patterns of eight families, and all of them compile")
    func enough() throws {
        #expect(HostilePattern.written.count == 80)
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
        var longest = Duration.zero
        for each in HostilePattern.all {
            let worst = try Self.worst(each.pattern)
            var slowest = Duration.zero
            var limits = 0
            for letters in [400, 1500] {
                for post in each.posts(letters) {
                    // A fresh matcher: nothing is switched off.
                    var matcher = try Self.matcher(each.pattern)
                    _ = matcher.matches(in: "x")
                    var found = PostMatches()
                    let time = ContinuousClock().measure { found = matcher.matches(in: post) }
                    slowest = max(slowest, time)
                    limits += found.undecided.count
                }
            }
            longest = max(longest, slowest)
            let isError = worst != .fine && !"\(worst)".hasPrefix("quadratic")
            let parts = [1, isError ? 1 : 0, "\(worst)".hasPrefix("quadratic") ? 1 : 0, limits > 0 ? 1 : 0]
            sums[each.family] = zip(sums[each.family] ?? [0, 0, 0, 0], parts).map { $0 + $1 }
            rows.append("\(slowest)\t\(worst)\t\(limits) of 6 undecided\t\(each.family)\t\(each.pattern)")
        }
        let table = sums.sorted { $0.key < $1.key }.map {
            "\($0.key): \($0.value[0]) patterns, \($0.value[1]) errors, \($0.value[2]) warnings, \($0.value[3]) reached the limit"
        }
        let text = (table + ["longest: \(longest)"] + rows).map { "\($0)\n" }.joined()
        let file = ProcessInfo.processInfo.environment["HOSTILE_REPORT"] ?? ""
        try Data(text.utf8).write(to: URL(filePath: file))
    }

    private static func worst(_ pattern: String) throws -> PatternProbe.Worst {
        PatternProbe(try CompiledPattern(PatternText(id: "p", pattern: pattern), claim: 0)).worst(pattern, thorough: true)
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
