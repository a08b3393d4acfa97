import Model
import Pipeline
import Text

/// One person, one post after the other. Each answer is stored before the next post is shown.
struct LabelSession {
    let queue: LabelQueue
    let labelling: Labelling
    let keys: LabelKeys
    let by: String?
    let at: Instant

    private var given: [Labelling.Label.Verdict: Int] = [:]
    /// Places in the queue that were answered, and whether by a label; what `u` goes back over.
    private var answered: [(index: Int, verdict: Labelling.Label.Verdict?)] = []
    private var stored = 0

    init(queue: LabelQueue, labelling: Labelling, keys: LabelKeys, by: String?, at: Instant) {
        self.queue = queue
        self.labelling = labelling
        self.keys = keys
        self.by = by
        self.at = at
    }

    mutating func perform() throws {
        var index = 0
        loop: while index < queue.items.count {
            show(queue.items[index], index)
            while true {
                guard let key = keys.key() else { break loop }
                switch LabelAnswer(key) {
                case .label(let verdict):
                    guard try store(verdict, for: queue.items[index]) else { continue }
                    answered.append((index, verdict))
                    index += 1
                case .skip:
                    Terminal.print("  skipped")
                    answered.append((index, nil))
                    index += 1
                case .undo:
                    guard let last = answered.popLast() else {
                        Terminal.print("  nothing to undo")
                        continue
                    }
                    if let verdict = last.verdict { given[verdict, default: 1] -= 1 }
                    Terminal.print("  back to the post before; its next label replaces the last one")
                    index = last.index
                case .quit: break loop
                case .unknown:
                    Terminal.print("  t true  f false  o opinion  s skip  u undo  q quit")
                    continue
                }
                break
            }
        }
        let counts = Labelling.Label.Verdict.allCases.map { "\(given[$0] ?? 0) \($0.rawValue)" }
            .joined(separator: ", ")
        Terminal.print("\(Count.of(given.values.reduce(0, +), "label")) stored: \(counts)")
    }

    /// False when the person thought better of it.
    private mutating func store(_ verdict: Labelling.Label.Verdict, for item: LabelQueue.Item) throws -> Bool {
        var claim = item.claim
        if claim == nil, verdict != .false {
            guard let chosen = chooseClaim() else { return false }
            claim = chosen
        }
        let label = Labelling.Label(item.post, claim: claim, verdict: verdict, at: at, by: by, draw: item.draw)
        stored += 1
        try labelling.give([label], number: stored)
        given[verdict, default: 0] += 1
        Terminal.print("  " + Terminal.styled(verdict.rawValue, verdict == .true ? .green : .yellow))
        return true
    }

    /// Asks which claim a post makes that nothing flagged.
    private func chooseClaim() -> String? {
        Terminal.print("  Which claim? Part of its id, then Enter; nothing goes back to the post.")
        while true {
            Terminal.draw("  > ")
            guard let typed = keys.line()?.filter({ !$0.isWhitespace }), !typed.isEmpty else {
                Terminal.print("  no label; t f o s u q")
                return nil
            }
            let exact = labelling.claims.filter { $0.id == typed }
            let found = exact.isEmpty ? labelling.claims.filter { $0.id.contains(typed) } : exact
            if found.count == 1, let claim = found.first { return claim.id }
            if found.isEmpty { Terminal.print("  no claim has \(Terminal.safe(typed)) in its id") }
            for claim in found.prefix(12) { Terminal.print("    \(claim.id): \(Terminal.safe(claim.title))") }
            if found.count > 12 { Terminal.print("    and \(found.count - 12) more") }
        }
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
