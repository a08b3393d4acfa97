import Model
import Reading
import Text

/// Pictures and files of an item, each once.
enum FeedMedia {
    static func kind(type: String?, medium: String?) -> Media.Kind {
        let word = (medium ?? type ?? "").lowercased()
        if word.hasPrefix("image") { return .image }
        if word.hasPrefix("video") { return .video }
        if word.hasPrefix("audio") { return .audio }
        if word.hasPrefix("application") || word.hasPrefix("text") || word == "document" { return .document }
        return .other
    }

    /// What the item's markup shows.
    static func shown(in html: String?, base: String?) -> [Media] {
        guard let html else { return [] }
        return HTMLText.media(html).map { medium in
            let kind: Media.Kind =
                switch medium.kind {
                case .image: .image
                case .video, .frame: .video
                case .audio: .audio
                }
            return Media(
                kind: kind, url: base.flatMap { URLText.resolve(medium.url, against: $0) } ?? medium.url,
                alt: medium.alt)
        }
    }

    /// First of each URL; `data:` URIs are dropped, since they are no address.
    static func unique(_ media: [Media]) -> [Media] {
        var seen: Set<String> = []
        return media.filter { !$0.url.lowercased().hasPrefix("data:") && seen.insert($0.url).inserted }
    }
}
