import Foundation
import Model
import Reading
import Testing

@testable import Pipeline
@testable import Storage

struct TipTests {
    @Test("a tip comes back from its file as it was taken down, and a file that is none is refused")
    func roundTrip() {
        let tip = Tip(text: "Говорят, вода отравлена", place: "qala", language: "ru", heard: ReplayOffice.start)
        #expect(Tip(tip.json.encoded()) == tip)
        let silent = Tip(text: "x y", place: "qala", language: nil, heard: ReplayOffice.start)
        #expect(Tip(silent.json.encoded()) == silent)
        for bytes in ["", "{}", "[1]", #"{"text":"a","place":"b","heard":"yesterday"}"#] {
            #expect(Tip(Array(bytes.utf8)) == nil)
        }
    }

    @Test("the inbox keeps files whole and in order, and passes over what is not its own")
    func inbox() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-inbox-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let inbox = Inbox(folder: folder + "/data/inbox")
        #expect(try inbox.files(prefix: "tip-", suffix: ".json").isEmpty)
        try inbox.put([1, 2], as: "tip-2.json")
        try inbox.put([], as: "tip-1.json")
        try inbox.put([9], as: "ack-1.json")
        try inbox.put([3], as: "tip-2.json")
        try Data(count: 2 << 20).write(to: URL(filePath: inbox.folder + "/tip-3.json"))
        try Data([7]).write(to: URL(filePath: inbox.folder + "/tip-4.json.tmp"))
        let files = try inbox.files(prefix: "tip-", suffix: ".json")
        #expect(files.map(\.name) == ["tip-1.json", "tip-2.json", "tip-3.json"])
        #expect(files.map(\.bytes) == [[], [3], nil])
        try inbox.remove("tip-2.json")
        #expect(try inbox.files(prefix: "tip-", suffix: ".json").count == 2)
    }
}
