import Model
import Reading
import Storage

/// What the last run saw in watched folders: a file whose size stood still over two runs is whole. And files of private
/// groups that were imported, until they go.
///
/// It is no part of what was decided: when it is lost, files wait for one run more.
struct WatchedMemory {
    private static let name = "watched.json"

    private var seen: [String: DropFolder.File] = [:]
    /// Path to the instant after which it goes.
    private(set) var keptUntil: [String: Instant] = [:]

    init() {}

    init(_ data: Inbox) throws(PipelineError) {
        let bytes = try storage { () throws(StorageError) in try data.files(prefix: Self.name, suffix: Self.name) }
            .first?.bytes
        guard let bytes, let value = try? JSONValue.parse(bytes) else { return }
        for file in value["seen"]?.array ?? [] {
            guard let folder = file["folder"]?.string, let name = file["name"]?.string,
                let size = file["bytes"]?.integer,
                let changed = file["changed"]?.integer
            else { continue }
            seen[folder + "/" + name] = DropFolder.File(name: name, bytes: Int(size), changed: changed)
        }
        for file in value["kept"]?.array ?? [] {
            if let path = file["path"]?.string, let until = file["until"]?.string.flatMap({ Instant($0) }) {
                keptUntil[path] = until
            }
        }
    }

    /// True when the file looks as it did in the last run.
    func isWhole(_ file: DropFolder.File, in folder: DropFolder) -> Bool { seen[folder.path + "/" + file.name] == file }

    mutating func keep(_ path: String, until: Instant) { keptUntil[path] = until }
    mutating func forget(_ path: String) { keptUntil[path] = nil }

    /// Writes down what waits now.
    ///
    /// - Parameter waiting: folder and file.
    func remember(_ waiting: [(folder: DropFolder, file: DropFolder.File)], in data: Inbox) throws(PipelineError) {
        let seen = waiting.map { folder, file in
            JSONValue.object([
                ("folder", .string(folder.path)), ("name", .string(file.name)), ("bytes", .integer(Int64(file.bytes))),
                ("changed", .integer(file.changed)),
            ])
        }
        let kept = keptUntil.sorted { $0.key < $1.key }.map { path, until in
            JSONValue.object([("path", .string(path)), ("until", .string(until.description))])
        }
        let value = JSONValue.object([("schema", .integer(1)), ("seen", .array(seen)), ("kept", .array(kept))])
        try storage { () throws(StorageError) in try data.put(value.encoded(), as: Self.name) }
    }
}
