import Foundation
import Model
import Testing

@testable import Watchlists

/// The shipped watchlists on real posts that hold none of their claims. Every hit is a false one, and
/// `watchlists/README.md` says of each why it is there.
struct QuietBaselineTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "watchlists")

    @Test("the shipped watchlists say nothing about 5,260 ordinary posts but what is written down")
    func quiet() throws {
        let files = try Watchlists.files(in: Self.folder.path)
        let today = try #require(CivilDate("2026-11-20"))
        let (watchlists, findings) = Watchlists.load(
            lists: files.lists, responses: files.responses, places: [], today: today)
        #expect(watchlists.broken == [], "\(findings)")
        #expect(watchlists.claims.count >= 12)
        #expect(RealText.all.count == 5260)
        var matcher = watchlists.patterns.matcher()
        var lines: [String] = []
        for text in RealText.all {
            let found = matcher.matches(in: text.text)
            #expect(found.undecided == [])
            let bytes = Array(text.text.utf8)
            lines += found.matches.map {
                "hit \(text.id) \($0.claim) \($0.view): \(String(decoding: bytes[$0.range], as: UTF8.self))\n"
            }
            lines += found.setAside.map {
                "set aside \(text.id) \($0.claim) \($0.language): "
                    + "\(String(decoding: bytes[$0.range], as: UTF8.self))\n"
            }
        }
        try expectSnapshot(lines.joined(), FixtureTests.folder.appending(path: "quiet-baseline.txt"))
    }
}
