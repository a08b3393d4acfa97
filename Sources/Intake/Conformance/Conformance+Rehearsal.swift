import Model

/// A source that runs a program, tried for real: twice, the second time after the cursor of the first.
extension Conformance {
    /// What a rehearsal saw.
    public struct Rehearsal: Sendable {
        public var findings: [Finding] = []
        /// Posts of the first fetch.
        public var posts: [RawPost] = []
        public var notes: [String] = []
    }

    /// Fetches twice with everything real but the clock of the caller.
    ///
    /// - Parameter context: where it runs; `now` is the caller's.
    public func rehearse(using context: SourceContext) async -> Rehearsal {
        var rehearsal = Rehearsal()
        var cursor: Cursor?
        for turn in ["the first time", "after its own cursor"] {
            let harvest: Harvest
            do {
                harvest = try await source.fetch(after: cursor, using: context)
            } catch {
                rehearsal.findings.append(finding("conformance-program", "\(turn) it failed: \(error)"))
                return rehearsal
            }
            rehearsal.findings += checkLive(harvest, turn)
            rehearsal.notes += harvest.notes.map { "\(turn): \($0)" }
            if cursor == nil { rehearsal.posts = harvest.posts }
            cursor = harvest.cursor
        }
        return rehearsal
    }

    private func checkLive(_ harvest: Harvest, _ turn: String) -> [Finding] {
        var findings: [Finding] = []
        if !harvest.health.isAnswer {
            let detail = harvest.health.detail.map { ": \($0)" } ?? ""
            findings.append(finding("conformance-program", "\(turn) it was called \(harvest.health.name)\(detail)"))
        }
        if (harvest.cursor?.text.utf8.count ?? 0) > 64 << 10 {
            findings.append(finding("conformance-cursor", "the cursor is longer than 64 KiB"))
        }
        var seen: [String: String] = [:]
        for post in harvest.posts {
            let id = Identity.of(post, source: name)
            if let first = seen[id], first != post.text {
                findings.append(
                    Finding(
                        "conformance-duplicates", .warning, at: FilePlace(file: name),
                        "\(turn) two different texts had the id \(post.nativeID ?? id)",
                        help: "The second one counts as an edit of the first. Is the id the place's own?"))
            }
            seen[id] = post.text
        }
        return findings
    }
}
