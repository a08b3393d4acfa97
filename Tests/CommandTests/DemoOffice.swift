import Foundation
import Testing

/// The quickstart in a folder of its own, with the shipped watchlists beside it as in the repository.
final class DemoOffice: Sendable {
    /// What `make demo` passes.
    static let now = "2026-11-20T09:00:00Z"

    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        let quickstart = folder.url.appending(path: "examples/quickstart")
        try FileManager.default.createDirectory(at: quickstart, withIntermediateDirectories: true)
        for name in ["feeds", "jibu.yaml", "places.yaml"] {
            try FileManager.default.copyItem(
                at: Repository.url("examples/quickstart/\(name)"), to: quickstart.appending(path: name))
        }
        try FileManager.default.copyItem(
            at: Repository.url("watchlists"), to: folder.url.appending(path: "watchlists"))
    }

    /// Runs a command that reads the demo's jibu.yaml.
    func jibu(_ arguments: String..., now: String? = DemoOffice.now) async throws -> JibuProcess.Ending {
        let config = ["--config", "examples/quickstart/jibu.yaml"]
        return try await JibuProcess.run(
            arguments + config + (now.map { ["--now", $0] } ?? []), in: folder.url)
    }

    /// Runs a command that reads no jibu.yaml.
    func bare(_ arguments: String..., input: [UInt8] = []) async throws -> JibuProcess.Ending {
        try await JibuProcess.run(arguments, in: folder.url, input: input)
    }

    /// The mails of the demo by file name.
    func mails() throws -> [String: [UInt8]] { try folder.contents(of: "examples/quickstart/data/outbox") }

    /// The mail of one recipient.
    func mail(to recipient: String) throws -> MailView {
        let found = try mails().first { $0.key.hasPrefix(recipient + "-") }
        return MailView(file: try #require(found?.value, "there is no mail for \(recipient)"))
    }
}
