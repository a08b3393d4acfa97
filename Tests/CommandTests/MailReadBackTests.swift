import Foundation
import Testing

/// Mails as another program reads them: `scripts/check-mail` is strict, and says so when a mail is broken.
@Suite(.enabled(if: TerminalDriver.python != nil, "needs the python3 command"))
struct MailReadBackTests {
    private let demo: DemoOffice

    init() throws { demo = try DemoOffice() }

    private func check() throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: try #require(TerminalDriver.python))
        process.arguments = [
            Repository.url("scripts/check-mail").path, demo.folder.url.appending(path: "examples/quickstart/data/outbox").path,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    @Test("the demo's mails read back without a problem, and a broken one does not")
    func readBack() async throws {
        _ = try await demo.jibu("run")
        let good = try check()
        #expect(good.status == 0, "\(good.output)")
        #expect(good.output.hasSuffix("5 mails, 0 with problems\n"))
        let name = try #require(try demo.mails().keys.sorted().first)
        let path = "examples/quickstart/data/outbox/\(name)"
        let bytes = try #require(try demo.mails()[name])
        let mail = String(decoding: bytes, as: UTF8.self)
        try demo.folder.write(mail.replacingOccurrences(of: "text/html", with: "text/htm"), to: path)
        #expect(try check().status == 1)
        // A mail below another one names it in both headers.
        let parent = "In-Reply-To: <0@qala.example>\r\n"
        try demo.folder.write(parent + mail, to: path)
        #expect(try check().output.contains("does not end in <0@qala.example>"))
        try demo.folder.write(parent + "References: <0@qala.example>\r\n" + mail, to: path)
        #expect(try check().status == 0)
    }
}
