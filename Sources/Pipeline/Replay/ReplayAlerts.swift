import Alerting
import Model
import Reading
import Text

/// The alerts that one side of a replay came to: each is a line of a temporary file, so that memory does not grow with
/// their posts. In memory stays a small entry of each.
final class ReplayAlerts {
    private let file: ScratchFile
    /// Oldest first, once `close` was called.
    private(set) var entries: [ReplayAlert] = []
    private var claims: [String: String] = [:]

    init() throws(PipelineError) { file = try ScratchFile() }

    /// - Parameters:
    ///   - stands: it stands for itself, and somebody would hear of it.
    ///   - isDoubtful: the other side could not decide a post of it.
    func add(_ alert: Alert, stands: Bool, isDoubtful: Bool) throws(PipelineError) {
        let line = AlertLine.bytes(of: alert)
        // Decoded posts bring each their own copy of a claim's id.
        let claim = claims[alert.claim] ?? alert.claim
        claims[claim] = claim
        entries.append(
            ReplayAlert(
                number: UInt64(alert.id, radix: 16) ?? StableHash.hash64(alert.id.utf8), claim: claim,
                opened: alert.opened, stands: stands, isDoubtful: isDoubtful, posts: Self.mark(of: alert.posts),
                offset: file.size, length: line.count))
        try file.append(line)
    }

    func close() { entries.sort { ($0.opened, $0.number) < ($1.opened, $1.number) } }

    func alert(_ entry: ReplayAlert) throws(PipelineError) -> Alert {
        let bytes = try file.read(at: entry.offset, count: entry.length)
        guard let alert = AlertLine.alert(bytes) else {
            throw .nothingScanned("the temporary file does not hold what was written to it")
        }
        return alert
    }

    /// The same for the same posts in any order.
    private static func mark(of posts: [AlertPost]) -> UInt64 {
        posts.reduce(UInt64(posts.count)) { mark, post in
            let version = StableHash.mix(UInt64(truncatingIfNeeded: post.post.version))
            return mark &+ StableHash.mix(StableHash.hash64(post.post.id.utf8) ^ version)
        }
    }
}

/// What is known of an alert without reading it.
package struct ReplayAlert: Sendable, Hashable {
    /// The alert's id, 16 hex digits, as a number.
    let number: UInt64
    package let claim: String
    package let opened: Instant
    let stands: Bool
    /// The other side could not decide a post of it, and so may lack it for that reason alone.
    package let isDoubtful: Bool
    /// Equal for alerts with the same posts.
    let posts: UInt64
    let offset: Int
    let length: Int
}
