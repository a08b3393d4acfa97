/// Groups, repeats, looking around, references and options.
extension DifferentialGenerator {
    mutating func group(_ construct: Construct, depth: Int) -> DifferentialPart {
        let one = part(depth: depth + 1)
        let two = part(depth: depth + 1)
        let name = "n\(numbers.next(1000))"
        switch construct {
        case .capture: return DifferentialPart(construct, "(" + one.pattern + ")", one.sample, one)
        case .nonCapture: return DifferentialPart(construct, "(?:" + one.pattern + ")", one.sample, one)
        case .named:
            let open = numbers.pick(["(?<\(name)>", "(?'\(name)'", "(?P<\(name)>"])
            return DifferentialPart(construct, open + one.pattern + ")", one.sample, one)
        case .atomic: return DifferentialPart(construct, numbers.pick(["(?>", "(*atomic:"]) + one.pattern + ")", one.sample, one)
        case .branchReset: return DifferentialPart(construct, "(?|(" + one.pattern + ")|(" + two.pattern + "))", numbers.pick([one.sample, two.sample]), one, two)
        case .alternation: return DifferentialPart(construct, "(?:" + one.pattern + "|" + two.pattern + ")", numbers.pick([one.sample, two.sample]), one, two)
        case .emptyAlternative:
            let word = word()
            return DifferentialPart(construct, "(?:" + one.pattern + numbers.pick(["|)", "||" + two.pattern + ")"]) + word.pattern, numbers.pick([one.sample, ""]) + word.sample, one, two, word)
        case .duplicateNames: return DifferentialPart(construct, "(?J)(?:(?<\(name)>" + one.pattern + ")|(?<\(name)>" + two.pattern + "))", two.sample, one, two)
        case .scriptRun:
            let word = word()
            return DifferentialPart(construct, numbers.pick(["(*sr:", "(*asr:"]) + word.pattern + #"\w*)"#, word.sample, word)
        case .greedy: return DifferentialPart(construct, letter() + numbers.pick(["*", "?"]) + one.pattern, one.sample, one)
        case .lazy: return DifferentialPart(construct, one.pattern + ".{0,6}?" + two.pattern, one.sample + two.sample, one, two)
        case .possessive: return DifferentialPart(construct, one.pattern + numbers.pick(["-*+", "!?+", " {0,3}+"]) + two.pattern, one.sample + two.sample, one, two)
        case .exactCount:
            let letter = letter()
            let times = 1 + numbers.next(3)
            return DifferentialPart(construct, letter + "{\(times)}", String(repeating: letter, count: times))
        case .rangeCount:
            let letter = letter()
            return DifferentialPart(construct, letter + numbers.pick(["{1,3}", "{2,}", "{0,2}", "{1,}?", "{2,4}+"]), letter + letter)
        case .zeroCount: return DifferentialPart(construct, two.pattern + numbers.pick(["(?:" + one.pattern + "){0}", letter() + "{0}", "{,3}?"]), two.sample, one, two)
        case .repeatedGroup: return DifferentialPart(construct, "(?:" + one.pattern + ")" + numbers.pick(["+", "{1,2}", "?", "+?", "*+"]), one.sample, one)
        default: return DifferentialPart(construct, "(?:" + letter() + "*" + one.pattern + "){1,3}?" + two.pattern, one.sample + two.sample, one, two)
        }
    }

    mutating func look(_ construct: Construct, depth: Int) -> DifferentialPart {
        let one = part(depth: depth + 1)
        let word = word()
        switch construct {
        case .lookahead: return DifferentialPart(construct, numbers.pick(["(?=", "(*pla:"]) + one.pattern + ")" + numbers.pick([one.pattern, ".", ""]), one.sample, one)
        case .negativeLookahead: return DifferentialPart(construct, numbers.pick(["(?!", "(*nla:"]) + word.pattern + "zz)" + one.pattern, one.sample, one, word)
        case .lookbehind: return DifferentialPart(construct, numbers.pick(["(?<=", "(*plb:"]) + word.pattern + numbers.pick([")", "|жж)"]) + one.pattern, word.pattern + one.sample, one, word)
        case .negativeLookbehind: return DifferentialPart(construct, numbers.pick(["(?<!", "(*nlb:"]) + word.pattern + ")" + one.pattern, one.sample, one, word)
        default: return DifferentialPart(construct, numbers.pick(["(?*", "(*napla:"]) + ".*?" + one.pattern + ")" + word.pattern, word.sample + " " + one.sample, one, word)
        }
    }

    mutating func reference(_ construct: Construct, depth: Int) -> DifferentialPart {
        let one = part(depth: depth + 1)
        let word = word()
        let name = "r\(numbers.next(1000))"
        switch construct {
        case .backReference: return DifferentialPart(construct, #"^.*?(\p{L})\1"# + numbers.pick(["", "+"]), "x " + numbers.pick(["Аа", "oo", "қҚ", "\u{212A}k"]))
        case .relativeReference: return DifferentialPart(construct, "(" + word.pattern + ")" + numbers.pick([#"\W?\g{-1}"#, #" ?\g-1"#]), word.pattern + word.pattern.uppercased(), word)
        case .namedReference: return DifferentialPart(construct, "(?<\(name)>" + word.pattern + ")" + numbers.pick(["-?\\k<\(name)>", "-?\\k{\(name)}", "-?(?P=\(name))", "-?\\g{\(name)}"]), word.pattern + "-" + word.pattern, word)
        case .condition: return DifferentialPart(construct, "(?<\(name)>" + letter() + ")?" + "(?(-1)" + one.pattern + "|" + word.pattern + ")", word.sample, one, word)
        case .namedCondition: return DifferentialPart(construct, "(?<\(name)>!)?" + "(?(<\(name)>)" + one.pattern + "|" + word.pattern + ")", numbers.pick(["!" + one.sample, word.sample]), one, word)
        case .lookCondition: return DifferentialPart(construct, "(?(?=" + letter() + ")" + one.pattern + "|" + word.pattern + ")", word.sample, one, word)
        case .define: return DifferentialPart(construct, "(?(DEFINE)(?<\(name)>" + word.pattern + "))" + one.pattern + "(?&\(name))", one.sample + word.sample, one, word)
        case .recursionCondition: return DifferentialPart(construct, "(?(R)zzz|" + word.pattern + ")", word.sample, word)
        case .versionCondition: return DifferentialPart(construct, "(?(VERSION>=10.0)" + word.pattern + "|zzz)", word.sample, word)
        case .recursion: return DifferentialPart(construct, word.pattern + "(?:!(?R))?", word.sample + "!" + word.sample, word)
        case .subroutine: return DifferentialPart(construct, "(?<\(name)>" + word.pattern + #"|\((?&"# + name + #")\))"#, "((" + word.sample + "))", word)
        case .relativeCall: return DifferentialPart(construct, "(" + word.pattern + ")" + numbers.pick(["-?(?-1)", "-?(?-1)?"]), word.sample + "-" + word.sample, word)
        case .namedCall: return DifferentialPart(construct, "(?<\(name)>" + word.pattern + ")" + numbers.pick([" *(?&\(name))", " *(?P>\(name))"]), word.sample + " " + word.sample, word)
        default: return DifferentialPart(construct, "(?<\(name)>" + word.pattern + ")" + numbers.pick([" ?\\g<\(name)>", " ?\\g'\(name)'"]), word.sample + " " + word.sample, word)
        }
    }

    mutating func option(_ construct: Construct, depth: Int) -> DifferentialPart {
        let one = part(depth: depth + 1)
        let word = word()
        func before(_ text: String) -> DifferentialPart { DifferentialPart(construct, text + one.pattern, one.sample, one) }
        switch construct {
        case .keepOut: return DifferentialPart(construct, word.pattern + #"\W?\K"# + one.pattern, word.sample + one.sample, one, word)
        case .caselessOn: return before("(?i)")
        case .caselessOff: return before("(?-i)")
        case .caselessGroup: return DifferentialPart(construct, "(?-i:" + word.pattern + ")" + one.pattern, word.sample + one.sample, one, word)
        case .dotAll: return DifferentialPart(construct, "(?s)" + one.pattern + ".{0,9}" + word.pattern, one.sample + "\n" + word.sample, one, word)
        case .multiline: return DifferentialPart(construct, "(?m)^" + word.pattern + numbers.pick(["", "$"]), word.pattern, word)
        case .extended: return DifferentialPart(construct, "(?x) t a\\ ?p # " + "вода\n " + one.pattern, "tap" + one.sample, one)
        case .extendedMore: return DifferentialPart(construct, "(?xx)[t d] a p", "tap")
        case .noCapture: return DifferentialPart(construct, "(?n)(" + one.pattern + ")", one.sample, one)
        case .ungreedy: return DifferentialPart(construct, "(?U)" + word.pattern + "[^q]+" + one.pattern, word.sample + ", " + one.sample, one, word)
        case .resetOptions: return DifferentialPart(construct, numbers.pick(["(?^)", "(?^i)", "(?^:)"]) + word.pattern, word.pattern, word)
        case .startUCP: return before(numbers.pick(["(*UCP)", "(*UTF)", "(*NO_AUTO_POSSESS)", "(*NO_DOTSTAR_ANCHOR)"]))
        case .startNewline: return before(numbers.pick(["(*CRLF)", "(*ANY)", "(*ANYCRLF)", "(*CR)", "(*NUL)", "(*BSR_ANYCRLF)"]) + numbers.pick(["", "(?m)^", ".?"]))
        case .startNoJIT: return before("(*NO_JIT)")
        case .startNoStart: return before("(*NO_START_OPT)")
        case .startNotEmpty: return before(numbers.pick(["(*NOTEMPTY)", "(*NOTEMPTY_ATSTART)"]))
        case .startLimit: return before("(*LIMIT_MATCH=5000)")
        default: return place(construct, one, word)
        }
    }

    private mutating func place(
        _ construct: Construct, _ one: DifferentialPart, _ word: DifferentialPart
    ) -> DifferentialPart {
        func whole(_ pattern: String, _ sample: String) -> DifferentialPart {
            var part = DifferentialPart(construct, pattern, sample, one, word)
            part.isWhole = true
            return part
        }
        switch construct {
        case .lineStart: return whole("^" + word.pattern + numbers.pick(["", ".*"]), word.sample)
        case .lineFinish: return whole(word.pattern + "$", word.sample + numbers.pick(["", "\n"]))
        case .textStart: return whole(#"\A"# + one.pattern, one.sample)
        case .textFinish: return whole(one.pattern + #"\z"#, one.sample)
        case .nearFinish: return whole(one.pattern + #"\Z"#, one.sample + numbers.pick(["", "\n"]))
        case .whereItBegan:
            // With an empty hit, where the next search begins matters.
            if numbers.next(3) == 0 { return whole(#"\G"# + letter() + numbers.pick(["?", "*", "??"]), word.sample) }
            return whole(#"\G"# + word.pattern + numbers.pick(["", #"\W?"#]), word.pattern + word.sample)
        case .boundary: return DifferentialPart(construct, #"\b"# + word.pattern + numbers.pick([#"\b"#, #"\w*"#, ""]), word.pattern, word)
        case .notBoundary: return DifferentialPart(construct, #"\B"# + word.pattern, "x" + word.sample, word)
        case .accept: return DifferentialPart(construct, word.pattern + "(?:(*ACCEPT)|x)zzz", word.sample, word)
        case .fail: return DifferentialPart(construct, "(?:" + one.pattern + numbers.pick(["(*FAIL)", "(*F)"]) + "|" + word.pattern + ")", word.sample, one, word)
        case .commit: return DifferentialPart(construct, word.pattern + "(*COMMIT)" + one.pattern, word.sample + one.sample, one, word)
        case .prune: return DifferentialPart(construct, word.pattern + "(*PRUNE)" + one.pattern, word.sample + one.sample, one, word)
        case .skip: return DifferentialPart(construct, "(?:" + one.pattern + "(*SKIP)(*F)|" + word.pattern + ")", word.sample, one, word)
        case .then: return DifferentialPart(construct, "(?:" + one.pattern + "(*THEN)zzz|" + word.pattern + ")", word.sample, one, word)
        case .mark: return DifferentialPart(construct, "(*MARK:m)" + word.pattern, word.sample, word)
        case .skipToMark: return DifferentialPart(construct, "(?:(*:m)" + one.pattern + "(*SKIP:m)zzz|" + word.pattern + ")", word.sample, one, word)
        default: return DifferentialPart(construct, word.pattern + numbers.pick(["(?C)", "(?C7)", "(?C{x})"]) + one.pattern, word.sample + one.sample, one, word)
        }
    }
}
