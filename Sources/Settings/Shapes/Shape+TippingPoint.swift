import Model

extension Shape where Value == TippingPoint {
    /// From when on a claim is answered: of jibu.yaml, or of one response.
    package static var tippingPoint: Shape<TippingPoint> { TippingPointKeys.shape }
}

private enum TippingPointKeys {
    private static let posts = Key<Int>(
        "posts", .integer(1...1_000_000), help: "Posts of the claim from which it is answered.",
        default: TippingPoint.standard.posts)
    private static let authors = Key<Int>(
        "authors", .integer(1...1_000_000), help: "Authors of the claim from which it is answered.",
        default: TippingPoint.standard.authors)
    private static let platforms = Key<Int>(
        "platforms", .integer(1...100), help: "Platforms that it must have crossed.",
        default: TippingPoint.standard.platforms)
    private static let speed = Key<Int>(
        "speed", .integer(0...1_000_000), help: "Posts of the last six hours that it needs.",
        default: TippingPoint.standard.speed)
    private static let localShare = Key<Int>(
        "local_share", .integer(0...100), help: "Per cent of the posts that must be about the reader's own area.",
        default: TippingPoint.standard.localShare)
    private static let severity = Key<Severity>(
        "severity", .choice(), help: "From this severity on it is answered whatever its reach.",
        default: TippingPoint.standard.severity)

    static let shape = Shape<TippingPoint>.object(
        "tipping point", help: "Below it a claim is only watched. Every number must be reached, or the severity.",
        keys: [posts, authors, platforms, speed, localShare, severity]
    ) { fields, _ in
        guard let posts = fields[posts], let authors = fields[authors], let platforms = fields[platforms],
            let speed = fields[speed], let localShare = fields[localShare], let severity = fields[severity]
        else { return nil }
        return TippingPoint(
            posts: posts, authors: authors, platforms: platforms, speed: speed, localShare: localShare,
            severity: severity)
    }
}
