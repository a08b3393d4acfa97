import Model
import Pipeline

/// Alerts on the terminal: a line each, with some of their posts where old and new are compared.
extension ReplayText {
    /// An alert as it is listed.
    private struct Item {
        let mark: String
        let alert: Alert
        let posts: [MarkedPost]
        /// Sides that could not decide a post of it.
        var undecided: [String] = []
    }

    /// All alerts of one set of rules, without their posts.
    func alerts() throws {
        let entries = report.new.standing
        guard !entries.isEmpty else { return }
        for entry in entries.prefix(most.lines) { head(Item(mark: " ", alert: try report.new.alert(entry), posts: [])) }
        leftOut(entries.count - most.lines)
        line("")
    }

    /// Alerts gained, lost and changed, with the posts that make the difference.
    func alerts(_ difference: ReplayDifference, _ old: ReplayReport.Side) throws {
        let gained = try difference.gained.prefix(most.alerts).map { entry in
            let alert = try report.new.alert(entry)
            let sides = ReplayReport.sidesUndecided(entry)
            return Item(mark: "+", alert: alert, posts: MarkedPost.all(alert.posts), undecided: sides)
        }
        let lost = try difference.lost.prefix(most.alerts).map { entry in
            let alert = try old.alert(entry)
            let sides = ReplayReport.sidesUndecided(nil, entry)
            return Item(mark: "−", alert: alert, posts: MarkedPost.all(alert.posts), undecided: sides)
        }
        let changed = try difference.changed.prefix(most.alerts).map { pair in
            let change = try report.change(pair)
            let sides = ReplayReport.sidesUndecided(pair.new, pair.old)
            return Item(mark: "±", alert: change.alert, posts: change.posts, undecided: sides)
        }
        let shown = (gained + lost + changed).flatMap { $0.posts.prefix(most.posts).map(\.post) }
        let texts = try texts?(shown)
        list("Gained", gained, of: difference.gained.count, texts)
        list("Lost", lost, of: difference.lost.count, texts)
        list("With other posts", changed, of: difference.changed.count, texts)
        guard let first = shown.first else { return }
        line("")
        line(
            "The letters before a post find it: jibu archive show \(first.shortID)"
                + (texts == nil ? "; --texts shows the texts here." : ""))
    }

    private func list(_ title: String, _ items: [Item], of count: Int, _ texts: [PostKey: String]?) {
        guard !items.isEmpty else { return }
        line("")
        line(Terminal.styled(title, .bold))
        for item in items {
            head(item)
            for marked in item.posts.prefix(most.posts) { post(marked, texts) }
            let more = item.posts.count - most.posts
            if more > 0 { line("      and \(Count.text(more)) more") }
        }
        leftOut(count - items.count)
    }

    private func head(_ item: Item) {
        let alert = item.alert
        let places = alert.knownPlaces.joined(separator: ", ")
        let doubt = item.undecided.map { "  \($0) could not decide it" }.joined()
        line(
            "\(item.mark) \(alert.opened)  \(Terminal.styled(Terminal.safe(alert.claim), .cyan))  "
                + "\(alert.severity.rawValue)  \(Count.of(alert.posts.count, "post"))  \(Terminal.safe(places))"
                + Terminal.styled(doubt, .yellow))
    }

    /// The words around the hit, as a digest has them, or what of the text a person needs to judge the hit.
    private func post(_ marked: MarkedPost, _ texts: [PostKey: String]?) {
        let sign = marked.mark.isEmpty ? "" : marked.mark + " "
        let start = "      \(sign)\(Terminal.safe(marked.post.shortID))  "
        let excerpt = marked.post.excerpt
        guard let texts else {
            let before = excerpt.before.count > 24 ? "…" + excerpt.before.suffix(23) : excerpt.before
            let after = cut(excerpt.after, to: 24)
            let hit = Terminal.styled("[" + Terminal.safe(excerpt.matched) + "]", .bold)
            return line("\(start)\(Terminal.safe(before))\(hit)\(Terminal.safe(after))")
        }
        guard let text = texts[marked.post.post] else { return line(start + "(the archive here does not hold it)") }
        let passage = Passage(of: text, around: Self.ranges(of: excerpt.matched, in: text))
        line(start + Terminal.highlight(Terminal.safe(Terminal.marked(passage.text, passage.ranges))))
    }

    /// Bytes of the first place with these words; none when they were cut or put together.
    private static func ranges(of words: String, in text: String) -> [Range<Int>] {
        guard !words.isEmpty, let found = text.firstRange(of: words) else { return [] }
        let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
        return [start..<start + words.utf8.count]
    }

    private func leftOut(_ count: Int) {
        if count > 0 { line("  and \(Count.text(count)) more; --json has all") }
    }
}
