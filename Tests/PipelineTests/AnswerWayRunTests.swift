import Foundation
import Model
import Testing

@testable import Pipeline
@testable import Storage

/// Answers and reminders to somebody whose first channel is broken.
struct AnswerWayRunTests {
    private let office: AckOffice

    init() throws {
        office = try AckOffice()
        try office.write(
            AckOffice.house().replacingOccurrences(
                of: "[{chat: aigul@qala.example}]", with: "[{chat: aigul@qala.example}, {mail: aigul@qala.example}]"),
            "jibu.yaml")
    }

    private var chat: String { office.folder + "/chat" }

    /// The folder of the channel becomes a file: nothing can be written there.
    private func breakChat() throws {
        try FileManager.default.removeItem(atPath: chat)
        try office.write("", "chat")
    }

    @Test("a channel that breaks under an answer: the same run says it over the next one, and nobody hears it twice")
    func breaksNow() async throws {
        try await office.run(0)
        #expect(try office.texts("chat", to: "aigul").count == 1)
        try breakChat()
        office.chat.hear("ok \(try office.code())", from: "aigul@qala.example", at: office.at(1))
        try await office.run(2)
        #expect(try office.texts("mail", to: "aigul").map { $0.contains("It is yours until") } == [true])
        // Mended, and tried again after its pause: what was said another way is over.
        try FileManager.default.removeItem(atPath: chat)
        for minutes in [30, 70, 130] as [Int64] { try await office.run(minutes) }
        #expect(try office.texts("chat", to: "aigul").count == 1 && office.texts("mail", to: "aigul").count == 1)
    }

    @Test("a reminder goes over the channel that works, once, also when the first one works again")
    func reminder() async throws {
        try await office.run(0)
        office.chat.hear("ok \(try office.code())", from: "aigul@qala.example", at: office.at(1))
        try await office.run(2)
        #expect(try office.texts("chat", to: "aigul").count == 2)
        try breakChat()
        // Four hours from 09:02; three quarters of them are over at 12:02.
        try await office.run(182)
        #expect(try office.texts("mail", to: "aigul").map { $0.contains("Is the answer out?") } == [true])
        try FileManager.default.removeItem(atPath: chat)
        for minutes in [197, 230, 241] as [Int64] { try await office.run(minutes) }
        #expect(try office.texts("chat", to: "aigul").count == 2 && office.texts("mail", to: "aigul").count == 1)
    }
}
