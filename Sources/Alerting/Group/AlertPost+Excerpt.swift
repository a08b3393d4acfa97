import Model
import Text

extension AlertPost {
    /// Reduces a post to what may be shown (design decision 5): for persons no link and no words around the hit; their
    /// pseudonym stays for counting only.
    init(_ post: Post, matches: [Match]) {
        let isPerson = post.authorKind == .person
        var weakest: [String: View] = [:]
        for match in matches { weakest[match.pattern] = min(weakest[match.pattern] ?? match.view, match.view) }
        let first = matches.min {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        self.init(
            post: post.key, source: post.source, platform: post.platform, authorKind: post.authorKind,
            author: post.author, url: isPerson ? nil : post.url, published: post.published, seen: post.seen,
            language: post.language,
            excerpt: Excerpt(of: post.text, around: first?.range ?? 0..<0, aloneWithin: isPerson),
            hits: weakest.sorted { $0.key < $1.key }.map { Hit(pattern: $0.key, view: $0.value) },
            tone: Tone.guess(post.text, hits: matches.map(\.range)))
    }
}

extension AlertPost {
    /// When it came out: its publication, unless that is missing or lies after the moment it was seen.
    var appeared: Instant { published.map { min($0, seen) } ?? seen }
}

extension Excerpt {
    /// Characters shown on each side of the hit.
    private static let side = 60
    /// Longest hit that is shown whole; for persons, whose text must not be retold through a wide pattern, less.
    private static let longestHit = 160
    private static let longestHitOfPersons = 80
    /// Bytes looked at on each side: enough for `side` characters with their marks.
    private static let reach = 1024

    /// The words around a hit.
    ///
    /// - Parameters:
    ///   - range: UTF-8 bytes in `text`; what lies outside the text is cut.
    ///   - aloneWithin: leave out what stands before and after.
    package init(of text: String, around range: Range<Int>, aloneWithin: Bool) {
        let bytes = Array(text.utf8)
        let lower = min(max(range.lowerBound, 0), bytes.count)
        let upper = min(max(range.upperBound, lower), bytes.count)
        let hit = String(decoding: bytes[lower..<upper], as: UTF8.self)
        let matched = Self.shortened(hit, to: aloneWithin ? Self.longestHitOfPersons : Self.longestHit)
        guard !aloneWithin else {
            self.init(before: "", matched: matched, after: "")
            return
        }
        var start = max(0, lower - Self.reach)
        while start < lower, bytes[start] & 0xC0 == 0x80 { start += 1 }
        var end = min(bytes.count, upper + Self.reach)
        while end > upper, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        let before = String(decoding: bytes[start..<lower], as: UTF8.self)
        let after = String(decoding: bytes[upper..<end], as: UTF8.self)
        self.init(
            before: Self.tail(before, cut: start > 0), matched: matched, after: Self.head(after, cut: end < bytes.count)
        )
    }

    /// The last words of a text, with … in front when something is missing.
    private static func tail(_ text: String, cut: Bool) -> String {
        let line = oneLine(text)
        guard line.count > side || cut else { return line }
        let piece = line.suffix(side)
        // A cut inside a word goes on to the next word, unless that leaves nothing.
        let word = piece.firstIndex(where: \.isWhitespace).map { piece[piece.index(after: $0)...] }
        return "…" + (word.flatMap { $0.isEmpty ? nil : $0 } ?? piece)
    }

    private static func head(_ text: String, cut: Bool) -> String {
        let line = oneLine(text)
        guard line.count > side || cut else { return line }
        return wholeWords(line.prefix(side)) + "…"
    }

    /// Without the last word, which may be cut, unless that leaves nothing.
    private static func wholeWords(_ piece: Substring) -> Substring {
        let words = piece.lastIndex(where: \.isWhitespace).map { piece[..<$0] }
        return words.flatMap { $0.isEmpty ? nil : $0 } ?? piece
    }

    private static func shortened(_ text: String, to limit: Int) -> String {
        let line = oneLine(text)
        guard line.count > limit else { return line }
        let piece = line.prefix(limit)
        let word = line.dropFirst(limit).first?.isWhitespace == true ? piece : wholeWords(piece)
        return word + "…"
    }

    /// Runs of spaces as one space, line breaks as ` · `: a title and the text below it are no sentence.
    private static func oneLine(_ text: String) -> String {
        var line = ""
        var gap = ""
        for character in text {
            if character.isWhitespace {
                gap = character.isNewline || gap == " · " ? " · " : " "
            } else {
                line += line.isEmpty && gap == " · " ? " " : gap
                line.append(character)
                gap = ""
            }
        }
        return line + (gap.isEmpty ? "" : " ")
    }
}
