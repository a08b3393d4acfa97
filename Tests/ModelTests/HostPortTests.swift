import Model
import Testing

@Suite struct HostPortTests {
    @Test(
        "a host and a port are read, IPv6 in brackets",
        arguments: [("example.org:80", "example.org", 80), ("EXAMPLE.org:443", "example.org", 443), ("[::1]:25", "::1", 25)])
    func reads(text: String, host: String, port: Int) {
        #expect(HostPort(text) == HostPort(host: host, port: port))
        #expect(HostPort(text).map { HostPort($0.description) } == HostPort(text))
    }

    @Test("what lacks a host or a good port is refused", arguments: ["", "example.org", ":80", "a:0", "a:65536", "a:x", "[]:80"])
    func refuses(text: String) {
        #expect(HostPort(text) == nil)
    }
}
