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

    @Test("a tip is redacted before it is cut, in whole characters, and keeps the place that matched")
    func cut() throws {
        // The end of a tip cuts through this number.
        let text = String(repeating: "ж", count: Tip.longest / 2 - 4) + " +7 701 123 45 67 " + String(repeating: "end ", count: 99)
        let tip = Tip(redacting: text, place: "qala", language: nil, heard: ReplayOffice.start, consent: nil)
        #expect(tip.text.utf8.count <= Tip.longest && tip.text.utf8.count > Tip.longest - 16)
        #expect(!tip.text.contains("701") && !tip.text.contains("\u{FFFD}"))
        for longest in 1...9 {
            let cut = Tip.cut("aжあ👍z", to: longest)
            #expect("aжあ👍z".hasPrefix(cut) && cut.utf8.count <= longest && cut.utf8.count >= min(longest, 11) - 3)
        }
        let long = String(repeating: "қала ", count: 20_000) + "the water is poisoned" + String(repeating: " қала", count: 20_000)
        let place = try #require(long.firstRange(of: "the water")).lowerBound.utf16Offset(in: long)
        #expect(place == 100_000)
        let kept = Tip(
            redacting: long, place: "qala", language: nil, heard: ReplayOffice.start, consent: String(repeating: "we agreed ", count: 900),
            around: long.utf8.count / 2)
        #expect(kept.text.contains("the water is poisoned") && kept.text.utf8.count <= Tip.longest)
        #expect(try #require(kept.consent).utf8.count <= 2048)
        #expect(Tip(kept.json.encoded()) == kept)
    }

    @Test("a consent and a place are looked at in one way, wherever they come from")
    func check() throws {
        let places = [Place(id: "qala", parent: nil, names: [:], terms: [:])]
        try Tip.check(consent: nil, place: "qala", places: places)
        try Tip.check(consent: "екі әкімші келісті", place: "qala", places: places)
        // As long as jibu.yaml allows, in letters of two bytes.
        try Tip.check(consent: String(repeating: "ж", count: 300), place: "qala", places: places)
        for consent in ["", " 12 ", String(repeating: "x", count: 301), String(repeating: "👍", count: 2000)] {
            #expect(throws: PipelineError.self) { try Tip.check(consent: consent, place: "qala", places: places) }
        }
        #expect(throws: PipelineError.self) { try Tip.check(consent: nil, place: "qalla", places: places) }
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
