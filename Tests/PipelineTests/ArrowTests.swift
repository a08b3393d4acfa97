import BuiltIn
import Foundation
import Testing

/// The arrows between rooms (docs/decisions/0001-rooms-and-arrows.md), as Package.swift has them and as the code
/// uses them. An import through another target's dependency compiles, so both are looked at.
struct ArrowTests {
    private static let ground: Set<String> = ["Model", "Text", "Reading", "Settings"]
    private static let rooms = ["Intake", "Watchlists", "Alerting", "Transport", "Storage", "Delivering"]

    /// Room to what it may import of ours.
    static let table: [(room: String, arrows: Set<String>)] =
        [
            ("Text", []), ("Model", ["Text"]), ("Reading", ["Model", "Text", "CXML2"]), ("Settings", ["Model", "Text"]),
            ("Intake", ground), ("Watchlists", ground.union(["CPCRE2"])), ("Alerting", ground),
            ("Transport", ground.union(["CCurl"])), ("Storage", ground.union(["CZstd"])), ("Delivering", ground),
            ("Programs", ground.union(["CLinux"])),
            ("Pipeline", ground.union(rooms)), ("jibu", ground.union(["Pipeline", "BuiltIn", "Programs", "Intake"])),
            ("TestSupport", ground.union(["Intake"])),
        ]

    private static let repository = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Our own modules: every folder under Sources and Plugins.
    private static let ours: Set<String> = Set(names("Sources") + names("Plugins"))

    private static func names(_ folder: String) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: repository.appending(path: folder).path)
        return (found ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Our modules that the files below a folder import.
    private static func imports(_ folder: String) throws -> Set<String> {
        let root = repository.appending(path: folder)
        var found: Set<String> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: root.path) where name.hasSuffix(".swift") {
            let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
            for line in text.split(separator: "\n") {
                if let module = line.firstMatch(of: /^(?:@\S+\s+)*(?:public |package |internal )?import (\w+)/) {
                    found.insert(String(module.output.1))
                }
            }
        }
        return found.intersection(ours)
    }

    @Test("a room imports only what the table allows", arguments: table)
    func imports(room: String, arrows: Set<String>) throws {
        let used = try Self.imports("Sources/\(room)")
        #expect(used.subtracting(arrows).isEmpty, "\(room) imports \(used.subtracting(arrows).sorted())")
    }

    @Test("the table names every room that there is")
    func complete() {
        let systemLibraries: Set<String> = ["CCurl", "CLinux", "CPCRE2", "CXML2", "CZstd"]
        #expect(Set(Self.names("Sources")).subtracting(systemLibraries) == Set(Self.table.map(\.room)))
    }

    @Test("a plugin imports Intake and the ground rooms only", arguments: names("Plugins").filter { $0 != "BuiltIn" })
    func plugins(name: String) throws {
        #expect(try Self.imports("Plugins/\(name)").isSubset(of: Self.ground.union(["Intake"])))
    }

    @Test("every plugin is in Package.swift and in the list of built-in sources")
    func registered() throws {
        let manifest = try String(contentsOf: Self.repository.appending(path: "Package.swift"), encoding: .utf8)
        let list = try #require(manifest.firstMatch(of: /let plugins = \[([^\]]*)\]/)).output.1
        let declared = list.matches(of: /"(\w+)"/).map { String($0.output.1) }.sorted()
        let folders = Self.names("Plugins").filter { $0 != "BuiltIn" }
        #expect(declared == folders)
        #expect(try Self.imports("Plugins/BuiltIn").isSuperset(of: folders))
        #expect(builtInSources.count == folders.count)
        #expect(Set(builtInSources.map(\.name)).count == builtInSources.count, "two kinds share a name")
    }

    @Test("Package.swift declares each room with the arrows of the table", arguments: table)
    func declared(room: String, arrows: Set<String>) throws {
        let manifest = try String(contentsOf: Self.repository.appending(path: "Package.swift"), encoding: .utf8)
        let text = manifest.replacing(/\s+/, with: " ")
        let start = try #require(
            text.ranges(of: "room( \"\(room)\",").first ?? text.ranges(of: "room(\"\(room)\",").first
                ?? text.ranges(of: "name: \"\(room)\", dependencies:").first, "\(room) is not in Package.swift")
        // Up to the next target.
        let rest = text[start.upperBound...]
        let nextTarget = /(?:room|tests|plugin|systemLibrary|\.target|\.executableTarget|\.testTarget)\(/
        let end = rest.ranges(of: nextTarget).first
        let declaration = rest[..<(end?.lowerBound ?? rest.endIndex)]
        var found = Set(declaration.matches(of: /"(\w+)"/).map { String($0.output.1) })
        if declaration.contains("ground") { found.formUnion(Self.ground) }
        // The command's ground rooms and Intake come with Pipeline; it declares the two that it is made of.
        let expected = room == "jibu" ? ["Pipeline", "BuiltIn", "Programs"] : arrows
        #expect(found.intersection(Self.ours).subtracting([room]) == expected)
    }
}
