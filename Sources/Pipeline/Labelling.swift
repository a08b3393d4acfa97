import Alerting
import Intake
import Model
import Storage
import Watchlists

extension Run {
    /// Labels that were given while another run held the lock; and what people said about posts of alerts.
    mutating func foldLabels() throws(PipelineError) {
        if isDryRun { return }
        let labels = edges.labels
        let folded = try storage { () throws(StorageError) in try labels.fold() }
        if folded > 0 { report.remarks.append("took in \(Count.of(folded, "label"))") }
        // Most labels are stored by the command that took them, so all are looked at.
        let said = try storage { () throws(StorageError) in try labels.read() }.labels.compactMap { label in
            label.verdict == .false ? nil : label.claim.map {
                AlertingState.PostLabel(post: label.post.id, claim: $0, isOpinion: label.verdict == .opinion)
            }
        }
        let changed = try desk.take(said)
        if changed > 0 { report.remarks.append("reading otherwise than was guessed: \(Count.of(changed, "post")) of alerts") }
    }
}

/// What `jibu label` works with: the archive, the watchlists, and the labels given so far.
package struct Labelling: Sendable {
    package typealias Label = Storage.Label

    package let claims: [Claim]
    private let house: House
    private let data: DataFolder
    private let workers = 2

    package init(house: House) {
        self.house = house
        claims = house.library.watchlists.claims
        data = DataFolder(path: house.configuration.dataFolder)
    }

    /// Draws posts to label.
    package func queue(
        _ request: LabelQueue.Request, progress: (Int, Int) -> Void
    ) async throws -> LabelQueue {
        if let claim = request.claim { try check(claim) }
        return try await LabelQueue(
            request, archive: data.archive, patterns: house.library.watchlists.patterns, known: try data.labels.read().labels,
            workers: workers, progress: progress)
    }

    /// Every label given so far.
    package func labels() throws(PipelineError) -> LabelStore.Content {
        let data = data
        return try storage { () throws(StorageError) in try data.labels.read() }
    }

    /// Leaves labels for the holder of the run lock; when nobody holds it, they are folded in at once.
    ///
    /// - Parameter number: of this call among those of one command.
    package func give(_ labels: [Label], number: Int) throws(PipelineError) {
        try leave { (store) throws(StorageError) in try store.put(labels, at: house.now, number: number) }
    }

    /// Takes back what was said of a post and a claim, in the same way.
    package func take(back retraction: Label.Retraction, number: Int) throws(PipelineError) {
        try leave { (store) throws(StorageError) in try store.put(retraction, at: house.now, number: number) }
    }

    private func leave(_ put: (LabelStore) throws(StorageError) -> Void) throws(PipelineError) {
        try storage { () throws(StorageError) in
            try put(data.labels)
            guard let lock = try data.lock() else { return }
            defer { withExtendedLifetime(lock) {} }
            _ = try data.labels.fold()
        }
    }

    /// The claim of that id, or a sentence that says what there is.
    package func check(_ claim: String) throws(PipelineError) {
        guard !claims.contains(where: { $0.id == claim }) else { return }
        let near = claims.map(\.id).filter { $0.contains(claim) }.prefix(5).joined(separator: ", ")
        throw .nothingScanned("There is no claim \(claim) in the watchlists." + (near.isEmpty ? "" : " Near: \(near)."))
    }

    /// Posts of the archive by id, their newest version; what is not there is missing from the answer.
    package func posts(_ ids: Set<String>, progress: (Int, Int) -> Void) throws(PipelineError) -> [String: Post] {
        let archive = data.archive
        return try storage { () throws(StorageError) in
            let segments = try archive.segments().count
            let reader = try archive.reader(workers: workers)
            var found: [String: Post] = [:]
            while let posts = reader.next() {
                for post in posts where ids.contains(post.id) && post.version > (found[post.id]?.version ?? 0) {
                    found[post.id] = post
                }
                progress(reader.begun, segments)
            }
            return found
        }
    }
}
