@_spi(Intake) import Model
import Text

/// Posts that another Jibu archived come in as they are, but for what this house does not trust.
extension Intake {
    /// An exported post as an imported one. It keeps its identity and version; its text is redacted again, and a
    /// person keeps no link and no author but a pseudonym.
    package func admit(exported post: Post) -> Post {
        let isPerson = post.authorKind == .person
        func pseudonym(_ name: String?) -> String? { name.flatMap { Intake.isPseudonym($0) ? $0 : nil } }
        func redacted(_ text: String) -> String { Redaction.redact(text).text }
        return Post(
            id: post.id, version: post.version, source: post.source, platform: post.platform,
            authorKind: post.authorKind, author: isPerson ? pseudonym(post.author) : post.author.map(redacted),
            url: isPerson ? nil : post.url, sealedURL: post.sealedURL, published: post.published,
            zoneAssumed: post.zoneAssumed, collected: post.collected, language: post.language,
            languageClaimed: post.languageClaimed, title: post.title.map(redacted),
            text: redacted(FieldText.cut(post.text, limits.textBytes)), counts: post.counts,
            media: isPerson ? [] : post.media, links: isPerson ? [] : post.links.map(redacted),
            replyTo: isPerson ? pseudonym(post.replyTo) : post.replyTo,
            forwardedFrom: isPerson ? pseudonym(post.forwardedFrom) : post.forwardedFrom, imported: true)
    }

    /// `~` and 20 hex digits, as `PseudonymKey` makes them.
    private static func isPseudonym(_ name: String) -> Bool {
        name.utf8.count == 21 && name.first == "~" && name.dropFirst().allSatisfy(\.isHexDigit)
    }
}
