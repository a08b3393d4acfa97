import Model
import Reading
import Testing

@testable import Pipeline

/// Lists of news on pages of all sorts.
@Suite struct ListProposalTests {
    private static let now = Instant("2026-11-21T12:00:00Z") ?? Instant(milliseconds: 0)

    /// Pages as sites write them, the expression of an item and of its date, and how many items there are.
    static let pages: [(name: String, html: String, item: String, date: String?, count: Int)] = [
        (
            "articles with time",
            (1...4).map {
                "<article><h2><a href=/n/\($0)>Maji ni salama \($0)</a></h2><time datetime=2026-11-0\($0)>\($0) Nov</time></article>"
            }
            .joined(), "//article", nil, 4
        ),
        (
            "a table",
            "<table><tr><th>Күні</th><th>Тақырып</th></tr>"
                + (1...3).map { "<tr><td class=d>0\($0).11.2026</td><td><a href=/n/\($0)>Хабар \($0)</a></td></tr>" }
                .joined()
                + "</table>", "//tr", ".//td[@class='d']", 3
        ),
        (
            "a list of an id",
            "<ul><li><a href=/a>Бір</a><li><a href=/b>Екі</a><li><a href=/c>Үш</a></ul><ul id=news>"
                + (1...3).map { "<li><span>\($0) ноября 2026</span> <a href=/n/\($0)>Новость номер \($0)</a>" }.joined()
                + "</ul>",
            "//ul[@id='news']/li", ".//span", 3
        ),
        (
            "classes with numbers of their own",
            (1...5).map {
                "<div class='post post-\($0)423 hentry'><a href=/n/\($0)>Amakuru \($0)</a><p class='on date'>\($0) Ugushyingo 2026</p></div>"
            }
            .joined(), "//div[contains(concat(' ', normalize-space(@class), ' '), ' post ')]",
            ".//p[contains(concat(' ', normalize-space(@class), ' '), ' on ')]", 5
        ),
        (
            "headlines without dates",
            (1...4).map {
                "<div class=row><h3><a href=/n/\($0)>Le maire répond aux questions des habitants sur l'eau, partie "
                    + "\($0)</a></h3></div>"
            }
            .joined(), "//div[@class='row']", nil, 4
        ),
    ]

    @Test("the list is found, and its recipe finds the same items again", arguments: pages.map(\.name))
    func found(_ name: String) throws {
        let sample = try #require(Self.pages.first { $0.name == name })
        let page = try #require(Page(Array("<html><body>\(sample.html)</body>".utf8)))
        let proposal = try #require(ListProposal.of(page, url: "https://qala.example/", now: Self.now))
        #expect(proposal.count == sample.count)
        #expect(proposal.date == sample.date)
        let again = try page.select(XPath(proposal.item))
        #expect(again.count >= sample.count && again.count <= sample.count + 1)
        #expect(proposal.item == sample.item || again.count == sample.count, "\(proposal.item)")
    }

    @Test(
        "menus, footers and single links are no list",
        arguments: [
            "<nav><ul><li><a href=/a>Бір</a><li><a href=/b>Екі</a><li><a href=/c>Үш</a></ul></nav>",
            "<ul><li><a href=/a>Бір</a><li><a href=/b>Екі</a><li><a href=/c>Үш</a></ul>",
            "<p><a href=/n/1>3 қараша 2026</a></p>", "<p>сөз</p>",
            "<div><a href=https://elsewhere.example/1>1 Nov 2026</a><a href=https://elsewhere.example/2>2 Nov 2026</a>"
                + "<a href=https://elsewhere.example/3>3 Nov 2026</a></div>",
        ])
    func none(_ html: String) throws {
        let page = try #require(Page(Array("<html><body>\(html)</body>".utf8)))
        #expect(ListProposal.of(page, url: "https://qala.example/", now: Self.now) == nil)
    }

    @Test("a page of many items is one list")
    func many() throws {
        let html = (0..<1_800).map { "<div class=i><a href=/n/\($0)>Хабар \($0)</a><b>1.11.2026</b></div>" }.joined()
        let page = try #require(Page(Array("<html><body>\(html)</body>".utf8)))
        #expect(ListProposal.of(page, url: "https://qala.example/", now: Self.now) != nil)
    }
}
