extension URLParts {
    /// The one spelling; expects `normalised()` parts.
    func canonical() -> URLParts {
        var result = self
        if let authority, var parts = URLAuthority(authority) {
            parts.user = nil
            if parts.port == defaultPort { parts.port = nil }
            result.authority = parts.bytes
        }
        result.path = Self.withoutDotSegments(Percent.plainest(Self.withoutSession(path)))
        result.query = query.flatMap(Self.withoutTracking)
        if let first = fragment?.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "/") { return result }
        result.fragment = nil
        return result
    }

    private var defaultPort: Int? {
        switch String(decoding: scheme ?? [], as: UTF8.self) {
        case "http": 80
        case "https": 443
        default: nil
        }
    }

    /// Without `;jsessionid=…`.
    private static func withoutSession(_ path: [UInt8]) -> [UInt8] {
        guard let mark = path.lastIndex(of: UInt8(ascii: ";")) else { return path }
        let tail = String(decoding: path[(mark + 1)...], as: UTF8.self).lowercased()
        guard ["jsessionid=", "phpsessid=", "sid="].contains(where: tail.hasPrefix), !tail.contains("/")
        else { return path }
        return Array(path[..<mark])
    }

    /// Nil when nothing is left.
    private static func withoutTracking(_ query: [UInt8]) -> [UInt8]? {
        let kept = query.split(separator: UInt8(ascii: "&")).filter { pair in
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(decoding: Percent.plainest(Array(sides.first ?? [])), as: UTF8.self).lowercased()
            return !isTracking(name, value: sides.count > 1 ? sides[1] : [])
        }
        if kept.isEmpty { return nil }
        return Percent.plainest(Array(kept.joined(separator: [UInt8(ascii: "&")])))
    }

    private static func isTracking(_ name: String, value: ArraySlice<UInt8>) -> Bool {
        if trackingNames.contains(name) || trackingPrefixes.contains(where: name.hasPrefix) { return true }
        // A short number under these names is an article, not a session: old portals use `sid=123`.
        let isNumber = !value.isEmpty && value.count <= 12 && value.allSatisfy(Byte.isDigit)
        return sessionNames.contains(name) && !isNumber
    }

    private static let trackingPrefixes = ["utm_", "utm-", "aspsessionid", "__hs", "hsa_", "pk_", "mtm_", "piwik_"]

    private static let trackingNames: Set<String> = [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "yclid", "ysclid", "ymclid", "igshid", "igsh",
        "msclkid", "twclid", "ttclid", "li_fat_id", "mc_cid", "mc_eid", "_openstat", "openstat", "_ga", "_gl",
        "_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id", "wickedid", "rb_clickid", "s_cid",
        "phpsessid", "jsessionid", "aspsessid", "cfid", "cftoken", "fb_action_ids", "fb_action_types", "fb_source",
    ]

    private static let sessionNames: Set<String> = ["sid", "sessid", "sessionid", "session_id", "session"]
}
