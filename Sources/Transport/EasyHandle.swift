import CCurl

/// One libcurl easy handle and the memory that must live as long as it. Used by the loop's thread alone.
final class EasyHandle {
    let raw: UnsafeMutableRawPointer
    /// The first option that libcurl refused; the transfer then never starts.
    private(set) var fault: CURLcode?
    /// Whose callbacks the handle carries: kept alive until the handle is gone.
    var owner: AnyObject?
    private let message: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// Nil when libcurl has no memory left.
    init?() {
        guard let raw = curl_easy_init() else { return nil }
        self.raw = raw
        message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        check(ccurl_set_pointer(raw, CURLOPT_ERRORBUFFER, message))
    }

    deinit {
        curl_easy_cleanup(raw)
        for list in lists { curl_slist_free_all(list) }
        message.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) { check(ccurl_set_long(raw, option, value)) }
    func set(_ option: CURLoption, offset: Int) { check(ccurl_set_offset(raw, option, curl_off_t(offset))) }
    func set(_ option: CURLoption, _ text: String) { check(ccurl_set_text(raw, option, text)) }

    /// The list is kept until the handle goes.
    func set(_ option: CURLoption, list lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return check(CURLE_OUT_OF_MEMORY)
            }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        check(ccurl_set_list(raw, option, list))
    }

    /// libcurl keeps a copy of the bytes.
    func setPostBody(_ body: [UInt8]) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, offset: body.count)
        body.withUnsafeBytes { bytes in
            // An empty array may have no address, and a null pointer would mean "read it from a callback".
            if let start = bytes.baseAddress {
                check(ccurl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, start))
            } else {
                check(ccurl_set_text(raw, CURLOPT_COPYPOSTFIELDS, ""))
            }
        }
    }

    /// What HTTP and mail have in common: no proxy, no netrc, no cookies, verified TLS, own deadlines.
    func setCommon(_ target: Target, protocols: String, authorities: String?, connect: Int, total: Int) {
        set(CURLOPT_URL, target.url)
        set(CURLOPT_PROTOCOLS_STR, protocols)
        set(CURLOPT_FOLLOWLOCATION, 0)
        // Signals would reach other threads; the resolver runs in a thread of its own.
        set(CURLOPT_NOSIGNAL, 1)
        // Empty text switches the proxies of the environment off.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOPROXY, "*")
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        // Replaces the system's bundle file, while the system's certificate folder stays in use: both are trusted.
        if let authorities { set(CURLOPT_CAINFO, authorities) }
        set(CURLOPT_CONNECTTIMEOUT_MS, connect)
        set(CURLOPT_TIMEOUT_MS, total)
        if let line = target.connectTo { set(CURLOPT_CONNECT_TO, list: [line]) }
    }

    /// What libcurl knows once the transfer has ended with `code`.
    func facts(_ code: CURLcode) -> TransferFacts {
        var text = String(cString: message)
        if text.isEmpty, let general = curl_easy_strerror(code) { text = String(cString: general) }
        let started = ccurl_info_offset(raw, CURLINFO_PRETRANSFER_TIME_T) > 0
        return TransferFacts(
            code: code, message: text, status: ccurl_info_long(raw, CURLINFO_RESPONSE_CODE), started: started,
            connected: started || ccurl_info_offset(raw, CURLINFO_CONNECT_TIME_T) > 0,
            milliseconds: Int(ccurl_info_offset(raw, CURLINFO_TOTAL_TIME_T) / 1000),
            systemError: Int32(truncatingIfNeeded: ccurl_info_long(raw, CURLINFO_OS_ERRNO)))
    }

    private func check(_ code: CURLcode) {
        if code != CURLE_OK, fault == nil { fault = code }
    }
}

/// How a transfer ended, in libcurl's words.
struct TransferFacts: Sendable {
    var code: CURLcode
    var message: String
    /// HTTP status, or the last SMTP reply code; 0 when there was none.
    var status: Int
    /// Request bytes may have reached the peer.
    var started: Bool
    /// A connection was there.
    var connected: Bool
    var milliseconds: Int
    /// errno of the last failed connect, or 0.
    var systemError: Int32
}
