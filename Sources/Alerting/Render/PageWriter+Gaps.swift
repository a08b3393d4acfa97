import Model

/// What was not watched, at the foot of a digest: silence must not pass for calm.
extension PageWriter {
    /// A line for each gap that concerns the reader, at most three, oldest first.
    ///
    /// - Parameter told: notices that the reader was told before: a gap that was over by then is not told again.
    func gapLines(_ gaps: [Gap], told: [Notice]) -> [String] {
        let last = told.map(\.notBefore).max() ?? now.advanced(by: .days(-7))
        let news = gaps.filter { gap in
            gap.mayHaveMissed && (gap.isOpen || gap.stop > last) && gap.stop.since(gap.start) >= .hours(1)
                && concerns(gap.source)
        }.sorted { ($0.start, $0.source) < ($1.start, $1.source) }
        var lines = news.prefix(Self.mostGaps).map { gap in
            let values = [
                "from": time(gap.start), "to": time(gap.stop), "source": gap.source,
                "reason": wording.say(phrase(gap.reason)),
            ]
            return wording.say(gap.isOpen ? .gapOpen : .gapClosed, values)
        }
        if news.count > lines.count { lines.append(wording.say(.moreGaps, news.count - lines.count)) }
        return lines
    }

    /// How many posts since the reader's last digest had pictures or sound and no text: what Jibu cannot know.
    func unseenLines(_ unseen: [UnseenPosts], told: [Notice]) -> [String] {
        let last = told.map(\.notBefore).max() ?? now.advanced(by: .days(-7))
        let count = unseen.filter { $0.at > last }.reduce(0) { $0 + $1.count }
        return count == 0 ? [] : [wording.say(.unseen, count)]
    }

    /// The platforms that nobody watches, in one line; none when there is no such platform.
    func unwatchedLine(_ platforms: [String]) -> [String] {
        guard !platforms.isEmpty else { return [] }
        return [wording.say(.unwatched, ["platforms": platforms.prefix(Self.mostPlatforms).joined(separator: ", ")])]
    }

    private static let mostGaps = 3
    private static let mostPlatforms = 5

    /// A source without places may say something about every place.
    private func concerns(_ source: String) -> Bool {
        let places = rules.sourcePlaces[source] ?? []
        return recipient.areas.isEmpty || places.isEmpty
            || places.contains { place in
                recipient.areas.contains { rules.places.holds($0, place) || rules.places.holds(place, $0) }
            }
    }

    private func phrase(_ reason: Gap.Reason) -> Phrase {
        switch reason {
        case .failed: .gapFailed
        case .throttled: .gapThrottled
        case .gone: .gapGone
        case .offline: .gapOffline
        case .off: .gapOff
        case .late: .gapLate
        }
    }
}
