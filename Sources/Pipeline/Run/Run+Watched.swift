import Model
import Storage

/// What people put into watched folders: each file is imported once, then moved to `done/` or `failed/` with a text
/// that says what became of it.
///
/// A kill at any point loses nothing and doubles nothing: the file stays until everything of it is durable, and a file
/// that is imported again adds nothing. What a private group wrote becomes tips, which this run takes next.
extension Run {
    mutating func takeWatched() async throws(PipelineError) {
        guard !isDryRun else { return }
        var memory = try WatchedMemory(edges.dataFiles)
        // What was taken from a folder that nobody watches any more goes in its time, too.
        guard !edges.watched.isEmpty || !memory.kept.isEmpty else { return }
        var imports = PostImport(
            archive: edges.archive, ledger: edges.ledger, intake: edges.intake, segmentPosts: edges.segmentPosts,
            now: now, erased: edges.erased,
            workers: edges.workers)
        var waiting: [(folder: DropFolder, file: DropFolder.File)] = []
        for watched in edges.watched {
            let folder = DropFolder(path: watched.folder)
            guard folder.exists else {
                report.troubles.append("\(watched.id): there is no folder \(watched.folder)")
                continue
            }
            var line = RunReport.SourceLine(
                id: watched.id, health: .quiet, posts: 0, new: 0, nextDue: nil, notes: [])
            let files = try storage { () throws(StorageError) in try folder.files() }
            for file in files {
                guard memory.isWhole(file, in: folder) else {
                    waiting.append((folder, file))
                    continue
                }
                try await take(file, of: watched, in: folder, &imports, &line)
            }
            let held = waiting.count { $0.folder == folder }
            if files.isEmpty { continue }
            if held > 0 {
                line.notes.append(
                    "\(held == 1 ? "1 file waits" : "\(held) files wait") until the next run finds no change")
            }
            report.sources.append(line)
        }
        let groups = edges.watched.filter(\.isPrivate).map { DropFolder(path: $0.folder) }
        // Also after a failure of the import: an export of a private group holds what everybody there wrote.
        for path in try memory.over(in: groups, at: now) {
            try storage { () throws(StorageError) in try DropFolder.forget(path) }
        }
        try memory.remember(waiting, in: edges.dataFiles)
    }

    /// Imports one file and moves it.
    private mutating func take(
        _ file: DropFolder.File, of watched: WatchedFolder, in folder: DropFolder, _ imports: inout PostImport,
        _ line: inout RunReport.SourceLine
    ) async throws(PipelineError) {
        let done: ImportReport
        do {
            done = try await read(folder.path + "/" + file.name, of: watched, &imports)
        } catch {
            guard case .nothingScanned(let why) = error else { throw error }
            let shown = watched.isPrivate ? "a file could not be read; the text beside it in failed/ says why" : why
            report.troubles.append("\(watched.id): \(shown)")
            line.health = .softFailed("a file could not be read")
            try storage { () throws(StorageError) in try folder.move(file.name, to: .failed, saying: why) }
            return
        }
        line.posts += done.lines
        line.new += done.posts + done.privateMatches
        if line.health == .quiet { line.health = .healthy }
        // The name of such a file says whose chat it is, and a report is kept.
        let name = watched.isPrivate ? "a file" : file.name
        line.notes.append("\(name): \(done.summary)")
        if !done.isClean { report.troubles.append("\(watched.id): \(name): \(done.summary)") }
        let place = done.damage == nil ? DropFolder.Place.done : .failed
        let words = done.sentences.joined(separator: "\n")
        try storage { () throws(StorageError) in try folder.move(file.name, to: place, saying: words) }
    }

    private func read(
        _ path: String, of watched: WatchedFolder, _ imports: inout PostImport
    ) async throws(PipelineError) -> ImportReport {
        do {
            let brought = try watched.options.open(path, office: edges.timeZone, now: now)
            var done = try await imports.perform(brought) { _, _ in }
            if let group = watched.options.group {
                let matches = PrivateMatches(group: group, flow: desk.flow, inbox: edges.inbox)
                try await matches.hand(over: imports.ofPrivateGroup, at: now, to: &done)
            }
            return done
        } catch let error as PipelineError {
            throw error
        } catch let error as StorageError {
            throw .storage(error)
        } catch {
            throw .nothingScanned("\(path): \(error)")
        }
    }
}
