import Alerting
import Model

extension Alert {
    /// Ids of the places that are known.
    package var knownPlaces: [String] { places.map(\.place).filter { $0 != AlertPlace.nowhere } }

    /// `qala (from the text), aral (from the source)`.
    package var placesWithReasons: String {
        let known = places.filter { $0.place != AlertPlace.nowhere }
        guard !known.isEmpty else { return "no place is known" }
        return known.map { "\($0.place) (from the \($0.reason.rawValue))" }.joined(separator: ", ")
    }
}
