import GRDB
import Model
import Reading

/// Between columns and values. Reading never traps on what a damaged
/// database may hold: a value that does not fit is `damagedLedger`.
extension Row {
    /// The column's value; throws when it has another type or does not fit.
    func get<Value: DatabaseValueConvertible>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        let stored: DatabaseValue = self[column] ?? .null
        guard let value = Value.fromDatabaseValue(stored) else { throw BadRow(column: column) }
        return value
    }

    /// The same for a column that may be null.
    func find<Value: DatabaseValueConvertible>(_ column: String, as type: Value.Type = Value.self) throws -> Value? {
        let stored: DatabaseValue = self[column] ?? .null
        return stored.isNull ? nil : try get(column)
    }

    func word<Word: RawRepresentable>(_ column: String, as type: Word.Type = Word.self) throws -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: try get(column)) else { throw BadRow(column: column) }
        return word
    }
}

/// A column of the ledger with a value that no version of Jibu writes.
struct BadRow: Error, CustomStringConvertible {
    var column: String
    var description: String { "the column \(column) has a value that does not belong there" }
}

/// Instants stand in columns as milliseconds. Public only because GRDB's protocol asks for it.
extension Instant: DatabaseValueConvertible {
    /// Milliseconds since 1970.
    public var databaseValue: DatabaseValue { milliseconds.databaseValue }

    /// Nil for anything that is no integer.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
        Int64.fromDatabaseValue(value).map(Instant.init(milliseconds:))
    }
}

/// Lists in one column, as JSON text.
enum ListColumn {
    static func text(_ lists: [[String]]) -> String {
        text(JSONValue.array(lists.map { .array($0.map(JSONValue.string)) }))
    }

    static func text(_ list: [String]) -> String { text(JSONValue.array(list.map(JSONValue.string))) }

    private static func text(_ value: JSONValue) -> String { String(decoding: value.encoded(), as: UTF8.self) }

    static func list(_ row: Row, _ column: String) throws -> [String] {
        try strings(parse(row, column), column)
    }

    /// Lists of exactly two texts.
    static func pairs(_ row: Row, _ column: String) throws -> [(String, String)] {
        guard let lists = try parse(row, column).array else { throw BadRow(column: column) }
        return try lists.map { item in
            let pair = try strings(item, column)
            guard pair.count == 2 else { throw BadRow(column: column) }
            return (pair[0], pair[1])
        }
    }

    private static func parse(_ row: Row, _ column: String) throws -> JSONValue {
        let text = try row.get(column, as: String.self)
        guard let value = try? JSONValue.parse(Array(text.utf8)) else { throw BadRow(column: column) }
        return value
    }

    private static func strings(_ value: JSONValue, _ column: String) throws -> [String] {
        guard let items = value.array else { throw BadRow(column: column) }
        return try items.map { item in
            guard let text = item.string else { throw BadRow(column: column) }
            return text
        }
    }
}
