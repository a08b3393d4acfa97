/// One view of a text: the bytes that patterns run on, and the way back to the original.
public struct TextView: Sendable {
    public let name: View
    /// Valid UTF-8.
    public let bytes: [UInt8]
    let map: OffsetMap

    /// The UTF-8 bytes of the original text that a range of the view's bytes was made from.
    ///
    /// `range` lies on character boundaries of the view, as every PCRE2 match
    /// does; so does the result in the original. A match that ends inside what
    /// one original character became takes the whole character. An empty range
    /// gives an empty one. Out of bounds is clamped.
    public func original(_ range: Range<Int>) -> Range<Int> {
        map.original(range, count: bytes.count)
    }

    /// The same bytes and map under the name of a stronger view.
    func named(_ name: View) -> TextView { TextView(name: name, bytes: bytes, map: map) }
}
