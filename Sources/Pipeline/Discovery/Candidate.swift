import Model
import Settings

extension Discovery {
    /// Something that might be a source: a kind with its settings.
    package struct Candidate: Sendable, Hashable {
        package var kind: String
        /// What is asked first; two candidates with one address are one.
        package var address: String
        /// In the order in which they are written.
        var settings: [Setting]
        /// Why it is looked at, as half a sentence.
        package var why: String
        /// It asks with a key of the office: it cannot be tried here.
        package var needsKey = false
        var authorKind: AuthorKind = .outlet

        struct Setting: Sendable, Hashable {
            var key: String
            var value: String
            /// Numbers and lists of words stand as they are; texts stand in quotes.
            var isPlain = false
        }

        init(kind: String, address: String, settings: [(String, String)], why: String) {
            self.kind = kind
            self.address = address
            self.settings = settings.map { Setting(key: $0.0, value: $0.1) }
            self.why = why
        }

        static func feed(_ url: String, why: String) -> Candidate {
            Candidate(kind: "feed", address: url, settings: [("url", url)], why: why)
        }

        static func wordPress(_ site: String) -> Candidate {
            Candidate(
                kind: "wordpress", address: site, settings: [("site", site)],
                why: "the site is made with WordPress, whose interface gives whole texts and every post since the "
                    + "last fetch")
        }

        static func list(_ url: String, _ proposal: ListProposal, next: String?) -> Candidate {
            let recipe: [(String, String?)] = [
                ("item", proposal.item), ("date", proposal.date), ("next", next),
            ]
            return Candidate(
                kind: "page-list", address: url,
                settings: [("url", url)] + recipe.compactMap { key, value in value.map { (key, $0) } },
                why:
                    "\(proposal.count) links of one form, \(proposal.dated) of them with a date, look like its list "
                    + "of news"
            )
        }

        static func sitemap(_ url: String) -> Candidate {
            Candidate(
                kind: "page-list", address: url, settings: [("url", url)], why: "the site lists its pages in a sitemap")
        }

        /// As jibu.yaml would have it, for making the source.
        ///
        /// - Parameter trying: reads one page of a list's items, not all of them.
        func node(trying: Bool) -> Node {
            let place = FilePlace(file: "discovered")
            func scalar(_ text: String) -> Node { Node(.scalar(text, quoted: false), at: place) }
            var pairs = settings.map { (key: scalar($0.key), value: scalar($0.value)) }
            if trying, kind == "page-list" { pairs.append((key: scalar("follow"), value: scalar("1"))) }
            return Node(.mapping(pairs), at: place)
        }
    }
}
