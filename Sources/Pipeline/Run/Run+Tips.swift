import Intake
import Model
import Storage

/// Tips of the inbox. Officers' notes go the way of every post: Intake, archive, flow, transaction 1. Messages out of
/// private groups are matched first; only then anything of them is kept. At last the file goes away.
extension Run {
    mutating func takeTips() async throws(PipelineError) {
        let inbox = edges.inbox
        let files = try storage { () throws(StorageError) in
            try inbox.files(prefix: Tip.files.prefix, suffix: Tip.files.suffix)
        }
        guard !files.isEmpty else { return }
        var taken = TakenTips()
        for (name, bytes) in files {
            guard let bytes, let tip = Tip(bytes) else {
                report.troubles.append("inbox/\(name) is no tip that can be read; look at it and remove it")
                continue
            }
            let posts = try admit(tip, named: name)
            taken.count += 1
            if tip.consent == nil {
                taken.notes += posts
                taken.files.append(name)
            } else if let use = await use(of: posts, named: name) {
                taken.files.append(name)
                taken.kept += use.isEmpty ? [] : [(name, bytes)]
                taken.matched += use
                taken.forgotten += posts.isEmpty || !use.isEmpty ? 0 : 1
            }
        }
        try await decide(taken)
    }

    private struct TakenTips {
        var count = 0
        /// Files that are done with.
        var files: [String] = []
        var notes: [Post] = []
        var matched: [Post] = []
        /// Files of `matched`.
        var kept: [(name: String, bytes: [UInt8])] = []
        /// Private messages that match nothing.
        var forgotten = 0
    }

    /// Posts out of a private group that match a claim; nil when a switched-off pattern left that open, and the message
    /// must wait.
    private mutating func use(of posts: [Post], named name: String) async -> [Post]? {
        let (reads, undecided) = await desk.look(at: posts)
        guard !undecided else {
            report.troubles.append("inbox/\(name) waits, since a pattern that was switched off left it undecided")
            return nil
        }
        return reads
    }

    private mutating func decide(_ taken: TakenTips) async throws(PipelineError) {
        var batch = CoveredBatch(at: now)
        let (inbox, kept) = (edges.inbox, edges.privateTips)
        if !isDryRun {
            batch.segments = try archive(taken.notes)
            for (name, bytes) in taken.kept { try storage { () throws(StorageError) in try kept.put(bytes, as: name) } }
        }
        try await decide(taken.notes + taken.matched, into: batch, unarchived: taken.matched)
        var line = RunReport.SourceLine(
            id: "tips", health: .healthy, posts: taken.count, new: taken.notes.count + taken.matched.count, nextDue: nil,
            notes: [])
        if taken.forgotten > 0 {
            let subject = taken.forgotten == 1 ? "1 private message matches" : "\(taken.forgotten) private messages match"
            line.notes.append("\(subject) no claim: not kept")
        }
        if !taken.kept.isEmpty { line.notes.append("\(taken.kept.count) out of private groups, kept for seven days") }
        report.sources.append(line)
        if isDryRun { return }
        for name in taken.files { try storage { () throws(StorageError) in try inbox.remove(name) } }
    }

    /// Forgets messages out of private groups whose time is over.
    mutating func forgetPrivateTips() throws(PipelineError) {
        let kept = edges.privateTips
        let end = now.advanced(by: TimeSpan(milliseconds: -Tip.privateSpan.milliseconds))
        try storage { () throws(StorageError) in
            for (name, bytes) in try kept.files(prefix: Tip.files.prefix, suffix: Tip.files.suffix) {
                if let tip = bytes.flatMap({ Tip($0) }), tip.heard > end { continue }
                try kept.remove(name)
            }
        }
    }

    /// A person's post without an author. The name of the file is its identity: a run that was killed before it took
    /// the file away finds the post known.
    private func admit(_ tip: Tip, named name: String) throws(PipelineError) -> [Post] {
        let raw = RawPost(nativeID: name, text: tip.text, published: tip.heard, languageClaimed: tip.language)
        let ledger = edges.ledger
        let known = try storage { () throws(StorageError) in
            try ledger.known([Identity.of(raw, source: tip.source)])
        }
        let platform = tip.consent == nil ? "tip" : "private group"
        return edges.intake.admit(
            [raw], of: Intake.Origin(source: tip.source, platform: platform, authorKind: .person), collected: now
        ) { id in
            known[id].map { KnownPost(version: $0.key.version, fingerprint: $0.fingerprint) }
        }.posts
    }
}
