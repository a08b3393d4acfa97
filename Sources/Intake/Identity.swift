import Crypto
import Model
import Reading
import Text

/// Who a post is, in one function (design decision 20): the source's native
/// id, else the canonical URL, else a hash of title, text and published day.
///
/// The source's id is part of it: two feeds may both number their items from 1.
package enum Identity {
    /// Characters of an identity.
    package static let length = 32

    /// 32 lower-case hex digits, the same on every machine and in every run.
    package static func of(_ raw: RawPost, source: String) -> String {
        hash([source] + parts(raw))
    }

    private static func parts(_ raw: RawPost) -> [String] {
        if let id = raw.nativeID, !id.isEmpty { return ["id", withoutScheme(id)] }
        if let url = raw.url, !url.isEmpty { return ["url", URLText.canonical(url)] }
        let day = raw.published.map { $0.date.description } ?? ""
        return ["text", raw.title ?? "", raw.text, day]
    }

    /// A native id that is a URL, without scheme and fragment: a site that moves from `http` to `https` publishes
    /// no post anew.
    private static func withoutScheme(_ id: String) -> String {
        guard URLText.isWeb(id) else { return id }
        let canonical = URLText.canonical(id)
        guard let colon = canonical.firstRange(of: "://") else { return canonical }
        return String(canonical[colon.upperBound...])
    }

    /// SHA-256 over length-prefixed parts, so that no two lists of parts run together.
    static func hash(_ parts: [String]) -> String {
        var hasher = SHA256()
        for part in parts {
            hasher.update(data: Array("\(part.utf8.count):".utf8))
            hasher.update(data: Array(part.utf8))
        }
        return Hex.text(Array(hasher.finalize()).prefix(16))
    }
}
