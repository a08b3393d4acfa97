import Intake
import Watchlists

/// The published JSON Schemas, by the name of the file they describe.
package enum Schemas {
    /// The schema as text; nil for an unknown name.
    package static func text(of file: String, kinds: [SourceKind]) -> String? {
        switch file {
        case "jibu": Configuration.schema(kinds: kinds)
        case "places": Configuration.placesSchema
        case "silences": SilenceKeys.file.schema.published("silences", title: "silences.yaml")
        case "route-cases": RouteCaseKeys.file.schema.published("route-cases", title: "cases of jibu route test")
        case "watchlist": ListDocument.schema
        case "response": ResponseDocument.schema
        default: nil
        }
    }
}
