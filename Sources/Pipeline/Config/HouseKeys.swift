import Model
import Settings

/// The short sections: `privacy:`, `archive:`, `retention:`, `responses:`.
enum HouseKeys {
    struct Privacy: Sendable {
        var pseudonymKey = SecretReference.file("secrets/pseudonym.key")
        var sealingKey = SecretReference.file("secrets/sealing.key")
    }
    private static let pseudonymKey = Key<SecretReference>(
        "pseudonym_key", .secret, help: "Key of the authors' pseudonyms; made on the first run when it is missing.",
        default: Privacy().pseudonymKey)
    private static let sealingKey = Key<SecretReference>(
        "sealing_key", .secret, help: "Key of the sealed links; made on the first run when it is missing.",
        default: Privacy().sealingKey)
    static let privacy = Shape<Privacy>.object(
        "privacy section", help: "Keys that protect authors; they live outside the data folder.",
        keys: [pseudonymKey, sealingKey]
    ) { fields, _ in
        guard let pseudonym = fields[pseudonymKey], let sealing = fields[sealingKey] else { return nil }
        return Privacy(pseudonymKey: pseudonym, sealingKey: sealing)
    }

    static let segmentPostsDefault = 50_000
    private static let segmentPosts = Key<Int>(
        "segment_posts", .integer(1...1_000_000), help: "Most posts of one archive segment.",
        default: segmentPostsDefault)
    static let archive = Shape<Int>.object("archive section", help: "The archive of posts.", keys: [segmentPosts]) {
        fields, _ in fields[segmentPosts]
    }

    static let retentionDefault = Configuration.Retention(
        posts: .days(30), alerts: .days(365), labels: .days(365))
    private static let keptPosts = Key<TimeSpan>(
        "posts", .span(.days(1) ... .days(3650)), help: "How long posts are kept.", default: retentionDefault.posts)
    private static let keptAlerts = Key<TimeSpan>(
        "alerts", .span(.days(1) ... .days(3650)), help: "How long alerts are kept.", default: retentionDefault.alerts)
    private static let keptLabels = Key<TimeSpan>(
        "labels", .span(.days(1) ... .days(3650)),
        help: "How long labels are kept, with the text of the labelled post.",
        default: retentionDefault.labels)
    static let retention = Shape<Configuration.Retention>.object(
        "retention section", help: "How long things are kept.", keys: [keptPosts, keptAlerts, keptLabels]
    ) { fields, _ in
        guard let posts = fields[keptPosts], let alerts = fields[keptAlerts], let labels = fields[keptLabels] else {
            return nil
        }
        return Configuration.Retention(posts: posts, alerts: alerts, labels: labels)
    }
}
