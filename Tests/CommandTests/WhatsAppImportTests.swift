import Foundation
import TestSupport
import Testing

/// `jibu archive import whatsapp` over everything that phones export, through the built command.
struct WhatsAppImportTests {
    private struct Report: Decodable {
        let lines: Int
        let posts: Int
        let repeated: Int
        let withoutText: Int
        let notices: Int
        let remarks: [String]
        let privateMatches: Int
        let privateForgotten: Int
        let privateOld: Int
    }

    /// A post as the archive has it.
    private struct Seen: Decodable {
        let text: String
        let published: String
        let author: String?
    }

    private static let now = TestClock.start.later(days: 30)

    private func office(_ export: WhatsAppExport) throws -> (office: TestOffice, file: String) {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        guard export.phone == .iPhone else {
            try Data(export.bytes).write(to: office.folder.url.appending(path: export.name))
            return (office, export.name)
        }
        // Media lie beside the chat; their names may say anything.
        let zip = StoredZip.bytes([("../IMG-0001.jpg", [0xFF, 0xD8]), (export.name, export.bytes)])
        try Data(zip).write(to: office.folder.url.appending(path: "WhatsApp Chat - Water.zip"))
        return (office, "WhatsApp Chat - Water.zip")
    }

    @Test(
        "posts and times are right in every language, on every phone, with every clock", arguments: WhatsAppExport.all)
    func everyPhone(export: WhatsAppExport) async throws {
        let (office, file) = try office(export)
        let command = ["archive", "import", "whatsapp", "--public-channel", "--json", "--time-zone", export.timeZone]
        let ending = try await JibuProcess.run(command + ["--now", Self.now.text, file], in: office.folder.url)
        #expect(ending.status == 0, "\(ending.errors)")
        let report = try ending.object(Report.self)
        let seen = try await office.jibu("archive", "show").decoded(Seen.self)
        let found = Set(seen.map { WhatsAppExport.Message(published: $0.published, text: $0.text) })
        let expected = Set(export.messages)
        #expect(found.subtracting(expected) == [])
        #expect(expected.subtracting(found) == [])
        #expect(report.posts == export.messages.count)
        #expect(report.withoutText == export.mediaOnly)
        // Encryption, group, newcomer, new name in two ways, and the deleted message.
        #expect(report.notices == 6)
        #expect(report.remarks.count == 1 && report.remarks[0].hasPrefix("2 lines"))
        let again = try await JibuProcess.run(command + ["--now", Self.now.text, file], in: office.folder.url)
        #expect(try again.object(Report.self).posts == 0)
        #expect(try again.object(Report.self).repeated == export.messages.count)
    }

    @Test("a group needs consent, is matched first, and only what matches is kept, without author, for seven days")
    func privateGroup() async throws {
        let export = try #require(WhatsAppExport.all.first { $0.language == "en" && $0.phone == .android })
        let (office, file) = try office(export)
        let bare = try await office.jibu("archive", "import", "whatsapp", file)
        #expect(bare.status == 2 && bare.errors.contains("--consent"))
        let half = try await office.jibu("archive", "import", "whatsapp", "--consent", "two admins", file)
        #expect(half.status == 64)
        // Ten days after the two days with a message in every hour: the last of those are six days old.
        let now = TestClock.start.later(days: -7, hours: 3)
        let arguments = ["--consent", "two admins agreed", "--agreed", "2026-11-06", "--place", "qala"]
        let ending = try await JibuProcess.run(
            ["archive", "import", "whatsapp", "--json", "--now", now.text] + arguments + [file], in: office.folder.url)
        #expect(ending.status == 0, "\(ending.errors)")
        let report = try ending.object(Report.self)
        #expect(
            report.posts == 0 && report.privateMatches > 10 && report.privateForgotten > 3 && report.privateOld > 10)
        #expect(report.privateMatches + report.privateForgotten + report.privateOld == export.messages.count)
        #expect(try await office.archive().isEmpty)
        let files = try office.folder.contents(of: "data")
        let written = files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
        for name in ["Amina", "Juma", "Dana", "701 000"] { #expect(!written.contains(name), "\(name) was kept") }
        #expect(!written.contains("the mayor"), "what matched nothing was kept")
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day in Qala"))))
        let first = try await office.run(at: now.later(minutes: 15))
        #expect(first.report.alertsOpened == 1)
        let tips = try #require(first.report.sources.first { $0.id == "tips" })
        #expect(tips.new == report.privateMatches)
        // The same export again tells nothing twice.
        _ = try await JibuProcess.run(
            ["archive", "import", "whatsapp", "--json", "--now", now.later(minutes: 20).text] + arguments + [file],
            in: office.folder.url)
        let second = try await office.run(at: now.later(minutes: 30))
        #expect(second.report.sources.first { $0.id == "tips" }?.new == 0)
        #expect(second.report.alertsOpened == 0)
        for turn in 1...9 { _ = try await office.run(at: now.later(hours: 23 * turn)) }
        #expect(try office.folder.contents(of: "data/private").isEmpty)
    }

    @Test("a chat of two people is refused, whatever consent there is, and nothing is kept of it")
    func personalChat() async throws {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        try office.folder.write(
            """
            20/11/2026, 14:03 - Messages and calls are end-to-end encrypted.
            20/11/2026, 14:04 - Amina: They say the water is poisoned
            20/11/2026, 14:05 - Juma: Who?

            """, to: "chat.txt")
        let ending = try await office.jibu(
            "archive", "import", "whatsapp", "--consent", "both agreed", "--agreed", "2026-11-20", "--place", "qala",
            "chat.txt",
            at: .start.later(days: 1))
        #expect(ending.status == 2)
        #expect(ending.errors.contains("two people"))
        let files = try office.folder.contents(of: "data").filter {
            $0.key != "run.lock" && !$0.key.hasPrefix("ledger")
        }
        #expect(!files.values.contains { String(decoding: $0, as: UTF8.self).contains("poisoned") })
    }

    @Test("what a user may say decides between day and month, and nothing else does")
    func dayAndMonth() async throws {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        try office.folder.write("05/06/2026, 14:03 - A: one\n05/06/2026, 14:04 - B: two\n", to: "chat.txt")
        func read(_ arguments: String...) async throws -> JibuProcess.Ending {
            try await JibuProcess.run(
                ["archive", "import", "whatsapp", "--public-channel", "--now", Self.now.text] + arguments + [
                    "chat.txt"
                ],
                in: office.folder.url)
        }
        let asked = try await read()
        #expect(asked.status == 2 && asked.errors.contains("--day-first") && asked.errors.contains("05/06/2026"))
        #expect(try await read("--month-first", "--source", "month").status == 0)
        #expect(try await read("--day-first", "--source", "day").status == 0)
        let seen = try await office.jibu("archive", "show").decoded(Seen.self)
        #expect(Set(seen.map { $0.published.prefix(10) }) == ["2026-05-06", "2026-06-05"])
        #expect(try await read("--day-first", "--month-first").status == 64)
    }

    @Test("what is no export, cut or hostile gives a clear error and status 2, and leaves nothing behind")
    func hostile() async throws {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        let zip = StoredZip.bytes([("_chat.txt", Array("20/11/2026, 14:03 - A: one\n".utf8))])
        let files: [(bytes: [UInt8], says: String)] = [
            ([], "no chat export"), (Array("Dear all, see you at 14:03\n".utf8), "no chat export"),
            (Array(zip.prefix(40)), "not whole"), (StoredZip.bytes([("a.jpg", [1])]), "no text"),
            (Array("20/11/2026, 2:03 foo - A: one\n".utf8), "foo"),
            (Array("99/99/2026, 14:03 - A: one\n".utf8), "most dates of the file do not exist"),
            ([UInt8](repeating: 0, count: 5000), "no chat export"),
        ]
        for (index, file) in files.enumerated() {
            try Data(file.bytes).write(to: office.folder.url.appending(path: "\(index).txt"))
            let ending = try await office.jibu(
                "archive", "import", "whatsapp", "--public-channel", "--day-first", "\(index).txt",
                at: .start.later(days: 1))
            #expect(ending.status == 2, "\(index)")
            #expect(ending.errors.contains(file.says), "\(index): \(ending.errors)")
        }
        #expect(try await office.archive().isEmpty)
    }
}

/// A zip file whose entries are stored as they are.
enum StoredZip {
    static func bytes(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        var body: [UInt8] = []
        var list: [UInt8] = []
        for file in files {
            let name = Array(file.name.utf8)
            let shared =
                number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(Int(sum(file.bytes)), 4)
                + number(file.bytes.count, 4) + number(file.bytes.count, 4) + number(name.count, 2) + number(0, 2)
            list += Array("PK\u{1}\u{2}".utf8) + number(20, 2) + shared + number(0, 10) + number(body.count, 4) + name
            body += Array("PK\u{3}\u{4}".utf8) + shared + name + file.bytes
        }
        let end =
            number(0, 4) + number(files.count, 2) + number(files.count, 2) + number(list.count, 4)
            + number(body.count, 4)
        return body + list + Array("PK\u{5}\u{6}".utf8) + end + number(0, 2)
    }

    /// CRC-32, bit by bit.
    private static func sum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
