import Model
import TestSupport
import Testing

@testable import Pipeline

/// Approvals by reply, through whole runs.
struct ApprovalRunTests {
    private let office: AckOffice

    init() throws {
        office = try AckOffice()
        try office.write(
            AckOffice.house() + "responses: {respond_from: {posts: 1, authors: 1, severity: high}, approvers: "
                + "[aigul, daniyar]}\n", "jibu.yaml")
        try office.write(OfficeText.response(to: "water"), "watchlists/responses/water.yaml")
    }

    private func said(to person: String, over channel: String = "chat") throws -> [String] {
        try office.texts(channel, to: person)
    }

    @Test("a wrong digit, a bare word and the right digits are answered, and the answer goes out in that run, once")
    func answered() async throws {
        try await office.run(0)
        let request = try #require(try said(to: "aigul").first { $0.contains("reply: approve ") })
        let code = String(try #require(request.firstMatch(of: /approve (\d{6})/)).output.1)
        let wrong = String(code.dropLast()) + (code.hasSuffix("1") ? "2" : "1")

        office.chat.hear("approve \(wrong)", from: "aigul@qala.example", at: office.at(1))
        try await office.run(15)
        #expect(try said(to: "aigul").last?.contains("No text has the code \(wrong) now.") == true)
        office.chat.hear("approved", from: "aigul@qala.example", at: office.at(16))
        try await office.run(30)
        #expect(try said(to: "aigul").last?.contains("Which text?") == true)

        office.chat.hear(code, from: "aigul@qala.example", at: office.at(31))
        let report = try await office.run(45)
        #expect(report.remarks.contains("aigul approved the answer to water"), "\(report.remarks)")
        #expect(try said(to: "aigul").contains { $0.contains("Approved.") })
        let told = try said(to: "aigul").filter { $0.contains("the answer is ready") }
        #expect(told.count == 1 && told[0].contains("The water was tested on 16 November and it is safe."))
        let count = try said(to: "aigul").count
        // The same message again, as when the cursor was lost on the way.
        office.chat.hear(code, from: "aigul@qala.example", at: office.at(31), id: "3")
        for minutes in [60, 75, 90] as [Int64] { try await office.run(minutes) }
        #expect(try said(to: "aigul").count == count)
    }
}
