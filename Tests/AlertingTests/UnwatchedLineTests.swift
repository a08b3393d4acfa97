import Foundation
import Model
import Testing

@testable import Alerting

/// The line of a digest that says which platforms nobody watches.
@Suite struct UnwatchedLineTests {
    private func text(_ platforms: [String], language: String = "en") -> String {
        let address = Recipient.Address(channel: "mail", address: "aigul@qala.example")
        var person = Sample.person("aigul", areas: ["qala"], channels: [address])
        person.languages = [language]
        let alerter = Sample.alerter(recipients: [person])
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        let batch = alerter.digests(
            due: changes.notices, alerts: state.alerts, alreadyTold: [], in: Circumstances(unwatched: platforms),
            now: Sample.now)
        return batch.digests.first?.text ?? ""
    }

    @Test(
        "it stands in every language, once, and names five platforms at most",
        arguments: [
            ("en", "Not seen by Jibu: A, B, C, D, E, closed groups and private messages."),
            ("ru", "Не наблюдаются: A, B, C, D, E, закрытые группы и личные сообщения."),
            ("kk", "Бақыланбайды: A, B, C, D, E, жабық топтар мен жеке хабарламалар."),
            ("sw", "Havifuatiliwi: A, B, C, D, E, vikundi vya faragha na ujumbe binafsi."),
            ("rw", "Ntibikurikiranwa: A, B, C, D, E, amatsinda afunze n’ubutumwa bwite."),
            ("fr", "Non suivis : A, B, C, D, E, groupes fermés et messages privés."),
        ])
    func line(_ language: String, _ expected: String) {
        let text = text(["A", "B", "C", "D", "E", "F"], language: language)
        #expect(text.components(separatedBy: expected).count == 2, "\(text)")
    }

    @Test("an office that watches everything that can be named has no such line")
    func none() {
        #expect(!text([]).contains("Not seen by Jibu"))
    }
}
