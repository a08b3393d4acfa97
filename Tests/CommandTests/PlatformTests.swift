import Foundation
import Testing

/// The built command against every platform at once, with the documented payloads and every way in which a platform
/// fails to answer.
@Suite(
    .enabled(if: PlatformStub.python != nil && PlatformStub.openssl != nil, "needs the python3 and openssl commands"))
struct PlatformTests {
    @Test("the stub's answers have the documented names of fields and no others")
    func names() throws {
        let folder = try ScratchFolder()
        let stub = try PlatformStub(in: folder)
        try stub.set(posts: 12, at: .start)
        try stub.writeAnswers(to: folder.url)
        let documented = try DocumentedNames()
        #expect(documented.files.count == 17)
        for (file, names) in documented.files {
            let example = PlatformStub.payloads.appending(path: "documented/\(file)")
            #expect(try DocumentedNames.names(in: example) == names, "\(file)")
            let answer = folder.url.appending(path: file)
            guard FileManager.default.fileExists(atPath: answer.path) else { continue }
            let found = try DocumentedNames.names(in: answer)
            #expect(found.subtracting(names).subtracting(DocumentedNames.frame) == [], "\(file)")
        }
    }

    @Test("one run pulls every platform at its real address, and no secret stands in an address but the bot's own")
    func everything() async throws {
        let office = try PlatformOffice()
        try office.stub.set(posts: 12, at: .start)
        let report = try await office.run(at: .start)
        for source in PlatformOffice.sources {
            #expect(report.health(of: source) == "healthy", "\(source): \(report.detail(of: source))")
        }
        let addresses = try office.stub.requests()
        #expect(Set(addresses.map { $0[0] }) == Set(PlatformStub.hosts).subtracting(["login.example"]))
        let telling = addresses.filter { $0[2].contains("stub-token") }
        #expect(telling.allSatisfy { $0[0] == "api.telegram.org" })
        for (name, bytes) in try office.folder.contents(of: "data") {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("stub-token"), "\(name)")
        }
        try await expectEach(1...12, office)
        // A tip is no post: it waits in the inbox for the next run, without anything about who sent it.
        let tips = try office.folder.contents(of: "data/inbox").values.map { String(decoding: $0, as: UTF8.self) }
        #expect(tips.count == 12)
        #expect(!tips.contains { $0.contains("Amina") || $0.contains("77") })
        #expect(try await office.archive().filter { $0.source == "tipline" }.isEmpty)
        let next = try await office.run(at: .start.later(hours: 1))
        #expect(next.tips == 12)
        #expect(try office.folder.contents(of: "data/inbox").isEmpty)
    }

    /// A way in which an answer goes wrong, and what each source must call it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let health: Set<String>
        /// Sources that may call it something else.
        var others: [String: Set<String>] = [:]
        /// Where it happens, when it is not in the answer.
        var line = PlatformOffice.Line.good
        /// What each source says of it.
        var words: String?
        var testDescription: String { name }

        init(
            _ name: String, _ health: Set<String>, _ others: [String: Set<String>] = [:],
            line: PlatformOffice.Line = .good, words: String? = nil
        ) {
            self.name = name
            self.health = health
            self.others = others
            self.line = line
            self.words = words
        }
    }

    private static let refusals: [String: Set<String>] = [
        "page": ["failed"], "comments": ["throttled"], "wall": ["throttled"], "tipline": ["throttled"],
        "blog": ["failed"],
    ]

    static let faults = [
        // Odd answers, which are answers.
        Fault("edited", ["healthy"]), Fault("deleted", ["healthy"]), Fault("no-text", ["healthy"]),
        Fault("dates", ["healthy"]), Fault("duplicates", ["healthy"]), Fault("shifted", ["healthy"]),
        Fault("wrong-type", ["healthy"]), Fault("gzip", ["healthy"]), Fault("bad-utf8", ["healthy"]),
        Fault("slow", ["healthy"]), Fault("windows-1251", ["healthy"]),
        // A window that is suddenly empty may be called a soft failure; a list of what is new may not.
        Fault(
            "empty", ["quiet", "soft-failed"],
            ["blog": ["quiet"], "tipline": ["quiet"], "ministry": ["quiet"], "council": ["quiet"]]),
        // No way to the platforms: no name, no trust, no TLS behind https, a byte a second.
        Fault("no-name", ["failed"], line: .nameless, words: "the host name is not known"),
        Fault("no-trust", ["failed"], line: .untrusted, words: "the certificate is not trusted"),
        Fault("no-tls", ["failed"], line: .plain, words: "no protected connection"),
        Fault("trickle", ["failed"], line: .impatient, words: "too slow"),
        // No answers.
        Fault("429-seconds", ["throttled"]), Fault("429-date", ["throttled"]), Fault("429-bare", ["throttled"]),
        Fault("403-rate", ["throttled"]), Fault("520", ["failed"]),
        Fault("400", ["failed"]), Fault("401", ["failed"]), Fault("403-page", ["failed"]), Fault("404", ["failed"]),
        Fault("408", ["failed"]), Fault("422", ["failed"]), Fault("425", ["failed"]), Fault("500", ["failed"]),
        Fault("502", ["failed"]), Fault("503", ["throttled"]), Fault("504", ["failed"]),
        Fault("cut", ["failed"]), Fault("circle", ["failed"]), Fault("reset", ["failed"]),
        Fault("zero-bytes", ["soft-failed"]), Fault("login-page", ["soft-failed"]),
        Fault("plain-words", ["soft-failed"]),
        Fault("other-host", ["soft-failed"]),
        // The documented errors, with status 200 and with one that says no: a token, a quota, "too many requests", a
        // closed interface.
        Fault("error-object", ["soft-failed"], Self.refusals), Fault("error-object403", ["failed"], Self.refusals),
    ]

    @Test("each failure has its name, moves no cursor, and costs no post and doubles none", arguments: faults)
    func failure(_ fault: Fault) async throws {
        let office = try PlatformOffice()
        try office.stub.set(posts: 4, at: .start)
        _ = try await office.run(at: .start)
        let before = try office.cursors()
        let later = TestClock.start.later(hours: 2)
        try office.configure(fault.line)
        try office.stub.set(posts: 9, at: later, fault: fault.name)
        let report = try await office.run(at: later)
        let after = try office.cursors()
        for source in PlatformOffice.sources {
            let health = try #require(report.health(of: source))
            #expect(
                (fault.others[source] ?? fault.health).contains(health),
                "\(source): \(health) \(report.detail(of: source))")
            if let words = fault.words {
                #expect(report.detail(of: source).contains(words), "\(source): \(report.detail(of: source))")
            }
            if ["failed", "soft-failed", "throttled"].contains(health) {
                #expect(after[source] == before[source], "\(source): the bookmark moved without an answer")
                #expect(report.gaps.contains { $0.source == source && $0.open }, "\(source)")
            }
        }
        if fault.name == "windows-1251" { try await expectLegible(office) }
        let day = later.later(hours: 30)
        try office.configure()
        let last = try office.stub.set(posts: 12, at: day, fault: "")
        let recovered = try await office.run(at: day)
        for source in PlatformOffice.sources {
            #expect(recovered.health(of: source) == "healthy", "\(source): \(recovered.detail(of: source))")
        }
        try await expectEach(1...max(last, 12), office)
        // Each tip is taken once, but for one that had no words, and one that its writer deleted before it was fetched.
        let end = try await office.run(at: day.later(hours: 1))
        let gone = ["no-text", "deleted"].contains(fault.name) ? 1 : 0
        #expect(report.tips + recovered.tips + end.tips == max(last, 12) - gone)
    }

    @Test("a platform that is gone for good is not asked again, costs no post, and is read under a new id")
    func gone() async throws {
        let office = try PlatformOffice()
        try office.stub.set(posts: 4, at: .start)
        _ = try await office.run(at: .start)
        let before = try office.cursors()
        let later = TestClock.start.later(hours: 2)
        try office.stub.set(posts: 9, at: later, fault: "410")
        let report = try await office.run(at: later)
        for source in PlatformOffice.sources {
            #expect(report.health(of: source) == "gone", "\(source): \(report.detail(of: source))")
            #expect(report.gaps.contains { $0.source == source && $0.open && $0.reason == "gone" }, "\(source)")
        }
        #expect(try office.cursors() == before)
        _ = try office.stub.requests()
        let day = later.later(hours: 30)
        try office.stub.set(posts: 12, at: day, fault: "")
        let next = try await office.run(at: day)
        #expect(try office.stub.requests().isEmpty)
        for source in PlatformOffice.sources {
            #expect(next.troubles.contains { $0.hasPrefix("\(source): gone for good") }, "\(source)")
        }
        try await expectEach(1...4, office)
        try office.configure(suffix: "-again")
        let again = try await office.run(at: day.later(hours: 1))
        for source in PlatformOffice.sources { #expect(again.health(of: source + "-again") == "healthy", "\(source)") }
        try await expectEach(1...12, office, suffix: "-again")
    }

    @Test("after a long silence the sources with older pages catch up, while a post appears between two pages")
    func catchUp() async throws {
        let office = try PlatformOffice()
        try office.stub.set(posts: 4, at: .start)
        _ = try await office.run(at: .start)
        let later = TestClock.start.later(days: 3)
        try office.stub.set(posts: 230, at: later, fault: "shifted")
        _ = try await office.run(at: later)
        let last = try office.stub.set(at: later.later(hours: 1), fault: "")
        #expect(last > 230, "no source asked for a second page")
        _ = try await office.run(at: later.later(hours: 1))
        try await expectEach(1...last, office, except: PlatformOffice.feeds)
    }

    @Test("the same answer again is unchanged, and nothing comes twice")
    func unchanged() async throws {
        let office = try PlatformOffice()
        try office.stub.set(posts: 6, at: .start, fault: "unchanged")
        _ = try await office.run(at: .start)
        // The second question of a site with a bookmark is another one: only the third can be the same again.
        for hour in 1...2 { _ = try await office.run(at: .start.later(hours: hour)) }
        let report = try await office.run(at: .start.later(hours: 3))
        for source in PlatformOffice.sources {
            #expect(report.health(of: source) == (source == "tipline" ? "quiet" : "unchanged"), "\(source)")
        }
        #expect(report.posts == 0)
        try await expectEach(1...6, office)
    }

    /// Every post of every source is there, under one identity, and no version of it twice.
    private func expectEach(
        _ numbers: ClosedRange<Int>, _ office: PlatformOffice, except left: Set<String> = [], suffix: String = ""
    ) async throws {
        let archive = try await office.archive()
        for source in Set(PlatformOffice.sources).subtracting(left).subtracting(["tipline"]) {
            var ids: [Int: Set<String>] = [:]
            let posts = archive.filter { $0.source == source + suffix }
            for post in posts {
                guard let match = post.text.firstMatch(of: /Хабар (\d+):/), let number = Int(match.1) else { continue }
                ids[number, default: []].insert(post.id)
            }
            let lost = numbers.filter { ids[$0] == nil }
            let doubled = ids.filter { $0.value.count > 1 }.keys.sorted()
            #expect(lost == [], "\(source) lost posts")
            #expect(doubled == [], "\(source) has posts under two identities")
            #expect(Set(posts.map { "\($0.id) \($0.version)" }).count == posts.count, "\(source) has versions twice")
        }
    }

    /// Every post that names a number has all of its letters, those that its alphabet lacks among them.
    private func expectLegible(_ office: PlatformOffice) async throws {
        let texts = try await office.archive().map(\.text).filter { $0.contains("Хабар") }
        #expect(texts.count >= 9 * (PlatformOffice.sources.count - 1))
        #expect(texts.allSatisfy { $0.contains(": ә ғ қ ң ө ұ ү һ і 💧") })
    }
}

extension RunReportView {
    func detail(of source: String) -> String { sources.first { $0.id == source }?.detail ?? "" }

    /// Tips that this run took out of the inbox.
    var tips: Int { sources.first { $0.id == "tips" }?.posts ?? 0 }
}

/// Names of fields as the platforms document them, read without any part of Jibu.
private struct DocumentedNames {
    /// File of an example to the names in it: `a.b[].c` of JSON; `<element`, `@attribute` and `.class` of markup.
    private(set) var files: [(String, Set<String>)] = []

    /// What the stub puts around the items of a feed and the messages of a page.
    static let frame: Set<String> = [
        "<rss", "<channel", "<title", "<feed", "@version", "@xmlns", "<html", "<body", "<section",
        ".tgme_channel_history",
    ]

    init() throws {
        let list = try String(
            contentsOf: PlatformStub.payloads.appending(path: "documented/names.txt"), encoding: .utf8)
        for line in list.split(separator: "\n") {
            if line.hasPrefix("# ") {
                files.append((String(line.dropFirst(2)), []))
            } else {
                files[files.count - 1].1.insert(String(line))
            }
        }
    }

    static func names(in file: URL) throws -> Set<String> {
        if file.pathExtension == "json" {
            return paths(try JSONSerialization.jsonObject(with: Data(contentsOf: file)), below: "")
        }
        let text = try String(contentsOf: file, encoding: .utf8)
        var names: Set<String> = []
        for tag in text.matches(of: /<([A-Za-z][\w:]*)((?:\s+[\w:-]+="[^"]*")*)\s*\/?>/) {
            names.insert("<\(tag.1)")
            for attribute in String(tag.2).matches(of: /([\w:-]+)="([^"]*)"/) {
                names.insert("@\(attribute.1)")
                if attribute.1 == "class" {
                    names.formUnion(attribute.2.split(separator: " ").map { ".\($0)" })
                }
            }
        }
        return names
    }

    private static func paths(_ value: Any, below path: String) -> Set<String> {
        if let object = value as? [String: Any] {
            return object.reduce(into: []) { names, member in
                let name = path.isEmpty ? member.key : "\(path).\(member.key)"
                names.insert(name)
                names.formUnion(paths(member.value, below: name))
            }
        }
        return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(paths($1, below: path + "[]")) }
    }
}
