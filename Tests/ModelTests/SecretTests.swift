import Testing

@testable import Model

@Suite struct SecretTests {
    @Test("a secret is never printed, whatever prints it")
    func staysSecret() {
        let secret = Secret(Array("canary".utf8))
        let server = MailServer(url: "smtp://a", username: nil, password: secret, requireTLS: true, clientName: "a")
        var dumped = ""
        dump(server, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\(server)", dumped] { #expect(!text.contains("canary")) }
        #expect(secret.reveal() == Array("canary".utf8))
    }
}
