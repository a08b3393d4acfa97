import Model
import Text

/// One entry: what was found, why it is shown, and what to do.
extension PageWriter {
    func entry(_ item: DigestItem, _ decision: ResponseDecision, _ detail: Detail) -> Page.Entry {
        let claim = rules.claims[item.claim]
        // Who was told before and has nothing new but the answer is told so.
        let isReady = item.grown == 0 && decision.answer != nil
        let state = wording.say(item.isNew ? .isNew : isReady ? .isReady : .isGrown)
        var entry = Page.Entry(
            title: claim?.title(in: languages) ?? item.claim,
            badge: wording.say(.badge, ["severity": severity(item.severity), "state": state]),
            isGrave: item.severity >= .high)
        // What to do comes before what it is about.
        entry.lines = [advice(decision, item, claim, detail)]
        if let late = late(item) { entry.lines[0].rows.insert([.strong(late)], at: 0) }
        if item.isExercise {
            // Nothing was found: a drill shows no posts, no words and no times of its own making.
            entry.title = "\(AckWording.of(wording.language).say(.exercise)): \(entry.title)"
            entry.lines += [place(item, detail), why(item, claim)]
        } else {
            entry.lines += [found(item), place(item, detail), firstSeen(item)]
            entry.lines += [words(item, detail), sources(item, detail), why(item, claim)]
        }
        // What somebody else has is not offered.
        if let taking = item.taking, decision.taker == nil {
            entry.code = taking.code
            entry.lines.append(line(taking, of: item))
        }
        if let answer = decision.answer {
            entry.answers = answers(answer, detail, subject: entry.title)
            entry.sources = evidence(answer, detail) + briefing(answer, detail)
        } else if let holding = decision.holding {
            entry.answers = [answer(holding)]
        }
        if let page = decision.published {
            entry.sources.append(Page.Line(wording.say(.published), [[.link(page)]]))
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

    /// Nobody may take for new what did not get through to them for a day or longer.
    private func late(_ item: DigestItem) -> String? {
        guard let meant = item.notices.map(\.notBefore).min(), now.since(meant) >= .hours(24) else { return nil }
        return AckWording.of(wording.language).say(.late, ["time": time(meant)])
    }

    private func found(_ item: DigestItem) -> Page.Line {
        var text = foundBy(Reach(item.posts))
        if let grown = item.grown, grown > 0 { text += "; " + wording.say(.grown, grown) }
        return Page.Line(wording.say(.found), text)
    }

    /// How far it went, in words.
    func foundBy(_ reach: Reach) -> String {
        wording.say(
            .foundBy,
            [
                "posts": wording.say(.posts, reach.posts), "authors": wording.say(.authors, reach.authors),
                "platforms": names(of: reach.platforms),
            ])
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
        if item.notices.contains(where: { $0.kind == .escalation }), let since = item.alerts.map(\.opened).min() {
            rows.append([.strong(AckWording.of(wording.language).say(.escalated, ["time": time(since)]))])
        }
        if let burst = item.burst { rows.append([.strong(rising(burst, item.severity))]) }
        rows += AsidePosts.all(item.posts).map { [.text(words(of: $0))] }
        return Page.Line(wording.say(.why), rows)
    }

    /// What was not counted, and the words by which that was guessed: a reader must be able to say that it is wrong.
    private func words(of aside: AsidePosts) -> String {
        let kind: Phrase =
            switch aside.kind {
            case .opinion: .toneOpinion
            case .satire: .toneSatire
            case .question: .toneQuestion
            case .denial: .toneDenial
            }
        let values = [
            "posts": wording.say(.posts, aside.posts), "kind": wording.say(kind),
            "signs": aside.signs.joined(separator: ", "),
        ]
        return wording.say(.aside, values)
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
}

extension DigestItem {
    /// Is it a drill?
    var isExercise: Bool { Exercise.claim(behind: claim) != nil }
}
