import Model

/// How mails hang together: References of RFC 5322 section 3.6.4, those of the parent and its own Message-ID.
enum MailThread {
    /// Mail programs need the root of a thread and what came last.
    static let most = 10

    /// A header of at most `most` ids; what is left out stood behind the first.
    static func header(of references: [String], parent: String) -> String {
        let earlier = references.filter { $0 != parent }
        let last = earlier.dropFirst().suffix(most - 2)
        let ids = Array(earlier.prefix(1)) + last + [parent]
        return "References: " + ids.map { "<\($0)>" }.joined(separator: "\r\n ")
    }

    /// The ids that a frozen mail refers to; none for what is no mail.
    static func references(of mail: [UInt8]) -> [String] {
        var value: [UInt8]?
        for line in mail.split(separator: UInt8(ascii: "\n"), maxSplits: mostLines, omittingEmptySubsequences: false) {
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            // An empty line ends the headers.
            guard let first = line.first else { break }
            if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                value?.append(contentsOf: line)
            } else if value != nil {
                break
            } else if line.starts(with: name) {
                value = Array(line.dropFirst(name.count))
            }
        }
        let ids = (value ?? []).split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return ids.compactMap(id)
    }

    private static let name = Array("References:".utf8)
    /// More headers than a mail of ours has.
    private static let mostLines = 100

    /// `<left@right>` of ours without its brackets.
    private static func id(_ word: ArraySlice<UInt8>) -> String? {
        guard word.first == UInt8(ascii: "<"), word.last == UInt8(ascii: ">"), word.count <= 300 else { return nil }
        let inner = word.dropFirst().dropLast()
        let isOurs = inner.allSatisfy {
            MailHeader.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "@")
        }
        return isOurs && !inner.isEmpty ? String(decoding: inner, as: UTF8.self) : nil
    }
}
