import Model

/// What a source may use while it fetches. There is nothing else: no clock,
/// no files, no network of its own.
public struct SourceContext: Sendable {
    /// The polite client. It answers `http:`, `https:` and, below the folder of jibu.yaml, `file:` URLs.
    public let http: any HTTPClient
    /// When this fetch counts as made.
    public let now: Instant
    /// At most so many posts are taken from one harvest; the newest ones win.
    public let maximumPosts: Int

    public init(http: any HTTPClient, now: Instant, maximumPosts: Int = 10_000) {
        self.http = http
        self.now = now
        self.maximumPosts = maximumPosts
    }
}

/// Why a source gave no harvest.
public enum SourceFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// No complete response arrived.
    case transport(HTTPFailure)
    /// The place answered with a status that is no answer.
    case status(Int, url: String)
    /// Asked to slow down; not before `until` when that is known.
    case throttled(url: String, until: Instant?)
    /// Gone for good: 410.
    case gone(url: String)
    /// A 200 that is no answer: a login page, an error object, an empty body.
    case notAnAnswer(url: String, what: String)

    /// What this failure means for the source's state.
    public var health: SourceHealth {
        switch self {
        case .transport(let failure): .failed(failure.what)
        case .status(let status, _): .failed("the server answered \(status)")
        case .throttled(_, let until): .throttled(until: until)
        case .gone: .gone("the server says it is gone for good (410); remove the source or give its new address")
        case .notAnAnswer(_, let what): .softFailed(what)
        }
    }

    /// The earliest sensible next try, when the other side named one.
    public var retryAt: Instant? {
        switch self {
        case .transport(let failure): failure.retryAt
        case .throttled(_, let until): until
        case .status, .gone, .notAnAnswer: nil
        }
    }

    public var description: String {
        switch self {
        case .transport(let failure): failure.description
        case .status(let status, let url): "\(url): the server answered \(status)"
        case .throttled(let url, let until):
            "\(url): asked to slow down" + (until.map { ", not before \($0)" } ?? "")
        case .gone(let url): "\(url): gone for good (410)"
        case .notAnAnswer(let url, let what): "\(url): \(what)"
        }
    }
}
