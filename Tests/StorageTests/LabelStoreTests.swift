import Foundation
import Model
import Testing

@testable import Storage

/// Labels last as long as they should, whatever happens in between.
struct LabelStoreTests {
    let folder: TemporaryFolder
    let store: LabelStore
    let inbox: Inbox

    init() throws {
        folder = try TemporaryFolder()
        let data = DataFolder(path: folder.path)
        (store, inbox) = (data.labels, data.inbox)
    }

    private func label(
        _ number: Int, _ verdict: Label.Verdict, claim: String? = "water", at: Instant = morning, draw: Label.Draw? = nil
    ) -> Label {
        Label(makePost(number), claim: claim, verdict: verdict, at: at, by: "amina", draw: draw)
    }

    @Test("a label comes back as it was given, before and after it is folded in")
    func roundTrip() throws {
        let given = [
            label(1, .true), label(2, .opinion),
            label(3, .false, claim: nil, draw: Label.Draw(count: 20, of: 1000, seed: 7)),
            label(
                4, .true,
                draw: Label.Draw(
                    count: 20, of: 90, seed: 7, sample: .flagged, claim: "water", from: morning,
                    to: morning + .days(1))),
        ]
        try store.put(given, at: morning, number: 1)
        #expect(try store.read().labels == given)
        #expect(try store.fold() == 4)
        #expect(try store.read().labels == given)
        #expect(try Folders.names(in: inbox.folder).isEmpty)
        #expect(try store.fold() == 0)
    }

    @Test("the last label about a post and a claim counts, and keeps the first one's place")
    func last() throws {
        try store.put([label(1, .true), label(2, .true), label(1, .true, claim: "schools")], at: morning, number: 1)
        _ = try store.fold()
        try store.put([label(1, .false, at: morning + .minutes(5))], at: morning + .minutes(5), number: 1)
        #expect(try store.read().labels.map(\.verdict) == [.false, .true, .true])
    }

    @Test("a fold that is cut off before the inbox is emptied changes nothing when it is done again")
    func cutOff() throws {
        try store.put([label(1, .true)], at: morning, number: 1)
        let file = try #require(try Folders.names(in: inbox.folder).first)
        let waiting = try bytes(of: inbox.folder + "/" + file)
        _ = try store.fold()
        try inbox.put(waiting, as: file)
        _ = try store.fold()
        #expect(try store.read().labels.count == 1)
    }

    @Test("a label that was taken back is not read, in the inbox or out of it, and its text goes with the next tidying")
    func takenBack() throws {
        try store.put([label(1, .true), label(2, .true)], at: morning, number: 1)
        try store.put(Label.Retraction(label(1, .true).subject, at: morning, by: "amina"), at: morning, number: 2)
        #expect(try store.read().labels.map(\.post.id) == [makePost(2).id])
        #expect(try store.fold() == 2, "a retraction is no label")
        #expect(try store.read().labels.map(\.post.id) == [makePost(2).id])
        #expect(try store.read().badLines == 0)
        #expect(String(decoding: try bytes(of: store.path), as: UTF8.self).contains(makePost(1).text + "\""))
        #expect(try store.keep { _ in true } == 0)
        #expect(!String(decoding: try bytes(of: store.path), as: UTF8.self).contains(makePost(1).text + "\""))
        try store.put([label(1, .false)], at: morning, number: 3)
        #expect(try store.read().labels.map(\.verdict) == [.true, .false], "what is said after it counts")
    }

    @Test("half a line of a power cut is passed over, and the next label is whole")
    func half() throws {
        try store.put([label(1, .true), label(2, .true)], at: morning, number: 1)
        _ = try store.fold()
        try put(Array(try bytes(of: store.path).dropLast(10)), at: store.path)
        try store.put([label(3, .false)], at: morning, number: 2)
        _ = try store.fold()
        let content = try store.read()
        #expect(content.labels.map(\.post.id) == [makePost(1).id, makePost(3).id])
        #expect(content.badLines == 1)
    }

    @Test("labels beyond their retention go, with the text, and the others stay")
    func keeps() throws {
        try store.put([label(1, .true), label(2, .true, at: morning + .days(3))], at: morning, number: 1)
        #expect(try store.keep { $0.at > morning } == 1)
        #expect(try store.read().labels.map(\.post.id) == [makePost(2).id])
        #expect(!String(decoding: try bytes(of: store.path), as: UTF8.self).contains(makePost(1).text + "\""))
        #expect(try store.keep { _ in true } == 0)
    }

    @Test("many labels of one call go into several files and keep their order")
    func many() throws {
        let text = String(repeating: "а", count: 40_000)
        let labels = (0..<60).map { number in
            Label(makePost(number, text: text), claim: "water", verdict: .true, at: morning)
        }
        try store.put(labels, at: morning, number: 1)
        #expect(try Folders.names(in: inbox.folder).count > 3)
        #expect(try store.read().labels.map(\.post.id) == labels.map(\.post.id))
    }
}
