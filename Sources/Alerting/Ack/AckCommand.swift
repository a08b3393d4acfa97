import Model

/// What a person's reply asks for: a pure function of its words.
///
/// `ok 48217`, `иә 48217`, `/ack_48217@jibu_bot`, `done 48217 https://…`, `dismiss 48217 not ours`. The order is free,
/// so `48217 ok` does as well, and a code alone takes the alert. A command stands in one of the first three lines that
/// hold words; what the rest says is the reader's own affair.
package enum AckCommand: Sendable, Hashable {
    package enum Act: Sendable, Hashable {
        case claim, release
        case respond(url: String)
        case dismiss(AckEvent.Reason)
    }

    case act(Act, code: String)
    /// A word of command without a code: the digest that it answers may say which alert is meant.
    case withoutCode(Act)
    /// Digits that are no code: too many, too few, or the check digit is wrong. Never guessed.
    case wrongCode(String)
    /// "Answered", but not where; the code when there is one.
    case withoutURL(code: String?)
    /// "Nobody needs to answer", but not why.
    case withoutReason(code: String?)
    /// One message, two alerts.
    case severalCodes
    /// Words to nobody in particular.
    case talk

    /// Lines that are looked at (delivery.md 3.1).
    private static let lines = 3
    /// Words of a line; a command is short.
    private static let mostTokens = 40

    package init(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline).filter { $0.contains { !$0.isWhitespace } }
        for line in lines.prefix(Self.lines) {
            let command = AckCommand(tokens: AckToken.tokens(of: line, atMost: Self.mostTokens))
            if command != .talk {
                self = command
                return
            }
        }
        self = .talk
    }

    private init(tokens: [AckToken]) {
        var tokens = tokens[...]
        // The link t.me/bot?start=ack-48217 arrives as "/start ack-48217".
        if tokens.first?.word == "start" { tokens.removeFirst() }
        let codeFirst = Self.takeCode(from: &tokens)
        guard let verb = Self.takeVerb(from: &tokens) else {
            self = tokens.isEmpty ? codeFirst?.alone ?? .talk : .talk
            return
        }
        while let word = tokens.first?.word, AckWords.fillers.contains(word) { tokens.removeFirst() }
        let behind = codeFirst == nil ? Self.takeCode(from: &tokens) : nil
        self.init(verb, codeFirst ?? behind, rest: tokens)
    }

    private init(_ verb: AckWords.Verb, _ found: Digits?, rest: ArraySlice<AckToken>) {
        var code: String?
        switch found {
        case .wrong(let digits):
            self = .wrongCode(digits)
            return
        case .code(let digits): code = digits
        case nil: break
        }
        var later = rest.drop { token in if case .digits = token { false } else { true } }
        // A second code may have a slip in it as well.
        if let second = Self.takeCode(from: &later)?.digits, second != code,
            AckCode.lengths.contains(second.utf8.count)
        {
            self = .severalCodes
            return
        }
        // "Ok, I am on the bus" is no command: a word of command without a code stands alone.
        let isTalk = code == nil && !rest.isEmpty
        let act: Act
        switch verb {
        case .claim: act = .claim
        case .release: act = .release
        case .respond:
            guard let url = rest.lazy.compactMap(\.url).first else {
                self = isTalk ? .talk : .withoutURL(code: code)
                return
            }
            act = .respond(url: url)
        case .dismiss:
            guard let reason = AckWords.reason(rest) else {
                self = isTalk ? .talk : .withoutReason(code: code)
                return
            }
            act = .dismiss(reason)
        }
        if let code {
            self = .act(act, code: code)
        } else {
            self = isTalk && (act == .claim || act == .release) ? .talk : .withoutCode(act)
        }
    }

    private enum Digits {
        case code(String)
        case wrong(String)

        var digits: String {
            switch self {
            case .code(let digits), .wrong(let digits): digits
            }
        }

        /// What a message says that is nothing but digits: it takes the alert, since nothing else can be meant. A
        /// number of another length may be anything.
        var alone: AckCommand? {
            switch self {
            case .code(let code): .act(.claim, code: code)
            case .wrong(let digits): digits.utf8.count == AckCode.lengths[0] ? .wrongCode(digits) : nil
            }
        }
    }

    /// Takes the digits at the beginning: `48217`, `48 217`, `4 8 2 1 7`. What follows a whole code is left, so that
    /// `dismiss 48217 2` has its reason.
    private static func takeCode(from tokens: inout ArraySlice<AckToken>) -> Digits? {
        var digits = ""
        var count = 0
        var code: (digits: String, count: Int)?
        var wrong: String?
        for token in tokens {
            guard case .digits(let more) = token else { break }
            digits += more
            count += 1
            guard AckCode.lengths.contains(digits.utf8.count) else { continue }
            if AckCode.isValid(digits) {
                code = (digits, count)
                break
            }
            wrong = wrong ?? digits
        }
        guard count > 0 else { return nil }
        if let code {
            tokens.removeFirst(code.count)
            return .code(code.digits)
        }
        tokens.removeFirst(count)
        return .wrong(wrong ?? digits)
    }

    private static func takeVerb(from tokens: inout ArraySlice<AckToken>) -> AckWords.Verb? {
        guard let word = tokens.first?.word, let verb = AckWords.verb(word) else { return nil }
        tokens.removeFirst()
        return verb
    }
}
