import Model
import Reading
import Storage
import Text

/// What the last run saw in watched folders: a file whose size stood still over two runs is whole. And the exports of
/// private groups that lie in `done/` and `failed/`, until they go.
///
/// Names of files are kept as hashes, since the name of an export says whose chat it is. It is no part of what was
/// decided: when it is lost, files wait for one run more, and exports for seven days more.
struct WatchedMemory {
    private static let name = "watched.json"

    /// How a file looked.
    private struct Look: Hashable {
        var bytes: Int
        var changed: Int64
    }

    /// By `mark`.
    private var seen: [String: Look] = [:]
    private(set) var kept: [Kept] = []

    /// An export of a private group.
    struct Kept: Hashable {
        var folder: DropFolder
        var mark: String
        /// After this instant it goes.
        var until: Instant
    }

    init() {}

    init(_ data: Inbox) throws(PipelineError) {
        let bytes = try storage { () throws(StorageError) in try data.files(prefix: Self.name, suffix: Self.name) }
            .first?.bytes
        guard let bytes, let value = try? JSONValue.parse(bytes) else { return }
        for file in value["seen"]?.array ?? [] {
            guard let mark = file["file"]?.string, let size = file["bytes"]?.integer,
                let changed = file["changed"]?.integer
            else { continue }
            seen[mark] = Look(bytes: Int(clamping: size), changed: changed)
        }
        kept = (value["kept"]?.array ?? []).compactMap { file in
            guard let folder = file["folder"]?.string, let mark = file["file"]?.string,
                let until = file["until"]?.string.flatMap({ Instant($0) })
            else { return nil }
            return Kept(folder: DropFolder(path: folder), mark: mark, until: until)
        }
    }

    /// What stands for a file.
    private static func mark(_ path: String) -> String { StableHash.hex(StableHash.hash64(path.utf8)) }

    /// True when the file looks as it did in the last run.
    func isWhole(_ file: DropFolder.File, in folder: DropFolder) -> Bool {
        seen[Self.mark(folder.path + "/" + file.name)] == Look(bytes: file.bytes, changed: file.changed)
    }

    /// Files of private groups that have been dealt with and whose time is over. One that was not known, since it came
    /// just now or since this memory was lost, has its time from `now` on; one that is gone is forgotten.
    ///
    /// - Parameter folders: those that hold exports of private groups at present.
    /// - Returns: paths.
    mutating func over(in folders: [DropFolder], at now: Instant) throws(PipelineError) -> [String] {
        let until = Dictionary(kept.map { ($0.mark, $0.until) }) { max($0, $1) }
        var over: [String] = []
        var left: [Kept] = []
        for folder in Set(folders + kept.map(\.folder)).sorted(by: { $0.path < $1.path }) {
            let isWatched = folders.contains(folder)
            // A share that is not mounted just now keeps its time.
            guard folder.exists else {
                left += kept.filter { $0.folder == folder }
                continue
            }
            for path in try storage({ () throws(StorageError) in try folder.taken() }) {
                let mark = Self.mark(path)
                guard let end = until[mark] ?? (isWatched ? now.advanced(by: Tip.privateSpan) : nil) else { continue }
                if end <= now { over.append(path) } else { left.append(Kept(folder: folder, mark: mark, until: end)) }
            }
        }
        kept = left
        return over
    }

    /// Writes down what waits now.
    ///
    /// - Parameter waiting: folder and file.
    func remember(_ waiting: [(folder: DropFolder, file: DropFolder.File)], in data: Inbox) throws(PipelineError) {
        let seen = waiting.map { folder, file in
            JSONValue.object([
                ("file", .string(Self.mark(folder.path + "/" + file.name))), ("bytes", .integer(Int64(file.bytes))),
                ("changed", .integer(file.changed)),
            ])
        }
        let kept = kept.map { file in
            JSONValue.object([
                ("folder", .string(file.folder.path)), ("file", .string(file.mark)),
                ("until", .string(file.until.description)),
            ])
        }
        let value = JSONValue.object([("schema", .integer(2)), ("seen", .array(seen)), ("kept", .array(kept))])
        try storage { () throws(StorageError) in try data.put(value.encoded(), as: Self.name) }
    }
}
