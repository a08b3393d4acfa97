import Foundation
import Testing

/// The built command as a child process: what a person at a terminal, a timer or a pipe sees of it.
enum JibuProcess {
    /// How a command ended and what it printed.
    struct Ending: Sendable {
        let status: Int32
        let bytes: [UInt8]
        let errors: String

        var output: String { String(decoding: bytes, as: UTF8.self) }

        /// Every line, an empty one too.
        var lines: [String] { Array(output.components(separatedBy: "\n").dropLast()) }

        /// The lines of `--json` output.
        func decoded<Value: Decodable>(_ type: Value.Type) throws -> [Value] {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try lines.map { try decoder.decode(type, from: Data($0.utf8)) }
        }

        /// The first line of `--json` output.
        func object<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try #require(try decoded(type).first, "nothing on stdout; stderr: \(errors)")
        }
    }

    /// Why there is nothing to test.
    struct NoBinary: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "\(path) is not there. These tests run the built command: `swift build --product jibu` makes it, "
                + "and so does `swift build --build-tests` in the whole package."
        }
    }

    /// `jibu` beside the test bundle: both are products of one build folder.
    static func path() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: "jibu").path
        guard FileManager.default.isExecutableFile(atPath: path) else { throw NoBinary(path: path) }
        return path
    }

    /// Runs the command to its end.
    ///
    /// - Parameters:
    ///   - folder: its working folder.
    ///   - input: what it reads on standard input; nothing by default.
    ///   - environment: beside PATH and LANG.
    ///   - program: another program than the command, such as one that runs it on a terminal.
    static func run(
        _ arguments: [String], in folder: URL, input: [UInt8] = [], environment: [String: String] = [:],
        program: String? = nil
    ) async throws -> Ending {
        try await turns.take {
            try await start(program ?? path(), arguments, in: folder, input: input, environment: environment)
        }
    }

    /// Four commands at once keep two cores busy, whatever they wait for.
    private static let turns = Turns(4)

    private static func start(
        _ program: String, _ arguments: [String], in folder: URL, input: [UInt8], environment: [String: String]
    ) async throws -> Ending {
        let scratch = try ScratchFolder()
        let paths = ["in", "out", "err"].map { scratch.url.appending(path: $0) }
        try Data(input).write(to: paths[0])
        for path in paths[1...] { try Data().write(to: path) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment.merging(["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]) { own, _ in own }
        let handles = [
            try FileHandle(forReadingFrom: paths[0]), try FileHandle(forWritingTo: paths[1]),
            try FileHandle(forWritingTo: paths[2]),
        ]
        // A process that has ended keeps its handles for as long as anybody keeps the process.
        defer { for handle in handles { try? handle.close() } }
        process.standardInput = handles[0]
        process.standardOutput = handles[1]
        process.standardError = handles[2]
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { ended in
                let bySignal = ended.terminationReason == .uncaughtSignal
                continuation.resume(returning: bySignal ? -ended.terminationStatus : ended.terminationStatus)
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return Ending(
            status: status, bytes: Array(try Data(contentsOf: paths[1])),
            errors: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self))
    }
}

/// A folder that goes away with its owner.
final class ScratchFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "jibu-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ text: String, to path: String) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func read(_ path: String) throws -> String { try String(contentsOf: url.appending(path: path), encoding: .utf8) }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url.appending(path: path).path) }

    /// Every file below `path` with its bytes, by relative name; without the reserve, which is only room.
    func contents(of path: String) throws -> [String: [UInt8]] {
        let folder = path.isEmpty ? url : url.appending(path: path)
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: name)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue,
                file.lastPathComponent != "reserve"
            {
                files[name] = Array(try Data(contentsOf: file))
            }
        }
        return files
    }
}

/// Files of the repository, found from this file's own place.
enum Repository {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func url(_ path: String) -> URL { folder.appending(path: path) }
}
