import Alerting
import Intake
import Model
import Settings

/// jibu.yaml and the files that it names as one run sees them: read once, checked, and never changed afterwards
/// (trust.md R17).
///
/// ```
/// JibuFile, …Keys     the key tables, one file for each section
/// Companions          places.yaml, silences.yaml, calendars of holidays
/// …Checks             rules between sections: ids, references, quiet hours, routes
/// Configuration+Load  bytes -> Configuration or findings
/// ```
///
/// Paths are joined to the folder of jibu.yaml. A configuration with an error does not exist: a broken jibu.yaml sends
/// nothing (design decision 18).
package struct Configuration: Sendable {
    /// The folder of jibu.yaml; `.` when the path has none.
    package let folder: String
    package let office: OfficeFacts
    /// How often the job runs.
    package let runEvery: TimeSpan
    /// Folder of the archive, the ledger, the last good files and the inbox.
    package let dataFolder: String
    /// Key of the authors' pseudonyms; outside the data folder.
    package let pseudonymKey: SecretReference
    /// Key of the sealed links; outside the data folder.
    package let sealingKey: SecretReference
    /// In file order; the disabled ones are here too.
    package let sources: [ConfiguredSource]
    /// Every node of places.yaml, parents before children.
    package let places: [Place]
    package let watchlistsFolder: String
    package let recipients: [Recipient]
    package let route: Route
    /// What makes alerts wait.
    package let silences: [Silence]
    package let inhibitions: [Inhibition]
    /// Claims that routes and silences name; only the watchlists know which there are.
    let claimReferences: [Located<String>]
    /// Languages of each deputy and press officer, with the place of the person.
    let readers: [Located<[String]>]
    /// In file order.
    package let channels: [ConfiguredChannel]
    /// Most posts of one archive segment.
    package let segmentPosts: Int
    package let retention: Retention
    /// Folders into which people put exports, in file order.
    package let watchedFolders: [WatchedFolder]
    package let tipping: TippingPoint
    /// Who approves texts, and what they wait for.
    package let answering: AnsweringPolicy
    package let acknowledging: AckRules
    package let network: NetworkPolicy
    /// The shortest time between two polls of one source (feeds.md 5.6).
    package let minimumInterval: TimeSpan
    /// The longest one of a source whose period follows its posts.
    package let maximumInterval: TimeSpan
    package let budget: Budget
    /// 32 hex digits that change with every byte of jibu.yaml and of the files that it names.
    package let hash: String

    /// How long things are kept.
    package struct Retention: Sendable, Hashable {
        package var posts: TimeSpan
        package var alerts: TimeSpan
        /// Of labels, with the text of the labelled post.
        package var labels: TimeSpan
    }
}

/// One source of jibu.yaml, ready to fetch.
package struct ConfiguredSource: Sendable {
    package let id: String
    package let kind: String
    /// What `Post.platform` says.
    package let platform: String
    package let authorKind: AuthorKind
    /// Places that it reports from.
    package let places: [String]
    /// Language of its posts when they are too short to guess.
    package let language: String?
    /// How often it is asked; nil: as often as it posts.
    package let every: TimeSpan?
    /// The heavier, the earlier it is asked when there is much to catch up on.
    package let weight: Int
    /// False: kept in the file, not fetched.
    package let enabled: Bool
    package let source: any Source
}
