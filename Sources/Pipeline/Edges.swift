import Delivering
import Intake
import Model
import Storage

/// Where a live run touches the world. Replay has none of these: its posts come from the archive, its clock from
/// the posts, its ledger is in memory, and it delivers nothing.
package struct RunEdges: Sendable {
    package var archive: Archive
    package var ledger: Ledger
    package var intake: Intake
    /// Room for the bookkeeping when the disk is full.
    package var reserve: Reserve
    /// What commands left for this run.
    package var inbox: Inbox
    /// Messages out of private groups that matched, for a short time.
    package var privateTips: Inbox
    /// Folders into which people put exports.
    package var watched: [WatchedFolder]
    /// Small files of our own in the data folder.
    package var dataFiles: Inbox
    /// The office's zone.
    package var timeZone: String
    /// What people said about posts.
    package var labels: LabelStore
    /// Posts that are not to come back.
    package var erased: ErasedPosts
    package var http: any HTTPClient
    /// Starts the programs of sources that run one.
    package var programs: any ProgramRunner
    /// Reads the secrets that sources name.
    package var secret: SourceContext.SecretReader
    /// Hosts that asked for quiet during this run.
    package var hostBlocks: @Sendable () -> [String: Instant]
    /// Channel id to deliverer.
    package var deliverers: [String: any Deliverer]
    /// What reads the answers of people, one for each channel that has some.
    package var replyReaders: [any ReplyReader] = []
    /// Channel id to the source that takes what strangers write to the same account; such a source is not asked itself.
    package var tiplines: [String: ConfiguredSource] = [:]
    /// Channel id to a mark that changes with the channel's settings, its password among them.
    package var channelMarks: [String: String]
    /// True when nothing on the network could be reached at all.
    package var isOffline: @Sendable () -> Bool
    package var sources: [ConfiguredSource]
    package var retention: Configuration.Retention
    /// Most posts of one archive segment.
    package var segmentPosts: Int
    package var schedule: Schedule
    package var budget: Budget
    /// Fetches and matches side by side.
    package var fetchWidth: Int
    package var workers: Int
    package var notify: @Sendable (RunEvent) -> Void
}

/// What a run tells the person who watches it; a program reads the RunReport instead.
package enum RunEvent: Sendable {
    case fetching(done: Int, of: Int)
    case matching(done: Int, of: Int)
    case delivering(done: Int, of: Int)
}
