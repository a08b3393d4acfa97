import Intake
import Watchlists

/// The published JSON Schemas, by the name of the file they describe.
package enum Schemas {
    /// The schema as text; nil for an unknown name.
    package static func text(of file: String, kinds: [SourceKind]) -> String? {
        switch file {
        case "jibu": Configuration.schema(kinds: kinds)
        case "places": Configuration.placesSchema
        case "watchlist": ListDocument.schema
        case "response": ResponseDocument.schema
        default: nil
        }
    }
}
