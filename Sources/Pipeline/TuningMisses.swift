import Model
import Storage
import Text
import Watchlists

#if canImport(Glibc)
import Glibc
#endif

func logarithm(_ value: Double) -> Double { log(value) }

extension Tuning {
    /// A post that was labelled true and that the claim did not flag.
    package struct Miss: Sendable {
        package var post: String
        package var text: String
        /// The pattern that came nearest: most of its parts are in the text.
        package var nearest: Near?

        package struct Near: Sendable {
            package var pattern: String
            /// Parts that a text must have, and those that this one has.
            package var needed: Int
            package var present: Int
            /// One part that is not there: the words of which one would be needed, the nearest first.
            package var missing: [String]
            /// How much of the first of these words the text has, from its beginning.
            package var begun: String
        }

        init(_ label: Label, texts: [PatternText]) {
            post = label.post.id
            text = label.text
            nearest = texts.compactMap { Self.near($0, label.text) }.max { left, right in
                // The first of equals stays.
                left.score < right.score
            }?.near
        }

        /// How near a pattern comes, by the literals without which it cannot match; nil when it has none.
        private static func near(_ pattern: PatternText, _ text: String) -> (near: Near, score: Double)? {
            let clauses = PatternNeeds(of: pattern.pattern).clauses
            guard !clauses.isEmpty else { return nil }
            var views = Views(text)
            let bytes = views.view(pattern.views.last ?? .canon).bytes
            var near = Near(pattern: pattern.id, needed: clauses.count, present: 0, missing: [], begun: "")
            var score = 0.0
            var best = -1.0
            for clause in clauses {
                var begun: [(literal: [UInt8], count: Int, share: Double)] = []
                for literal in clause.literals where !literal.isEmpty {
                    let count = longestPrefix(of: literal, in: bytes)
                    begun.append((literal, count, Double(count) / Double(literal.count)))
                }
                begun.sort { left, right in left.share > right.share }
                guard let first = begun.first else { continue }
                let share = first.share
                score += share
                if share == 1 {
                    near.present += 1
                } else if share > best {
                    best = share
                    near.missing = begun.prefix(5).map { String(decoding: $0.literal, as: UTF8.self) }
                    near.begun = String(decoding: first.literal.prefix(first.count), as: UTF8.self)
                }
            }
            return (near, score / Double(clauses.count))
        }

        /// Bytes of the longest beginning of a literal that the text holds, cut to whole characters.
        private static func longestPrefix(of literal: [UInt8], in text: [UInt8]) -> Int {
            var best = 0
            for start in text.indices where text.count - start > best && text[start] == literal.first {
                var length = 1
                while length < literal.count, start + length < text.count, text[start + length] == literal[length] {
                    length += 1
                }
                best = max(best, length)
            }
            while best > 0, best < literal.count, literal[best] & 0xC0 == 0x80 { best -= 1 }
            return best
        }
    }
}
