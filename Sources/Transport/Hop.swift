import Model

/// One request of a chain of redirects.
struct Hop: Sendable {
    var target: Target
    var method: HTTPRequest.Method
    var headers: [HTTPHeader]
    var body: [UInt8]?
    var pause: TimeSpan
    var held: TimeSpan
    var isHeldWithHost: Bool

    /// Schemes that are fetched.
    static let schemes: Set<String> = ["http", "https"]

    /// The request as asked for.
    init(_ request: HTTPRequest, policy: NetworkPolicy) throws(HTTPFailure) {
        target = try Target(request.url, schemes: Self.schemes, policy: policy)
        if let fault = HeaderRules.fault(in: request.headers) { throw HTTPFailure(.refused, url: target.url, fault) }
        if request.body != nil, request.method == .get || request.method == .head {
            throw HTTPFailure(.refused, url: target.url, "\(request.method.rawValue) has no body")
        }
        method = request.method
        headers = request.headers
        body = request.body
        pause = request.pause
        held = request.held
        isHeldWithHost = request.isHeldWithHost
    }

    /// The request that a redirect asks for; nil when the answer is final.
    ///
    /// - Throws: `refused` for another scheme, a downgrade from https, and a body that would go to another host.
    func following(_ status: Int, to location: String?, policy: NetworkPolicy) throws(HTTPFailure) -> Hop? {
        guard [301, 302, 303, 307, 308].contains(status), let location, !location.isEmpty else { return nil }
        var next = self
        do {
            next.target = try Target(location, base: target.url, schemes: Self.schemes, policy: policy)
        } catch {
            throw HTTPFailure(.refused, url: target.url, "redirects to \(error.url): \(error.what)", maybeSent: true)
        }
        func refused(_ what: String) -> HTTPFailure { HTTPFailure(.refused, url: target.url, what, maybeSent: true) }
        if target.scheme == "https", next.target.scheme == "http" {
            throw refused("redirects from https to \(next.target.url), which is not protected")
        }
        if status == 303 && method != .head || (301...302).contains(status) && method == .post {
            next.method = .get
            next.body = nil
            next.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
        }
        if next.target.origin != target.origin {
            if next.body != nil { throw refused("redirects a message to another host, \(next.target.host)") }
            next.headers.removeAll { !HeaderRules.mayCross.contains($0.name.lowercased()) }
        }
        return next
    }
}

/// Which headers a request may carry, and which of them may follow it to another host.
enum HeaderRules {
    /// Everything that may go to another origin; a secret can hide in any other header.
    static let mayCross: Set<String> = [
        "accept", "accept-language", "a-im", "cache-control", "if-none-match", "if-modified-since",
    ]

    /// Headers that Transport sets itself, or never sends.
    private static let reserved: Set<String> = [
        "accept-encoding", "connection", "content-length", "cookie", "expect", "host", "keep-alive",
        "proxy-authorization",
        "proxy-connection", "referer", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
    ]

    /// What is wrong with the headers of a request; nil when they may be sent as they are.
    static func fault(in headers: [HTTPHeader]) -> String? {
        for header in headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenByte) else {
                return "a header name holds a character that no header name has"
            }
            if reserved.contains(header.name.lowercased()) {
                return "the header \(header.name) cannot be set: Transport sends its own, or none"
            }
            if header.value.utf8.contains(where: { $0 < 32 && $0 != 9 || $0 == 127 }) {
                return "the header \(header.name) holds a line break or another control character"
            }
        }
        return nil
    }

    /// RFC 9110 section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
