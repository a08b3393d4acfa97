import Model
import Pipeline

/// What `jibu tune` found, on lines of 80 columns.
struct TunePage {
    let tuning: Tuning
    /// Patterns without a hit or a label have a row, too.
    let showsAll: Bool
    private static let width = 80
    /// Missed posts and overlaps that are shown one by one.
    private static let most = 5

    init(_ tuning: Tuning, showsAll: Bool = false) {
        self.tuning = tuning
        self.showsAll = showsAll
    }

    var lines: [String] {
        var lines = [head]
        for claim in tuning.claims where isWorthALine(claim) { lines += [""] + page(claim) }
        let quiet = tuning.claims.filter { !isWorthALine($0) }.map(\.id)
        if !quiet.isEmpty {
            lines += ["", "Claims without a hit or a label: \(quiet.count)"]
            lines += wrapped(quiet.joined(separator: ", "), indent: 2)
        }
        let proposals = proposals
        if !proposals.isEmpty {
            lines += ["", Terminal.styled("To think about (nothing was changed)", .bold)]
            for proposal in proposals { lines += wrapped("- " + proposal, indent: 2, next: 4) }
        }
        return lines
    }

    private func isWorthALine(_ claim: Tuning.ClaimReport) -> Bool {
        claim.hits > 0 || claim.labels.all > 0 || claim.quality.recall.of > 0 || tuning.claims.count == 1
    }

    private var head: String {
        let period = [tuning.from, tuning.until].compactMap { $0?.date.description }
        let days = period.isEmpty ? "" : ", \(period.joined(separator: " to "))"
        let undecided = tuning.undecided > 0 ? "; \(Count.text(tuning.undecided)) undecided" : ""
        if tuning.posts == 0 {
            return "The archive holds no post\(tuning.isOfPeriod ? " of that period" : ""): no hits, "
                + "only \(Count.of(tuning.labels, "label"))"
        }
        return "\(Count.of(tuning.posts, "post"))\(days): \(Count.text(tuning.flagged)) flagged; "
            + "\(Count.of(tuning.labels, "label"))\(undecided)"
    }

    private func page(_ claim: Tuning.ClaimReport) -> [String] {
        var lines = [Terminal.styled(claim.id, .cyan) + "  \(Count.of(claim.hits, "hit"))"]
        lines += wrapped(Terminal.safe(claim.statement), indent: 2)
        lines += quality(claim)
        let head = columns("pattern", ["hits", "true", "false", "opin."], "precision", "us/post")
        let rows = claim.patterns.filter { showsAll || $0.hits > 0 || $0.labels.all > 0 }
        if !rows.isEmpty { lines.append(Terminal.styled("  " + head, .dim)) }
        for pattern in rows {
            let labels = pattern.labels
            let time = pattern.microseconds.map(Self.time) ?? "-"
            lines.append(
                "  "
                    + columns(
                        shortened(row(pattern, of: claim.id), 26),
                        [pattern.hits, labels.right, labels.wrong, labels.opinion].map(String.init),
                        labels.precision.text, time))
        }
        let silent = claim.patterns.count - rows.count
        if silent > 0 {
            lines.append("  not shown: \(Count.of(silent, "pattern")) without a hit or a label (--all)")
        }
        for miss in claim.missed.prefix(Self.most) { lines += page(miss) }
        if claim.missed.count > Self.most { lines.append("  and \(claim.missed.count - Self.most) more missed") }
        lines += words(claim.words.filter { $0.weight > 0 }, "in true posts")
        lines += words(claim.words.filter { $0.weight < 0 }, "in the others")
        return lines
    }

    private func page(_ miss: Tuning.Miss) -> [String] {
        let text = miss.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let missed = shortened(Terminal.safe(text), 150)
        var lines = wrapped("missed: \(missed) (\(miss.post.prefix(10)))", indent: 2, next: 10)
        if let near = miss.nearest, near.present == 0 {
            lines += wrapped("no pattern came near", indent: 10)
        } else if let near = miss.nearest {
            var what = "nearest: \(name(near.pattern)), \(near.present) of \(Count.of(near.needed, "part")) there"
            if !near.missing.isEmpty {
                what += "; not there: \(near.missing.map(Terminal.safe).joined(separator: " or "))"
            }
            if near.begun.count > 2 { what += "; the text has \"\(Terminal.safe(near.begun))\"" }
            lines += wrapped(what, indent: 10)
        }
        return lines
    }

    private func words(_ words: [Tuning.TellingWord], _ place: String) -> [String] {
        guard !words.isEmpty else { return [] }
        let list = words.map { "\(Terminal.safe($0.word)) (\($0.right):\($0.wrong))" }.joined(separator: ", ")
        let worth = "\(Tuning.TellingWord.leastPosts) posts or more, \(Tuning.TellingWord.leastTimes) times the share"
        return wrapped("words \(place) (\(worth); true:others): \(list)", indent: 2, next: 4)
    }

    /// Precision, and of the posts that tell the claim how many are found.
    private func quality(_ claim: Tuning.ClaimReport) -> [String] {
        let quality = claim.quality
        guard claim.labels.all + quality.recall.of > 0 else { return [] }
        let precision = "  precision \(quality.precision.text)"
        guard quality.recall.value != nil else { return [precision] }
        guard quality.drawn == 0 else {
            return [precision]
                + wrapped(
                    "of 100 posts that tell this claim we find about \(quality.recall.ofHundred); "
                        + "\(Count.of(quality.drawn, "label")) of drawn unflagged posts", indent: 2)
        }
        return [precision + "   recall \(quality.recall.text) of \(quality.recall.of) labelled true"]
            + wrapped(
                "No post that nothing had flagged was drawn and labelled, so recall looks better than it is: "
                    + "jibu label --sample unflagged", indent: 2)
    }

    // MARK: What a pattern is called

    /// In the table of its claim: what a person wrote, or where it stands.
    private func row(_ pattern: Tuning.PatternReport, of claim: String) -> String {
        let id = pattern.id.hasPrefix(claim + "/") ? String(pattern.id.dropFirst(claim.count)) : pattern.id
        return Self.written(pattern).map { "\(id) \($0)" } ?? id
    }

    /// Elsewhere: the id, too.
    private func name(_ id: String) -> String {
        let pattern = tuning.claims.lazy.flatMap(\.patterns).first { $0.id == id }
        return pattern.flatMap(Self.written).map { "\(id) (\($0))" } ?? id
    }

    /// The term, or the file and line of a pattern that was typed as such.
    private static func written(_ pattern: Tuning.PatternReport) -> String? {
        if let term = pattern.term { return Terminal.safe(term) }
        return pattern.place.map { "\(Terminal.safe(String($0.file.split(separator: "/").last ?? ""))):\($0.line)" }
    }

    /// What an analyst may do; each with the number that speaks for it.
    private var proposals: [String] {
        var found: [String] = []
        for overlap in tuning.overlaps.prefix(Self.most) {
            let share = "\(Count.text(overlap.both)) of its \(Count.of(overlap.of, "post"))"
            found.append("\(name(overlap.pattern)): \(name(overlap.other)) hits \(share), too")
        }
        let pairs = tuning.overlaps.count - Self.most
        if pairs > 0 { found.append("and \(Count.more(pairs, "pair")) like these") }
        for claim in tuning.claims {
            for pattern in claim.patterns where pattern.labels.all >= 5 && pattern.labels.precision.high < 0.5 {
                let words = claim.words.filter { $0.weight < 0 }.prefix(3).map { Terminal.safe($0.word) }
                found.append(
                    "\(name(pattern.id)): precision \(pattern.labels.precision.text); narrow it"
                        + (words.isEmpty ? "" : ", or exclude posts with \(words.joined(separator: ", "))"))
            }
            if !claim.missed.isEmpty {
                found.append("\(claim.id): misses \(Count.of(claim.missed.count, "post")) labelled true")
            }
            for pattern in claim.patterns where pattern.limitHits > 0 {
                let times = Count.of(pattern.limitHits, "time")
                found.append("\(name(pattern.id)): reached the limit \(times); write it simpler")
            }
        }
        let silent = tuning.claims.filter { $0.hits > 0 }.flatMap(\.patterns).filter { $0.hits == 0 }.map(\.id)
        if !silent.isEmpty, tuning.posts > 0 {
            let shown = showsAll ? silent : Array(silent.prefix(Self.most))
            let more = silent.count - shown.count
            found.append(
                "never hit: \(shown.joined(separator: ", "))" + (more > 0 ? " and \(Count.more(more, "pattern"))" : ""))
        }
        return found
    }

    /// Microseconds in at most five characters.
    private static func time(_ microseconds: Double) -> String {
        guard microseconds < 100 else { return String(Int(min(microseconds, 99_999))) }
        return "\(Double(Int(microseconds * 10)) / 10)"
    }

    // MARK: Columns

    private func columns(_ name: String, _ numbers: [String], _ precision: String, _ time: String) -> String {
        name.padded(26) + numbers.map { $0.aligned(7) }.joined() + "  " + precision.padded(15) + time.aligned(7)
    }

    private func shortened(_ text: String, _ most: Int) -> String {
        text.count <= most ? text : text.prefix(most - 1) + "…"
    }

    private func wrapped(_ text: String, indent: Int, next: Int? = nil) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        for whole in text.split(separator: " ") {
            let word = shortened(String(whole), Self.width - max(indent, next ?? indent))
            if !isEmpty, line.count + 1 + word.count > Self.width {
                lines.append(line)
                line = String(repeating: " ", count: next ?? indent)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + (isEmpty ? [] : [line])
    }
}
