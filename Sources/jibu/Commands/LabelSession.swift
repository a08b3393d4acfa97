import Model
import Pipeline
import Text

/// One person, one post after the other. Each answer is stored before the next post is shown.
struct LabelSession {
    let queue: LabelQueue
    let labelling: Labelling
    let keys: LabelKeys
    let by: String?
    let clock: @Sendable () -> Instant

    private var given: [Labelling.Label.Verdict: Int] = [:]
    /// Places in the queue that were answered, and by which label; what `u` goes back over.
    private var answered: [(index: Int, label: Labelling.Label?)] = []
    /// Lines left for the store, so that each has a number.
    private var lines = 0

    init(
        queue: LabelQueue, labelling: Labelling, keys: LabelKeys, by: String?, clock: @escaping @Sendable () -> Instant
    ) {
        self.queue = queue
        self.labelling = labelling
        self.keys = keys
        self.by = by
        self.clock = clock
    }

    mutating func perform() throws {
        var index = 0
        while let next = try index < queue.items.count ? ask(index) : askOnceMore() { index = next }
        let counts = Labelling.Label.Verdict.allCases.map { "\(given[$0] ?? 0) \($0.rawValue)" }
            .joined(separator: ", ")
        Terminal.print("\(Count.of(given.values.reduce(0, +), "label")) stored: \(counts)")
    }

    /// Shows a post and takes its label.
    ///
    /// - Returns: the place of the post to show next; nil to end.
    private mutating func ask(_ index: Int) throws -> Int? {
        show(queue.items[index], index)
        while let key = keys.key() {
            switch LabelAnswer(key) {
            case .label(let verdict):
                guard let label = try store(verdict, for: queue.items[index]) else { continue }
                answered.append((index, label))
                return index + 1
            case .skip:
                Terminal.print("  skipped")
                answered.append((index, nil))
                return index + 1
            case .undo: if let before = try undo() { return before }
            case .quit: return nil
            case .unknown: Terminal.print("  t true  f false  o opinion  s skip  u undo  q quit")
            }
        }
        return nil
    }

    /// After the last post: the last key can be undone like the others.
    private mutating func askOnceMore() throws -> Int? {
        Terminal.print("")
        Terminal.print("That was the last post. u undo, Enter ends")
        while let key = keys.key(), !key.isNewline {
            switch LabelAnswer(key) {
            case .undo: if let before = try undo() { return before }
            case .quit: return nil
            default: Terminal.print("  u undo, Enter ends")
            }
        }
        return nil
    }

    /// Takes back the last answer.
    ///
    /// - Returns: the place of its post; nil when there is none.
    private mutating func undo() throws -> Int? {
        guard let last = answered.popLast() else {
            Terminal.print("  nothing to undo")
            return nil
        }
        if let label = last.label {
            lines += 1
            try labelling.take(
                back: Labelling.Label.Retraction(label.subject, at: clock(), by: by), number: lines)
            given[label.verdict, default: 1] -= 1
            Terminal.print("  back to the post before; its label is taken back")
        } else {
            Terminal.print("  back to the post before")
        }
        return last.index
    }

    /// Nil when the person thought better of it.
    private mutating func store(
        _ verdict: Labelling.Label.Verdict, for item: LabelQueue.Item
    ) throws -> Labelling.Label? {
        var claim = item.claim
        if claim == nil, verdict != .false {
            guard let chosen = chooseClaim() else { return nil }
            claim = chosen
        }
        let label = Labelling.Label(item.post, claim: claim, verdict: verdict, at: clock(), by: by, draw: item.draw)
        lines += 1
        try labelling.give([label], number: lines)
        given[verdict, default: 0] += 1
        Terminal.print("  " + Terminal.styled(verdict.rawValue, verdict == .true ? .green : .yellow))
        return label
    }

    /// Claims that are listed at once.
    private static let mostClaims = 20

    /// Asks which claim a post makes that nothing flagged.
    private func chooseClaim() -> String? {
        Terminal.print("  Which claim? Part of its id or title, then Enter; nothing goes back to the post.")
        list(labelling.claims)
        while true {
            Terminal.draw("  > ")
            let line = keys.line()?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard let typed = line, !typed.isEmpty else {
                Terminal.print("  no label; t f o s u q")
                return nil
            }
            let exact = labelling.claims.filter { $0.id == typed }
            let found = exact.isEmpty ? labelling.claims.filter { $0.id.contains(typed) } : exact
            let word = typed.lowercased()
            let near = found.isEmpty ? labelling.claims.filter { $0.title.lowercased().contains(word) } : found
            if near.count == 1, let claim = near.first { return claim.id }
            if near.isEmpty { Terminal.print("  no claim has \(Terminal.safe(typed)) in its id or title") }
            list(near)
        }
    }

    private func list(_ claims: [Claim]) {
        for claim in claims.prefix(Self.mostClaims) {
            Terminal.print("    \(claim.id): \(Terminal.safe(claim.title))")
        }
        let more = claims.count - Self.mostClaims
        if more > 0 { Terminal.print("    and \(Count.more(more, "claim")); a word of the title finds them") }
    }

    private func show(_ item: LabelQueue.Item, _ index: Int) {
        let post = item.post
        let rule = String(repeating: "─", count: 72)
        Terminal.print("")
        Terminal.print(Terminal.styled(rule, .dim))
        let place = "\(index + 1) of \(queue.items.count)"
        let seen = post.seen.date.description
        Terminal.print(Terminal.styled("\(place)   \(post.source)   \(post.language)   \(seen)", .dim))
        if let claim = labelling.claims.first(where: { $0.id == item.claim }) {
            Terminal.print(Terminal.styled(claim.id, .cyan) + "  " + Terminal.safe(claim.statement))
        } else {
            Terminal.print(Terminal.styled("Nothing flagged this post.", .cyan) + " Does it make one of the claims?")
        }
        Terminal.print("")
        let ranges = item.matches.map(\.range).sorted {
            ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
        }
        let text = TerminalText.escaped(Terminal.marked(post.text, ranges), keepNewlines: true)
        for line in Terminal.highlight(text).split(separator: "\n", omittingEmptySubsequences: false) {
            Terminal.print("  " + line)
        }
        Terminal.print("")
        let bytes = Array(post.text.utf8)
        var told: Set<String> = []
        for match in item.matches where match.range.upperBound <= bytes.count {
            let words = String(decoding: bytes[match.range], as: UTF8.self)
            let view = match.view == .canon ? "" : " (\(match.view.rawValue))"
            let why = "why: \(match.pattern) hit \"\(words)\"\(view)"
            guard told.insert(why).inserted else { continue }
            Terminal.print(Terminal.styled("  " + Terminal.safe(why), .dim))
        }
        Terminal.print(Terminal.styled("  t true  f false  o opinion  s skip  u undo  q quit", .dim))
    }
}

/// What a key means. The Cyrillic letters are those on the same keys of a Russian or Kazakh keyboard.
private enum LabelAnswer {
    case label(Labelling.Label.Verdict), skip, undo, quit, unknown

    init(_ key: Character) {
        switch key {
        case "t", "T", "е", "Е": self = .label(.true)
        case "f", "F", "а", "А": self = .label(.false)
        case "o", "O", "щ", "Щ": self = .label(.opinion)
        case "s", "S", "ы", "Ы": self = .skip
        case "u", "U", "г", "Г": self = .undo
        case "q", "Q", "й", "Й": self = .quit
        default: self = .unknown
        }
    }
}
