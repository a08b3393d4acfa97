import Model
import Reading
import Text

/// A record of somebody else's as a raw post.
struct PostRecord {
    /// Dates later than this are events, not publications.
    let latest: Instant

    /// Nil when there is nothing to read in it.
    ///
    /// - Parameter id: the identity when the record has none under its mapped name.
    func post(_ record: JSONValue, _ map: FieldMap, id: String? = nil) -> RawPost? {
        guard record.object != nil else { return nil }
        func text(_ field: FieldMap.Field) -> String? {
            map.value(field, in: record)?.text.flatMap { $0.isEmpty ? nil : $0 }
        }
        let html = text(.html)
        let media = self.media(record["media"])
        guard
            let body = text(.text) ?? html.map(HTMLText.plainText)
                ?? (text(.title) ?? media.first?.url).map({ _ in "" })
        else { return nil }
        let published = map.value(.published, in: record).map(date)
        var post = RawPost(
            nativeID: text(.id) ?? id, url: text(.url), title: text(.title), text: body, html: html,
            author: author(name: text(.author), handle: text(.authorHandle), record), published: published?.instant,
            publishedRaw: published?.raw, zoneAssumed: published?.zoneAssumed ?? false,
            updated: map.value(.updated, in: record).flatMap { date($0).instant },
            languageClaimed: text(.language), media: media, links: texts(record["links"]), tags: texts(record["tags"]),
            replyTo: text(.replyTo), forwardedFrom: text(.forwardedFrom))
        post.counts = Counts(
            views: count(map.value(.views, in: record)), likes: count(map.value(.likes, in: record)),
            shares: count(map.value(.shares, in: record)), comments: count(map.value(.comments, in: record)),
            forwards: count(map.value(.forwards, in: record)))
        return post
    }

    /// Jibu's own records may name the author as `{"name", "handle"}`.
    private func author(name: String?, handle: String?, _ record: JSONValue) -> RawAuthor? {
        let name = name ?? record["author"]?["name"]?.text
        let handle = handle ?? record["author"]?["handle"]?.text
        return name == nil && handle == nil ? nil : RawAuthor(name: name, handle: handle)
    }

    private struct Dated {
        var instant: Instant?
        var raw: String
        var zoneAssumed: Bool
    }

    /// A date as text, or as seconds or milliseconds since 1970.
    private func date(_ value: JSONValue) -> Dated {
        let raw = value.text ?? ""
        var dated = Dated(instant: nil, raw: raw, zoneAssumed: false)
        if let number = value.integer ?? (raw.utf8.count >= 9 ? Int64(raw) : nil) {
            // 10^11 seconds are the year 5138; as milliseconds the same number is 1973.
            let isSeconds = number.magnitude < 100_000_000_000
            let (milliseconds, overflow) = isSeconds ? number.multipliedReportingOverflow(by: 1000) : (number, false)
            let instant = Instant(milliseconds: milliseconds)
            dated.instant = overflow || milliseconds < PostRecord.earliest ? nil : instant
        } else if let reading = FeedDate.read(raw) {
            dated.instant = reading.instant
            dated.zoneAssumed = reading.zoneAssumed
        }
        if let instant = dated.instant, instant > latest || instant.milliseconds < PostRecord.earliest {
            dated.instant = nil
        }
        return dated
    }

    /// 1990-01-01: earlier dates stand for "no date".
    private static let earliest: Int64 = 631_152_000_000

    /// A count that was not given is nil; one that is no whole number from 0 is not one.
    private func count(_ value: JSONValue?) -> Int64? {
        (value?.integer ?? value?.string.flatMap { Int64($0) }).flatMap { $0 >= 0 ? $0 : nil }
    }

    private func texts(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap(\.text) }

    private func media(_ value: JSONValue?) -> [Media] {
        (value?.array ?? []).compactMap { item in
            guard let url = item["url"]?.string else { return nil }
            let kind = item["kind"]?.string.flatMap { Media.Kind(rawValue: $0) } ?? .other
            return Media(kind: kind, url: url, alt: item["alt"]?.string)
        }
    }
}
