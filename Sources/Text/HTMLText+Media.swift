/// Which elements show something, where it is, and what is only there to count readers.
enum HTMLMedia {
    /// What `name` shows, and its address.
    static func medium(
        _ name: String, _ attributes: [String: String], inside outer: HTMLText.Medium.Kind
    ) -> (HTMLText.Medium.Kind, String)? {
        switch name {
        case "img", "image", "amp-img":
            guard !isTrackingPixel(attributes), let url = imageAddress(attributes) else { return nil }
            return (.image, url)
        case "video": return attributes["src"].map { (.video, $0) }
        case "audio": return attributes["src"].map { (.audio, $0) }
        case "source":
            if outer == .image { return nil }
            let isAudio = attributes["type"]?.lowercased().hasPrefix("audio") ?? (outer == .audio)
            return attributes["src"].map { (isAudio ? .audio : .video, $0) }
        case "iframe", "embed":
            if isTrackingPixel(attributes) { return nil }
            return (attributes["src"] ?? attributes["data-src"]).map { (.frame, $0) }
        default: return nil
        }
    }

    static func description(_ attributes: [String: String]) -> String? {
        for name in ["alt", "title", "aria-label"] {
            guard let text = attributes[name] else { continue }
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !words.isEmpty { return words }
        }
        return nil
    }

    /// Pages that load pictures late keep the address elsewhere and a tiny stand-in in `src`.
    private static func imageAddress(_ attributes: [String: String]) -> String? {
        for name in ["src", "data-src", "data-lazy-src", "data-original"] {
            if let url = attributes[name], !url.isEmpty, !url.lowercased().hasPrefix("data:") { return url }
        }
        for name in ["srcset", "data-srcset"] {
            if let first = attributes[name]?.split(whereSeparator: { $0.isWhitespace || $0 == "," }).first {
                return String(first)
            }
        }
        return nil
    }

    /// Parts of the addresses of pictures that only count readers.
    private static let counters = [
        "/~r/", "/~ff/", "stats.wordpress.com/b.gif", "pixel.wp.com", "google-analytics.com/", "/tracking-pixel",
    ]

    private static func isTrackingPixel(_ attributes: [String: String]) -> Bool {
        for name in ["width", "height"] {
            let digits = attributes[name]?.prefix { $0.isASCII && $0.isNumber } ?? ""
            if let size = Int(digits), size <= 2, attributes[name]?.contains("%") == false { return true }
        }
        let style = (attributes["style"] ?? "").lowercased().filter { !$0.isWhitespace }
        if ["display:none", "visibility:hidden", "width:1px", "height:1px", "width:0", "height:0"].contains(where: {
            style.hasPrefix($0) || style.contains(";" + $0)
        }) {
            return true
        }
        let url = attributes["src"] ?? ""
        return counters.contains { url.contains($0) }
    }
}
