import ExecSource
import FacebookSource
import FeedSource
import GovKzSource
import Intake
import PageListSource
import TelegramBotSource
import TelegramSource
import VKSource
import WordPressSource
import YouTubeSource

/// Every kind of source that comes with Jibu: one line each, in the order of the documents.
public let builtInSources: [SourceKind] = [
    FeedSource.kind,
    WordPressSource.kind,
    TelegramSource.kind,
    TelegramBotSource.kind,
    VKSource.kind,
    FacebookSource.kind,
    YouTubeSource.kind,
    PageListSource.kind,
    GovKzSource.kind,
    ExecSource.kind,
]
