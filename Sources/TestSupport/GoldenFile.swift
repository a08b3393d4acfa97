import Foundation

/// A file that holds what a result must be, byte for byte.
///
/// `RECORD_SNAPSHOTS=1` writes it anew. That is still a failure, so that a
/// recording is never taken for a pass: read the difference before you commit.
package enum GoldenFile {
    /// What is wrong, in a few lines; nil when the result is what the file says.
    package static func difference(_ result: String, from path: String) -> String? {
        let name = (path as NSString).lastPathComponent
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            do {
                try Data(result.utf8).write(to: URL(fileURLWithPath: path))
                return "recorded \(name); run again without RECORD_SNAPSHOTS"
            } catch {
                return "could not record \(name): \(error)"
            }
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            return "\(name) is missing; RECORD_SNAPSHOTS=1 writes it"
        }
        let wanted = lines(String(decoding: data, as: UTF8.self))
        let got = lines(result)
        guard wanted != got else { return nil }
        let line =
            zip(wanted, got).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(wanted.count, got.count)
        return """
            \(name) differs from line \(line + 1) on
            wanted: \(line < wanted.count ? wanted[line] : "(end)")
            got:    \(line < got.count ? got[line] : "(end)")
            """
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
