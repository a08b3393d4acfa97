import ArgumentParser
import BuiltIn
import Foundation
import Intake
import Model
import Pipeline
import Programs
import Settings

extension SourcesCommand {
    /// The conformance kit from the command line.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that a kind of source does what every source must do, and print findings.",
            discussion: """
                Give a KIND to replay the recordings of the fixtures folder, or a FOLDER with source.yaml. A folder \
                with recordings is replayed; one of a program (kind: exec) runs the program itself, twice. \
                docs/writing-a-source.md says what is in such a folder. Status 1 when there are errors.
                """)

        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption
        @Option(name: .long, help: "Where the folders of recordings are.", completion: .directory)
        var fixtures = "Tests/SourcePluginTests/Fixtures"
        @Argument(help: "A kind of source, or a folder.", completion: .directory)
        var what: String

        func run() async throws {
            let isFolder = RecordingFolder.exists(what)
            let folder = isFolder ? what : "\(fixtures)/\(what)/conformance"
            guard isFolder || RecordingFolder.exists(folder) else {
                throw CommandProblem(
                    .couldNotRun,
                    "There are no recordings in \(folder). Give a folder, or the fixtures with --fixtures.")
            }
            let recording = RecordingFolder.read(folder)
            let kind = try kind(of: recording, in: folder, byName: isFolder ? nil : what)
            var findings: [Finding] = []
            if kind.medium == .web || recording.files[Recording.Part.answer.rawValue] != nil {
                findings = await Conformance.check(kind, recording)
            } else if let source = Conformance.source(kind, recording, &findings) {
                findings += await rehearse(kind, source, recording, below: folder)
            }
            try finish(try report(findings, json: output.json, checked: what))
        }

        /// The kind that was named, or the one that `source.yaml` names.
        private func kind(of recording: Recording, in folder: String, byName name: String?) throws -> SourceKind {
            var findings: [Finding] = []
            let node = recording.settings.flatMap { YAMLText.parse($0, file: "source.yaml", into: &findings) }
            guard let word = name ?? node?["kind"]?.text else {
                throw CommandProblem(.couldNotRun, "\(folder)/source.yaml is missing, or names no kind.")
            }
            guard let kind = builtInSources.first(where: { $0.name == word }) else {
                throw CommandProblem(
                    .couldNotRun,
                    "There is no kind \(Terminal.safe(word)). See jibu sources kinds.")
            }
            return kind
        }

        private func rehearse(
            _ kind: SourceKind, _ source: any Source, _ recording: Recording, below folder: String
        ) async -> [Finding] {
            let path = URL(filePath: folder).standardizedFileURL.path
            let context = SourceContext(http: RecordedHTTP.none, programs: ProgramHost(), now: now.instant) {
                reference throws(SecretFailure) in try reference.resolved(in: path).read()
            }
            let rehearsal = await Conformance(name: what, source: source, medium: kind.medium, recording: recording)
                .rehearse(using: context)
            for note in rehearsal.notes { Terminal.note(Terminal.safe(note)) }
            for post in rehearsal.posts.prefix(5) where !output.json {
                let line = "\(post.published?.description ?? "no date")  \(post.title ?? String(post.text.prefix(80)))"
                Terminal.print(Terminal.safe(line))
            }
            if !output.json { Terminal.print("\(Count.of(rehearsal.posts.count, "post")) the first time.") }
            return rehearsal.findings
        }
    }
}

/// A folder of recordings on disk.
private enum RecordingFolder {
    static func exists(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// The regular files that stand directly in it, each at most 16 MiB.
    static func read(_ path: String) -> Recording {
        var files: [String: [UInt8]] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where !name.hasPrefix(".") {
            guard !exists("\(path)/\(name)"), let bytes = try? InputFile.read("\(path)/\(name)", limit: 16 << 20) else {
                continue
            }
            files[name] = bytes
        }
        return Recording(files: files)
    }
}
