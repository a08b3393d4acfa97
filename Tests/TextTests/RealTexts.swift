import Foundation

/// The real texts of the repository, as they are, disguised, and damaged.
enum RealTexts {
    private struct Line: Decodable { let text: String }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/texts")

    /// All texts in six languages, in the order of the files.
    static let all: [String] = {
        var texts: [String] = []
        for language in ["kk", "ru", "sw", "rw", "fr", "en"] {
            guard let data = try? Data(contentsOf: folder.appending(path: "\(language).ndjson")) else { continue }
            for line in data.split(separator: UInt8(ascii: "\n")) {
                if let line = try? JSONDecoder().decode(Line.self, from: Data(line)) { texts.append(line.text) }
            }
        }
        return texts
    }()

    private static let inserted = ["\u{200B}", "\u{AD}", "\u{336}", "\u{301}", "😂", "👍🏽", "\u{FE0F}", "*", "\u{34F}"]
    private static let swaps: [Unicode.Scalar: Unicode.Scalar] = {
        let from = "аеорсухaeopcyxiоaskАВЕКМНОРСТ"
        let to = "aeopcyxаеорсухі0@$κABEKMHOPCT"
        return Dictionary(zip(from.unicodeScalars, to.unicodeScalars)) { first, _ in first }
    }()

    /// One character in eight swapped, stretched, spaced or marked.
    static func disguised(_ text: String, _ random: inout TextGenerator) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch random.below(32) {
            case 0: result.append(contentsOf: [scalar, scalar, scalar, scalar])
            case 1: result.append(contentsOf: [scalar] + Array(inserted[random.below(inserted.count)].unicodeScalars))
            case 2: result.append(contentsOf: [" ", scalar, " "])
            case 3, 4: result.append(swaps[scalar] ?? scalar)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Some bytes replaced by any others, and what is then no UTF-8 repaired as Intake does.
    static func broken(_ text: String, _ random: inout TextGenerator) -> String {
        var bytes = Array(text.utf8)
        for _ in 0...bytes.count / 16 {
            let index = random.below(bytes.count)
            guard bytes.indices.contains(index) else { break }
            bytes[index] = UInt8(truncatingIfNeeded: random.below(256))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
