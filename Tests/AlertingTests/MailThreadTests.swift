import Foundation
import Model
import Testing

@testable import Alerting

@Suite("How mails hang together")
struct MailThreadTests {
    private func message(_ head: String) -> EarlierMessage {
        EarlierMessage(
            Digest(
                id: "d2", recipient: "aigul", channel: "mail", address: "aigul@qala.example", created: Sample.now,
                subject: "", notices: [], bytes: Array((head + "\r\n\r\nReferences: <body@x>\r\n").utf8), text: "",
                expires: Sample.now))
    }

    private func correction(of message: EarlierMessage) throws -> String {
        let digest = Sample.alerter().correction(
            of: message, claim: "water-poison", text: "The water was tested again.", alerts: [], record: AnswerRecord(),
            now: Sample.now)
        return String(decoding: try #require(digest).bytes, as: UTF8.self)
    }

    @Test("a correction refers to its parent and to all that the parent refers to")
    func chain() throws {
        let parent = message("Date: x\r\nReferences: <d0@old.example>\r\n\t<d1@qala.example>\r\nMIME-Version: 1.0")
        #expect(parent.references == ["d0@old.example", "d1@qala.example"])
        let mail = try correction(of: parent)
        #expect(mail.contains("\r\nIn-Reply-To: <d2@qala.example>\r\n"))
        #expect(
            mail.contains("\r\nReferences: <d0@old.example>\r\n <d1@qala.example>\r\n <d2@qala.example>\r\n"))
    }

    @Test("the first of a thread has its own id alone, and nothing of a body or of a strange id is taken")
    func root() throws {
        #expect(try correction(of: message("Date: x")).contains("\r\nReferences: <d2@qala.example>\r\n"))
        #expect(message("References: d0@x <a b@x> <ö@x> <ok@x>").references == ["ok@x"])
        #expect(message("References:").references.isEmpty)
    }

    @Test("a long thread keeps its root and its end")
    func bounded() {
        let ids = (0..<40).map { "d\($0)@x" }
        let lines = MailThread.header(of: ids, parent: "p@x").components(separatedBy: "\r\n ")
        #expect(lines.count == MailThread.most)
        #expect(lines.first == "References: <d0@x>" && lines.dropFirst().first == "<d32@x>" && lines.last == "<p@x>")
    }
}
