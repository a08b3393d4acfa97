import Model
import Reading
import Settings

/// `roster:` a table (CSV) with the people who are written to, one in each row. Its columns are the keys of
/// `recipients`, so each row is read, checked and complained about as an entry of jibu.yaml would be.
///
/// ```
/// id,name,role,areas,languages,channels,quiet_hours,mandate_from,mandate_until
/// aigul,Aigül Serik,deputy,qala; akbulak,kk; ru,mail:aigul@qala.example; telegram:42,22:00-07:00,2024-01-01,
/// ```
enum RosterFile {
    /// Columns that hold more than one value; `;` and `,` stand between two of them.
    private static let lists: Set<String> = ["areas", "topics", "languages", "break_quiet_for", "deputy_for"]
    private static let mandate = ["mandate_from": "from", "mandate_until": "until"]

    static let columns = RecipientKeys.names.flatMap { $0 == "mandate" ? ["mandate_from", "mandate_until"] : [$0] }

    /// The mapping of jibu.yaml with the rows of the table after the entries of its own `recipients`.
    ///
    /// - Parameter read: gives the bytes of a file, or nil with an error.
    /// - Returns: the bytes of the table too, for the hash; nil when there is none.
    static func merged(
        into root: Node, folder: String, read: (String, inout [Finding]) -> [UInt8]?, findings: inout [Finding]
    ) -> (root: Node, bytes: [UInt8]?) {
        guard case .mapping(var pairs) = root.content, let name = root["roster"], let path = name.text else {
            return (root, nil)
        }
        let file = FilePaths.join(folder, path)
        var found: [Finding] = []
        guard let bytes = read(file, &found) else {
            findings += found.map { Finding($0.code, .error, at: name.place, "\(file): \($0.what)", help: $0.help) }
            return (root, nil)
        }
        let rows = YAMLInput.text(of: bytes, file: file, into: &found).map { entries(of: $0, file: file, &found) } ?? []
        findings += found
        if let index = pairs.firstIndex(where: { $0.key.text == JibuFileKeys.recipients.name }) {
            guard let own = pairs[index].value.elements else { return (root, bytes) }
            pairs[index].value = Node(.sequence(own + rows), at: pairs[index].value.place)
        } else {
            let key = Node(.scalar(JibuFileKeys.recipients.name, quoted: false), at: name.place)
            pairs.append((key, Node(.sequence(rows), at: name.place)))
        }
        return (Node(.mapping(pairs), at: root.place), bytes)
    }

    private static func entries(of text: String, file: String, _ findings: inout [Finding]) -> [Node] {
        var records: [CSVRecord] = []
        var reader = CSVRecords()
        do throws(CSVFailure) {
            try reader.add(Array(text.utf8)) { records.append($0) }
            try reader.finish { records.append($0) }
        } catch {
            findings.append(
                Finding(
                    "bad-table", .error, at: FilePlace(file: file, line: error.line), "\(error)",
                    help: "Save the table anew as CSV, or close the quote."))
            return []
        }
        guard let head = records.first else {
            findings.append(
                Finding(
                    "bad-table", .error, at: FilePlace(file: file), "the table is empty",
                    help: "Its first row names the columns: \(columns.joined(separator: ", "))."))
            return []
        }
        let cells = CSVCells(text, file: file, separator: reader.separator ?? UInt8(ascii: ","))
        let names = heading(head, at: cells.places(of: head), &findings)
        // A spreadsheet saves rows that were once written in as separators alone.
        return records.dropFirst().filter { $0.fields.contains { !$0.trimmed.isEmpty } }.map { record in
            row(record, names, at: cells.places(of: record), &findings)
        }
    }

    /// The columns' names; an empty one is a column that is not read.
    private static func heading(
        _ head: CSVRecord, at places: [FilePlace], _ findings: inout [Finding]
    ) -> [String] {
        zip(head.fields, places).map { field, place in
            let name = field.trimmed.lowercased()
            if name.isEmpty || columns.contains(name) { return name }
            findings.append(
                Finding(
                    "unknown-key", .error, at: place, "the roster has no column \(Quoting.quoted(name))",
                    help: DidYouMean.help(name, among: columns, noun: "column")))
            return ""
        }
    }

    private static func row(
        _ record: CSVRecord, _ names: [String], at places: [FilePlace], _ findings: inout [Finding]
    ) -> Node {
        let start = places.first ?? FilePlace(file: "", line: record.line)
        if record.count > names.count, places.indices.contains(names.count) {
            findings.append(
                Finding(
                    "bad-table", .error, at: places[names.count],
                    "the row has \(record.count) cells, and the table has \(names.count) columns",
                    help: "Put quotes around a cell that holds the separator."))
        }
        var pairs: [(key: Node, value: Node)] = []
        var term: [(key: Node, value: Node)] = []
        for (index, name) in names.enumerated() {
            guard let text = record[index]?.trimmed, !name.isEmpty, !text.isEmpty, places.indices.contains(index) else {
                continue
            }
            let cell = RosterCell(text: text, place: places[index])
            if let part = mandate[name] {
                term.append((cell.scalar(part), cell.node))
            } else if let value = value(of: name, cell, &findings) {
                pairs.append((cell.scalar(name), value))
            }
        }
        if let first = term.first {
            let place = first.key.place
            pairs.append((Node(.scalar("mandate", quoted: false), at: place), Node(.mapping(term), at: place)))
        }
        return Node(.mapping(pairs), at: start)
    }

    /// Nil with a finding.
    private static func value(of name: String, _ cell: RosterCell, _ findings: inout [Finding]) -> Node? {
        switch name {
        case "channels": cell.channels
        case "quiet_hours": cell.quietHours(&findings)
        case _ where lists.contains(name): cell.list
        default: cell.node
        }
    }
}

/// One cell of a roster.
private struct RosterCell {
    let text: String
    let place: FilePlace

    func scalar(_ text: some StringProtocol) -> Node { Node(.scalar(String(text), quoted: false), at: place) }
    private func sequence(_ nodes: [Node]) -> Node { Node(.sequence(nodes), at: place) }

    var node: Node { scalar(text) }

    private func parts(_ isSeparator: (Character) -> Bool) -> [String] {
        text.split(whereSeparator: isSeparator).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    var list: Node { sequence(parts { $0 == ";" || $0 == "," }.map { scalar($0) }) }

    /// `mail:aigul@qala.example; telegram:42`
    var channels: Node {
        sequence(
            parts { $0 == ";" }.map { part in
                // What has no channel before it is left to the reader of entries, which says what belongs here.
                guard let colon = part.firstIndex(of: ":") else { return scalar(part) }
                let address = String(part[part.index(after: colon)...]).trimmed
                return Node(.mapping([(scalar(part[..<colon]), scalar(address))]), at: place)
            })
    }

    /// `22:00-07:00; sat sun 20:00-10:00`
    func quietHours(_ findings: inout [Finding]) -> Node? {
        var windows: [Node] = []
        for part in parts({ $0 == ";" }) {
            let words = part.split(whereSeparator: { $0 == " " || $0 == "," })
            let hours = (words.last ?? "").split(separator: "-", omittingEmptySubsequences: false)
            guard hours.count == 2 else {
                findings.append(
                    Finding(
                        "bad-value", .error, at: place, "\(Quoting.quoted(part)) is no window of quiet hours",
                        help: "Write 22:00-07:00, with days before it if need be: sat sun 20:00-10:00."))
                return nil
            }
            var window = [(scalar("from"), scalar(hours[0])), (scalar("to"), scalar(hours[1]))]
            if words.count > 1 { window.append((scalar("days"), sequence(words.dropLast().map { scalar($0) }))) }
            windows.append(Node(.mapping(window.map { (key: $0.0, value: $0.1) }), at: place))
        }
        return sequence(windows)
    }
}
