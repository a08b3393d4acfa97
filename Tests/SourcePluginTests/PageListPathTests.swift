import Reading
import Testing

@testable import PageListSource

/// The XPaths that the kind `page-list` brings itself. One that does not parse would find nothing, on every site.
@Suite struct PageListPathTests {
    static let articles: [XPath?] = [
        Article.Paths.linkedData, Article.Paths.noText, Article.Paths.heading, Article.Paths.canonical,
        Article.Paths.language, Article.Paths.tags, Article.Paths.meta,
    ]
    static let lists: [XPath?] = [
        ListPage.Paths.base, ListPage.Paths.anchor, ListPage.Paths.heading, ListPage.Paths.time,
    ]

    @Test("each parses")
    func all() {
        let paths = Self.articles + Self.lists + Article.Paths.bodies + Article.Paths.dates
        #expect(paths.count == 17)
        #expect(paths.allSatisfy { $0 != nil })
    }
}
