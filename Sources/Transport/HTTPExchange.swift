import CCurl
import Model

/// One request and its answer, without redirects: the callbacks that libcurl calls, with our own counters in them
/// (trust.md 0: libcurl's limits are not enough).
///
/// `@unchecked Sendable`: it belongs to the loop's thread while it runs, and to the caller before and after.
final class HTTPExchange: Exchange, @unchecked Sendable {
    let hop: Hop
    let limits: HTTPLimits
    private let policy: NetworkPolicy
    private let blocks: HostBlocks
    let gate: SocketGate
    private(set) var head: ResponseHead
    private(set) var body: [UInt8] = []
    /// Why we ended the transfer ourselves.
    private(set) var fault: Fault?
    /// Bytes in both directions, headers and handshakes of TLS among them.
    private(set) var wireBytes = 0
    private var watch: PayloadWatch?

    init(_ hop: Hop, limits: HTTPLimits, policy: NetworkPolicy, blocks: HostBlocks) {
        self.hop = hop
        self.limits = limits
        self.policy = policy
        self.blocks = blocks
        gate = SocketGate(isOpen: hop.target.isAllowed)
        head = ResponseHead(limit: limits.headerBytes)
    }

    var hostKey: String { hop.target.hostKey }
    func blockedUntil() -> Instant? { hop.isHeldWithHost ? blocks.blockedUntil(hostKey) : nil }
    /// A service that the operator allowed by its address is asked at the pace that the operator set.
    var pause: TimeSpan { hop.target.isAllowed ? .seconds(0) : hop.pause }
    /// libcurl counts whole seconds, and takes 0 for "for ever".
    var slowSeconds: Int {
        let held = min(hop.held, limits.total)
        return max(1, Int(clamping: (policy.patience.milliseconds + held.milliseconds) / 1000))
    }
    /// The loop takes the handle away; nothing to do here.
    func cancel() {}

    func configure(_ easy: EasyHandle) {
        easy.setCommon(
            hop.target, protocols: "http,https", authorities: policy.authorities,
            connect: milliseconds(limits.connect), total: milliseconds(limits.total))
        easy.set(CURLOPT_USERAGENT, policy.userAgent)
        // One request per connection at a time: HTTP/2 would add states and no speed.
        easy.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        easy.set(CURLOPT_HTTP09_ALLOWED, 0)
        // Only what can be checked for completeness is asked for: see PayloadWatch.
        easy.set(CURLOPT_ACCEPT_ENCODING, "gzip")
        easy.set(CURLOPT_LOW_SPEED_LIMIT, 100)
        easy.set(CURLOPT_LOW_SPEED_TIME, slowSeconds)
        setMethod(easy)
        gate.attach(to: easy)
        let me = Unmanaged.passUnretained(self).toOpaque()
        ccurl_on_header(
            easy.raw,
            { line, size, count, context in
                guard let line, let context else { return 0 }
                let me = Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
                let bytes = UnsafeRawBufferPointer(start: line, count: size * count)
                return me.takeHead(bytes) ? bytes.count : -1
            }, me)
        ccurl_on_body(
            easy.raw,
            { data, size, count, context in
                guard let data, let context else { return 0 }
                let me = Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
                let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
                return me.takeBody(bytes) ? bytes.count : -1
            }, me)
        ccurl_on_wire(
            easy.raw,
            { _, kind, data, count, context in
                guard kind != CURLINFO_TEXT, let data, let context else { return 0 }
                let me = Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
                me.wireBytes += count
                if kind == CURLINFO_DATA_IN { me.watch?.take(UnsafeRawBufferPointer(start: data, count: count)) }
                return 0
            }, me)
    }

    func finished(_ facts: TransferFacts) {
        guard hop.isHeldWithHost else { return }
        blocks.note(status: head.isComplete ? head.status : 0, retryAfter: retryAfter, host: hostKey)
    }

    /// What is wrong with an answer that libcurl found complete.
    func verdict() -> Fault? {
        if let fault { return fault }
        guard head.isComplete else {
            return head.status == 0
                ? Fault(.malformed, "the answer is not HTTP") : Fault(.cut, "the connection ended inside the headers")
        }
        return hop.method == .head ? nil : watch?.verdict(decoded: body.count)
    }

    /// A fault of the framing that was seen on the way, for when libcurl failed.
    var framingFault: Fault? { watch?.fault }

    private var retryAfter: String? { head.headers.first { $0.name.lowercased() == "retry-after" }?.value }

    private func setMethod(_ easy: EasyHandle) {
        var lines = hop.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        switch hop.method {
        case .get: easy.set(CURLOPT_HTTPGET, 1)
        case .head: easy.set(CURLOPT_NOBODY, 1)
        case .post, .put:
            easy.set(CURLOPT_POST, 1)
            if hop.method == .put { easy.set(CURLOPT_CUSTOMREQUEST, "PUT") }
            easy.setPostBody(hop.body ?? [])
            // libcurl repeats a request by itself when a kept connection turns out to be dead; what changes
            // something at the other end must not go out twice without our knowing.
            easy.set(CURLOPT_FRESH_CONNECT, 1)
            if !hop.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                lines.append("Content-Type:")
            }
            lines.append("Expect:")
        }
        easy.set(CURLOPT_HTTPHEADER, list: lines)
    }

    private func takeHead(_ line: UnsafeRawBufferPointer) -> Bool {
        fault = fault ?? head.add(line)
        if head.isComplete, watch == nil { watch = PayloadWatch(head.framing) }
        if fault == nil, hop.method != .head, let length = head.framing.length, length > limits.bodyBytes {
            fault = overLimit
        }
        // Room for what was announced, as far as that is believable before it has come.
        if head.isComplete, body.isEmpty, let length = head.framing.length { body.reserveCapacity(min(length, 1 << 20)) }
        return fault == nil
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.count > limits.bodyBytes - body.count { fault = fault ?? overLimit }
        body.append(contentsOf: bytes)
        let packed = watch?.bytes ?? 0
        if packed > limits.wireBytes {
            fault = fault ?? Fault(.overBudget, "the budget of this run was used up before the whole body had come")
        }
        if fault == nil, body.count > 1 << 20, body.count / max(1, packed) > limits.ratio {
            fault = Fault(.overLimit, "the body grows more than \(limits.ratio) times when unpacked")
        }
        return fault == nil
    }

    private var overLimit: Fault { Fault(.overLimit, "the body is larger than \(limits.bodyBytes) bytes") }

    private func milliseconds(_ span: TimeSpan) -> Int { max(1, Int(clamping: span.milliseconds)) }
}
