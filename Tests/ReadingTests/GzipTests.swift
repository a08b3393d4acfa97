import Foundation
import Testing

@testable import Reading

/// Files packed by gzip, as Python's gzip writes them, and as hands have damaged them.
@Suite struct GzipTests {
    /// `gzip.compress(b"Maji ni salama.\n" * 20, mtime=0)`
    private static let plain = bytes("H4sIAAAAAAACA/NNzMpUyMtUKE7MScxN1OPyHeWTxAcA5zh3eEABAAA=")
    /// The same way of packing with a name in its head: `b"second"` in `a.xml`.
    private static let named = bytes("H4sICAAAAAAC/2EueG1sACtOTc7PSwEAaREftgYAAAA=")
    private static let text = Array(String(repeating: "Maji ni salama.\n", count: 20).utf8)

    private static func bytes(_ text: String) -> [UInt8] { Data(base64Encoded: text).map { Array($0) } ?? [] }

    @Test("one member, one with a name, and two one after another are read")
    func good() throws {
        #expect(try Gzip.unpack(Self.plain, limit: 1 << 20) == Self.text)
        #expect(try Gzip.unpack(Self.named, limit: 1 << 20) == Array("second".utf8))
        #expect(try Gzip.unpack(Self.plain + Self.named + [0, 0], limit: 1 << 20) == Self.text + Array("second".utf8))
        #expect(Gzip.isPacked(Self.plain))
        #expect(!Gzip.isPacked(Self.text))
        #expect(!Gzip.isPacked([0x1F, 0x8B]))
    }

    @Test("whatever is cut off, nothing half comes out")
    func cut() {
        for length in 0..<Self.plain.count {
            #expect(throws: Gzip.Failure.self, "\(length)") {
                try Gzip.unpack(Array(Self.plain.prefix(length)), limit: 1 << 20)
            }
        }
    }

    @Test("a changed byte of the contents is found, and hostile heads are no trap")
    func damaged() {
        var wrong = Self.plain
        wrong[wrong.count - 7] ^= 1
        #expect(throws: Gzip.Failure.damaged("its checksum is wrong")) { try Gzip.unpack(wrong, limit: 1 << 20) }
        for flags in UInt8.min...UInt8.max {
            var odd = Self.plain
            odd[3] = flags
            _ = try? Gzip.unpack(odd, limit: 1 << 20)
        }
    }

    @Test("more than the limit is refused, and so is what grows without end")
    func limits() {
        #expect(throws: Gzip.Failure.tooLarge(limit: 100)) { try Gzip.unpack(Self.plain, limit: 100) }
        #expect(throws: Gzip.Failure.tooLarge(limit: Self.text.count + 3)) {
            try Gzip.unpack(Self.plain + Self.named, limit: Self.text.count + 3)
        }
    }
}
