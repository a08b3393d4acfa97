import Foundation
import Model
import Testing

@testable import Alerting

@Suite("Mail")
struct MailTests {
    @Test("headers are those of a machine's mail to one person")
    func headers() throws {
        let digest = try #require(Scenario.batch(Sample.person("aigul", name: "Aigul \"A\" Serik")).digests.first)
        let text = String(decoding: digest.bytes, as: UTF8.self)
        let head = text.components(separatedBy: "\r\n\r\n")[0]
        #expect(
            head.hasPrefix("Date: Fri, 20 Nov 2026 06:00:00 +0000\r\nFrom: \"Jibu\"\r\n <jibu@qala.example>\r\nTo: "))
        #expect(head.contains("\r\nMessage-ID: <\(digest.id)@qala.example>\r\n"))
        #expect(head.contains("\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"))
        #expect(head.contains("\r\nList-Id: <qala-press.qala.example>\r\n"))
        #expect(head.contains("\r\nList-Unsubscribe: <mailto:press@qala.example?subject=unsubscribe>\r\n"))
        #expect(digest.id.count == 64)
    }

    @Test("text comes first and HTML last, and both say what the digest says")
    func parts() throws {
        for language in ["en", "ru"] {
            let digest = try #require(Scenario.batch(Sample.person("aigul", languages: [language])).digests.first)
            let parts = MailParts(String(decoding: digest.bytes, as: UTF8.self).components(separatedBy: "\r\n"))
            #expect(parts.contents.first == digest.text)
            #expect(parts.contents.last?.hasPrefix("<!DOCTYPE html>") == true)
        }
    }

    @Test(
        "Latin goes as quoted-printable, Cyrillic as base64, and no line is over 76",
        arguments: [
            ("Plain text\nwith two lines\n", "quoted-printable"),
            ("Le prix de l’eau du robinet ne change pas, dit la mairie du quartier.\n", "quoted-printable"),
            ("Вода в кранах\n", "base64"), (String(repeating: "long ", count: 100) + "\n", "quoted-printable"),
            (".\n..\nFrom me\n--x\ntrailing \n", "quoted-printable"), ("", "quoted-printable"),
            ("\n\n\n", "quoted-printable"),
            (String(repeating: "é", count: 500), "base64"), ("a=b=c\tTab\t\n", "quoted-printable"),
        ])
    func body(text: String, encoding: String) {
        let body = MailBody(text)
        #expect(body.encoding == encoding)
        #expect(body.lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(body.lines.allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("From ") && !$0.hasSuffix(" ") })
    }

    @Test(
        "RFC 2047 words are at most 75 characters, split between characters",
        arguments: [
            "Тема письма на русском языке, которая не помещается в одну строку заголовка письма", "emoji 👩‍👩‍👧‍👦 👍🏽",
            "=?utf-8?B?ZmFrZQ==?=", String(repeating: "ө", count: 300), "plain", "",
        ])
    func words(text: String) throws {
        let header = MailHeader.words(text, after: 9)
        var decoded = ""
        for line in header.components(separatedBy: "\r\n ") {
            #expect(line.utf8.count <= 75)
            guard line.hasPrefix("=?utf-8?B?"), line.hasSuffix("?=") else {
                decoded += line
                continue
            }
            let data = try #require(Data(base64Encoded: String(line.dropFirst(10).dropLast(2))))
            decoded += try #require(String(data: data, encoding: .utf8))
        }
        #expect(decoded == text)
    }

    @Test(
        "only an address is an address",
        arguments: [
            ("a@b.example", true), ("Name <a@b.example>", true), ("\"Last, First\" <a@b.example>", true), ("a", false),
            ("a@", false), ("@b", false), ("a@b@c", false), ("a b@c.example", false),
            ("a@b.example\r\nBcc: x@y", false),
            ("<a@b.example>, <c@d.example>", false), ("a@b.example, c@d.example", false), ("-oQ@b.example", false),
            ("Имя <а@b.example>", false),
        ])
    func address(text: String, isAddress: Bool) { #expect((MailAddress(text) != nil) == isAddress) }

    static let hasPython: Bool =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/env")
        && (try? run("print('ok')", input: [])) == "ok\n"

    private static func run(_ script: String, input: [UInt8]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("jibu-mail-\(UUID().uuidString).eml")
        try Data(input).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test(
        "Python's email package reads the mail as we meant it", .enabled(if: hasPython),
        arguments: ["kk", "ru", "sw", "rw", "fr", "en"])
    func python(language: String) throws {
        let digest = try #require(
            Scenario.batch(Sample.person("aigul", name: "Айгүл Серік", languages: [language])).digests.first)
        let script = """
            import sys, email, email.policy
            sys.stdout.reconfigure(encoding="utf-8")
            m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            parts = list(m.iter_parts())
            print(m["Subject"]); print(m["To"]); print(m["Message-ID"]); print(m.get_content_type())
            print([p.get_content_type() for p in parts], m.defects, [p.defects for p in parts])
            print(m["Date"].datetime.isoformat())
            sys.stdout.write(parts[0].get_content().replace("\\r\\n", "\\n"))
            """
        let expected = """
            \(digest.subject)
            Айгүл Серік <aigul@qala.example>
            <\(digest.id)@qala.example>
            multipart/alternative
            ['text/plain', 'text/html'] [] [[], []]
            2026-11-20T06:00:00+00:00
            \(digest.text)
            """
        #expect(try Self.run(script, input: digest.bytes) == expected)
    }
}
