import Foundation

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

extension Watchlists {
    /// Largest list or response file, in bytes.
    static let fileBytes = 2 << 20

    /// The `.yaml` and `.yml` files of a watchlist folder and of its folder `responses`, sorted by name. Hidden files
    /// are left out. Paths are `folder/name`.
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
            guard let data = FileManager.default.contents(atPath: path) else { throw .fileUnreadable(path: path) }
            guard data.count <= fileBytes else { throw .tooLarge(path: path, bytes: data.count) }
            guard let text = String(validating: data, as: UTF8.self) else { throw .notText(path: path) }
            files.append(WatchlistFile(path: path, text: text))
        }
        return files
    }
}
