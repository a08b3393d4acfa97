import Model

/// What somebody recorded of a place for the conformance kit: the files of one `conformance` folder, by name.
///
/// Whoever reads the disk makes this value (a test, `jibu sources check`); the kit itself opens nothing.
public struct Recording: Sendable {
    /// The answers that a recording has, each a file. `answer` is a good one; each of the others but `empty` and
    /// `mixed-scripts` holds the posts of `answer` with one thing wrong.
    public enum Part: String, Sendable, CaseIterable {
        /// A good answer with several posts.
        case answer
        /// A proper answer without any post.
        case empty
        /// The posts of `answer`, the text of one of them changed.
        case edited
        /// The posts of `answer`, one or more of them twice.
        case duplicates
        /// The posts of `answer` with dates that cannot be read or cannot be true.
        case badDates = "bad-dates"
        /// Posts in several scripts; `mixed-scripts.words` lists, one on a line, what must stand in their texts.
        case mixedScripts = "mixed-scripts"
    }

    /// Name below the folder to bytes.
    public let files: [String: [UInt8]]

    public init(files: [String: [UInt8]]) { self.files = files }

    /// The settings of the source under check, as they would stand in jibu.yaml.
    public var settings: String? { text("source.yaml") }

    func body(_ part: Part) -> [UInt8]? { files[part.rawValue] }

    /// The words that `mixed-scripts` must give, in the order of the file.
    var words: [String] { lines("mixed-scripts.words") }

    /// The headers of every good answer, from the file `headers`: `Name: value` on each line.
    public var headers: [HTTPHeader] { headers("headers") }

    private func headers(_ file: String) -> [HTTPHeader] {
        lines(file).compactMap { line in
            let sides = line.split(separator: ":", maxSplits: 1)
            guard sides.count == 2 else { return nil }
            return HTTPHeader(String(sides[0]), String(sides[1].drop { $0 == " " }))
        }
    }

    /// An answer of its own for every request that has a piece in its address or in the form that it sends.
    public struct Route: Sendable {
        public let piece: String
        public let answer: HTTPResponse
    }

    /// Further answers for a source that asks more than once, from the file `routes`: on each line the piece and the
    /// name of the file that answers. `NAME.status` and `NAME.headers` may stand beside that file; without the latter
    /// it has the headers of every good answer.
    public var routes: [Route] {
        lines("routes").compactMap { line in
            let sides = line.split(separator: " ").map(String.init)
            guard sides.count == 2, let body = files[sides[1]] else { return nil }
            let status = lines(sides[1] + ".status").first.flatMap { Int($0) } ?? 200
            let own = files[sides[1] + ".headers"] == nil ? headers : headers(sides[1] + ".headers")
            return Route(
                piece: sides[0], answer: HTTPResponse(status: status, headers: own, body: body, finalURL: ""))
        }
    }

    /// The files that the kit needs and does not find.
    var missing: [String] {
        (Part.allCases.map(\.rawValue) + ["mixed-scripts.words"]).filter { files[$0] == nil }
    }

    private func text(_ name: String) -> String? { files[name].map { String(decoding: $0, as: UTF8.self) } }

    private func lines(_ name: String) -> [String] {
        (text(name) ?? "").split(whereSeparator: \.isNewline).map(String.init)
    }
}
