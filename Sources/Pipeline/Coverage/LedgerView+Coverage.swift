import Model

extension LedgerView {
    /// Which platforms this office watches.
    package var coverage: Coverage { Coverage(sources: configuration.sources) }

    /// The sources that are asked and give no answer, with the gap that is open, the longest first.
    package func blind(at now: Instant) throws(PipelineError) -> [Gap] {
        let watched = Set(configuration.sources.filter(\.enabled).map(\.id))
        return try sources(at: now).compactMap(\.gap).filter { $0.isOpen && watched.contains($0.source) }
            .sorted { ($0.start, $0.source) < ($1.start, $1.source) }
    }
}
