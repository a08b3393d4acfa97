import Foundation
import Model
import Watchlists

/// The last version of each watchlist file that had no error: a list that
/// breaks runs on it for up to seven days, loudly (design decision 18).
package struct LastGood: Sendable {
    private let folder: String
    private let now: Instant
    private static let span = TimeSpan.days(7)

    package init(folder: String, now: Instant) {
        self.folder = folder
        self.now = now
    }

    struct Recovered {
        var files: [WatchlistFile]
        var findings: [Finding]
        var changed: Bool
    }

    /// The files with each broken one replaced by its last good version, where there is a young enough one.
    func replacing(_ broken: Set<String>, in files: [WatchlistFile]) -> Recovered {
        var recovered = Recovered(files: [], findings: [], changed: false)
        for file in files {
            guard broken.contains(file.path) else {
                recovered.files.append(file)
                continue
            }
            let place = FilePlace(file: file.path)
            guard let kept = kept(file) else {
                recovered.findings.append(
                    Finding(
                        "not-watched", .error, at: place, "this file has errors and there is no last good version of it",
                        help: "Its claims are not watched until the errors are mended."))
                continue
            }
            guard now.since(kept.at) <= LastGood.span else {
                recovered.findings.append(
                    Finding(
                        "not-watched", .error, at: place,
                        "this file has errors, and its last good version of \(kept.at) is older than 7 days",
                        help: "Its claims are not watched until the errors are mended."))
                continue
            }
            recovered.findings.append(
                Finding(
                    "last-good-used", .warning, at: place,
                    "this file has errors; Jibu goes on with its last good version of \(kept.at)",
                    help: "Mend it before \(kept.at.advanced(by: LastGood.span))."))
            recovered.files.append(WatchlistFile(path: file.path, text: kept.text))
            recovered.changed = true
        }
        return recovered
    }

    /// Stores the files; the first line of each stored one says when it was good.
    func keep(_ files: [WatchlistFile]) -> [String] {
        var problems: [String] = []
        for file in files {
            let stored = path(of: file)
            do {
                try FileManager.default.createDirectory(
                    atPath: (stored as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                try Data("# good at \(now)\n\(file.text)".utf8).write(to: URL(fileURLWithPath: stored), options: .atomic)
            } catch {
                problems.append("\(stored): the last good version could not be kept: \(error.localizedDescription)")
            }
        }
        return problems
    }

    private func kept(_ file: WatchlistFile) -> (text: String, at: Instant)? {
        guard let stored = TextFile.read(path(of: file)), let end = stored.firstIndex(of: "\n") else { return nil }
        let heading = "# good at "
        guard stored.hasPrefix(heading), let at = Instant(String(stored[..<end].dropFirst(heading.count))) else { return nil }
        return (String(stored[stored.index(after: end)...]), at)
    }

    /// The file's name and the folder it lies in: lists and responses of one name stay apart.
    private func path(of file: WatchlistFile) -> String {
        let parts = file.path.split(separator: "/").suffix(2).joined(separator: "/")
        return folder + "/" + parts
    }
}

/// Small text files of ours.
enum TextFile {
    /// The text of a UTF-8 file of at most 4 MiB; nil when it cannot be read.
    static func read(_ path: String) -> String? {
        // A stream, not a file's size: a pipe has none.
        // At the end of a file there are no data: an empty file is a text, too.
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: (4 << 20) + 1) ?? Data(), data.count <= 4 << 20
        else { return nil }
        return String(data: data, encoding: .utf8)
    }
}
