import Foundation
import Testing

@testable import Storage

struct DropFolderTests {
    @Test("a file that is moved replaces neither a file nor the words that lie beside one")
    func move() throws {
        let temporary = try TemporaryFolder()
        let folder = DropFolder(path: temporary.path + "/in")
        try FileManager.default.createDirectory(atPath: folder.path + "/done", withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: URL(filePath: folder.path + "/" + name)) }
        func read(_ name: String) throws -> String { try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8) }
        // Somebody's own export has the name that our words would have.
        try write("an export", "done/chat.txt")
        try write("new", "chat")
        try folder.move("chat", to: .done, saying: "two posts")
        #expect(try read("done/chat.txt") == "an export")
        #expect(try read("done/2-chat") == "new" && read("done/2-chat.txt") == "two posts\n")
        try write("newer", "2-chat")
        try folder.move("2-chat", to: .failed, saying: "no chat")
        #expect(try folder.taken().map { String($0.dropFirst(folder.path.utf8.count + 1)) }
            == ["done/2-chat", "done/2-chat.txt", "done/chat.txt", "failed/2-chat", "failed/2-chat.txt"])
        #expect(try folder.files().isEmpty)
    }
}
