import Alerting
import BuiltIn
import Foundation
import Model
import Testing

@testable import Pipeline

/// `jibu correct` while messages are still on their way.
struct CorrectionRunTests {
    @Test("who has the message is corrected; who will get it yet is named")
    func onTheirWay() async throws {
        let office = try AckOffice()
        // Nothing can be written where the mails go.
        try office.write("", "mail")
        try await office.run(0)
        let house = try House.open(config: office.path, kinds: builtInSources, now: office.at(5))
        let id = try office.alert().id
        let outcome = try house.correct(startingWith: String(id.prefix(8)), text: "The water was tested again.")
        #expect(outcome.queued.map(\.recipient) == ["aigul"])
        #expect(outcome.left == ["daniyar: a message about it is still on its way; correct it again once it is there"])
        try FileManager.default.removeItem(atPath: office.folder + "/mail")
        try await office.run(70)
        let again = try House.open(config: office.path, kinds: builtInSources, now: office.at(80))
            .correct(startingWith: id, text: "The water was tested again.")
        #expect(again.queued.map(\.recipient).sorted() == ["aigul", "daniyar"] && again.left.isEmpty)
    }
}
