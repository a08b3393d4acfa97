/// The view `deobf`: look-alike letters resolved word by word, digits and signs inside words read
/// as letters, runs of three or more equal letters cut to one (languages.md 1.2).
///
/// Each word gets one script, the one that its unmistakable letters belong to.
/// The word is what decides, never a single character: real texts mix scripts.
enum Deobfuscation {
    /// Resolves every word in place. One scalar stays one scalar, so ranges do not move.
    static func resolve(_ text: inout [KeptScalar]) {
        let alphabet = LookAlikes.shared
        let post = decisiveLetters(of: text, alphabet)
        var at = 0
        while at < text.count {
            guard alphabet.traits(of: text[at].scalar) & LookAlikes.inWord != 0 else {
                at += 1
                continue
            }
            var end = at + 1
            while end < text.count, alphabet.traits(of: text[end].scalar) & LookAlikes.inWord != 0 { end += 1 }
            resolveWord(at..<end, of: &text, post: post, alphabet)
            at = end
        }
    }

    /// Decisive letters of the whole text: what its all-twin words most likely belong to.
    private static func decisiveLetters(of text: [KeptScalar], _ alphabet: LookAlikes) -> WordScripts {
        var scripts = WordScripts()
        for each in text { scripts.count(alphabet.traits(of: each.scalar)) }
        return scripts
    }

    private static func resolveWord(
        _ word: Range<Int>, of text: inout [KeptScalar], post: WordScripts, _ alphabet: LookAlikes
    ) {
        var scripts = WordScripts()
        for index in word { scripts.count(alphabet.traits(of: text[index].scalar)) }
        guard scripts.letters > 0, let target = target(of: scripts, in: post) else { return }
        // One letter with a digit is a name (`5g`, `3d`), not a word in disguise.
        if scripts.letters < word.count, scripts.letters > 1, scripts.letters * 2 >= word.count {
            readDigits(in: word, of: &text, as: target, alphabet)
        }
        guard scripts.greek > 0 || (target == .latin ? scripts.cyrillic : scripts.latin) > 0 else { return }
        let near =
            target == .cyrillic
            ? scripts.decisiveCyrillic + scripts.nearLatin > 0
            : scripts.decisiveLatin > 0 && scripts.decisiveCyrillic == 0
        for index in word {
            text[index].scalar = alphabet.twin(of: text[index].scalar, in: target, near: near)
        }
    }

    /// The script that a word is meant in; nil when it is neither Latin nor Cyrillic.
    private static func target(of word: WordScripts, in post: WordScripts) -> LookAlikes.Script? {
        // With a letter that only Greek has, it takes as many others to make the word anything else.
        if word.decisiveGreek > 0, word.greek > word.latin + word.cyrillic { return nil }
        guard word.latin + word.cyrillic > 0 else { return greekTwins(word, in: post) }
        if word.greek == 0, word.latin == 0 || word.cyrillic == 0 {
            let own: LookAlikes.Script = word.latin > 0 ? .latin : .cyrillic
            // A word of twins alone, such as `сор`, follows the rest of the post when that is clear.
            guard word.twins == word.letters, word.letters >= 3 else { return own }
            let other = own == .latin ? post.decisiveCyrillic : post.decisiveLatin
            let same = own == .latin ? post.decisiveLatin : post.decisiveCyrillic
            return other >= 4 * max(same, 1) ? own.other : own
        }
        if isNearlyCyrillic(word, in: post) { return .cyrillic }
        let evidence: [(latin: Int, cyrillic: Int)] = [
            word.decisiveLatin > 0 && word.decisiveCyrillic > 0
                ? (word.latin, word.cyrillic) : (word.decisiveLatin, word.decisiveCyrillic),
            (word.decisiveLatin, word.decisiveCyrillic),
            (post.decisiveLatin, post.decisiveCyrillic),
            (word.latin, word.cyrillic),
        ]
        for each in evidence where each.latin != each.cyrillic {
            return each.latin > each.cyrillic ? .latin : .cyrillic
        }
        return word.firstIsLatin ? .latin : .cyrillic
    }

    /// A word like `тuхохоgка`: mostly Cyrillic, and all that speaks for Latin are letters that resemble Cyrillic ones
    /// in handwriting. It follows the other words of the post when they are clear.
    private static func isNearlyCyrillic(_ word: WordScripts, in post: WordScripts) -> Bool {
        guard word.nearLatin > 0, word.nearLatin == word.decisiveLatin, word.decisiveCyrillic == 0,
            word.cyrillic > word.latin
        else { return false }
        return post.decisiveCyrillic >= 4 * max(post.decisiveLatin - word.decisiveLatin, 1)
    }

    /// A word of Greek twins alone, such as `υιο`, follows the rest of the post when that is clear.
    private static func greekTwins(_ word: WordScripts, in post: WordScripts) -> LookAlikes.Script? {
        guard word.greek == word.letters, word.letters >= 3 else { return nil }
        let most = max(post.decisiveLatin, post.decisiveCyrillic)
        guard most >= 4 * max(post.decisiveGreek, 1) else { return nil }
        return post.decisiveLatin >= post.decisiveCyrillic ? .latin : .cyrillic
    }

    /// Reads groups of digits and signs as letters, between letters or at the word's start.
    ///
    /// Never a trailing group (`covid19`), and never a group in which one
    /// character has no reading: `2023году` is a year before a word.
    private static func readDigits(
        in word: Range<Int>, of text: inout [KeptScalar], as target: LookAlikes.Script, _ alphabet: LookAlikes
    ) {
        var at = word.lowerBound
        while at < word.upperBound {
            guard alphabet.traits(of: text[at].scalar) & LookAlikes.letter == 0 else {
                at += 1
                continue
            }
            var end = at + 1
            while end < word.upperBound, alphabet.traits(of: text[end].scalar) & LookAlikes.letter == 0 { end += 1 }
            let group = at..<end
            at = end
            guard end < word.upperBound else { return }
            let read = group.map { alphabet.reading(of: text[$0].scalar, in: target) }
            guard !read.contains(0) else { continue }
            for (index, scalar) in zip(group, read) { text[index].scalar = scalar }
        }
    }
}

/// How many letters of each kind a word or a post has.
struct WordScripts {
    var letters = 0
    var latin = 0
    var cyrillic = 0
    var greek = 0
    var decisiveLatin = 0
    var decisiveCyrillic = 0
    var decisiveGreek = 0
    /// Of the decisive Latin letters, those that resemble a Cyrillic one.
    var nearLatin = 0
    /// Letters that look like one of the other script.
    var twins = 0
    /// The first Latin or Cyrillic letter is Latin.
    var firstIsLatin = false

    @inline(__always)
    mutating func count(_ traits: UInt8) {
        guard traits & LookAlikes.letter != 0 else { return }
        letters += 1
        if traits & LookAlikes.twin != 0 { twins += 1 }
        if traits & LookAlikes.latin != 0 {
            if latin + cyrillic == 0 { firstIsLatin = true }
            latin += 1
            if traits & LookAlikes.decisive != 0 { decisiveLatin += 1 }
            if traits & LookAlikes.near != 0 { nearLatin += 1 }
        } else if traits & LookAlikes.cyrillic != 0 {
            cyrillic += 1
            if traits & LookAlikes.decisive != 0 { decisiveCyrillic += 1 }
        } else if traits & LookAlikes.greek != 0 {
            greek += 1
            if traits & LookAlikes.decisive != 0 { decisiveGreek += 1 }
        }
    }
}
