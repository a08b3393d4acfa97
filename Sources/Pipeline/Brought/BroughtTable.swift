import Intake
import Model
import Reading

/// A CSV file: any one with `--field`, and those of 4CAT and CrowdTangle.
final class BroughtTable: BroughtFile {
    private static let pieceBytes = 512 << 10

    private let file: String
    private let input: ForeignInput
    private let options: ImportOptions
    private let clock: WallClock
    private var text = StreamedText()
    private var records = CSVRecords()
    private var columns: TableColumns?
    private var hasEnded = false
    private var failure: CSVFailure?

    init(_ file: String, _ options: ImportOptions, _ clock: WallClock) throws(PipelineError) {
        self.file = file
        self.options = options
        self.clock = clock
        input = try ForeignInput(file)
    }

    var size: Int { input.size }
    var offset: Int { input.offset }
    var damage: String? { failure.map { "\($0)" } ?? input.damage }

    func next() throws(PipelineError) -> BroughtPiece? {
        while !hasEnded {
            var rows = try readRows()
            if columns == nil, !rows.isEmpty {
                columns = try TableColumns(rows.removeFirst(), options, clock, file: file)
            }
            // A first row may fill a piece alone.
            guard !rows.isEmpty, let columns else { continue }
            let records = rows
            return BroughtPiece(endOffset: offset) { columns.read(records) }
        }
        guard columns != nil else {
            throw .nothingScanned("\(file): there is no first row with names of columns.\(damage.inBrackets)")
        }
        return nil
    }

    /// The rows of the next chunks, as many as a piece holds.
    private func readRows() throws(PipelineError) -> [CSVRecord] {
        var rows: [CSVRecord] = []
        var bytes = 0
        func take(_ row: CSVRecord) {
            rows.append(row)
            // What a row needs in memory: a file of commas alone must not grow hundredfold.
            bytes += row.size + 8 * row.count + 64
        }
        while !hasEnded, bytes < Self.pieceBytes {
            let chunk = try input.next()
            hasEnded = chunk.isEmpty
            do throws(CSVFailure) {
                try records.add(hasEnded ? text.finish() : text.add(chunk), take)
                if hasEnded { try records.finish(take) }
            } catch {
                failure = error
                hasEnded = true
            }
        }
        return rows
    }
}

/// Which column of a table is what.
struct TableColumns: Sendable {
    private let origin: Intake.Origin
    private let clock: WallClock
    private let width: Int
    /// Our name to columns: the first of them that says something, or all of them on lines of their own.
    private var columns: [String: (places: [Int], joins: Bool)] = [:]

    /// - Throws: when no column holds the text, or a `--field` names a column that there is not.
    init(_ head: CSVRecord, _ options: ImportOptions, _ clock: WallClock, file: String) throws(PipelineError) {
        let names = head.fields.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        let places = Dictionary(names.enumerated().map { ($1.lowercased(), $0) }) { first, _ in first }
        var origin = options.origin
        width = head.count
        self.clock = clock
        for (name, wanted) in TablePreset.of(options.kind) {
            let found = wanted.columns.compactMap { places[$0.lowercased()] }
            if !found.isEmpty { columns[name] = (found, wanted.joins) }
        }
        for field in options.fields {
            let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, PostFields.names.contains(parts[0]) else {
                throw .nothingScanned(
                    "--field \(field): write NAME=COLUMN, with one of these names: "
                        + "\(PostFields.names.joined(separator: ", ")).")
            }
            let wanted = parts[1].split(separator: "+").map {
                $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            let found = wanted.compactMap { places[$0.lowercased()] }
            guard found.count == wanted.count, !found.isEmpty else {
                throw .nothingScanned("--field \(field): the columns are \(names.prefix(100).joined(separator: ", ")).")
            }
            columns[parts[0]] = (found, true)
        }
        guard columns["text"] != nil || columns["title"] != nil else {
            throw .nothingScanned(
                "\(file): no column holds the text; --field text=COLUMN says which. "
                    + "The columns are \(names.prefix(100).joined(separator: ", ")).")
        }
        if options.kind == .crowdtangle, options.platform == nil, places["account"] != nil {
            origin.platform = "instagram"
        }
        self.origin = origin
    }

    func read(_ rows: [CSVRecord]) -> BroughtPosts {
        var posts = BroughtPosts()
        let fields = PostFields(origin: origin, clock: clock)
        for row in rows {
            posts.records += 1
            guard row.count == width else {
                posts.bad.append("line \(row.line): \(row.count) fields, where the first row has \(width)")
                continue
            }
            if let (post, from) = fields.post({ value($0, row) }) { posts.add(post, of: from) }
        }
        return posts
    }

    private func value(_ name: String, _ row: CSVRecord) -> String? {
        guard let (places, joins) = columns[name] else { return nil }
        var texts: [String] = []
        for place in places {
            guard let text = row[place], text.contains(where: { !$0.isWhitespace }) else { continue }
            // A link's title is often the message itself again.
            if !texts.contains(where: { $0.contains(text) }) { texts.append(text) }
            if !joins { break }
        }
        // The text is there, and empty: a post with a picture alone.
        if texts.isEmpty { return name == "text" ? "" : nil }
        return texts.joined(separator: "\n")
    }
}

/// Names of columns as tools write them, unaltered.
enum TablePreset {
    /// The first of some columns that says something; or all of them, one below the other.
    struct Columns {
        var columns: [String]
        var joins = false
    }

    static func of(_ kind: ImportKind) -> [String: Columns] {
        switch kind {
        case .fourCAT: fourCAT
        case .crowdtangle: crowdtangle
        default: Dictionary(uniqueKeysWithValues: PostFields.names.map { ($0, Columns(columns: [$0])) })
        }
    }

    private static let fourCAT: [String: Columns] = [
        "id": Columns(columns: ["id"]), "text": Columns(columns: ["body"]), "title": Columns(columns: ["subject"]),
        "url": Columns(columns: ["url", "link", "post_url", "tweet_url", "video_url"]),
        "author": Columns(columns: ["author", "author_id"]),
        "published": Columns(columns: ["unix_timestamp", "timestamp"]),
        "language": Columns(columns: ["language", "language_guess"]),
        "views": Columns(columns: ["views", "impression_count"]),
        "likes": Columns(columns: ["likes", "like_count"]),
        "shares": Columns(columns: ["shares", "retweet_count", "reposts"]),
        "comments": Columns(columns: ["comments", "num_comments", "reply_count"]),
        "forwards": Columns(columns: ["forwards"]),
    ]

    private static let crowdtangle: [String: Columns] = [
        // Facebook posts carry no id of their own there: the link is it.
        "text": Columns(columns: ["Message", "Image Text", "Link Text", "Title", "Description"], joins: true),
        "url": Columns(columns: ["URL"]),
        "author": Columns(columns: ["Page Name", "Group Name", "Account", "User Name"]),
        "published": Columns(columns: ["Post Created"]),
        "views": Columns(columns: ["Total Views", "Post Views", "Views"]),
        "likes": Columns(columns: ["Likes"]), "shares": Columns(columns: ["Shares"]),
        "comments": Columns(columns: ["Comments"]),
    ]
}
