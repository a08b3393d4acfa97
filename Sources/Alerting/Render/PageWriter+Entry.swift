import Model
import Text

/// One entry: what was found, why it is shown, and what to do.
extension PageWriter {
    /// Excerpts and links shown of one claim; a reader needs a few, the counter says the rest.
    private static let excerptLimit = 3
    private static let linkLimit = 5

    func entry(_ item: DigestItem, _ decision: ResponseDecision) -> Page.Entry {
        let claim = rules.claims[item.claim]
        var entry = Page.Entry(
            title: claim?.title ?? item.claim,
            badge: "\(severity(item.severity)), \(wording.say(item.isNew ? .isNew : .isGrown))",
            isGrave: item.severity >= .high)
        entry.lines = [found(item, decision.reach), place(item), firstSeen(item), words(item)]
        entry.lines += [sources(item), why(item, claim), advice(decision)]
        if let answer = decision.answer {
            entry.answers = answers(answer)
            entry.sources = evidence(answer)
        }
        return entry
    }

    private func found(_ item: DigestItem, _ reach: Reach) -> Page.Line {
        var text = wording.say(.foundBy, inputs(reach))
        if let grown = item.grown, grown > 0 { text += "; " + wording.say(.grown, grown) }
        return Page.Line(wording.say(.found), text)
    }

    private func inputs(_ reach: Reach) -> [String: String] {
        [
            "posts": wording.say(.posts, reach.posts), "authors": wording.say(.authors, reach.authors),
            "platforms": reach.platforms.joined(separator: ", "),
        ]
    }

    private func place(_ item: DigestItem) -> Page.Line {
        var seen: Set<AlertPlace> = []
        let places = item.alerts.flatMap(\.places).filter { seen.insert($0).inserted }
        let known = places.filter { $0.reason != .catchAll }
        guard !known.isEmpty else { return Page.Line(wording.say(.place), wording.say(.placeUnknown)) }
        let rows = known.prefix(Self.linkLimit).map { place -> [Page.Span] in
            let reason: Phrase =
                place.reason == .text ? .placeText : place.reason == .source ? .placeSource : .placeClaim
            return [.text("\(rules.places.name(of: place.place, in: languages)) (\(wording.say(reason)))")]
        }
        return Page.Line(wording.say(.place), rows)
    }

    private func firstSeen(_ item: DigestItem) -> Page.Line {
        let first = item.posts.first?.seen ?? now
        return Page.Line(wording.say(.firstSeen), wording.say(.timeAgo, ["time": time(first), "ago": ago(first)]))
    }

    /// The words that were hit, the same words once, the newest posts first when there is news.
    private func words(_ item: DigestItem) -> Page.Line {
        var seen: Set<String> = []
        var rows: [[Page.Span]] = []
        for post in item.isNew ? item.posts : item.posts.reversed() where rows.count < Self.excerptLimit {
            guard seen.insert(post.excerpt.matched.lowercased()).inserted else { continue }
            let shown = Shown.defanged([post.excerpt.before, post.excerpt.matched, post.excerpt.after])
            rows.append([.quoted(shown[0]), .marked(shown[1]), .quoted(shown[2])])
        }
        return Page.Line(wording.say(.words), rows)
    }

    /// Outlets and organisations with their link; persons as a number (design decision 5).
    private func sources(_ item: DigestItem) -> Page.Line {
        let open = item.posts.filter { $0.authorKind != .person }
        var rows = open.prefix(Self.linkLimit).map { post -> [Page.Span] in
            let name: Page.Span = post.author.map { .quoted(Shown.defanged($0)) } ?? .text(post.source)
            let tail = ", \(post.platform), \(time(post.published ?? post.seen))"
            return post.url.map { [name, .text(tail + " "), .link($0)] } ?? [name, .text(tail)]
        }
        if open.count > Self.linkLimit { rows.append([.text(wording.say(.moreSources, open.count - Self.linkLimit))]) }
        let persons = item.posts.filter { $0.authorKind == .person }
        if let last = persons.map({ $0.published ?? $0.seen }).max() {
            let platforms = Set(persons.map(\.platform)).sorted().joined(separator: ", ")
            rows.append([.text(wording.say(.persons, persons.count, ["platforms": platforms, "time": time(last)]))])
        }
        return Page.Line(wording.say(.sources), rows)
    }

    private func why(_ item: DigestItem, _ claim: Claim?) -> Page.Line {
        var rows: [[Page.Span]] = []
        if let claim {
            rows.append([
                .text(wording.say(.whyStatement, ["list": claim.watchlist, "statement": claim.statement]))
            ])
        }
        let views = Set(item.posts.flatMap { $0.hits.map(\.view) })
        let ways = [
            (Phrase.foundAsWritten, views.contains(.raw) || views.contains(.canon)),
            (.foundDeobfuscated, views.contains(.deobf)), (.foundSqueezed, views.contains(.squeeze)),
        ]
        rows += ways.filter(\.1).map { [.text(wording.say($0.0))] }
        if let route = item.notices.first?.route { rows.append([.text(wording.say(.rule, ["route": route]))]) }
        return Page.Line(wording.say(.why), rows)
    }

    private func advice(_ decision: ResponseDecision) -> Page.Line {
        let limits = wording.say(
            .limits,
            [
                "posts": wording.say(.posts, decision.tipping.posts),
                "authors": wording.say(.authors, decision.tipping.authors),
                "severity": severity(decision.tipping.severity),
            ])
        // Nobody is told to answer now while there is nothing approved to answer with.
        let advice: Phrase = decision.kind == .monitor ? .monitor : decision.answer == nil ? .respondLater : .respond
        var rows: [[Page.Span]] = [[.strong(wording.say(advice))], [.text(limits)]]
        if decision.kind == .monitor { rows.insert([.text(wording.say(.watchNote))], at: 1) }
        if let refusal = decision.refusal {
            let reason = reason(refusal.reason)
            rows.insert([.text(wording.say(.noAnswer, ["reason": reason, "owner": refusal.owner]))], at: 1)
        }
        return Page.Line(wording.say(.advice), rows)
    }

    private func reason(_ reason: ResponseDecision.Refusal.Reason) -> String {
        switch reason {
        case .missing: wording.say(.answerMissing)
        case .draft: wording.say(.answerDraft)
        case .expired: wording.say(.answerExpired)
        case .broken: wording.say(.answerBroken)
        case .reviewOverdue(let day): wording.say(.answerOverdue, ["date": day.description])
        }
    }

    private func answers(_ answer: ResponseDecision.Answer) -> [Page.Answer] {
        var caption = wording.say(
            .answer, ["version": String(answer.version), "language": Wording.endonym(answer.language)])
        if let who = answer.approvedBy {
            caption += "; " + wording.say(.approvedBy, ["who": who, "date": answer.approvedOn?.description ?? "?"])
        }
        let (from, to) = (wording.say(.copyFrom), wording.say(.copyTo))
        let post = Page.Answer(caption: caption, from: from, to: to, language: answer.language, text: answer.post)
        guard let sms = answer.sms else { return [post] }
        return [
            post,
            Page.Answer(caption: wording.say(.smsAnswer), from: from, to: to, language: answer.language, text: sms),
        ]
    }

    private func evidence(_ answer: ResponseDecision.Answer) -> [Page.Line] {
        var lines = [Page.Line(wording.say(.contact), answer.contact)]
        if !answer.evidence.isEmpty {
            lines.append(
                Page.Line(
                    wording.say(.evidence),
                    answer.evidence.map { [.text("\($0.title), \($0.publisher), \($0.date): "), .link($0.url)] }))
        }
        return lines
    }
}
