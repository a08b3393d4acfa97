import Model
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized) struct AddressGuardTests {
    /// First, last and middle addresses of the special blocks, and everything that only looks public.
    static let refused = """
        0.0.0.0 0.1.2.3 0.255.255.255 10.0.0.0 10.20.30.40 10.255.255.255 100.64.0.0 100.100.100.200 100.127.255.255
        127.0.0.0 127.0.0.1 127.1.2.3 127.255.255.255 169.254.0.0 169.254.169.254 169.254.255.255
        172.16.0.0 172.20.1.1 172.31.255.255 192.0.0.0 192.0.0.8 192.0.0.170 192.0.0.255 192.0.2.0 192.0.2.77 192.0.2.255
        192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.0 192.168.1.1 192.168.255.255 192.175.48.1
        198.18.0.0 198.18.99.1 198.19.255.255 198.51.100.0 198.51.100.255 203.0.113.0 203.0.113.255
        224.0.0.0 224.0.0.251 232.1.1.1 239.255.255.255 240.0.0.0 250.1.2.3 255.255.255.254 255.255.255.255
        :: ::1 ::2 ::7f00:1 ::10.0.0.1 ::8.8.8.8 ::ffff:0.0.0.0 ::ffff:127.0.0.1 ::ffff:10.0.0.1
        ::ffff:169.254.169.254 ::ffff:192.168.1.1 ::ffff:0:127.0.0.1
        64:ff9b::127.0.0.1 64:ff9b::10.1.2.3 64:ff9b::a9fe:a9fe 64:ff9b::0.0.0.0
        64:ff9b:1::1 64:ff9b:1::8.8.8.8 64:ff9b:1:ffff:ffff:ffff:ffff:ffff 64:ff9b:0:1::8.8.8.8
        100::1 100::ffff:ffff:ffff:ffff 100:0:0:1::1 2001:: 2001:0:7f00:1:: 2001:0:808:808::f7f7:f7f7 2001:1::1
        2001:2::1 2001:10::1 2001:20::1 2001:1ff:ffff::1 2001:db8:: 2001:db8:1::1 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff
        2002:7f00:1:: 2002:a00:1::1 2002:c0a8:101::1 2002:a9fe:a9fe:: 2002:e000:1:: 2620:4f:8000::1
        2a00:1450::5efe:127.0.0.1 2a00:1450::5efe:10.0.0.1 2a00:1450::200:5efe:192.168.1.1
        2a00:1450::200:5efe:169.254.1.1
        3fff:: 3fff:fff:ffff::1 3ffe:ffff::5efe:7f00:1 5f00::1 4000::1 6000::1 8000::1 a000::1 c000::1 e000::1 f000::1
        fc00:: fc00::1 fd00::1 fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fe00::1 fe80:: fe80::1 febf:ffff::1
        fec0::1 feff::1 ff00:: ff02::1 ff02::fb ff0e::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
        """.split { $0.isWhitespace }.map(String.init)

    static let open = """
        1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
        169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.167.255.255 192.169.0.0
        198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255
        2001:200::1 2001:4860:4860::8888 2001:db7:ffff::1 2001:db9::1 2003::1 2606:4700::1111 2a00:1450:4001::200e
        2620:4f:7fff::1 3ffe::1 3fff:1000::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1 2a00:1450::5efe:8.8.8.8
        """.split { $0.isWhitespace }.map(String.init)

    @Test("an address of a special block is refused", arguments: refused)
    func special(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressGuard.refusal(address) != nil)
    }

    @Test("a public address is let through", arguments: open)
    func publicUnicast(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressGuard.refusal(address) == nil)
    }

    @Test("the table has at least 120 refused targets")
    func enough() { #expect(Set(Self.refused).count + URLRuleTests.refused.count >= 120) }

    @Test(
        "an address that is not written plainly is no address",
        arguments: [
            "127.1", "0177.0.0.1", "0x7f.0.0.1",
            "2130706433", "1.2.3", "1.2.3.4.5", "1.2.3.256", "fe80::1%eth0", "[::1]", "", "::g", " 1.2.3.4",
        ])
    func forms(_ text: String) { #expect(IPAddress(text) == nil) }
}

@Suite struct URLRuleTests {
    static let refused = [
        "", "x", "/path", "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "dict://example.org/",
        "javascript:alert(1)", "data:text/plain,x", "unix:///var/run/docker.sock", "http+unix://%2Fvar%2Frun%2Fx/",
        "smtp://example.org/", "ldap://example.org", "http://", "http://user@example.org/",
        "http://user:password@example.org/", "http://example.org@127.0.0.1/", "http://:x@example.org/",
        "http://127.0.0.1/", "http://127.0.0.1./", "http://127.1/", "http://127.0.1/", "http://2130706433/",
        "http://017700000001/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://0x7f.1/",
        "http://127.0.0.1.:80/", "http://0x7f.0.0.1./", "http://127.0.0.0x1./", "http://0/", "http://0.0.0.0/",
        "http://1.2.3.4.5/", "http://256.1.1.1/", "http://999999999999/", "http://example.1/", "http://[::1]/",
        "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/",
        "http://[fe80::1%25eth0]/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/",
        "http://１２７.０.０.１/", "http://127。0。0。1/", "http://①②⑦.⓪.⓪.①/", "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/", "http://192.168.1.1/", "http://example.org:22/", "http://example.org:25/",
        "http://example.org:6379/", "http://example.org:11211/", "http://example.org:3306/", "https://example.org:587/",
        "http://example.org:0/", "http://example.org:65536/", "http://example.org:-1/", "http://example.org:80a/",
        "http://exa mple.org/", "http://exam%0aple.org/", "http://example.org\\@127.0.0.1/", "http://127.0.0.1\\/",
        "http://%31%32%37.0.0.1/", "http://exa<mple.org/", "http://[::1", "http://[::1]x/",
        "http://[v1.x]/", "http://" + String(repeating: "a", count: 260) + "/",
        "http://example.org/" + String(repeating: "a", count: 9000),
        "http://example.org/\u{1}", "http://example.org/a\r\nHost: b",
    ]

    @Test("a URL that we may not fetch is refused before any connection", arguments: refused)
    func isRefused(_ url: String) async {
        let found = await failure(testClient(.closed), HTTPRequest(.get, url))
        #expect(found?.kind == .refused, "\(found?.kind.rawValue ?? "accepted"): \(found?.what ?? "")")
    }

    @Test(
        "a good URL is read the one way that everybody reads it",
        arguments: [
            ("HTTP://Example.ORG", "http://example.org/"), ("http://example.org./a", "http://example.org/a"),
            ("https://example.org:443/a", "https://example.org:443/a"),
            ("http://example.org/a#part", "http://example.org/a"),
            ("http://example.org/a b", "http://example.org/a%20b"), ("http://8.8.8.8/x?y=1", "http://8.8.8.8/x?y=1"),
            ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
            ("http://қала.example/", "http://xn--80aa6a83a.example/"),
            ("http://example.org/жаңалық", "http://example.org/%d0%b6%d0%b0%d2%a3%d0%b0%d0%bb%d1%8b%d2%9b"),
            ("http://example.org:8080/", "http://example.org:8080/"),
        ])
    func accepted(_ text: String, _ url: String) throws {
        #expect(try Target(text, schemes: Hop.schemes, policy: .closed).url == url)
    }

    @Test(
        "no form of a loopback address reaches a listener",
        arguments: [
            "127.0.0.1", "localhost", "localhost.", "LOCALHOST", "foo.localhost", "127.1", "0x7f.0.0.1", "0177.0.0.1",
            "2130706433", "0.0.0.0", "[::ffff:127.0.0.1]", "[::1]", "[64:ff9b::127.0.0.1]", "ip6-localhost",
            "１２７.０.０.１",
            "mapped.example", "literal.example",
        ])
    func silentListener(_ host: String) async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/", .ok("secret"))
        var policy = NetworkPolicy.closed
        policy.resolve = [
            HostPort(host: "mapped.example", port: server.port): HostPort(host: "localhost", port: server.port),
            HostPort(host: "literal.example", port: server.port): HostPort(host: "127.0.0.1", port: server.port),
        ]
        let found = await failure(testClient(policy), HTTPRequest(.get, "http://\(host):\(server.port)/"))
        #expect([.refused, .resolve].contains(found?.kind), "\(String(describing: found))")
        #expect(found?.maybeSent == false)
        #expect(server.record.connections == 0)
    }

    @Test("a name that leads to a private address is refused by the socket itself, round after round")
    func rebinding() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        var policy = NetworkPolicy.closed
        policy.resolve[HostPort(host: "evil.example", port: 80)] = HostPort(host: "localhost", port: server.port)
        let client = testClient(policy)
        for round in 0..<50 {
            let found = await failure(client, HTTPRequest(.get, "http://evil.example/\(round)"))
            #expect(found?.kind == .refused)
        }
        #expect(server.record.connections == 0)
    }

    @Test("an allowed target is exact: the same address with another port, and another name for it, stay closed")
    func exactAllowance() async throws {
        let (open, closed) = (try LoopbackHTTP(), try LoopbackHTTP())
        defer {
            open.stop()
            closed.stop()
        }
        open.script("/", .ok("in"))
        let client = testClient(.test(open))
        #expect(try await client.send(HTTPRequest(.get, open.url())).status == 200)
        #expect(await failure(client, HTTPRequest(.get, closed.url()))?.kind == .refused)
        #expect(await failure(client, HTTPRequest(.get, "http://localhost:\(open.port)/"))?.kind == .refused)
        #expect(closed.record.connections == 0)
        #expect(open.record.connections == 1)
    }
}
