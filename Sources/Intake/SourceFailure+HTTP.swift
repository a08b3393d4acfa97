import Model

/// What the endings of a request mean, for all sources alike.
extension SourceFailure {
    /// No complete answer came. A host that is left alone for now has not failed.
    static func of(_ failure: HTTPFailure, url: String) -> SourceFailure {
        failure.kind == .hostBlocked ? .throttled(url: url, until: failure.retryAt) : .transport(failure)
    }

    /// A status that is no answer. Some servers say "too many" with 403; those that name a time mean it.
    static func of(_ response: HTTPResponse, url: String, now: Instant) -> SourceFailure {
        let until = RetryAfter.read(response.header("Retry-After"), now: now)
        switch response.status {
        case 410: return .gone(url: url)
        case 429, 503: return .throttled(url: url, until: until)
        case 403 where until != nil: return .throttled(url: url, until: until)
        default: return .status(response.status, url: url)
        }
    }
}
