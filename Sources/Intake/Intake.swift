@_spi(Intake) import Model
import Reading
import Text

/// Where raw posts become posts: identity, versions, one text, redaction,
/// pseudonyms. Personal data stops here (design decision 5).
package struct Intake: Sendable {
    private let pseudonyms: PseudonymKey
    private let sealing: SealingKey
    private let limits: Limits

    /// What one post may hold; longer parts are cut and noted.
    package struct Limits: Sendable {
        package var textBytes = 512 << 10
        package var titleBytes = 4 << 10
        package var fieldBytes = 2 << 10
        package var links = 100
        package var media = 50
        package init() {}
    }

    /// The source that raw posts came from.
    package struct Origin: Sendable {
        package var source: String
        package var platform: String
        package var authorKind: AuthorKind

        package init(source: String, platform: String, authorKind: AuthorKind) {
            self.source = source
            self.platform = platform
            self.authorKind = authorKind
        }
    }

    /// What became of a harvest.
    package struct Admission: Sendable {
        /// New posts and new versions of known ones, oldest first, then by id.
        package var posts: [Post] = []
        /// Raw posts that were known already, unchanged.
        package var repeated = 0
        /// Raw posts with media and no text: counted and named as unseen.
        package var withoutText = 0
        package var notes: [String] = []
    }

    package init(pseudonyms: PseudonymKey, sealing: SealingKey, limits: Limits = Limits()) {
        self.pseudonyms = pseudonyms
        self.sealing = sealing
        self.limits = limits
    }

    /// Takes a harvest in.
    ///
    /// - Parameter known: the newest version of a post that is archived, by post id.
    /// - Parameter imported: replay places imported posts at `published` (design decision 21).
    package func admit(
        _ raw: [RawPost], of origin: Origin, collected: Instant, imported: Bool = false,
        known: (String) -> KnownPost?
    ) -> Admission {
        var admission = Admission()
        var thisTime: [String: KnownPost] = [:]
        for item in raw {
            guard hasText(item) else {
                admission.withoutText += item.media.isEmpty ? 0 : 1
                continue
            }
            let id = Identity.of(item, source: origin.source)
            let before = thisTime[id] ?? known(id)
            let version = (before?.version ?? 0) + 1
            let post = post(item, id: id, version: version, origin: origin, collected: collected, imported: imported)
            let fingerprint = Intake.fingerprint(of: post)
            if before?.fingerprint == fingerprint {
                admission.repeated += 1
                continue
            }
            thisTime[id] = KnownPost(version: version, fingerprint: fingerprint)
            admission.posts.append(post)
        }
        admission.posts.sort { ($0.published ?? collected, $0.id, $0.version) < ($1.published ?? collected, $1.id, $1.version) }
        return admission
    }

    /// What makes a version new: the text. A changed counter or picture does not.
    package static func fingerprint(of post: Post) -> String {
        StableHash.hex(StableHash.hash64(post.text.utf8))
    }

    private func hasText(_ raw: RawPost) -> Bool {
        !raw.text.allSatisfy(\.isWhitespace) || !(raw.title ?? "").allSatisfy(\.isWhitespace)
    }

    private func post(
        _ raw: RawPost, id: String, version: Int, origin: Origin, collected: Instant, imported: Bool
    ) -> Post {
        let isPerson = origin.authorKind == .person
        let names = isPerson ? accountNames(raw.author) : []
        let title = raw.title.map { redacted(cut(oneLine($0), limits.titleBytes), hiding: names) }
            .flatMap { $0.isEmpty ? nil : $0 }
        let body = redacted(cut(raw.text, limits.textBytes), hiding: names)
        let text = Intake.oneText(title: title, body: body)
        let link = raw.url.map { cut($0, limits.fieldBytes) }
        return Post(
            id: id, version: version, source: origin.source, platform: origin.platform,
            authorKind: origin.authorKind, author: author(raw.author, origin: origin),
            url: isPerson ? nil : link.map(URLText.canonical),
            sealedURL: isPerson ? link.flatMap { sealing.seal($0, post: id) } : nil,
            published: raw.published, zoneAssumed: raw.zoneAssumed, collected: collected,
            language: LanguageGuess.of(text).language,
            languageClaimed: raw.languageClaimed.map { cut(oneLine($0), 35) }, title: title, text: text,
            counts: raw.counts,
            media: isPerson ? [] : raw.media.prefix(limits.media).map { short($0) },
            links: isPerson ? [] : raw.links.prefix(limits.links).map { redacted(cut($0, limits.fieldBytes)) },
            replyTo: raw.replyTo.map { reference($0, origin: origin) },
            forwardedFrom: raw.forwardedFrom.map { reference($0, origin: origin) }, imported: imported)
    }

    /// The title is the first line of the text, unless the text already starts with it (design decision 11).
    package static func oneText(title: String?, body: String) -> String {
        guard let title else { return body }
        if body.utf8.starts(with: title.utf8) { return body }
        return body.isEmpty ? title : title + "\n" + body
    }

    /// A person becomes a pseudonym; an outlet or organisation keeps its name, redacted like any text.
    private func author(_ raw: RawAuthor?, origin: Origin) -> String? {
        guard let raw, let handle = raw.handle ?? raw.name, !handle.isEmpty else { return nil }
        if origin.authorKind == .person {
            return pseudonyms.pseudonym(platform: origin.platform, handle: handle)
        }
        return redacted(cut(oneLine(raw.name ?? handle), limits.fieldBytes))
    }

    /// What names the account of a person: some platforms repeat it in every title and text.
    private func accountNames(_ author: RawAuthor?) -> [String] {
        [author?.handle, author?.name].compactMap { $0 }
            .map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }.filter { $0.utf8.count >= 4 }
    }

    /// Redacts a text and hides the given names in it, written as they are or in lower case.
    private func redacted(_ text: String, hiding names: [String] = []) -> String {
        var result = text
        for name in names {
            for spelling in Set([name, name.lowercased()]) where result.contains(spelling) {
                result = result.replacing(spelling, with: "<mention>")
            }
        }
        return Redaction.redact(result).text
    }

    /// What a post answers or forwards names an account: for persons it becomes a pseudonym too.
    private func reference(_ value: String, origin: Origin) -> String {
        origin.authorKind == .person
            ? pseudonyms.pseudonym(platform: origin.platform, handle: value)
            : redacted(cut(oneLine(value), limits.fieldBytes))
    }

    private func short(_ media: Media) -> Media {
        Media(
            kind: media.kind, url: cut(media.url, limits.fieldBytes),
            alt: media.alt.map { redacted(cut($0, limits.fieldBytes)) })
    }
}

/// The newest archived version of a post.
package struct KnownPost: Sendable, Hashable {
    package var version: Int
    /// `Intake.fingerprint` of that version.
    package var fingerprint: String

    package init(version: Int, fingerprint: String) {
        self.version = version
        self.fingerprint = fingerprint
    }
}

/// The first `bytes` UTF-8 bytes, never splitting a character.
private func cut(_ text: String, _ bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: bytes)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return String(text[..<end])
}

/// Line breaks and tabs as blanks, ends trimmed.
private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
        .split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
}
