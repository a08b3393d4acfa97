import Text

/// The fingerprint of a page that stands as proof.
package enum PageHash {
    /// SHA-256 of some bytes as 64 lower-case hex digits: what `sha256sum` prints.
    package static func hex(_ bytes: [UInt8]) -> String {
        WideHash.digest(bytes).map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }
}
