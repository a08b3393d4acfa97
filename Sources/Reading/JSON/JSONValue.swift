/// A JSON document as a value.
///
/// Objects keep the order of their members, so that writing what was read
/// gives the same bytes again.
public indirect enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits in 64 bits.
    case integer(Int64)
    /// Any other number, as it was written: `1.50`, `1e3`, `18446744073709551616`, `-0`.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in order; the parser refuses a name that comes twice.
    case object([(String, JSONValue)])

    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.0 == $1.0 && $0.1 == $1.1 }
        default: false
        }
    }
}

extension JSONValue {
    /// The member of an object with this name; nil when there is none or this is no object.
    public subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    /// The element of an array; nil when there is none or this is no array.
    public subscript(_ index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    public var isNull: Bool { if case .null = self { true } else { false } }

    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    /// Any number, rounded to the nearest double; nil when it is beyond the range of doubles.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let written): Double(written).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// A string, or a number as it was written: platforms give ids as either.
    public var text: String? {
        switch self {
        case .string(let value): value
        case .number(let written): written
        case .integer(let value): String(value)
        default: nil
        }
    }

    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    public var object: [(String, JSONValue)]? { if case .object(let members) = self { members } else { nil } }
}

/// What the JSON parser allows. The limits are trust.md (b).
public struct JSONLimits: Sendable, Hashable {
    /// Bytes of one document.
    public var bytes: Int = 64 << 20
    /// Arrays and objects inside one another.
    public var depth: Int = 64
    /// Values of one document, of every kind together.
    public var values: Int = 4_000_000
    public init() {}
}

/// How exact a document has to be.
public enum JSONReading: Sendable, Hashable {
    /// RFC 8259, nothing more: for our own files.
    case strict
    /// Also a byte order mark, a trailing comma, raw control characters in strings, lone surrogates and
    /// broken UTF-8 (both read as U+FFFD): for documents that others write.
    case lenient
}

/// Why a document is not JSON, and where.
public enum JSONFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// `at` counts bytes from 0; `expected` names what should stand there.
    case unexpected(at: Int, expected: String)
    /// A string is not UTF-8, or has a lone surrogate or an unknown escape.
    case badText(at: Int)
    case duplicateName(String, at: Int)
    case tooDeep(at: Int)
    case tooManyValues(at: Int)
    case tooLarge(bytes: Int)

    public var description: String {
        switch self {
        case .unexpected(let at, let expected): "byte \(at): expected \(expected). Check the JSON there."
        case .badText(let at): "byte \(at): this string is not valid text. Write it again as UTF-8."
        case .duplicateName(let name, let at): "byte \(at): the name \"\(name)\" comes twice. Keep one of them."
        case .tooDeep(let at): "byte \(at): too many values inside one another. Make the document flatter."
        case .tooManyValues(let at): "byte \(at): too many values in one document. Split it."
        case .tooLarge(let bytes): "the document has \(bytes) bytes, which is too many. Split it."
        }
    }
}
