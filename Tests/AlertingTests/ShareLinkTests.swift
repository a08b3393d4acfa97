import Foundation
import Model
import Testing

@testable import Alerting

@Suite("Links that open another program with the text")
struct ShareLinkTests {
    private func answer(_ post: String, x: String? = nil, sms: String? = nil) -> ResponseDecision.Answer {
        ResponseDecision.Answer(
            version: 1, language: "kk", approvedBy: nil, approvedOn: nil, post: post, sms: sms,
            texts: [.telegram: post, .whatsapp: post, .mail: post, .x: x ?? post], contact: "", evidence: [], doNot: [],
            hardQuestions: [])
    }

    @Test(
        "what the other program reads is the text, letter for letter",
        arguments: [
            "Су таза: 100 % & «тексерілді»? #1 + 2 = 3; a/b\\c", "line one\nline two", "🙂 <b>\"quoted\"</b> 'x' ^ ` { }",
            "https://qala.example/a?b=c&d=e",
        ])
    func exact(text: String) throws {
        let links = ShareLink.all(for: answer(text), subject: "Су & ауа")
        #expect(links.map(\.program) == [.telegram, .whatsapp, .sms, .mail])
        for link in links {
            let allowed = CharacterSet(
                charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%:/?&=")
            #expect(link.url.unicodeScalars.allSatisfy(allowed.contains))
            let items = try #require(URLComponents(string: link.url)?.percentEncodedQueryItems)
            let body = (items.first { ["text", "body"].contains($0.name) } ?? items.first { $0.name == "url" })?.value?
                .removingPercentEncoding
            #expect(body?.replacingOccurrences(of: "\r\n", with: "\n") == text)
            if link.program == .mail {
                #expect(items.first { $0.name == "subject" }?.value?.removingPercentEncoding == "Су & ауа")
            }
        }
    }

    @Test("a link has at most 2,000 bytes: a shorter text stands in, or the link is left out")
    func length() {
        let long = String(repeating: "су ", count: 200)
        let short = ShareLink.all(for: answer(long, x: "Қысқа мәтін"), subject: "s")
        #expect(short.count == 4)
        #expect(short.allSatisfy { $0.url.utf8.count <= 2000 && $0.url.contains(ShareLink.encoded("Қысқа")) })
        #expect(ShareLink.all(for: answer(long), subject: "s").isEmpty)
    }

    @Test("Telegram gets the page of the text as its address")
    func address() {
        let link = ShareLink(.telegram, text: "See https://a.example/1 and https://b.example/2", subject: "")
        #expect(link.url.hasPrefix("https://t.me/share/url?url=https%3A%2F%2Fb.example%2F2&text="))
        let stop = ShareLink(.telegram, text: "It stands on https://a.example/1.", subject: "")
        #expect(stop.url.hasPrefix("https://t.me/share/url?url=https%3A%2F%2Fa.example%2F1&text="))
    }

    @Test("Telegram does nothing with an empty address: a text without one stands in its place")
    func withoutAddress() {
        #expect(ShareLink(.telegram, text: "All is well", subject: "").url == "https://t.me/share/url?url=All%20is%20well")
    }
}
