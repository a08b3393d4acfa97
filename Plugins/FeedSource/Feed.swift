import Model

/// A feed as read: its posts in document order, and what it says about itself.
public struct Feed: Sendable {
    public var title: String?
    public var language: String?
    public var posts: [RawPost] = []
    /// Minutes east of UTC for dates that name no zone.
    public var zone = 0
    /// When it may be asked again.
    public var schedule = FeedSchedule()
    /// The document ended early or went over a limit: items may be missing.
    public var isTruncated = false
    public var notes: [String] = []

    public init(zone: Int = 0) { self.zone = zone }
}

/// Why bytes are no feed.
public enum FeedFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case empty
    case page
    case errorObject(String)
    /// Not text: `what` names the kind of file.
    case binary(String)
    case unknownFormat(String)

    public var description: String {
        switch self {
        case .empty: "the answer is empty; a feed has at least its own heading"
        case .page: "a web page came instead of a feed; it may be a login, a captcha or a moved address"
        case .errorObject(let what): "an error came instead of a feed: \(what)"
        case .binary(let what): "\(what) came instead of a feed"
        case .unknownFormat(let what): "this is no feed that Jibu knows (\(what))"
        }
    }
}
