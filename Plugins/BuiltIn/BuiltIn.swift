import FeedSource
import Intake

/// Every kind of source that comes with Jibu: one line each, in the order of the documents.
public let builtInSources: [SourceKind] = [
    FeedSource.kind
]
