/// URLs as people and feeds write them, made into URLs that can be fetched and compared.
public enum URLText {
    /// The absolute URL that `reference` means on the page `base` (RFC 3986 section 5).
    ///
    /// Forgives what browsers forgive: blanks and line breaks around and inside, backslashes, letters that
    /// should be percent-encoded, Cyrillic hosts (written as punycode). The fragment stays.
    ///
    /// Nil when the result would not be absolute, when a web address has no usable host, and for text over 64 KiB.
    /// Other schemes (`mailto:`, `tg:`, `javascript:`) come back as they are; see `isWeb`.
    public static func resolve(_ reference: String, against base: String) -> String? {
        guard let reference = URLParts(reference) else { return nil }
        if reference.scheme != nil { return reference.normalised()?.text }
        guard let base = URLParts(base), base.isHierarchical else { return nil }
        return reference.resolved(against: base).normalised()?.text
    }

    /// One spelling for all spellings of an address, for comparing and for identity.
    ///
    /// Lower-case scheme and host, no default port, no user name, no fragment (but `#!` and `#/` stay: such
    /// sites keep the page's address there), no dot segments, percent-encoding in one form, no tracking
    /// parameters and no session tokens. The order of parameters stays.
    ///
    /// Text that is no absolute hierarchical URL comes back without the blanks around it.
    public static func canonical(_ url: String) -> String {
        guard let parts = URLParts(url), parts.isHierarchical, let whole = parts.normalised() else {
            return URLParts.trimmed(url)
        }
        return whole.canonical().text
    }

    /// True for an absolute `http:` or `https:` URL with a host.
    public static func isWeb(_ url: String) -> Bool {
        guard let parts = URLParts(url), parts.isWeb else { return false }
        return parts.normalised() != nil
    }

    /// The lower-case host of a web URL, in punycode where it is not ASCII; nil when there is none.
    public static func host(of url: String) -> String? {
        guard let parts = URLParts(url)?.normalised(), let authority = parts.authority else { return nil }
        let host = URLAuthority(authority).map(\.host)
        return host.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
    }
}
