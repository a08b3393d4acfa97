import Foundation
import TestSupport

/// A run report, as far as tests look at it. The keys are those of `jibu run --json`.
struct RunReportView: Decodable {
    struct Source: Decodable {
        let id: String
        let health: String
        let detail: String?
        let posts: Int
        let new: Int
    }
    struct Delivery: Decodable {
        let recipient: String
        let outcome: String
        let detail: String?
        let digest: String
    }
    struct Gap: Decodable {
        let source: String
        let from: String
        let to: String
        let open: Bool
        let reason: String
        let seenBackTo: String?
        let mayHaveMissed: Bool
    }
    let run: Int
    let needsEyes: Bool
    let dryRun: Bool
    let posts: Int
    let repeated: Int
    let matchedPosts: Int
    let alertsOpened: Int
    let digests: Int
    let held: Int
    let sourcesNotDue: Int
    let recoveredSegments: Int
    let troubles: [String]
    let remarks: [String]
    let sources: [Source]
    let deliveries: [Delivery]
    let gaps: [Gap]

    func health(of source: String) -> String? { sources.first { $0.id == source }?.health }
    var outcomes: [String: String] { Dictionary(deliveries.map { ($0.recipient, $0.outcome) }) { $0 + "," + $1 } }
}

/// A line of `jibu archive show`.
struct ArchivedPost: Decodable, Equatable {
    let id: String
    let version: Int
    let source: String
    let text: String
    let url: String?
    let author: String?
    let authorKind: String
    let collected: String
}

/// A line of `jibu alerts list --json`, `alerts export` and `replay --json`.
struct AlertView: Decodable, Equatable {
    struct Post: Decodable, Equatable {
        let id: String
        let version: Int
        let source: String
        let matched: String
    }
    let id: String
    let claim: String
    let state: String
    let opened: String
    let posts: [Post]
}

/// A mail as it came in at the server.
struct MailView {
    let sender: String
    let recipients: [String]
    let bytes: [UInt8]
    let accepted: Bool

    init(_ message: LoopbackSMTP.Message) {
        sender = message.sender
        recipients = message.recipients
        bytes = message.bytes
        accepted = message.accepted
    }

    /// A mail that lies in a file.
    init(file: [UInt8]) {
        sender = ""
        recipients = []
        bytes = file
        accepted = true
    }

    /// The unfolded value of the first header of that name.
    func header(_ name: String) -> String? {
        let head = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n").first ?? ""
        let unfolded = head.replacingOccurrences(of: "\r\n ", with: " ").replacingOccurrences(of: "\r\n\t", with: " ")
        return unfolded.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { String($0.dropFirst(name.count + 1)).trimmingCharacters(in: .whitespaces) }
    }

    /// The text part, decoded from base64 or quoted-printable.
    var text: String {
        let all = String(decoding: bytes, as: UTF8.self)
        guard let start = all.range(of: "Content-Type: text/plain"),
            let body = all.range(of: "\r\n\r\n", range: start.upperBound..<all.endIndex)
        else { return all }
        let head = all[start.lowerBound..<body.lowerBound].lowercased()
        let end = all.range(of: "\r\n--", range: body.upperBound..<all.endIndex)?.lowerBound ?? all.endIndex
        let raw = String(all[body.upperBound..<end])
        if head.contains("base64") {
            let data = Data(base64Encoded: raw, options: .ignoreUnknownCharacters) ?? Data()
            return String(decoding: data, as: UTF8.self)
        }
        return head.contains("quoted-printable") ? MailView.unquoted(raw) : raw
    }

    private static func unquoted(_ raw: String) -> String {
        let joined = Array(raw.replacingOccurrences(of: "=\r\n", with: "").utf8)
        var bytes: [UInt8] = []
        var at = 0
        while at < joined.count {
            if joined[at] == UInt8(ascii: "="), at + 2 < joined.count,
                let byte = UInt8(String(decoding: joined[at + 1...at + 2], as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                at += 3
            } else {
                bytes.append(joined[at])
                at += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Feeds as a portal writes them.
enum Feed {
    /// An RSS 2.0 feed; each item has a guid and a text.
    static func rss(_ items: (guid: String, text: String)...) -> String { rss(items) }

    static func rss(_ items: [(guid: String, text: String)]) -> String {
        let lines = items.map { item in
            "<item><guid isPermaLink=\"false\">\(item.guid)</guid><title>\(item.text)</title>"
                + "<link>http://portal.example/\(item.guid)</link>"
                + "<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item>"
        }
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0"><channel><title>A portal</title><link>http://portal.example/</link>
        \(lines.joined(separator: "\n"))
        </channel></rss>
        """
    }
}
