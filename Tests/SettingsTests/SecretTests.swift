import Foundation
import Model
import Testing

@testable import Settings

struct SecretTests {
    @Test("a secret in the settings file is refused, and the finding does not repeat it")
    func inlineSecret() {
        for text in ["hunter2", "\"hunter2\"", "[hunter2]"] {
            let findings = reading(text, as: .secret).findings
            #expect(findings.map(\.code) == ["inline-secret"])
            #expect(findings.allSatisfy { !$0.description.contains("hunter2") })
        }
    }

    @Test("a secret is a file or a credential, never both, and a credential has no path")
    func references() {
        #expect(reading("{file: secrets/smtp}", as: .secret).value == .file("secrets/smtp"))
        #expect(reading("{credential: smtp}", as: .secret).value == .credential("smtp"))
        #expect(reading("{file: a, credential: b}", as: .secret).findings.map(\.code) == ["bad-value"])
        #expect(reading("{}", as: .secret).findings.map(\.code) == ["bad-value"])
        #expect(reading("{credential: ../etc/passwd}", as: .secret).findings.map(\.code) == ["bad-value"])
        #expect(reading("{path: a}", as: .secret).findings.map(\.code) == ["unknown-key"])
    }

    /// Makes a file with the text and mode in a folder of its own, and removes it afterwards.
    private func withFile(_ text: String, mode: Int, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jibu-secret-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("smtp")
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        try body(folder.path)
    }

    @Test("a closed file gives the secret without its last line end", arguments: ["s3", "s3\n", "s3\r\n"])
    func reads(text: String) throws {
        try withFile(text, mode: 0o600) { (folder: String) throws in
            #expect(
                try SecretReference.file("smtp").resolved(in: folder).read(credentials: nil).reveal()
                    == Array("s3".utf8))
            #expect(
                try SecretReference.credential("smtp").read(credentials: folder).reveal() == Array("s3".utf8))
        }
    }

    @Test("a file that others can read is refused", arguments: [0o644, 0o604, 0o620, 0o666, 0o601])
    func tooOpen(mode: Int) throws {
        try withFile("s3", mode: mode) { (folder: String) throws in
            let error = #expect(throws: SecretFailure.self) {
                try SecretReference.file("smtp").resolved(in: folder).read(credentials: nil)
            }
            #expect(error?.code == "secret-too-open")
            #expect(error?.description.contains("s3") == false || folder.contains("s3"))
        }
    }

    @Test("only root's own files may be readable for a group")
    func rootGroup() {
        #expect(SecretReference.isClosed(mode: 0o640, owner: 0))
        #expect(!SecretReference.isClosed(mode: 0o640, owner: 1000))
        #expect(!SecretReference.isClosed(mode: 0o660, owner: 0))
        #expect(!SecretReference.isClosed(mode: 0o644, owner: 0))
        #expect(SecretReference.isClosed(mode: 0o400, owner: 1000))
    }

    @Test("missing, empty, endless and foreign files are told by name")
    func unreadable() throws {
        try withFile("\n", mode: 0o600) { (folder: String) throws in
            #expect(throws: SecretFailure.empty(path: folder + "/smtp")) {
                try SecretReference.file("smtp").resolved(in: folder).read(credentials: nil)
            }
            #expect(throws: SecretFailure.self) {
                try SecretReference.file("no").resolved(in: folder).read(credentials: nil)
            }
            #expect(throws: SecretFailure.self) {
                try SecretReference.file("").resolved(in: folder).read(credentials: nil)
            }
        }
        try withFile(String(repeating: "x", count: SecretReference.maximumBytes + 1), mode: 0o600) {
            (folder: String) throws in
            #expect(throws: SecretFailure.tooLong(path: folder + "/smtp", maximum: SecretReference.maximumBytes)) {
                try SecretReference.file("smtp").resolved(in: folder).read(credentials: nil)
            }
        }
        #expect(throws: SecretFailure.noCredentials(name: "smtp")) {
            try SecretReference.credential("smtp").read(credentials: nil)
        }
    }
}
