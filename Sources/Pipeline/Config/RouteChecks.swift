import Model
import Settings

/// Routes that tell nobody, or that no alert can reach (delivery.md 2.1).
enum RouteChecks {
    /// - Parameter today: for mandates that have ended; nil leaves them out.
    static func findings(_ file: JibuFile, places: [Place], today: CivilDate?) -> [Finding] {
        guard let root = file.route else { return [] }
        let parents = Dictionary(places.map { ($0.id, $0.parent) }) { first, _ in first }
        var findings = root.all.flatMap { problems(of: $0, parents: parents) } + untold(root)
        if root.route.match != Route.Matcher() {
            findings.append(
                Finding(
                    "root-route-with-match", .warning, at: root.match.place, "the topmost route takes only some alerts",
                    help: "What it does not take goes to the press officers; move \"match\" into a route below it."))
        }
        findings += unusedRecipients(file, root)
        findings += root.all.flatMap { lastStep(of: $0, file, today: today).map { [$0] } ?? openEnds($0, file) }
        return findings
    }

    /// A chain must end with somebody (delivery.md 2.7): what nobody takes would wait for nobody.
    private static func lastStep(of entry: RouteEntry, _ file: JibuFile, today: CivilDate?) -> Finding? {
        guard let step = entry.route.escalation?.steps.last else { return nil }
        let people = file.recipients.map(\.recipient).filter { person in
            step.to.contains { $0 == .recipient(person.id) || $0 == .role(person.role) }
        }
        let left = people.filter { person in
            !person.channels.isEmpty && (today.map { day in person.mandateUntil.map { $0 >= day } ?? true } ?? true)
        }
        guard left.isEmpty else { return nil }
        let names = step.to.map { target in
            switch target {
            case .recipient(let id): Quoting.quoted(id)
            case .role(let role): "the role \(role.rawValue)"
            }
        }
        return Finding(
            "no-final-escalation", .warning, at: entry.targets.last?.place ?? entry.place,
            "the last step of the route \(Quoting.quoted(entry.route.id)) reaches nobody: "
                + names.joined(separator: ", ")
                + (people.isEmpty ? " is nobody on the roster" : " cannot be told any more"),
            help: "Name somebody who is there at the end of \"escalate\", such as {role: press-officer}.")
    }

    private static func problems(of entry: RouteEntry, parents: [String: String?]) -> [Finding] {
        var findings: [Finding] = []
        for (index, child) in entry.children.enumerated() {
            let earlier = entry.children[..<index].first {
                !$0.route.goesOn && covers($0.route.match, child.route.match, parents: parents)
            }
            if let earlier {
                findings.append(
                    Finding(
                        "unreachable-route", .warning, at: child.place,
                        "no alert reaches the route \(Quoting.quoted(child.route.id)): "
                            + "\(Quoting.quoted(earlier.route.id)) in line \(earlier.place.line) takes them all",
                        help: "Move it before that route, or write \"continue: true\" there."))
            } else if let list = disjoint(entry.route.match, child.route.match) {
                findings.append(
                    Finding(
                        "unreachable-route", .warning, at: child.match.place,
                        "no alert reaches the route \(Quoting.quoted(child.route.id)): its \(list) are not among "
                            + "those of \(Quoting.quoted(entry.route.id))",
                        help: "A route below another one only sees what that one takes."))
            }
        }
        return findings
    }

    /// A route that names nobody tells those of the route above it; the topmost one has none above it.
    private static func untold(_ root: RouteEntry) -> [Finding] {
        guard root.route.to.isEmpty else { return [] }
        return [
            Finding(
                "route-without-target", .error, at: root.place,
                "the route \(Quoting.quoted(root.route.id)) tells nobody",
                help: "Add \"to: [{role: press-officer}]\"; it is needed for alerts that no route below takes.")
        ]
    }

    /// A chain whose last step may lead to nobody: of a role only those are told whose areas and topics fit.
    private static func openEnds(_ entry: RouteEntry, _ file: JibuFile) -> [Finding] {
        guard let last = entry.steps.last else { return [] }
        let isClosed = last.step.to.contains { target in
            switch target {
            case .recipient: true
            case .role(let role):
                file.recipients.map(\.recipient).contains { $0.role == role && $0.areas.isEmpty && $0.topics.isEmpty }
            }
        }
        guard !isClosed else { return [] }
        return [
            Finding(
                "no-final-escalation", .warning, at: last.place,
                "the last step of the route \(Quoting.quoted(entry.route.id)) may tell nobody: "
                    + "of a role only those are told whose areas and topics fit",
                help: "Name a person in it, or a role that has somebody without areas and topics.")
        ]
    }

    /// Does `wide` take every alert that `narrow` takes?
    private static func covers(_ wide: Route.Matcher, _ narrow: Route.Matcher, parents: [String: String?]) -> Bool {
        func holds(_ all: [String], _ some: [String]) -> Bool {
            all.isEmpty || (!some.isEmpty && Set(some).isSubset(of: all))
        }
        let severities = holds(wide.severities.map(\.rawValue), narrow.severities.map(\.rawValue))
        let places =
            wide.places.isEmpty
            || (!narrow.places.isEmpty
                && narrow.places.allSatisfy { isBelow($0, any: Set(wide.places), parents: parents) })
        return severities && places && holds(wide.claims, narrow.claims) && holds(wide.topics, narrow.topics)
            && holds(wide.languages, narrow.languages) && holds(wide.platforms, narrow.platforms)
            && holds(wide.sources, narrow.sources)
    }

    private static func isBelow(_ place: String, any areas: Set<String>, parents: [String: String?]) -> Bool {
        var here: String? = place
        // No tree is deeper than the file that it comes from.
        for _ in 0...YAMLText.maximumDepth {
            guard let id = here else { return false }
            if areas.contains(id) { return true }
            here = parents[id] ?? nil
        }
        return false
    }

    /// The list that can have no value in common: an alert has one claim and one severity.
    private static func disjoint(_ upper: Route.Matcher, _ lower: Route.Matcher) -> String? {
        func apart(_ left: [String], _ right: [String]) -> Bool {
            !left.isEmpty && !right.isEmpty && Set(left).isDisjoint(with: right)
        }
        if apart(upper.claims, lower.claims) { return "claims" }
        if apart(upper.severities.map(\.rawValue), lower.severities.map(\.rawValue)) { return "severities" }
        return nil
    }

    /// People whom no route names, neither by id nor by role.
    private static func unusedRecipients(_ file: JibuFile, _ root: RouteEntry) -> [Finding] {
        let targets = Set(root.all.flatMap(\.targets).map(\.value))
        return file.recipients.compactMap { entry in
            let recipient = entry.recipient
            // Press officers get what fits nobody, so they are always of use; analysts and operators read reports.
            guard recipient.role == .deputy, !targets.contains(.recipient(recipient.id)),
                !targets.contains(.role(.deputy))
            else { return nil }
            return Finding(
                "unused-recipient", .warning, at: entry.place,
                "no route tells the deputy \(Quoting.quoted(recipient.id)) anything",
                help: "Add {role: deputy} or \(recipient.id) to the \"to\" of a route.")
        }
    }
}
