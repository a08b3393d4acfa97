import Model
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized, .enabled(if: TLSServer.tool != nil, "needs the openssl command")) struct TLSTests {
    private func client(_ server: TLSServer, authorities: String?) -> NetworkClient {
        let here = HostPort(host: "127.0.0.1", port: server.port)
        var policy = NetworkPolicy.closed
        policy.allow = [here]
        policy.resolve = [
            HostPort(host: "good.example", port: 443): here, HostPort(host: "bad.example", port: 443): here,
        ]
        policy.authorities = authorities
        return testClient(policy)
    }

    @Test("a certificate that nobody vouches for is refused")
    func selfSigned() async throws {
        let server = try #require(try TLSServer())
        let found = await failure(client(server, authorities: nil), HTTPRequest(.get, "https://good.example/"))
        #expect(found?.kind == .tls)
        #expect(found?.maybeSent == false)
    }

    @Test("an authority that the operator adds is trusted, for its names alone")
    func authority() async throws {
        let server = try #require(try TLSServer())
        let client = client(server, authorities: server.certificate)
        #expect(try await client.send(HTTPRequest(.get, "https://good.example/")).status == 200)
        #expect(try await client.send(HTTPRequest(.get, "https://127.0.0.1:\(server.port)/")).status == 200)
        #expect(await failure(client, HTTPRequest(.get, "https://bad.example/"))?.kind == .tls)
    }

    @Test("a missing file of authorities fails, and trusts nothing instead")
    func missingAuthorities() async throws {
        let server = try #require(try TLSServer())
        let client = client(server, authorities: "/nowhere/authorities.pem")
        #expect(await failure(client, HTTPRequest(.get, "https://good.example/"))?.kind == .tls)
    }

    @Test("TLS 1.1 is too old")
    func old() async throws {
        let server = try #require(try TLSServer(options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"]))
        let client = client(server, authorities: server.certificate)
        #expect(await failure(client, HTTPRequest(.get, "https://good.example/"))?.kind == .tls)
    }

    @Test("a mail server with an untrusted certificate gets no mail")
    func mail() async throws {
        let server = try #require(try TLSServer())
        let mail = Mail(sender: "a@qala.example", recipient: "b@qala.example", bytes: Array("X: y\r\n\r\nz\r\n".utf8))
        let outcome = await client(server, authorities: nil).submit(
            mail,
            to: MailServer(
                url: "smtps://127.0.0.1:\(server.port)", username: nil, password: nil, requireTLS: true,
                clientName: "jibu.example"))
        #expect(outcome.name == "configuration-dead")
    }
}
