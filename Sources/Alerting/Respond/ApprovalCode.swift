import Model
import Text

/// What an approval is bound to: hashes of the very words, and the short codes that people type.
///
/// Any edit of a text, of a source or of the review date changes `hash`; who owns the file, and what its status says,
/// do not. The holding statements have a hash of their own, over all that they can name: so they stay approved while
/// other texts are rewritten, and never carry a word that nobody approved.
package struct ApprovalCode: Sendable, Hashable {
    package let hash: String
    package let holdingHash: String
    /// Six digits: of the whole text, and of the holding statements alone.
    package let code: String
    package let holdingCode: String

    package init(_ response: ResponseTemplate) {
        let languages = response.variants.sorted { $0.key < $1.key }
        var parts = [
            "answer", response.claim, String(response.version), response.claimStatus.rawValue, response.contact,
            response.reviewBy.description,
        ]
        parts += Self.maybe(response.nextUpdate?.description)
        parts += Self.list(response.evidence.map { Self.parts(of: $0) })
        parts += Self.list(languages.map { [$0.key] + Self.parts(of: $0.value) + Self.texts(of: $0.value) })
        hash = WideHash.hex(parts)
        var holding = ["holding", response.claim, response.contact]
        holding += Self.maybe(response.nextUpdate?.description) + Self.maybe(response.evidence.first?.url)
        for (language, variant) in languages {
            guard let template = variant.holding else { continue }
            holding += [language, template] + Self.parts(of: variant)
        }
        holdingHash = WideHash.hex(holding)
        code = Self.digits(of: hash)
        holdingCode = Self.digits(of: holdingHash)
    }

    private static func parts(of variant: ResponseTemplate.Variant) -> [String] {
        variant.parts.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func texts(of variant: ResponseTemplate.Variant) -> [String] {
        var texts = [variant.post] + maybe(variant.sms)
        texts += ResponseTemplate.Channel.allCases.map { variant.template(for: $0) }
        texts += list(variant.doNot.map { [$0] })
        texts += list(variant.hardQuestions.map { [$0.question, $0.answer] })
        return texts
    }

    private static func parts(of source: ResponseTemplate.Evidence) -> [String] {
        let parts = [source.title, source.url, source.publisher, source.date.description]
        return parts + maybe(source.archiveURL) + maybe(source.shows)
    }

    /// With their number in front: what moves from one list to the next is another text.
    private static func list(_ entries: [[String]]) -> [String] { [String(entries.count)] + entries.flatMap { $0 } }

    private static func maybe(_ value: String?) -> [String] { list(value.map { [[$0]] } ?? []) }

    private static func digits(of hash: String) -> String {
        let number = (UInt64(hash.prefix(15), radix: 16) ?? 0) % 1_000_000
        let text = String(number)
        return String(repeating: "0", count: 6 - text.count) + text
    }
}
