import ArgumentParser
import Model
import Pipeline

struct ArchiveCompactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact", abstract: "Merge the many small segments of past days into few.",
        discussion: """
            No post is lost or doubled, whenever it is cut off. Damaged segments are left as they are and named; \
            segments that no run has decided yet wait for the next run. Status 1 when a segment is damaged.
            """)
    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @Flag(name: .long, help: "Say what would be merged, and change nothing.")
    var dryRun = false

    func run() throws {
        let office = try config.archive(at: now)
        let result = try office.compact(isDryRun: dryRun)
        for merge in result.merges {
            let sizes = Count.of(merge.bytesBefore, "byte") + (dryRun ? "" : " became \(Count.text(merge.bytesAfter))")
            let what = "\(Count.of(merge.from.count, "segment")), \(Count.of(merge.posts, "post")), \(sizes)"
            Terminal.print("\(merge.into): from \(what)")
        }
        for damaged in result.damaged {
            Terminal.print("\(damaged.segment): left as it is: \(Terminal.safe(damaged.why))")
        }
        if result.undecided > 0 {
            let (wait, them) = result.undecided == 1 ? ("waits", "it") : ("wait", "them")
            Terminal.print(
                "\(Count.of(result.undecided, "segment")) \(wait) for the next run, which decides \(them) first")
        }
        let merged = Count.of(result.removed.count + result.merges.count, "segment")
        Terminal.print(
            result.merges.isEmpty
                ? "Nothing to merge." : "\(dryRun ? "Would merge" : "Merged") \(merged) into \(result.merges.count).")
        try finish(result.damaged.isEmpty ? .clean : .needsEyes)
    }
}

struct ArchivePurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Remove what is beyond its retention, or erase one post or one author.",
        usage: """
            jibu archive purge [--dry-run] [--trust-clock]
            jibu archive purge (--post ID | --author PSEUDONYM) [--dry-run]
            """,
        discussion: """
            Without --post or --author: whole days, alerts and labels that are older than retention: in jibu.yaml \
            allows, as every run does it. Refused when the clock moved more than a day since the last run.
            --post and --author erase for good: from the archive, whose segments are written anew, from the excerpts \
            of alerts, and from the labels. The identity of a post, a hash, stays known, so that no source brings the \
            same text back. Digests that were sent, copies and backups are not called back.
            """)
    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @Option(name: .long, help: "Erase this post: its id, or the first characters of it.")
    var post: String?
    @Option(name: .long, help: "Erase every post of this author: the pseudonym.")
    var author: String?
    @Flag(name: .long, help: "Say what would be removed, and change nothing.")
    var dryRun = false
    @Flag(name: .long, help: "The clock was looked at and is right.")
    var trustClock = false

    func validate() throws {
        guard post == nil || author == nil else { throw ValidationError("Give --post or --author, not both.") }
        guard post?.isEmpty != true, author?.isEmpty != true else { throw ValidationError("The id is empty.") }
    }

    func run() throws {
        let office = try config.archive(at: now)
        if let post { return try erase(.post(post), office) }
        if let author { return try erase(.author(author), office) }
        let removed = try office.purge(isDryRun: dryRun, trustsClock: trustClock)
        for segment in removed.segments { Terminal.print(segment) }
        let alerts = dryRun ? "" : "\(Count.of(removed.alerts, "alert")), "
        Terminal.print(
            "\(dryRun ? "Would remove" : "Removed") \(Count.of(removed.segments.count, "segment")) "
                + "before \(removed.before), \(alerts)\(Count.of(removed.labels, "label")).")
    }

    private func erase(_ subject: ArchiveOffice.Subject, _ office: ArchiveOffice) throws {
        let bar = Progress()
        let erased = try office.erase(subject, isDryRun: dryRun) { bar.update($0, of: $1, label: "searching ") }
        bar.clear()
        let archive = erased.archive
        for segment in archive.rewritten { Terminal.print("\(segment): \(dryRun ? "would be" : "was") written anew") }
        for damaged in archive.damaged {
            let why = Terminal.safe(damaged.why)
            Terminal.print("\(damaged.segment): damaged, so it could not be searched whole: \(why)")
        }
        let excerpts = dryRun ? "" : ", \(Count.of(erased.excerpts, "excerpt")) in alerts"
        Terminal.print(
            "\(dryRun ? "Would erase" : "Erased") \(Count.of(archive.posts.count, "post")) "
                + "(\(Count.of(archive.versions, "version")))\(excerpts), \(Count.of(erased.labels, "label")).")
        try finish(archive.damaged.isEmpty ? .clean : .needsEyes)
    }
}
