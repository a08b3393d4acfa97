import Model

/// What an approval is bound to: hashes of the very words, and the short codes that people type.
///
/// Any edit of a text, of a source or of the review date changes `hash`; who owns the file, and what its status says,
/// do not. The holding statements have a hash of their own, so that they stay approved while the answer is rewritten.
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
        for source in response.evidence {
            parts += [source.title, source.url, source.publisher, source.date.description, source.shows ?? ""]
        }
        for (language, variant) in languages {
            parts += [
                language, variant.fact, variant.warning, variant.mythOnce, variant.whyWrong, variant.instead,
                variant.action, variant.unknowns ?? "", variant.post, variant.sms ?? "",
            ]
            for channel in ResponseTemplate.Channel.allCases { parts.append(variant.template(for: channel)) }
            parts += variant.doNot + variant.hardQuestions.flatMap { [$0.question, $0.answer] }
        }
        hash = SHA256.hex(parts)
        holdingHash = SHA256.hex(
            ["holding", response.claim, response.contact] + languages.flatMap { [$0.key, $0.value.holding ?? ""] })
        code = Self.digits(of: hash)
        holdingCode = Self.digits(of: holdingHash)
    }

    private static func digits(of hash: String) -> String {
        let number = (UInt64(hash.prefix(15), radix: 16) ?? 0) % 1_000_000
        let text = String(number)
        return String(repeating: "0", count: 6 - text.count) + text
    }
}
