import Model
import Text

/// All lists and responses of an office, read, checked and compiled: what a run matches with.
///
/// ```
/// Parse/      YAML -> ListDocument, ResponseDocument: values with their places
/// Lint/       documents -> findings beyond shape
/// Compile/    patterns -> PatternSet
/// Match/      PatternSet and text -> PostMatches
/// Examples/   the lists' own examples, tried
/// ```
package struct Watchlists: Sendable {
    /// Claims of the lists in use, in the order of files and of claims in them.
    package let claims: [Claim]
    /// The answer to each claim, whatever its status; by claim id.
    package let responses: [String: ResponseTemplate]
    package let patterns: PatternSet
    /// What `patterns` was compiled from, in the same order.
    package let rules: [PatternSet.Rule]
    /// Changes with every byte of every list and response, 16 hex digits.
    package let hash: String
    /// Changes with the claims' patterns and with nothing else, 16 hex digits: lists with the same one find the same.
    package let patternHash: String
    /// Ids of lists whose review date has passed: they neither match nor collect.
    package let expired: [String]
    /// Files that are left out because of errors, as paths; the caller runs their last good version.
    package let broken: [String]
    /// Where each pattern comes from, by its id.
    package let origins: [String: PatternOrigin]
    /// Claim id and examples, of the claims in use.
    package let examples: [(claim: String, lines: ExampleLines)]

    package struct Options: Sendable {
        /// Use lists whose review date has passed: for lint, test and replay of old archives.
        package var includeExpired = false
        /// Try every pattern on texts that show whether it hits everything or never ends. Without it the limits of
        /// matching hold all the same.
        package var probesPatterns = true
        /// Look for patterns that are only slow, too: `jibu lint` does, a run does not, since it takes some
        /// milliseconds for a pattern and changes nothing in what is matched.
        package var advises = true

        package init(includeExpired: Bool = false, probesPatterns: Bool = true, advises: Bool = true) {
            self.includeExpired = includeExpired
            self.probesPatterns = probesPatterns
            self.advises = advises
        }

        var depth: Lint.Depth { probesPatterns ? advises ? .full : .errors : .none }
    }

    /// A page that cannot be opened any more, as a run found it.
    package struct DeadLink: Sendable, Hashable {
        package var since: CivilDate
        package var why: String

        package init(since: CivilDate, why: String) {
            self.since = since
            self.why = why
        }
    }

    /// Reads lists and responses. Never fails: a file with errors is left out and named in `broken`, each problem is
    /// a finding, in file order.
    ///
    /// - Parameter deadLinks: addresses that answers may cite and that lead nowhere; nothing is fetched here.
    package static func load(
        lists: [WatchlistFile], responses: [WatchlistFile], places: [Place], today: CivilDate,
        deadLinks: [String: DeadLink] = [:], options: Options = Options()
    ) -> (watchlists: Watchlists, findings: [Finding]) {
        var findings: [Finding] = []
        var known = KnownIDs()
        for file in lists + responses {
            if let failure = file.failure { findings.append(failure.finding(at: FilePlace(file: file.path))) }
        }
        let read = lists.map { file in
            (file.path, file.failure == nil ? ListDocument.read(file, known: &known, into: &findings) : nil)
        }
        let answers = responses.map { file in
            (file.path, file.failure == nil ? ResponseDocument.read(file, known: &known, into: &findings) : nil)
        }
        let documents = read.compactMap(\.1)
        let answerDocuments = answers.compactMap(\.1)
        let compiled = CompiledLists(documents)
        findings += Lint.findings(
            lists: documents, compiled: compiled, responses: answerDocuments, known: known, places: places,
            today: today, deadLinks: deadLinks, depth: options.depth)
        findings.sort(by: Finding.inFileOrder)
        let bad = Set(findings.filter { $0.severity == .error }.map(\.place.file))
            .union(read.filter { $0.1 == nil }.map(\.0)).union(answers.filter { $0.1 == nil }.map(\.0))
        let good = documents.filter { !bad.contains($0.file) }
        let expired = good.filter { $0.reviewBy.value < today }.map(\.id.value)
        let used = good.filter { options.includeExpired || !expired.contains($0.id.value) }
        let watchlists = Watchlists(
            used, patterns: used.count == documents.count ? compiled.set : nil,
            responses: answerDocuments.filter { !bad.contains($0.start.file) }.map(\.response),
            hash: hash(lists + responses), expired: expired,
            broken: (lists + responses).map(\.path).filter(bad.contains))
        return (watchlists, findings)
    }

    private init(
        _ lists: [ListDocument], patterns: PatternSet?, responses: [ResponseTemplate], hash: String, expired: [String],
        broken: [String]
    ) {
        claims = lists.flatMap { list in list.claims.map { $0.claim(of: list) } }
        self.responses = Dictionary(responses.map { ($0.claim, $0) }) { first, _ in first }
        let rules = lists.flatMap(\.claims).map(\.patternRule)
        patternHash = StableHash.hex(PatternSet.hash(of: rules))
        if let patterns {
            self.patterns = patterns
        } else {
            // Lists with a pattern that does not compile are not among these.
            var failures: [(pattern: PatternText, failure: PatternFailure)] = []
            self.patterns = PatternSet(rules, failures: &failures)
        }
        self.rules = rules
        self.hash = hash
        self.expired = expired
        self.broken = broken
        origins = Dictionary(
            lists.flatMap(\.claims).flatMap { claim in
                claim.patterns.map { ($0.text.id, PatternOrigin($0, of: claim.id.value)) }
            }
        ) { first, _ in first }
        examples = lists.flatMap(\.claims).map { ($0.id.value, $0.examples) }
    }

    /// Over names and contents, each with its length, so that no two sets of files share their bytes.
    private static func hash(_ files: [WatchlistFile]) -> String {
        let bytes = files.flatMap { file in
            [file.path, file.text].flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }
        }
        let hex = String(StableHash.hash64(bytes), radix: 16)
        return String(repeating: "0", count: 16 - hex.count) + hex
    }
}

/// A file as the user named it, with its text.
package struct WatchlistFile: Sendable, Hashable {
    /// As shown in findings.
    package var path: String
    package var text: String
    /// Why there is no text.
    package var failure: WatchlistFolderError?

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    init(path: String, failure: WatchlistFolderError) {
        self.path = path
        self.text = ""
        self.failure = failure
    }
}

extension ClaimDocument {
    /// A statement that lint takes for an opinion; such a claim gets here only when two people overruled lint.
    private var isGuessedOpinion: Bool { !isTopicWatch && ListRules.whyNotCheckable(statement.value) != nil }

    func claim(of list: ListDocument) -> Claim {
        Claim(
            id: id.value, watchlist: list.id.value, title: title.value, statement: statement.value,
            titles: titles.mapValues(\.value), statements: statements.mapValues(\.value), severity: severity,
            topics: topics, areas: areas.map(\.value), languages: languages.map(\.value), owner: list.owner.value,
            isTopicWatch: isTopicWatch, kind: kind == .claim && isGuessedOpinion ? .opinion : kind,
            isAboutOffice: isAboutOffice)
    }
}
