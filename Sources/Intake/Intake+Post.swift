@_spi(Intake) import Model
import Reading
import Text

/// One raw post becomes one post.
extension Intake {
    func hasText(_ raw: RawPost) -> Bool {
        !raw.text.allSatisfy(\.isWhitespace) || !(raw.title ?? "").allSatisfy(\.isWhitespace)
    }

    func isOverLimit(_ raw: RawPost) -> Bool {
        raw.text.utf8.count > limits.textBytes || (raw.title?.utf8.count ?? 0) > limits.titleBytes
    }

    /// Everything but the version, which is 1.
    func post(_ raw: RawPost, id: String, origin: Origin, collected: Instant, imported: Bool) -> Post {
        let forwarder = origin.orMoreCareful(raw.forwardedFromKind ?? raw.authorKind)
        let origin = origin.orMoreCareful(raw.authorKind)
        let isPerson = origin.authorKind == .person
        let names = isPerson ? AccountNames(raw) : AccountNames()
        let title = raw.title.map { redacted(FieldText.cut(FieldText.oneLine($0), limits.titleBytes), names) }
            .flatMap { $0.isEmpty ? nil : $0 }
        let body = redacted(FieldText.cut(raw.text, limits.textBytes), names)
        let text = Intake.oneText(title: title, body: body)
        // A link that a browser would not open as a page (javascript:, file:) is no link.
        let link = raw.url.flatMap { URLText.isWeb($0) && $0.utf8.count <= limits.fieldBytes ? $0 : nil }
        return Post(
            id: id, version: 1, source: origin.source, platform: origin.platform,
            authorKind: origin.authorKind, author: author(raw.author, origin: origin),
            url: isPerson ? nil : link.map(URLText.canonical),
            sealedURL: isPerson ? link.flatMap { sealing.seal($0, post: id) } : nil,
            published: raw.published, zoneAssumed: raw.zoneAssumed, collected: collected,
            language: LanguageGuess.of(text).language,
            languageClaimed: raw.languageClaimed.flatMap(FieldText.languageTag), title: title, text: text,
            counts: raw.counts,
            media: isPerson ? [] : raw.media.prefix(limits.media).compactMap { short($0) },
            links: isPerson ? [] : links(raw.links),
            replyTo: raw.replyTo.flatMap { reference($0, origin: origin) },
            forwardedFrom: raw.forwardedFrom.flatMap { reference($0, origin: forwarder) }, imported: imported)
    }

    /// The title is the first line of the text, unless the text already starts
    /// with it (design decision 11), also with a title that ends in "…".
    package static func oneText(title: String?, body: String) -> String {
        guard let title else { return body }
        if FieldText.starts(body, with: title) { return body }
        return body.isEmpty ? title : title + "\n" + body
    }

    /// A person becomes a pseudonym; an outlet or organisation keeps its name, redacted like any text.
    private func author(_ raw: RawAuthor?, origin: Origin) -> String? {
        guard let handle = [raw?.handle, raw?.name].lazy.compactMap({ $0 }).first(where: { !$0.isEmpty }) else {
            return nil
        }
        if origin.authorKind == .person {
            return pseudonyms.pseudonym(platform: origin.platform, handle: handle)
        }
        return redacted(FieldText.cut(FieldText.oneLine(raw?.name ?? handle), limits.fieldBytes))
    }

    private func redacted(_ text: String, _ names: AccountNames = AccountNames()) -> String {
        Redaction.redact(names.hidden(in: text)).text
    }

    /// What a post answers or forwards names an account: for persons it becomes a pseudonym too.
    private func reference(_ value: String, origin: Origin) -> String? {
        guard !value.isEmpty else { return nil }
        return origin.authorKind == .person
            ? pseudonyms.pseudonym(platform: origin.platform, handle: value)
            : redacted(FieldText.cut(FieldText.oneLine(value), limits.fieldBytes))
    }

    /// Links that a browser opens; a cut link leads nowhere, so a longer one is left out.
    private func links(_ links: [String]) -> [String] {
        links.lazy.filter { $0.utf8.count <= limits.fieldBytes && URLText.isWeb($0) }
            .prefix(limits.links).map { redacted($0) }
    }

    private func short(_ media: Media) -> Media? {
        guard media.url.utf8.count <= limits.fieldBytes, URLText.isWeb(media.url) else { return nil }
        return Media(
            kind: media.kind, url: media.url,
            alt: media.alt.map { redacted(FieldText.cut(FieldText.oneLine($0), limits.fieldBytes)) })
    }
}

extension Intake.Origin {
    /// The same place for a post whose writer is known: a person stays a person, and so does what a source calls one.
    func orMoreCareful(_ kind: AuthorKind?) -> Intake.Origin {
        var origin = self
        if kind == .person { origin.authorKind = .person }
        return origin
    }
}

extension Post {
    /// The same post as another version of itself.
    package func withVersion(_ version: Int) -> Post {
        Post(
            id: id, version: version, source: source, platform: platform, authorKind: authorKind, author: author,
            url: url, sealedURL: sealedURL, published: published, zoneAssumed: zoneAssumed, collected: collected,
            language: language, languageClaimed: languageClaimed, title: title, text: text, counts: counts,
            media: media, links: links, replyTo: replyTo, forwardedFrom: forwardedFrom, imported: imported)
    }
}
