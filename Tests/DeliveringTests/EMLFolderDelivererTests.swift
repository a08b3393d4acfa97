import Foundation
import Model
import Testing

@testable import Delivering

@Suite("Mails as files")
struct EMLFolderDelivererTests {
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jibu-eml-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func files(in folder: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder).count
    }

    @Test("the file is there whole, private, and without a leftover")
    func writes() async throws {
        try await inFolder { folder in
            let deliverer = EMLFolderDeliverer(channel: "eml", folder: folder + "/deep/out", from: "jibu@qala.example")
            let outcome = await deliverer.deliver(Sample.digest())
            let path = folder + "/deep/out/aigul-0123456789abcdef0123456789abcdef.eml"
            #expect(outcome == .accepted(receipt: path))
            #expect(FileManager.default.contents(atPath: path) == Data(Sample.mail))
            let count1 = try files(in: folder + "/deep/out")
            #expect(count1 == 1)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("the same digest again overwrites its own file; another one has another file")
    func repeats() async throws {
        try await inFolder { folder in
            let deliverer = EMLFolderDeliverer(channel: "eml", folder: folder, from: "jibu@qala.example")
            _ = await deliverer.deliver(Sample.digest())
            _ = await deliverer.deliver(Sample.digest())
            let count2 = try files(in: folder)
            #expect(count2 == 1)
            _ = await deliverer.deliver(Sample.digest(recipient: "bolat"))
            _ = await deliverer.deliver(Sample.digest(String(repeating: "f", count: 64)))
            let count3 = try files(in: folder)
            #expect(count3 == 3)
        }
    }

    @Test(
        "no name leads out of the folder",
        arguments: [
            "../../etc/passwd", "/etc/passwd", "a/b", "..", "", "a\0b", "имя", String(repeating: "x", count: 500),
        ])
    func names(name: String) async throws {
        try await inFolder { folder in
            let deliverer = EMLFolderDeliverer(channel: "eml", folder: folder, from: "jibu@qala.example")
            for digest in [Sample.digest(recipient: name), Sample.digest(name)] {
                #expect(await deliverer.deliver(digest).name == "accepted")
                let path = deliverer.path(of: digest)
                #expect(path.hasPrefix(folder + "/") && !path.dropFirst(folder.count + 1).contains("/"))
                #expect(FileManager.default.fileExists(atPath: path))
            }
        }
    }

    @Test("reconciling finds the file, or says that it may be written")
    func reconciles() async throws {
        try await inFolder { folder in
            let deliverer = EMLFolderDeliverer(channel: "eml", folder: folder, from: "jibu@qala.example")
            #expect(await deliverer.reconcile(Sample.digest())?.name == "retry")
            _ = await deliverer.deliver(Sample.digest())
            #expect(await deliverer.reconcile(Sample.digest())?.name == "accepted")
            let changed = Sample.digest(bytes: Array("Subject: y\r\n\r\n".utf8))
            #expect(await deliverer.reconcile(changed)?.name == "retry")
        }
    }

    @Test("a folder that cannot be made is a matter of configuration, with the path in the words")
    func unwritable() async {
        let deliverer = EMLFolderDeliverer(channel: "eml", folder: "/dev/null/out", from: "jibu@qala.example")
        let outcome = await deliverer.deliver(Sample.digest())
        #expect(outcome.name == "configuration-dead")
        #expect(outcome.detail?.contains("/dev/null/out") == true)
    }
}
