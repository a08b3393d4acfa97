import Model
import Testing

@testable import Alerting

@Suite("Answers against the limits of this office's channels")
struct AnswerLimitsTests {
    private func excesses(
        sms: String?, segments: Int = 2, languages: [String] = ["ru"], office: String = "Qala Press Office",
        x: String? = nil
    ) -> [AnswerLimits.Excess] {
        var response = Sample.response(languages: ["ru", "en"])
        response.variants["ru"]?.sms = sms
        response.variants["ru"]?.texts[.x] = x
        let people = ["aigul", "juma"].map {
            Sample.person(
                $0, languages: languages, channels: [Recipient.Address(channel: "sms", address: "+77001234567")])
        }
        let alerter = Sample.alerter(
            responses: [response], recipients: people, channels: ["sms": .sms(segments: segments)], officeName: office)
        return AnswerLimits(alerter.rules, now: Sample.now).excesses
    }

    @Test("an SMS that its channel cannot hold with subject and code is named, with the people")
    func sms() {
        #expect(excesses(sms: "{{fact}}").isEmpty)
        let long = "{{fact}} " + String(repeating: "Дайте стечь. ", count: 6)
        #expect(
            excesses(sms: long).map(\.what) == [
                "its SMS has 3 segments with subject and code; sms takes 2, so aigul, juma would get the text without the "
                    + "code, or the code alone"
            ])
        #expect(excesses(sms: long, segments: 3).isEmpty)
        #expect(excesses(sms: long, languages: ["en"]).isEmpty, "nobody gets it in Russian")
        #expect(excesses(sms: nil).isEmpty)
    }

    @Test("a text that fits with a short name and not with this office's is named")
    func names() {
        let text = "{{office}}: " + String(repeating: "а", count: 250)
        #expect(excesses(sms: nil, office: "Пресса", x: text).isEmpty)
        let found = excesses(sms: nil, office: "Пресс-служба акимата города Кала и района", x: text)
        #expect(found.map(\.language) == ["ru"])
        #expect(found.first?.what == "its text for x has 293 characters; at most 280 are allowed")
    }
}
