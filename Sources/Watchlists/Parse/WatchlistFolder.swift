import Foundation
import Model

/// Why a watchlist folder cannot be read.
package enum WatchlistFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    case folderUnreadable(path: String)
    case fileUnreadable(path: String)
    case notText(path: String)
    case tooLarge(path: String, bytes: Int)

    package var description: String {
        switch self {
        case .folderUnreadable(let path): "\(path): the folder cannot be read; check that it exists and its rights."
        case .fileUnreadable(let path): "\(path): the file cannot be read; check its rights."
        case .notText(let path): "\(path): the file is not UTF-8 text; save it as UTF-8."
        case .tooLarge(let path, let bytes):
            "\(path): \(bytes) bytes are too many for a list; split it (at most \(Watchlists.fileBytes))."
        }
    }
}

extension WatchlistFolderError {
    /// As a problem of the file that its owner can mend.
    func finding(at place: FilePlace) -> Finding {
        switch self {
        case .notText:
            Finding(
                "yaml-not-utf8", .error, at: place, "the file is not UTF-8 text",
                help: "Save it again as UTF-8, without changing anything else.")
        case .folderUnreadable, .fileUnreadable, .tooLarge:
            Finding("file-unreadable", .error, at: place, description, help: "Check the file, its owner and its size.")
        }
    }
}

extension Watchlists {
    /// Largest list or response file, in bytes.
    static let fileBytes = 2 << 20

    /// The `.yaml` and `.yml` files of a watchlist folder and of its folder `responses`, sorted by name. Hidden files
    /// are left out. Paths are `folder/name`. Throws when a folder cannot be read; a file that cannot be read carries
    /// its failure, and `load` makes a finding of it.
    package static func files(
        in folder: String
    ) throws(WatchlistFolderError) -> (lists: [WatchlistFile], responses: [WatchlistFile]) {
        let lists = try texts(in: folder)
        let responses = folder + "/responses"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: responses, isDirectory: &isFolder), isFolder.boolValue else {
            return (lists, [])
        }
        return (lists, try texts(in: responses))
    }

    private static func texts(in folder: String) throws(WatchlistFolderError) -> [WatchlistFile] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw .folderUnreadable(path: folder)
        }
        var files: [WatchlistFile] = []
        for name in names.sorted() where !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) {
            let path = folder + "/" + name
            files.append(file(at: path))
        }
        return files
    }

    /// One file; what is wrong with it is inside, so that the others are read all the same.
    private static func file(at path: String) -> WatchlistFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            return WatchlistFile(path: path, failure: .fileUnreadable(path: path))
        }
        guard data.count <= fileBytes else {
            return WatchlistFile(path: path, failure: .tooLarge(path: path, bytes: data.count))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            return WatchlistFile(path: path, failure: .notText(path: path))
        }
        return WatchlistFile(path: path, text: text)
    }
}
