import ExecSource
import FeedSource
import Intake
import TelegramSource

/// Every kind of source that comes with Jibu: one line each, in the order of the documents.
public let builtInSources: [SourceKind] = [
    FeedSource.kind,
    TelegramSource.kind,
    ExecSource.kind,
]
