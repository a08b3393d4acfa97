import Model

/// How a reader of a digest says "I see to it".
enum Taking: Hashable {
    /// With a reply over the same channel.
    case reply(code: String)
    /// With a touch, or a reply.
    case tap(code: String)
    /// The channel brings nothing back: somebody of the office must be told (`jibu ack`).
    case tell(code: String)

    var code: String {
        switch self {
        case .reply(let code), .tap(let code), .tell(let code): code
        }
    }

    /// - Parameter isRead: replies over the channel are read.
    init(code: String, over format: ChannelFormat, isRead: Bool) {
        guard isRead else {
            self = .tell(code: code)
            return
        }
        if case .telegram = format { self = .tap(code: code) } else { self = .reply(code: code) }
    }
}

extension DigestItem {
    /// The code that stands for the entry: that of the oldest alert which nobody has finished with. A reply with it
    /// means every story of the entry.
    func code(_ codes: [String: String]) -> String? {
        alerts.lazy.filter(\.state.isLive).compactMap { codes[$0.id] }.first
    }
}

extension PageWriter {
    /// The line of an entry that says how to take it, or to whoever has it by now how to finish it.
    func line(_ taking: Taking, of item: DigestItem) -> Page.Line {
        let words = AckWording.of(wording.language)
        if let until = lease(on: item) {
            var rows = [words.say(.held, ["until": time(until)])]
            if case .tell = taking {} else { rows.append(words.say(.howDone, ["code": taking.code])) }
            return Page.Line(words.say(.take), rows.map { [.strong($0)] })
        }
        let rows: [String] =
            switch taking {
            case .reply(let code): [words.say(.takeByReply, ["code": code])]
            case .tap(let code): [words.say(.tap, ["code": code])]
            case .tell(let code): [words.say(.takeByCode, ["code": code])]
            }
        return Page.Line(words.say(.take), rows.map { [.strong($0)] })
    }

    /// Until when the reader has a story of the entry; nil when they do not.
    private func lease(on item: DigestItem) -> Instant? {
        item.alerts.filter { $0.state == .claimed && record.claimedBy[$0.id] == recipient.id }
            .compactMap { record.claimedUntil[$0.id] }.max()
    }
}
