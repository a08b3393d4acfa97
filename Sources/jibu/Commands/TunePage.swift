import Model
import Pipeline

/// What `jibu tune` found, on lines of 80 columns.
struct TunePage {
    let tuning: Tuning
    private static let width = 80
    /// Missed posts and overlaps that are shown one by one.
    private static let most = 5

    init(_ tuning: Tuning) { self.tuning = tuning }

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
        claim.hits > 0 || claim.labels.all > 0 || claim.recall.of > 0 || tuning.claims.count == 1
    }

    private var head: String {
        let period = [tuning.from, tuning.until].compactMap { $0?.date.description }
        let days = period.isEmpty ? "" : ", \(period.joined(separator: " to "))"
        let undecided = tuning.undecided > 0 ? "; \(Count.text(tuning.undecided)) undecided" : ""
        return "\(Count.of(tuning.posts, "post"))\(days): \(Count.text(tuning.flagged)) flagged; "
            + "\(Count.of(tuning.labels, "label"))\(undecided)"
    }

    private func page(_ claim: Tuning.ClaimReport) -> [String] {
        var lines = [Terminal.styled(claim.id, .cyan) + "  \(Count.of(claim.hits, "hit"))"]
        lines += wrapped(Terminal.safe(claim.statement), indent: 2)
        if claim.labels.all + claim.recall.of > 0 {
            lines.append("  precision \(claim.labels.precision.text)   recall \(claim.recall.text)")
            if claim.recall.of > 0, claim.drawn == 0 {
                lines += wrapped(
                    "Nothing that was not flagged is labelled, so recall looks better than it is: "
                        + "jibu label --sample unflagged", indent: 2)
            }
        }
        let head = columns("pattern", ["hits", "true", "false", "opin."], "precision", "us/post")
        lines.append(Terminal.styled("  " + head, .dim))
        for pattern in claim.patterns {
            let labels = pattern.labels
            let time = pattern.microseconds.map(Self.time) ?? "-"
            lines.append(
                "  "
                    + columns(
                        shortened(pattern.id, 26),
                        [pattern.hits, labels.right, labels.wrong, labels.opinion].map(String.init),
                        labels.precision.text, time))
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
        if let near = miss.nearest {
            var what = "nearest: \(near.pattern), \(near.present) of \(Count.of(near.needed, "part")) there"
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
        return wrapped("words \(place): \(list)", indent: 2, next: 4)
    }

    /// What an analyst may do; each with the number that speaks for it.
    private var proposals: [String] {
        var found: [String] = []
        for overlap in tuning.overlaps.prefix(Self.most) {
            let share = "\(Count.text(overlap.both)) of its \(Count.of(overlap.of, "post"))"
            found.append("\(overlap.pattern): \(overlap.other) hits \(share), too")
        }
        let pairs = tuning.overlaps.count - Self.most
        if pairs > 0 { found.append("and \(Count.more(pairs, "pair")) like these") }
        for claim in tuning.claims {
            for pattern in claim.patterns where pattern.labels.all >= 5 && pattern.labels.precision.high < 0.5 {
                let words = claim.words.filter { $0.weight < 0 }.prefix(3).map { Terminal.safe($0.word) }
                found.append(
                    "\(pattern.id): precision \(pattern.labels.precision.text); narrow it"
                        + (words.isEmpty ? "" : ", or exclude posts with \(words.joined(separator: ", "))"))
            }
            if !claim.missed.isEmpty {
                found.append("\(claim.id): misses \(Count.of(claim.missed.count, "post")) labelled true")
            }
            for pattern in claim.patterns where pattern.limitHits > 0 {
                let times = Count.of(pattern.limitHits, "time")
                found.append("\(pattern.id): reached the limit \(times); write it simpler")
            }
        }
        let silent = tuning.claims.filter { $0.hits > 0 }.flatMap(\.patterns).filter { $0.hits == 0 }.map(\.id)
        if !silent.isEmpty, tuning.posts > 0 { found.append("never hit: \(silent.joined(separator: ", "))") }
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
