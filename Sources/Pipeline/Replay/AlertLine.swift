import Model
import Reading
import Text

/// An alert as a line of our own, with nothing left out. Only this process reads it.
enum AlertLine {
    static func bytes(of alert: Alert) -> [UInt8] {
        var members: [(String, JSONValue)] = [
            ("id", .string(alert.id)), ("claim", .string(alert.claim)), ("story", .string(alert.story)),
            ("state", .string(alert.state.rawValue)), ("opened", .integer(alert.opened.milliseconds)),
            ("last", .integer(alert.lastSeen.milliseconds)), ("severity", .string(alert.severity.rawValue)),
            ("topics", .array(alert.topics.map { .string($0) })),
            ("places", .array(alert.places.map { .array([.string($0.place), .string($0.reason.rawValue)]) })),
            ("configuration", .string(alert.configuration)), ("bursts", .array(alert.bursts.map(value))),
            ("posts", .array(alert.posts.map(value))),
        ]
        if let next = alert.mergedInto { members.append(("merged", .string(next))) }
        return JSONValue.object(members).encoded()
    }

    static func alert(_ bytes: [UInt8]) -> Alert? {
        guard let line = try? JSONValue.parse(bytes), let id = line["id"]?.string, let claim = line["claim"]?.string,
            let story = line["story"]?.string, let state = line["state"]?.string.flatMap(Alert.State.init(rawValue:)),
            let opened = line["opened"]?.integer, let last = line["last"]?.integer,
            let severity = line["severity"]?.string.flatMap(Severity.init(rawValue:)),
            let configuration = line["configuration"]?.string, let posts = all(line["posts"], post),
            let bursts = all(line["bursts"], burst), let topics = all(line["topics"], { $0.string }),
            let places = all(
                line["places"],
                { value -> AlertPlace? in
                    guard let place = value[0]?.string,
                        let reason = value[1]?.string.flatMap(AlertPlace.Reason.init(rawValue:))
                    else { return nil }
                    return AlertPlace(place: place, reason: reason)
                })
        else { return nil }
        return Alert(
            id: id, claim: claim, story: story, state: state, opened: Instant(milliseconds: opened),
            lastSeen: Instant(milliseconds: last), severity: severity, topics: topics, places: places, posts: posts,
            configuration: configuration, mergedInto: line["merged"]?.string, bursts: bursts)
    }

    /// Every element; nil when one cannot be read.
    private static func all<Element>(_ list: JSONValue?, _ read: (JSONValue) -> Element?) -> [Element]? {
        guard let values = list?.array else { return nil }
        let read = values.compactMap(read)
        return read.count == values.count ? read : nil
    }

    private static func value(_ burst: Burst) -> JSONValue {
        let numbers = [
            burst.hour.milliseconds, Int64(burst.posts), Int64(burst.tellings), Int64(burst.authors),
            Int64(burst.earlier), Int64(burst.hours), burst.lastLoud.milliseconds,
        ]
        return .array([.string(burst.language)] + numbers.map { .integer($0) })
    }

    private static func burst(_ value: JSONValue) -> Burst? {
        let numbers = (value.array ?? []).dropFirst().compactMap(\.integer)
        guard let language = value[0]?.string, numbers.count == 7 else { return nil }
        let counts = numbers[1...5].map { Int(truncatingIfNeeded: $0) }
        return Burst(
            language: language, hour: Instant(milliseconds: numbers[0]), posts: counts[0], tellings: counts[1],
            authors: counts[2], earlier: counts[3], hours: counts[4], lastLoud: Instant(milliseconds: numbers[6]))
    }

    private static func value(_ post: AlertPost) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("id", .string(post.post.id)), ("version", .integer(Int64(post.post.version))),
            ("source", .string(post.source)), ("platform", .string(post.platform)),
            ("kind", .string(post.authorKind.rawValue)), ("seen", .integer(post.seen.milliseconds)),
            ("language", .string(post.language)), ("before", .string(post.excerpt.before)),
            ("matched", .string(post.excerpt.matched)), ("after", .string(post.excerpt.after)),
            ("hits", .array(post.hits.map { .array([.string($0.pattern), .string($0.view.rawValue)]) })),
        ]
        if let author = post.author { members.append(("author", .string(author))) }
        if let url = post.url { members.append(("url", .string(url))) }
        if let published = post.published { members.append(("published", .integer(published.milliseconds))) }
        if let tone = post.tone { members.append(("tone", tone.json)) }
        return .object(members)
    }

    private static func post(_ value: JSONValue) -> AlertPost? {
        guard let id = value["id"]?.string, let version = value["version"]?.integer,
            let source = value["source"]?.string, let platform = value["platform"]?.string,
            let kind = value["kind"]?.string.flatMap(AuthorKind.init(rawValue:)), let seen = value["seen"]?.integer,
            let language = value["language"]?.string, let before = value["before"]?.string,
            let matched = value["matched"]?.string, let after = value["after"]?.string,
            let hits = all(
                value["hits"],
                { hit -> AlertPost.Hit? in
                    guard let pattern = hit[0]?.string, let view = hit[1]?.string.flatMap(View.init(rawValue:)) else {
                        return nil
                    }
                    return AlertPost.Hit(pattern: pattern, view: view)
                })
        else { return nil }
        return AlertPost(
            post: PostKey(id: id, version: Int(truncatingIfNeeded: version)), source: source, platform: platform,
            authorKind: kind, author: value["author"]?.string, url: value["url"]?.string,
            published: value["published"]?.integer.map { Instant(milliseconds: $0) },
            seen: Instant(milliseconds: seen), language: language,
            excerpt: Excerpt(before: before, matched: matched, after: after), hits: hits,
            tone: value["tone"].flatMap { Tone($0) })
    }
}
