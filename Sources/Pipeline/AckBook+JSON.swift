import Model
import Reading
import Storage

/// What people said about an alert, for people who look at it and for programs.
extension AckStanding {
    /// In plain English, for the operator.
    package var words: String {
        switch state {
        case .open:
            claimers.isEmpty ? "nobody has taken it" : "nobody has it now; before: \(claimers.joined(separator: ", "))"
        case .claimed(let by, let since, let lease): "\(by) has it since \(since), until \(lease.until)"
        case .responded(let by, let at, let url): "\(by) answered it at \(at): \(url)"
        case .dismissed(let by, let at, let reason): "\(by) closed it at \(at): \(reason.rawValue)"
        }
    }

    var json: JSONValue {
        switch state {
        case .open: .object([("state", .string("open"))])
        case .claimed(let by, let since, let lease):
            .object([
                ("state", .string("claimed")), ("by", .string(by)), ("at", .string(since.description)),
                ("until", .string(lease.until.description)),
            ])
        case .responded(let by, let at, let url):
            .object([
                ("state", .string("responded")), ("by", .string(by)), ("at", .string(at.description)),
                ("url", .string(url)),
            ])
        case .dismissed(let by, let at, let reason):
            .object([
                ("state", .string("dismissed")), ("by", .string(by)), ("at", .string(at.description)),
                ("reason", .string(reason.rawValue)),
            ])
        }
    }
}

extension AckBook.Entry {
    package var json: JSONValue {
        .object([
            ("alert", .string(alert)), ("claim", .string(claim)), ("code", code.map { .string($0) } ?? .null),
            ("acknowledgement", standing.json), ("exercise", .bool(isExercise)),
        ])
    }
}

extension AckEvent {
    /// `claimed`, `released`, `lapsed`, `responded`, `dismissed`, `merged`.
    package var name: String {
        switch kind {
        case .claimed: "claimed"
        case .released: "released"
        case .lapsed: "lapsed"
        case .responded: "responded"
        case .dismissed: "dismissed"
        case .merged: "merged"
        }
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("at", .string(at.description)), ("kind", .string(name)), ("by", .string(actor)),
            ("channel", .string(channel)),
        ]
        switch kind {
        case .claimed(let lease): members.append(("until", .string(lease.until.description)))
        case .responded(let url): members.append(("url", .string(url)))
        case .dismissed(let reason): members.append(("reason", .string(reason.rawValue)))
        case .merged(let alert): members.append(("from", .string(alert)))
        case .released, .lapsed: break
        }
        return .object(members)
    }
}

extension AckProof {
    /// In plain English, for the operator.
    package var words: String {
        guard let checked else { return "the page \(url) was not looked at yet" }
        guard let status, let hash else {
            return "the page \(url) could not be fetched (\(why ?? "no answer")); last try \(checked)"
                + (next.map { ", next \($0)" } ?? ", the last")
        }
        return "the page \(url) answered \(status) at \(checked), SHA-256 \(hash)"
            + (title.map { ", title “\($0)”" } ?? "")
    }

    var json: JSONValue {
        .object([
            ("url", .string(url)), ("checked", checked.map { .string($0.description) } ?? .null),
            ("status", status.map { .integer(Int64($0)) } ?? .null), ("sha256", hash.map { .string($0) } ?? .null),
            ("title", title.map { .string($0) } ?? .null), ("why", why.map { .string($0) } ?? .null),
        ])
    }
}
