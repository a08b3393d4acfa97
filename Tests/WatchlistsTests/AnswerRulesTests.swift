import Model
import Testing

@testable import Watchlists

/// What lint asks of an answer because of what its claim is.
struct AnswerRulesTests {
    private func load(
        list: (String) -> String = { $0 }, deadLinks: [String: Watchlists.DeadLink] = [:],
        response: (String) -> String = { $0 }
    ) throws -> (watchlists: Watchlists, findings: [Finding]) {
        let today = try #require(CivilDate("2026-11-21"))
        var lists = try FixtureTests.file("list.valid.yaml")
        var responses = try FixtureTests.file("response.valid.yaml")
        (lists.text, responses.text) = (list(lists.text), response(responses.text))
        let places = [
            Place(id: "qala", parent: nil, names: ["en": "Qala"], terms: ["ru": ["кал*"], "kk": ["қала*"]])
        ]
        return Watchlists.load(lists: [lists], responses: [responses], places: places, today: today, deadLinks: deadLinks)
    }

    private func with(_ keys: String) -> (String) -> String {
        { $0.replacing("    severity: high\n", with: "    severity: high\n    \(keys)\n") }
    }

    @Test("a claim about the office itself needs evidence of somebody else")
    func office() throws {
        let own = try load(list: with("about_office: true"))
        #expect(own.findings.map(\.code) == ["no-outside-evidence"])
        #expect(own.watchlists.responses.isEmpty, "the answer is not given out")
        let others = try load(list: with("about_office: true")) {
            $0.replacing("publisher: Health Institute,", with: "publisher: Health Institute, outside_office: true,")
        }
        #expect(others.findings.isEmpty)
        #expect(others.watchlists.claims.first?.isAboutOffice == true)
    }

    @Test("a claim says what it is; opinion need not be checkable, and is no claim")
    func kinds() throws {
        for kind in [Claim.Kind.opinion, .criticism, .satire, .experimental, .claim] {
            let read = try load(list: with("kind: \(kind.rawValue)"))
            #expect(read.findings.isEmpty)
            #expect(read.watchlists.claims.first?.kind == kind)
        }
        let opinion = try load { text in
            with("kind: opinion")(text).replacing(
                #/ {4}statement: [^\n]*/#, with: "    statement: I think the mayor should resign over the water.")
        }
        #expect(opinion.findings.isEmpty)
    }

    @Test("a statement that lint takes for an opinion is one, also when two people overruled lint")
    func guessed() throws {
        let read = try load { text in
            text.replacing(
                #/ {4}statement: [^\n]*/#, with: "    statement: I think the water of Qala has been poisoned."
            ).replacing(
                "claims:\n",
                with: """
                    overrides:
                      - {code: claim-not-checkable, reason: "The rumour is told in these very words.", by: second@qala.example}
                    claims:

                    """)
        }
        #expect(read.findings.map(\.code) == ["override"])
        #expect(read.watchlists.claims.first?.kind == .opinion)
    }

    @Test("evidence that a run could not open any more is named; the answer stays, and lint fetches nothing")
    func dead() throws {
        let url = try #require(try load().watchlists.responses.values.first?.evidence.first?.url)
        let since = try #require(CivilDate("2026-11-18"))
        let read = try load(deadLinks: [
            url: Watchlists.DeadLink(since: since, why: "the server answers 404"),
            "https://other.example/": Watchlists.DeadLink(since: since, why: "x"),
        ])
        #expect(read.findings.map(\.code) == ["evidence-dead"])
        #expect(read.findings.first?.severity == .warning)
        #expect(read.findings.first?.what == "\"\(url)\" cannot be opened since 2026-11-18: the server answers 404.")
        #expect(!read.watchlists.responses.isEmpty)
    }

    @Test("old response files stay good")
    func old() throws {
        let read = try load()
        let response = try #require(read.watchlists.responses.values.first)
        #expect(response.decision == ResponseTemplate.Decision() && response.factOwner == nil)
        #expect(response.variants.values.allSatisfy { $0.texts.isEmpty && $0.holding == nil })
    }
}
