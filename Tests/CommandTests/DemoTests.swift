import Foundation
import Testing

/// The demo is the first thing that anybody sees: what it must show, and what it must never show.
struct DemoTests {
    private let demo: DemoOffice

    init() throws { demo = try DemoOffice() }

    @Test("the demo finds six claims and writes and prints five digests; a second run has nothing new")
    func demoTwice() async throws {
        let first = try await demo.jibu("run", "--print-digests")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("read 9 sources"))
        #expect(first.output.contains("flagged for 6 claims"))
        #expect(first.output.contains("5 digests sent"))
        let mails = try demo.mails()
        let recipients = ["aigul", "grace", "juma", "sergei", "uwase"]
        #expect(Set(mails.keys.compactMap { $0.split(separator: "-").first.map(String.init) }).sorted() == recipients)
        #expect(mails.count == 5)
        for recipient in recipients {
            #expect(first.output.contains("To \(recipient) over eml"))
            let mail = try demo.mail(to: recipient)
            let heading = try #require(mail.text.split(whereSeparator: \.isNewline).first)
            #expect(first.output.contains(heading), "the terminal shows what the mail says")
        }
        let claims = try await demo.jibu("alerts", "list", "--json", now: nil).decoded(AlertView.self).map(\.claim)
        #expect(
            Set(claims).sorted() == [
                "fake-payment", "fuel-stop", "land-seizure", "schools-closing", "vaccine-infertility", "water-poisoned",
            ])

        let second = try await demo.jibu("run", "--print-digests")
        #expect(second.status == 0)
        #expect(second.output.contains("nothing new, nothing sent"))
        #expect(try demo.mails() == mails)
    }

    @Test("the claim that few have seen carries advice to watch, and no text to post")
    func belowTheTippingPoint() async throws {
        _ = try await demo.jibu("run")
        let entries = try demo.mail(to: "grace").text.components(separatedBy: "Fuel supply [")
        let fuel = try #require(entries.last)
        #expect(entries.count == 2)
        #expect(fuel.contains("Watch, do not answer yet."))
        #expect(!fuel.contains("copy from here"))
        let others = try #require(entries.first)
        #expect(others.components(separatedBy: "copy from here").count - 1 == 10, "five answers, each for web and SMS")
    }

    @Test("each digest speaks its recipient's language")
    func languages() async throws {
        _ = try await demo.jibu("run")
        let words = [
            "aigul": "Бекітілген жауап", "sergei": "Утверждённый ответ",
            "grace": "Approved answer", "juma": "Jibu lililoidhinishwa", "uwase": "Igisubizo cyemejwe",
        ]
        for (recipient, word) in words {
            let text = try demo.mail(to: recipient).text
            #expect(text.localizedCaseInsensitiveContains(word), "\(recipient): \(text.prefix(400))")
        }
    }

    @Test("two fresh folders give the same mails, byte for byte, although their keys differ")
    func deterministic() async throws {
        let other = try DemoOffice()
        _ = try await demo.jibu("run")
        _ = try await other.jibu("run")
        #expect(try demo.mails() == other.mails())
        let key = "examples/quickstart/secrets/pseudonym.key"
        #expect(try demo.folder.read(key) != other.folder.read(key))
        let report = try await demo.jibu("run", "--json").object(RunReportView.self)
        #expect(try await other.jibu("run", "--json").object(RunReportView.self).posts == report.posts)
    }

    @Test("no handle and no link of a person is in any byte that is kept, sent or shown")
    func noHandles() async throws {
        let run = try await demo.jibu("run", "--print-digests")
        let handles = try personalMarks()
        #expect(handles.count >= 20, "the sample feeds hold handles to look for")
        #expect(handles.isSuperset(of: ["mtoto_wa_pwani", "dana_91", "pesa_haraka"]))
        var places: [String: [UInt8]] = try demo.folder.contents(of: "examples/quickstart/data")
        for (name, bytes) in try demo.mails() { places["text of \(name)"] = Array(MailView(file: bytes).text.utf8) }
        places["the terminal"] = run.bytes
        places["archive show"] = try await demo.jibu("archive", "show", now: nil).bytes
        places["alerts export"] = try await demo.jibu("alerts", "export", now: nil).bytes
        places["replay"] = try await demo.jibu("replay", "--json").bytes
        #expect(places["archive show"]?.isEmpty == false)
        for (place, bytes) in places {
            let data = Data(bytes)
            for handle in handles where data.range(of: Data(handle.utf8)) != nil {
                Issue.record("\(handle) is in \(place)")
            }
        }
    }

    /// Handles that cannot be ordinary words, and the beginnings of links to persons' posts.
    private func personalMarks() throws -> Set<String> {
        var marks: Set<String> = ["gihanga-forum.example/p/4", "mtoni-jukwaa.example/uzi/"]
        for name in ["saryozen-forum.rss", "akbulak-blog.atom", "gihanga-forum.json", "mtoni-jukwaa.xml"] {
            let text = try demo.folder.read("examples/quickstart/feeds/\(name)")
            let names = text.matches(of: /(?:<dc:creator>|<name>|"name": ")([^<"]+)/).map { String($0.output.1) }
            marks.formUnion(names.filter { name in name.contains("_") || name.contains(where: \.isNumber) })
        }
        return marks
    }
}
