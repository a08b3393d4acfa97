/// Session tokens in links: a new value at every fetch, under a name that nobody knows.
///
/// A parameter is taken for a token when every link of the feed has it, its
/// values look drawn by lot, and the links are as different without it.
enum FeedTokens {
    /// The links as they tell items apart; nil where there was none.
    static func removed(from links: [String?]) -> [(link: String?, isShorter: Bool)] {
        let present = links.compactMap { $0 }
        guard present.count >= 2, let first = present.first else { return links.map { ($0, false) } }
        var current = links
        for name in parameters(of: first).map(\.name) {
            let values = present.map { link in parameters(of: link).first { $0.name == name }?.value }
            guard values.allSatisfy({ $0.map(isDrawnByLot) ?? false }) else { continue }
            let shorter = current.map { $0.map { without(name, $0) } }
            guard Set(shorter.compactMap { $0 }).count == Set(present).count else { continue }
            current = shorter
        }
        return zip(links, current).map { (link: $1, isShorter: $0 != $1) }
    }

    /// At least 12 characters, letters and digits mixed: `8f3ac01b22d94e77`, not `2024-11-20` and not
    /// `kazakhstan-news`.
    private static func isDrawnByLot(_ value: Substring) -> Bool {
        let digits = value.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
        let isPlain = value.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
        return isPlain && value.utf8.count >= 12 && digits >= 2 && value.utf8.count - digits >= 2
    }

    private static func parameters(of link: String) -> [(name: Substring, value: Substring)] {
        guard let mark = link.firstIndex(of: "?") else { return [] }
        return link[link.index(after: mark)...].split(separator: "&").prefix(50).compactMap { pair in
            let sides = pair.split(separator: "=", maxSplits: 1)
            return sides.count == 2 ? (sides[0], sides[1]) : nil
        }
    }

    private static func without(_ name: Substring, _ link: String) -> String {
        guard let mark = link.firstIndex(of: "?") else { return link }
        let kept = link[link.index(after: mark)...].split(separator: "&").filter { !$0.hasPrefix("\(name)=") }
        return kept.isEmpty ? String(link[..<mark]) : link[...mark] + kept.joined(separator: "&")
    }
}
