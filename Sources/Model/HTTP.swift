/// The network as sources and channels see it. Transport is the one real
/// implementation; tests and replay have others.
public protocol HTTPClient: Sendable {
    /// Sends one request and follows redirects within policy.
    ///
    /// Never throws for what a server says: every status comes back as a
    /// response. Throws when no complete response arrived.
    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse
}

public struct HTTPRequest: Sendable {
    public enum Method: String, Sendable { case get = "GET", head = "HEAD", post = "POST", put = "PUT" }
    public var method: Method
    /// Absolute `http:` or `https:` URL.
    public var url: String
    /// In the order they are sent; names as written. User-Agent and Accept-Encoding are Transport's.
    public var headers: [HTTPHeader]
    public var body: [UInt8]?
    /// Limits for this request; never above the client's own.
    public var limits: HTTPLimits
    /// What the platform itself wants between this request and the next one to its host, when that is more than the
    /// client's own pause.
    public var pause = TimeSpan.seconds(0)
    /// How long the other side was asked to hold its answer back: for that time it is not slow.
    public var held = TimeSpan.seconds(0)
    /// A 429 holds the whole host, for everybody. False: it is about what was asked for, a chat of many, and whoever
    /// asks reads from the answer who must wait.
    public var isHeldWithHost = true

    public init(
        _ method: Method = .get, _ url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
        limits: HTTPLimits = HTTPLimits()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
    }
}

public struct HTTPHeader: Sendable, Hashable {
    public var name: String
    /// Byte for byte as it stood in the message, without surrounding blanks.
    public var value: String
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Limits of ours, since the libraries' defaults are not enough (design decision 6).
public struct HTTPLimits: Sendable, Hashable {
    public var connect: TimeSpan = .seconds(10)
    public var total: TimeSpan = .seconds(60)
    /// Bytes after decompression.
    public var bodyBytes: Int = 20 << 20
    /// Decompressed over compressed, checked once 1 MiB came out.
    public var ratio: Int = 200
    public var headerBytes: Int = 64 << 10
    /// 0: none is followed, and the answer that asks for one is handed over.
    public var redirects: Int = 5
    /// Bytes of the body as they come over the line; what a budget has left.
    public var wireBytes: Int = .max
    public init() {}
}

/// What asking cost: requests that were sent, redirects among them, and bytes in both directions with headers and the
/// handshakes of TLS. What TCP and IP add is not in it.
public struct Traffic: Sendable, Hashable {
    public var requests: Int
    public var bytes: Int

    public init(requests: Int = 0, bytes: Int = 0) {
        self.requests = requests
        self.bytes = bytes
    }

    public static func + (one: Traffic, other: Traffic) -> Traffic {
        Traffic(requests: one.requests + other.requests, bytes: one.bytes + other.bytes)
    }

    public static func += (one: inout Traffic, other: Traffic) { one = one + other }
}

public struct HTTPResponse: Sendable {
    public var status: Int
    /// Headers of the final response, in order.
    public var headers: [HTTPHeader]
    public var body: [UInt8]
    /// Where the body came from after redirects.
    public var finalURL: String
    /// Each hop that was followed, in order.
    public var redirects: [Redirect]
    /// What it cost; nothing for a file.
    public var traffic: Traffic

    public struct Redirect: Sendable, Hashable {
        public var status: Int
        public var from: String
        public var to: String
        public init(status: Int, from: String, to: String) {
            self.status = status
            self.from = from
            self.to = to
        }
    }

    public init(
        status: Int, headers: [HTTPHeader] = [], body: [UInt8] = [], finalURL: String, redirects: [Redirect] = [],
        traffic: Traffic = Traffic()
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.finalURL = finalURL
        self.redirects = redirects
        self.traffic = traffic
    }

    /// The first header of that name, whatever its case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

/// Why no complete response arrived, and whether asking again makes sense.
public struct HTTPFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// The URL is not one we may fetch: scheme, private address, downgrade, refused host.
        case refused
        case resolve, connect, tls, timeout
        /// The connection ended before the whole message had come.
        case cut
        /// More bytes, headers, redirects or a higher ratio than our limits allow.
        case overLimit
        /// The message is not HTTP, or not decodable.
        case malformed
        /// Not sent: the host asked us to wait (429, Retry-After).
        case hostBlocked
        /// This machine has no network at all, as far as we can tell.
        case offline
        /// Not sent, or ended half way: the budget of the run is used up.
        case overBudget
    }
    public var kind: Kind
    public var url: String
    /// One sentence for the operator.
    public var what: String
    /// For `hostBlocked`: when the host may be asked again.
    public var retryAt: Instant?
    /// True when request bytes may have reached the server.
    public var maybeSent: Bool
    /// What the attempt cost.
    public var traffic: Traffic

    public init(
        _ kind: Kind, url: String, _ what: String, retryAt: Instant? = nil, maybeSent: Bool = false,
        traffic: Traffic = Traffic()
    ) {
        self.kind = kind
        self.url = url
        self.what = what
        self.retryAt = retryAt
        self.maybeSent = maybeSent
        self.traffic = traffic
    }

    public var isRetryable: Bool {
        switch kind {
        case .refused, .overLimit: false
        case .resolve, .connect, .tls, .timeout, .cut, .malformed, .hostBlocked, .offline, .overBudget: true
        }
    }

    public var description: String { "\(url): \(what)" }
}
