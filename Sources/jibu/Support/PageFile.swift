import Foundation

/// A page for the browser that a long command writes at its end.
struct PageFile {
    let path: String

    init(_ path: String) { self.path = path }

    /// Refuses a path at which no file can be written, before the long work.
    func check() throws(CommandProblem) {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw CommandProblem(.couldNotRun, "\(path): this is a folder; name the file for the page.")
        }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard files.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw CommandProblem(.couldNotRun, "\(path): the page cannot be written: there is no folder \(folder).")
        }
        guard files.isWritableFile(atPath: folder) else {
            throw CommandProblem(.couldNotRun, "\(path): the page cannot be written: you may not write to \(folder).")
        }
    }

    /// Writes the page and says where it is.
    func write(_ bytes: [UInt8]) throws(CommandProblem) {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandProblem(.couldNotRun, "\(path): the page cannot be written: \(error.localizedDescription)")
        }
        Terminal.note("The page is at \(Terminal.safe(path))")
    }
}
