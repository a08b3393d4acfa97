import Model
import Reading
import Text

/// One URL polled again and again, with the manners of a good feed reader:
/// validators echoed byte for byte, 301 believed after two sightings a day
/// apart, 410 final (docs/decisions/0006-polite-fetching.md).
///
/// A source keeps this value in its cursor. `open` sends the request; the
/// source parses the body; `accepted` makes the next state. A body that does
/// not parse leaves the state as it was, so its validators are never stored.
public struct ConditionalFetch: Sendable, Hashable {
    /// Where to ask; changes only by a permanent redirect that has proved itself.
    public var url: String
    /// As received with the last good body; nil when that response had none.
    public var etag: String?
    public var lastModified: String?
    /// The URL that the validators belong to.
    public var validatorsFrom: String?
    /// Hash of the last good body.
    public var bodyHash: UInt64?
    /// What the source itself wants to know next time, for example how often the feed asks to be polled.
    public var memo: String?
    /// A permanent redirect that was seen but not yet believed.
    public var moving: Moving?

    public struct Moving: Sendable, Hashable {
        public var to: String
        public var firstSeen: Instant
    }

    /// What came back from one poll.
    public enum Answer: Sendable {
        /// A new body to parse. Hand `next` back in the cursor only if it parses.
        case body(HTTPResponse, next: ConditionalFetch)
        /// 304, or the same bytes as last time.
        case unchanged(next: ConditionalFetch, HTTPResponse)
    }

    public init(url: String) { self.url = url }

    /// Sends the request and sorts the answer.
    ///
    /// - Parameters:
    ///   - accept: the Accept header.
    ///   - pause: what the platform wants between two requests, when that is more than `network.host_pause`.
    /// - Throws: `SourceFailure` for everything that is not a body or "unchanged".
    public func open(
        accept: String, pause: TimeSpan = .seconds(0), using context: SourceContext
    ) async throws(SourceFailure) -> Answer {
        var headers = [HTTPHeader("Accept", accept)]
        if let etag { headers.append(HTTPHeader("If-None-Match", etag)) }
        if let lastModified { headers.append(HTTPHeader("If-Modified-Since", lastModified)) }
        var request = HTTPRequest(.get, url, headers: headers)
        request.pause = pause
        let response: HTTPResponse
        do { response = try await context.http.send(request) } catch { throw .of(error, url: url) }
        switch response.status {
        case 304:
            guard etag != nil || lastModified != nil else {
                throw SourceFailure.notAnAnswer(url: url, what: "the server answered 304 to an unconditional request")
            }
            return .unchanged(next: afterNotModified(response, now: context.now), response)
        case 200, 203, 226:
            let hash = StableHash.hash64(response.body)
            var next = afterBody(response, now: context.now)
            next.bodyHash = hash
            if hash == bodyHash { return .unchanged(next: next, response) }
            return .body(response, next: next)
        default: throw .of(response, url: url, now: context.now)
        }
    }

    /// Something of the last answer is still to be read: the same one must not count as unchanged next time.
    public mutating func askAgain() { (etag, lastModified, bodyHash) = (nil, nil, nil) }

    /// A 304 may refresh validators; without them it keeps what is there. A 304
    /// from another URL than the validators came from says nothing about our
    /// body: they are dropped, and the next poll asks unconditionally.
    private func afterNotModified(_ response: HTTPResponse, now: Instant) -> ConditionalFetch {
        var next = self
        next.noteRedirects(response.redirects, now: now)
        guard response.finalURL == validatorsFrom else {
            (next.etag, next.lastModified, next.validatorsFrom) = (nil, nil, nil)
            return next
        }
        if let fresh = validator("ETag", response) { next.etag = fresh }
        if let fresh = validator("Last-Modified", response) { next.lastModified = fresh }
        return next
    }

    /// Both validators are replaced together from every good body, also by "absent".
    private func afterBody(_ response: HTTPResponse, now: Instant) -> ConditionalFetch {
        var next = self
        next.noteRedirects(response.redirects, now: now)
        next.etag = validator("ETag", response)
        next.lastModified = validator("Last-Modified", response)
        next.validatorsFrom = response.finalURL
        return next
    }

    /// As received, byte for byte; nil for one that is empty, too long for a
    /// cursor, or a date of the 2038 overflow.
    private func validator(_ name: String, _ response: HTTPResponse) -> String? {
        guard let value = response.header(name), !value.isEmpty, value.utf8.count <= 4 << 10 else { return nil }
        return name == "Last-Modified" && value.contains("2038") ? nil : value
    }

    /// Believes a permanent redirect after two sightings of the same target at
    /// least a day apart. A chain with a temporary hop is not permanent.
    private mutating func noteRedirects(_ redirects: [HTTPResponse.Redirect], now: Instant) {
        guard let last = redirects.last, redirects.allSatisfy({ $0.status == 301 || $0.status == 308 }) else {
            moving = nil
            return
        }
        guard let seen = moving, seen.to == last.to else {
            moving = Moving(to: last.to, firstSeen: now)
            return
        }
        if now.since(seen.firstSeen) >= .hours(24) {
            url = last.to
            moving = nil
        }
    }
}

/// The Retry-After header: seconds or an HTTP date (RFC 9110 section 10.2.3).
public enum RetryAfter {
    /// The instant to wait for, at most 24 hours ahead; nil when the header is absent or is nonsense.
    public static func read(_ value: String?, now: Instant) -> Instant? {
        guard let value else { return nil }
        let latest = now.advanced(by: .hours(24))
        if value.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), !value.isEmpty {
            guard let seconds = Int64(value) else { return latest }
            return min(now.advanced(by: .seconds(seconds)), latest)
        }
        guard let date = FeedDate.read(value, language: nil)?.instant, date > now else { return nil }
        return min(date, latest)
    }
}
