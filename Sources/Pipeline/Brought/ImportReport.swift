/// What one import saw and did.
package struct ImportReport: Sendable, Hashable {
    /// Records of the file that were not empty: lines, rows, messages.
    package var lines = 0
    /// Posts that are new in the archive, new versions of known ones among them.
    package var posts = 0
    package var newVersions = 0
    /// Posts that the archive had already.
    package var repeated = 0
    /// Posts that somebody had erased: they stay out.
    package var erased = 0
    package var withoutText = 0
    /// Records with nothing to read, and no picture either.
    package var empty = 0
    /// Posts of `posts` that say when they were published in a way that cannot be read, or do not say it: they replay
    /// at the time of the import.
    package var undated = 0
    /// System lines and deleted messages.
    package var notices = 0
    package var tooLong = 0
    package var badLines = 0
    /// The first bad records, in words.
    package var named: [String] = []
    /// What is wrong with the file itself: cut short, damaged, over a limit.
    package var damage: String?
    /// What was left out whole, in words: a personal chat, a group without consent.
    package var refusals: [String] = []
    package var remarks: [String] = []
    package var segments: [String] = []
    package var inputBytes = 0
    /// Messages of a private group that match a claim: handed to the next run as tips.
    package var privateMatches = 0
    /// Messages of a private group that match nothing: not kept.
    package var privateForgotten = 0
    /// Messages of a private group that are older than such messages are kept, or that lie in the future.
    package var privateOld = 0
    /// Messages of a private group that a pattern which ran too long left undecided: not kept.
    package var privateUndecided = 0

    package var isClean: Bool {
        badLines == 0 && tooLong == 0 && damage == nil && refusals.isEmpty && privateUndecided == 0
    }

    package init() {}
}
