import Model
import Reading

/// What names the account behind a person's post. Platforms repeat it in
/// titles and texts ("submitted by /u/name"), where no rule of redaction can
/// know it for a name.
struct AccountNames {
    /// Longest first, each in lower case, at least three characters.
    private let names: [[String]]

    init() { names = [] }

    init(_ raw: RawPost) {
        var found: Set<String> = []
        for value in [raw.author?.handle, raw.author?.name, raw.forwardedFrom, raw.replyTo, raw.url] {
            guard let value else { continue }
            // Of a permalink only `/@name/` surely is the account.
            let isPage = value == raw.url && value != raw.author?.handle
            found.formUnion(isPage ? AccountNames.marked(value) : AccountNames.spellings(value))
        }
        // A short number is more often a number of something than an account.
        names = found.filter { $0.count >= 7 || ($0.count >= 3 && !$0.allSatisfy(\.isNumber)) }.sorted {
            ($0.count, $0) > ($1.count, $1)
        }
        .map { $0.map { $0.lowercased() } }
    }

    /// `https://h/@name`, `name@host`, `/u/name`, `@name`: whole, and the name alone.
    private static func spellings(_ value: String) -> Set<String> {
        var found: Set<String> = [bare(value[...])]
        if let last = value.split(separator: "/").last { found.insert(bare(last)) }
        for spelling in found {
            if let at = spelling.firstIndex(of: "@") { found.insert(String(spelling[..<at])) }
        }
        return found
    }

    private static func marked(_ url: String) -> Set<String> {
        Set(url.split(separator: "/").filter { $0.hasPrefix("@") }.map { bare($0.prefix { $0 != "?" && $0 != "#" }) })
    }

    private static func bare(_ name: Substring) -> String {
        var name = name.drop { $0.isWhitespace || $0 == "@" }
        while name.last?.isWhitespace ?? false { name.removeLast() }
        return String(name)
    }

    /// The text with every name replaced by the mark of a mention, in any letter case.
    ///
    /// A name counts at the start of a word; one of fewer than five characters only as a whole word.
    func hidden(in text: String) -> String {
        guard !names.isEmpty else { return text }
        let lower = text.lowercased()
        let present = names.filter { lower.contains($0.joined()) }
        guard !present.isEmpty else { return text }
        let characters = Array(text)
        let folded = characters.map { $0.lowercased() }
        var result = ""
        var index = 0
        while index < characters.count {
            let startsWord = index == 0 || !AccountNames.isWord(characters[index - 1])
            if startsWord,
                let length = present.lazy.compactMap({ AccountNames.length(of: $0, in: folded, at: index) }).first
            {
                if result.last == "@" { result.removeLast() }
                result += "<mention>"
                index += length
            } else {
                result.append(characters[index])
                index += 1
            }
        }
        return result
    }

    private static func length(of name: [String], in text: [String], at start: Int) -> Int? {
        let end = start + name.count
        guard end <= text.count, text[start..<end].elementsEqual(name) else { return nil }
        if name.count < 5, end < text.count, text[end].first.map(isWord) ?? false { return nil }
        return name.count
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
