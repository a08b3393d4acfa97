import Foundation
import Testing

/// Files that a result must equal byte for byte, beside the tests in `Fixtures/golden`.
///
/// `RECORD_SNAPSHOTS=1` writes them anew, and fails the test that did, so that a recording is never taken for a pass.
enum Golden {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Fixtures/golden")

    static func expect(_ bytes: [UInt8], equal name: String, at location: SourceLocation = #_sourceLocation) throws {
        let file = folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
            Issue.record("recorded \(name); run again without RECORD_SNAPSHOTS", sourceLocation: location)
            return
        }
        let wanted = try Array(Data(contentsOf: file))
        guard wanted != bytes else { return }
        let (left, right) = (lines(wanted), lines(bytes))
        let first = zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }
        let line = first.map { $0.offset } ?? min(left.count, right.count)
        Issue.record(
            """
            \(name) differs from line \(line + 1):
            wanted: \(line < left.count ? left[line] : "(end)")
            got:    \(line < right.count ? right[line] : "(end)")
            """, sourceLocation: location)
    }

    private static func lines(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
}
