/// Posts that talk about a claim and do not tell it: opinion, criticism of an office that leaves people in the dark,
/// and jokes that carry no mark.
extension Tone {
    /// Words between a claim and a sign that belongs to it.
    private static let reach = 4

    /// "Just kidding", said and not denied.
    static func owned(_ near: NearSentences) -> Tone? {
        for words in [near.own, near.after] {
            if let found = ToneSigns.owned.all(in: words).first(where: { !ToneSigns.isTurnedRound($0, in: words) }) {
                return Tone(kind: .satire, signs: [found.sign])
            }
        }
        return nil
    }

    /// The claim is held at arm's length ("people who shout that ...", "talk of ...", "... would be", or in quotation
    /// marks) by somebody who says what they think of it. Whoever warns, calls to act or has seen it tells it all the
    /// same.
    static func atDistance(_ near: NearSentences, in text: String) -> Tone? {
        let all = near.before + near.own + near.after
        guard ToneSigns.alarm.all(in: all).isEmpty else { return nil }
        let scorn = [ToneSigns.judgements, .scorn].flatMap { $0.all(in: all).map(\.sign) }
        if scorn.isEmpty, let joke = laughed(near, in: text) { return joke }

        var distance = ToneSigns.supposed.all(in: near.own).prefix(1).map(\.sign)
        for table in [ToneSigns.tellers, .talk, .attitudes] {
            let found = table.all(in: near.own).first {
                $0.range.upperBound >= near.hit.lowerBound - reach && $0.range.lowerBound <= near.hit.upperBound + reach
                    && !ToneSigns.isTurnedRound($0, in: near.own)
            }
            if let found { distance.append(found.sign) }
        }
        let views = [ToneSigns.voices, .views].flatMap { $0.all(in: all).map(\.sign) }
        let beside = (ToneSigns.wonder.all(in: near.own).map(\.sign) + views + scorn).filter { !distance.contains($0) }
        guard distance.count > 1 || !beside.isEmpty && (!distance.isEmpty || near.isQuoted) else { return nil }
        var signs: [String] = []
        for sign in distance.prefix(2) + beside where !signs.contains(sign) { signs.append(sign) }
        return Tone(kind: .opinion, signs: Array(signs.prefix(3)))
    }

    /// A mark of irony at the end, or one of laughter under what begins like a news flash. People also laugh at those
    /// who do not believe them, so scorn undoes it.
    private static func laughed(_ near: NearSentences, in text: String) -> Tone? {
        guard let last = text.last(where: { !$0.isWhitespace })?.unicodeScalars.first,
            ToneSigns.concealed.all(in: near.before + near.own + near.after).isEmpty,
            ToneSigns.turns.all(in: near.own).isEmpty
        else { return nil }
        if ToneSigns.ironies.contains(last) { return Tone(kind: .satire, signs: [String(last)]) }
        guard ToneSigns.laughter.contains(last), let head = near.heading else { return nil }
        return ToneSigns.flashes.all(in: head).first.map { Tone(kind: .satire, signs: [$0.sign, String(last)]) }
    }
}

extension NearSentences {
    private static let marks: Set<Character> = ["«", "»", "“", "”", "„", "\"", "‹", "›"]
    /// Words between the hit and the quotation marks around it.
    private static let reach = 4

    /// The hit stands in quotation marks: it is mentioned.
    var isQuoted: Bool {
        func hasMark(_ chunks: some Collection<Substring>) -> Bool {
            chunks.contains { $0.contains { Self.marks.contains($0) } }
        }
        let before = opening.split(separator: " ", omittingEmptySubsequences: false).suffix(Self.reach)
        let after = closing.split(separator: " ", omittingEmptySubsequences: false).prefix(Self.reach)
        return hasMark(before) && hasMark(after)
    }

    /// Up to three words before a colon that begin the sentence.
    var heading: [String]? {
        guard let colon = opening.firstIndex(of: ":") else { return nil }
        let words = ToneSigns.words(String(opening[..<colon]))
        return words.count <= 3 ? words : nil
    }
}
