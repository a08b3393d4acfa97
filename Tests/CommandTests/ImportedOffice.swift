import Foundation
import TestSupport
import Testing

/// An office whose archive holds posts that somebody brought, and its list in narrower words, for replays.
extension TestOffice {
    /// The watchlist without the ending that may be any.
    static let narrow = watchlist.replacing(#"is poison\w*"#, with: "is poisoned")

    /// Four posts of persons on four days of November: three that say it, one of them in other words, and a quiet one.
    static func withFourPosts() async throws -> TestOffice {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        let texts = [
            "They say the water is poisoned in Qala", "No, the water is poisoning nobody, says the mayor",
            "The taps bring death, my neighbour writes", "A new roof for the market",
        ]
        try await office.bring(
            texts.enumerated().map { ("p\($0.offset)", $0.element, "2026-11-1\($0.offset)T10:00:00Z") })
        try office.folder.write(narrow, to: "narrow/water.yaml")
        return office
    }

    /// Puts posts into the archive.
    func bring(_ posts: [(id: String, text: String, published: String)]) async throws {
        let lines = posts.map { #"{"id":"\#($0.id)","text":"\#($0.text)","published":"\#($0.published)"}"# }
        try folder.write(lines.joined(separator: "\n"), to: "posts.ndjson")
        let ending = try await jibu("archive", "import", "posts", "posts.ndjson", at: .start)
        #expect(ending.status == 0, "\(ending.errors)")
    }
}
