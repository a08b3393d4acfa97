import Text

/// The name under which this room makes ids.
typealias SHA256 = WideHash
