import Model
import Reading

/// Places whose address alone says how they are watched.
enum KnownPlaces {
    typealias Candidate = Discovery.Candidate

    static func candidates(for url: String) -> [Candidate] {
        guard let host = URLText.host(of: url) else { return [] }
        let name = host.hasPrefix("www.") || host.hasPrefix("m.") ? String(host.drop { $0 != "." }.dropFirst()) : host
        let words = path(of: url)
        switch name {
        case "t.me", "telegram.me": return telegram(words)
        case "youtube.com": return youTube(words, url)
        case "reddit.com", "old.reddit.com": return reddit(words)
        case "flickr.com": return flickr(words)
        case "vk.com", "vk.ru": return vk(words)
        case "facebook.com": return facebook(words)
        case "gov.kz": return govKz(words)
        case "medium.com":
            return words.first.map { [person(.feed("https://medium.com/feed/\($0)", why: "it is a blog on Medium"))] }
                ?? []
        default: break
        }
        if name.hasSuffix(".blogspot.com") {
            return [.feed("https://\(name)/feeds/posts/default?alt=atom", why: "it is a blog on Blogger")]
        }
        // Mastodon and its kin: every account has a feed at its own address.
        if let first = words.first, words.count == 1, first.hasPrefix("@"), first.count > 1,
            !first.dropFirst().contains("@")
        {
            return [person(.feed("https://\(host)/\(first).rss", why: "it looks like an account on Mastodon"))]
        }
        return []
    }

    private static func telegram(_ words: [String]) -> [Candidate] {
        guard let name = words.first == "s" ? words.dropFirst().first : words.first, !name.hasPrefix("+"),
            name != "joinchat"
        else { return [] }
        return [
            person(
                Candidate(
                    kind: "telegram", address: "https://t.me/s/\(name)", settings: [("channel", name)],
                    why: "it is a Telegram channel with a web preview"))
        ]
    }

    private static func youTube(_ words: [String], _ url: String) -> [Candidate] {
        let feed = "https://www.youtube.com/feeds/videos.xml"
        let why = "YouTube gives the newest 15 videos of a channel as a feed"
        switch words.first {
        case "channel":
            return words.dropFirst().first.map { [person(.feed("\(feed)?channel_id=\($0)", why: why))] } ?? []
        case "user": return words.dropFirst().first.map { [person(.feed("\(feed)?user=\($0)", why: why))] } ?? []
        case "playlist":
            guard let start = url.range(of: "list=") else { return [] }
            let id = url[start.upperBound...].prefix { $0 != "&" && $0 != "#" }
            return [person(.feed("\(feed)?playlist_id=\(id)", why: why))]
        // `@name` and `/c/name`: the page names its feed.
        default: return []
        }
    }

    private static func reddit(_ words: [String]) -> [Candidate] {
        guard words.count >= 2, ["r", "user", "u"].contains(words[0]) else { return [] }
        let path = words[0] == "r" ? "r/\(words[1])/new" : "user/\(words[1])"
        return [person(.feed("https://www.reddit.com/\(path)/.rss", why: "Reddit gives its newest posts as a feed"))]
    }

    private static func flickr(_ words: [String]) -> [Candidate] {
        guard words.first == "photos", let owner = words.dropFirst().first, owner.contains("@") else { return [] }
        let feed = "https://www.flickr.com/services/feeds/photos_public.gne?id=\(owner)&format=atom"
        return [person(.feed(feed, why: "Flickr gives the newest 20 pictures as a feed"))]
    }

    private static func vk(_ words: [String]) -> [Candidate] {
        guard let wall = words.first else { return [] }
        var candidate = Candidate(
            kind: "vk", address: "https://vk.com/\(wall)", settings: [("wall", wall)], why: "it is a wall on VK")
        candidate.settings.append(.init(key: "token", value: "{file: secrets/vk}", isPlain: true))
        candidate.needsKey = true
        return [person(candidate)]
    }

    private static func facebook(_ words: [String]) -> [Candidate] {
        guard let page = words.first, page != "groups", page != "profile.php" else { return [] }
        var candidate = Candidate(
            kind: "facebook", address: "https://www.facebook.com/\(page)", settings: [("page", page)],
            why: "Facebook lets an office read its own page, and no other")
        candidate.settings.append(.init(key: "token", value: "{file: secrets/facebook}", isPlain: true))
        candidate.needsKey = true
        candidate.authorKind = .organisation
        return [candidate]
    }

    private static func govKz(_ words: [String]) -> [Candidate] {
        guard let index = words.firstIndex(of: "entities"), index + 1 < words.count else { return [] }
        var candidate = Candidate(
            kind: "gov-kz", address: "https://www.gov.kz/memleket/entities/\(words[index + 1])",
            settings: [("entity", words[index + 1])], why: "it is an office on gov.kz")
        candidate.authorKind = .organisation
        return [candidate]
    }

    /// Whoever publishes there counts as a person until the office says otherwise.
    private static func person(_ candidate: Candidate) -> Candidate {
        var candidate = candidate
        candidate.authorKind = .person
        return candidate
    }

    /// The words of the path, without query and fragment.
    private static func path(of url: String) -> [String] {
        guard let scheme = url.range(of: "://") else { return [] }
        let rest = url[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
        return rest.split(separator: "/").dropFirst().map(String.init)
    }
}
