import Model
import Text

/// One entry: what was found, why it is shown, and what to do.
extension PageWriter {
    func entry(_ item: DigestItem, _ decision: ResponseDecision, _ detail: Detail) -> Page.Entry {
        let claim = rules.claims[item.claim]
        let state = wording.say(item.isNew ? .isNew : .isGrown)
        var entry = Page.Entry(
            title: claim?.title(in: languages) ?? item.claim,
            badge: wording.say(.badge, ["severity": severity(item.severity), "state": state]),
            isGrave: item.severity >= .high)
        entry.lines = [found(item), place(item, detail), firstSeen(item), words(item, detail)]
        entry.lines += [sources(item, detail), why(item, claim), advice(decision, item, claim)]
        if let answer = decision.answer {
            entry.answers = answers(answer, detail)
            entry.sources = evidence(answer, detail)
        }
        return entry
    }

    /// Places of the entry's stories, each once and with its strongest reason, the reader's own areas first.
    func places(_ item: DigestItem) -> [AlertPlace] {
        var places: [AlertPlace] = []
        var known: [String: Int] = [:]
        for place in item.alerts.flatMap(\.places) where place.reason != .catchAll {
            guard let index = known[place.place] else {
                known[place.place] = places.count
                places.append(place)
                continue
            }
            if strength(place.reason) > strength(places[index].reason) { places[index] = place }
        }
        func isOwn(_ place: AlertPlace) -> Bool { recipient.areas.contains { rules.places.holds($0, place.place) } }
        return places.filter(isOwn) + places.filter { !isOwn($0) }
    }

    private func strength(_ reason: AlertPlace.Reason) -> Int {
        switch reason {
        case .text: 3
        case .source: 2
        case .claim: 1
        case .catchAll: 0
        }
    }

    private func found(_ item: DigestItem) -> Page.Line {
        let reach = Reach(item.posts)
        var text = wording.say(
            .foundBy,
            [
                "posts": wording.say(.posts, reach.posts), "authors": wording.say(.authors, reach.authors),
                "platforms": names(of: reach.platforms),
            ])
        if let grown = item.grown, grown > 0 { text += "; " + wording.say(.grown, grown) }
        return Page.Line(wording.say(.found), text)
    }

    private func names(of platforms: [String]) -> String {
        platforms.map { wording.platform($0) }.joined(separator: ", ")
    }

    private func place(_ item: DigestItem, _ detail: Detail) -> Page.Line {
        let places = places(item)
        guard !places.isEmpty else { return Page.Line(wording.say(.place), wording.say(.placeUnknown)) }
        var rows = places.prefix(detail.places).map { place -> [Page.Span] in
            let reason: Phrase =
                place.reason == .text ? .placeText : place.reason == .source ? .placeSource : .placeClaim
            return [.text("\(rules.places.name(of: place.place, in: languages)) (\(wording.say(reason)))")]
        }
        if places.count > rows.count { rows.append([.text(wording.say(.morePlaces, places.count - rows.count))]) }
        return Page.Line(wording.say(.place), rows)
    }

    private func firstSeen(_ item: DigestItem) -> Page.Line {
        Page.Line(
            wording.say(.firstSeen), wording.say(.timeAgo, ["time": time(item.first), "ago": ago(item.first)]))
    }

    /// The words that were hit, the newest posts first when there is news.
    private func words(_ item: DigestItem, _ detail: Detail) -> Page.Line {
        let posts = item.isNew ? item.posts : item.posts.reversed()
        let rows = Excerpts.distinct(posts, atMost: detail.excerpts).map { excerpt -> [Page.Span] in
            let shown = Shown.defanged([excerpt.before, excerpt.matched, excerpt.after])
            return [.quoted(shown[0]), .marked(shown[1]), .quoted(shown[2])]
        }
        return Page.Line(wording.say(.words), rows)
    }

    /// Outlets and organisations with their link; persons as a number (design decision 5).
    private func sources(_ item: DigestItem, _ detail: Detail) -> Page.Line {
        let open = item.posts.filter { $0.authorKind != .person }
        var rows = open.prefix(detail.links).map { post -> [Page.Span] in
            let name: Page.Span = post.author.map { .quoted(Shown.defanged($0)) } ?? .text(post.source)
            // A link says itself where it leads.
            let platform = post.url == nil ? ", " + wording.platform(post.platform) : ""
            let tail = "\(platform), \(time(post.appeared))"
            return post.url.map { [name, .text(tail + " "), .link($0)] } ?? [name, .text(tail)]
        }
        if open.count > rows.count { rows.append([.text(wording.say(.moreSources, open.count - rows.count))]) }
        let persons = item.posts.filter { $0.authorKind == .person }
        if let last = persons.map(\.appeared).max() {
            // With one platform the first line has said it.
            let isMixed = Set(item.posts.map(\.platform)).count > 1
            let platforms = isMixed ? " (\(names(of: Set(persons.map(\.platform)).sorted())))" : ""
            rows.append([.text(wording.say(.persons, persons.count, ["platforms": platforms, "time": time(last)]))])
        }
        return Page.Line(wording.say(.sources), rows)
    }

    private func why(_ item: DigestItem, _ claim: Claim?) -> Page.Line {
        var rows: [[Page.Span]] = []
        if let claim {
            let values = [
                "statement": claim.statement(in: languages), "list": claim.watchlist,
                "route": item.notices.first?.route ?? "",
            ]
            rows.append([.text(wording.say(.whyStatement, values))])
        }
        // Words found as they were written need no remark.
        let views = Set(item.posts.flatMap { $0.hits.map(\.view) })
        let ways = [(Phrase.foundDeobfuscated, View.deobf), (.foundSqueezed, .squeeze)]
        rows += ways.filter { views.contains($0.1) }.map { [.text(wording.say($0.0))] }
        let absent = Set(item.notices.compactMap(\.insteadOf)).map { rules.roster[$0]?.name ?? $0 }.sorted()
        if !absent.isEmpty {
            rows.append([.strong(wording.say(.insteadOf, ["names": absent.joined(separator: ", ")]))])
        }
        if let burst = item.burst { rows.append([.strong(rising(burst, item.severity))]) }
        return Page.Line(wording.say(.why), rows)
    }

    /// How a burst raised the severity, in words.
    private func rising(_ burst: Burst, _ severity: Severity) -> String {
        wording.say(
            .rising,
            [
                "posts": wording.say(.posts, burst.posts), "authors": wording.say(.authors, burst.authors),
                "from": time(burst.hour), "to": time(burst.hour.advanced(by: .hours(1))),
                "earlier": wording.say(.posts, burst.earlier), "hours": String(burst.hours),
                "severity": self.severity(severity),
            ])
    }

    private func advice(_ decision: ResponseDecision, _ item: DigestItem, _ claim: Claim?) -> Page.Line {
        if claim?.isTopicWatch == true {
            return Page.Line(wording.say(.advice), [[.strong(wording.say(.topicWatch))]])
        }
        // Nobody is told to answer now while there is nothing approved to answer with.
        let advice: Phrase = decision.kind == .monitor ? .monitor : decision.answer == nil ? .respondLater : .respond
        var rows: [[Page.Span]] = [[.strong(wording.say(advice))]]
        if decision.kind == .monitor { rows.append([.text(wording.say(.watchNote))]) }
        if let refusal = decision.refusal {
            let reason = reason(refusal.reason)
            rows.append([.text(wording.say(.noAnswer, ["reason": reason, "owner": refusal.owner]))])
        }
        if item.elsewhere > 0 { rows.append([.text(wording.say(.elsewhere, item.elsewhere))]) }
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

    private func answers(_ answer: ResponseDecision.Answer, _ detail: Detail) -> [Page.Answer] {
        var caption = wording.say(.answer, ["version": String(answer.version)])
        if answer.language != wording.language {
            caption += ", " + wording.say(.answerLanguage, ["language": Wording.endonym(answer.language)])
        }
        if let who = answer.approvedBy {
            caption += ", " + wording.say(.approvedBy, ["who": who, "date": answer.approvedOn?.description ?? "?"])
        }
        let (from, to) = (wording.say(.copyFrom), wording.say(.copyTo))
        let post = Page.Answer(caption: caption, from: from, to: to, language: answer.language, text: answer.post)
        guard detail.hasSMS, let sms = answer.sms else { return [post] }
        return [
            post,
            Page.Answer(caption: wording.say(.smsAnswer), from: from, to: to, language: answer.language, text: sms),
        ]
    }

    /// Contact and evidence, as far as the answer does not name them itself.
    private func evidence(_ answer: ResponseDecision.Answer, _ detail: Detail) -> [Page.Line] {
        var lines: [Page.Line] = []
        if !answer.post.contains(answer.contact) { lines.append(Page.Line(wording.say(.contact), answer.contact)) }
        let evidence = answer.evidence.filter { detail.repeatsEvidence || !answer.post.contains($0.url) }.prefix(3)
        if !evidence.isEmpty {
            lines.append(
                Page.Line(
                    wording.say(.evidence),
                    evidence.map { evidence in
                        let name = "\(evidence.title), \(evidence.publisher), \(evidence.date)"
                        return answer.post.contains(evidence.url)
                            ? [.text(name)] : [.text(name + ": "), .link(evidence.url)]
                    }))
        }
        return lines
    }
}
