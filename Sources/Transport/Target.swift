import CCurl
import Model

/// Where one request goes: a URL that libcurl and our rules read the same way.
struct Target: Sendable, Hashable {
    /// Without fragment and credentials; the host in lower case, as ASCII (punycode).
    let url: String
    let scheme: String
    let host: HostPort
    /// Where the connection really goes: `host`, or what `policy.resolve` says.
    let peer: HostPort
    /// True when the operator allowed exactly this peer.
    let isAllowed: Bool

    /// Scheme, host and port: headers that carry secrets never leave it.
    var origin: String { "\(scheme)://\(host)" }

    /// The line for CURLOPT_CONNECT_TO; nil when the URL itself says where to connect.
    var connectTo: String? { peer == host ? nil : "\(host):\(peer)" }

    /// Whom politeness is owed: the host name. A target that is allowed by address and port is one service of a
    /// private machine, so there the port belongs to the name.
    var hostKey: String { isAllowed && peer == host ? host.description : host.host }

    /// Reads and checks a URL.
    ///
    /// - Parameters:
    ///   - base: what a relative `text` is relative to.
    ///   - schemes: the schemes that are spoken here.
    /// - Throws: `HTTPFailure.refused` with a sentence that says what is wrong with the URL.
    init(_ text: String, base: String? = nil, schemes: Set<String>, policy: NetworkPolicy) throws(HTTPFailure) {
        func refused(_ what: String) -> HTTPFailure { HTTPFailure(.refused, url: String(text.prefix(300)), what) }
        guard text.utf8.count <= 8192 else { throw refused("the URL is longer than 8192 bytes") }
        guard let handle = curl_url() else { throw refused("no memory left") }
        defer { curl_url_cleanup(handle) }
        let lenient = UInt32(CURLU_URLENCODE | CURLU_ALLOW_SPACE | CURLU_NON_SUPPORT_SCHEME)
        if let base, curl_url_set(handle, CURLUPART_URL, base, lenient) != CURLUE_OK {
            throw refused("the URL is not readable")
        }
        guard curl_url_set(handle, CURLUPART_URL, text, lenient) == CURLUE_OK else {
            throw refused("the URL is not readable")
        }
        guard let scheme = part(handle, CURLUPART_SCHEME)?.lowercased(), schemes.contains(scheme) else {
            throw refused("only \(schemes.sorted().joined(separator: " and ")) addresses are fetched")
        }
        if part(handle, CURLUPART_USER) != nil || part(handle, CURLUPART_PASSWORD) != nil {
            // The URL itself is not repeated: it may hold a password.
            throw HTTPFailure(.refused, url: "\(scheme)://…", "a URL with a user name in it is not fetched")
        }
        if part(handle, CURLUPART_ZONEID) != nil {
            throw refused("an address bound to one network card is not fetched")
        }
        // Full-width digits and other look-alikes become plain ASCII here, before anything is checked.
        guard let spoken = asciiHost(handle)?.lowercased() else {
            throw refused("the host name is not readable")
        }
        let name = spoken.hasSuffix(".") ? String(spoken.dropLast()) : spoken
        let bare = name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
        if let fault = HostName.fault(in: bare) { throw refused(fault) }
        guard let number = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT), let port = Int(number),
            (1...65_535).contains(port)
        else { throw refused("the port must be 1 to 65535") }
        guard curl_url_set(handle, CURLUPART_HOST, name, 0) == CURLUE_OK,
            curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0) == CURLUE_OK,
            let url = part(handle, CURLUPART_URL)
        else { throw refused("the host name is not readable") }

        self.url = url
        self.scheme = scheme
        host = HostPort(host: bare, port: port)
        peer = policy.resolve[host] ?? host
        isAllowed = policy.allow.contains(peer)
        try checkPeer()
    }

    /// What can be known before a connection. Names are checked again in the socket gate, once they have addresses.
    private func checkPeer() throws(HTTPFailure) {
        if isAllowed { return }
        if scheme.hasPrefix("http"), let port = [host.port, peer.port].first(where: Ports.refused.contains) {
            throw HTTPFailure(.refused, url: url, "port \(port) is not a web port; allow \(peer) if it is meant")
        }
        if let address = IPAddress(peer.host), let why = AddressGuard.refusal(address) {
            throw HTTPFailure(
                .refused, url: url, "\(peer.host) is not a public address (\(why)); allow \(peer) if it is meant")
        }
    }
}

/// What a host may look like.
enum HostName {
    /// What is wrong with a host in lower-case ASCII without brackets; nil when it is fine.
    static func fault(in host: String) -> String? {
        if IPAddress(host) != nil { return nil }
        if host.isEmpty { return "the URL names no host" }
        if host.utf8.count > 253 { return "the host name is longer than 253 bytes" }
        for byte in host.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                continue
            default: return "the host name holds a character that no host name has"
            }
        }
        // As browsers do: a last label that is a number makes the whole an IPv4 address, and the only form of one
        // that everybody reads the same way is four decimal numbers.
        let last = host.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
        let isNumber = last.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } || last.hasPrefix("0x")
        return isNumber ? "an IPv4 address must be written as four decimal numbers" : nil
    }
}

enum Ports {
    /// Ports on which other protocols listen that could be made to read an HTTP request as commands: the list of
    /// the Fetch standard, and the usual ports of databases, queues and remote desktops.
    static let refused: Set<Int> = [
        1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
        110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526,
        530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1433, 1521, 1719, 1720, 1723, 2049,
        2375, 2376, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900, 6000, 6379, 6566, 6665, 6666,
        6667, 6668, 6669, 6679, 6697, 10_080, 11_211, 27_017,
    ]
}

/// The host as it is looked up; nil when it has no such form.
private func asciiHost(_ handle: OpaquePointer) -> String? {
    guard let text = ccurl_ascii_host(handle) else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
}

/// One part of a URL; nil when it is absent or not readable.
private func part(_ handle: OpaquePointer, _ what: CURLUPart, _ flags: Int32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, what, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
}
