import Foundation

/// A folder of test cases: each case is a folder that holds a certain file.
///
/// Tests find their fixtures beside their own source file, so that they run
/// from any working directory.
package struct FixtureFolder: Sendable, CustomStringConvertible {
    package let path: String
    /// What a failed test shows: the path below the folder that was walked.
    package let description: String

    package init(_ path: String, description: String? = nil) {
        self.path = path
        self.description = description ?? (path as NSString).lastPathComponent
    }

    /// The folder `name` beside the source file that asks.
    package static func beside(_ name: String, file: String = #filePath) -> FixtureFolder {
        FixtureFolder((file as NSString).deletingLastPathComponent + "/" + name)
    }

    /// Every folder below, at any depth, that holds a file with one of these names; sorted by path.
    package func cases(holding names: [String]) -> [FixtureFolder] {
        let found = (FileManager.default.enumerator(atPath: resolved)?.compactMap { $0 as? String } ?? [])
            .filter { names.contains(($0 as NSString).lastPathComponent) }
            .map { ($0 as NSString).deletingLastPathComponent }
        return Set(found).sorted().map { FixtureFolder("\(resolved)/\($0)", description: $0) }
    }

    /// Paths of all files below that end like this, relative to the folder; sorted.
    package func files(ending: String) -> [String] {
        (FileManager.default.enumerator(atPath: resolved)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(ending) }.sorted()
    }

    /// Names of what stands directly in it, sorted.
    package var entries: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: resolved)) ?? []).sorted()
    }

    /// The bytes of a file in it; nil when there is none.
    package func bytes(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map(Array.init)
    }

    /// A text file in it without the line feed at its end; nil when there is none.
    package func text(_ name: String) -> String? {
        bytes(name).map { bytes in
            String(decoding: bytes.last == 0x0A ? bytes.dropLast() : bytes[...], as: UTF8.self)
        }
    }

    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

    /// Without symbolic links, so that a walk sees what is behind them.
    private var resolved: String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
}
