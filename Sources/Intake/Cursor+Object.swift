import Model
import Reading

/// Most sources keep a small object in their cursor, so that an operator can read it in the ledger.
extension Cursor {
    /// The object that the cursor holds; nil for one that an older or another source wrote in another way.
    public var object: JSONValue? {
        guard let value = try? JSONValue.parse(text), value.object != nil else { return nil }
        return value
    }

    /// A cursor of these members, in this order; those without a value are left out.
    public init(_ members: [(String, JSONValue?)]) {
        let present = members.compactMap { name, value in value.map { (name, $0) } }
        self.init(String(decoding: JSONValue.object(present).encoded(), as: UTF8.self))
    }
}
