import Model

/// What the routing tree said about one alert, with every step, so that `explain` can show it.
package struct RouteDecision: Sendable, Hashable {
    /// Every route that was asked, in order.
    package var steps: [Step] = []
    /// Routes that took the alert, in order.
    package var taken: [Taken] = []
    /// People who get it, each once, by the first route that chose them.
    package var recipients: [Choice] = []
    /// People a taken route looked at and did not choose.
    package var leftOut: [LeftOut] = []
    /// No route found anybody, so press officers get it.
    package var isCatchAll = false

    package struct Step: Sendable, Hashable {
        package var route: String
        /// 0 is the root.
        package var depth: Int
        package var matched: Bool
        /// The demand that was not met.
        package var why: String?
    }

    package struct Taken: Sendable, Hashable {
        package var route: String
        /// Route ids from the root down.
        package var path: [String]
        package var targets: [Route.Target]
    }

    package struct Choice: Sendable, Hashable {
        package var recipient: String
        package var route: String
        package var why: String
    }

    package struct LeftOut: Sendable, Hashable {
        package var recipient: String
        package var route: String
        package var why: String
    }

    /// The decision in plain English, one line a fact.
    package var words: [String] {
        var lines = steps.map { step in
            let indent = String(repeating: "  ", count: step.depth)
            return "\(indent)route \(step.route): \(step.why.map { "no, \($0)" } ?? "matches")"
        }
        lines += taken.map { "taken by \($0.path.joined(separator: " > "))" }
        if isCatchAll {
            lines.append(
                recipients.isEmpty
                    ? "nobody gets it: no route found anybody, and there is no press officer to fall back on"
                    : "no route found anybody: it goes to press officers")
        }
        lines += recipients.map { "to \($0.recipient) (route \($0.route)): \($0.why)" }
        lines += leftOut.map { "not to \($0.recipient) (route \($0.route)): \($0.why)" }
        return lines
    }
}
