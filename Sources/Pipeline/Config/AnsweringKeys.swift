import Model
import Settings

/// `responses:` when the office answers, and who approves its texts.
struct AnsweringEntry: Sendable {
    var tipping = TippingPoint.standard
    var policy = AnsweringPolicy()
    /// What the file says; nil: as there is a site or not.
    var siteFirst: Bool?
    /// Recipients, with their places.
    var approvers: [Located<String>] = []
}

enum AnsweringKeys {
    private static let respondFrom = Key<TippingPoint>(
        "respond_from", .tippingPoint, help: "From when on a claim is answered.", default: .standard)
    private static let unknownReachFrom = Key<Severity>(
        "unknown_reach_from", .choice(), help: "From this severity on a claim whose reach nobody knows is answered.",
        default: AnsweringPolicy().unknownReachFrom)
    private static let approvers = Key<[Located<String>]>(
        "approvers", .list(of: Shape<String>.identifier.located, maximum: 50),
        help: "Recipients who approve texts; absent: the status in the response file counts.", default: [])
    private static let aloneAfter = Key<TimeSpan>(
        "alone_after", .span(.minutes(1) ... .days(7)),
        help: "How long somebody who approves alone waits before reading the text again.",
        default: AnsweringPolicy().aloneAfter)
    private static let siteFirst = Key<Bool>.optional(
        "site_first", .bool,
        help: "True: no text is given out before it stands on the office's own site; absent: true when office.site "
            + "is set.")
    private static let checkEvidence = Key<TimeSpan>.optional(
        "check_evidence", .span(.days(1) ... .days(90)),
        help: "How often runs look whether the evidence of answers can still be opened; absent: never.")

    static let shape = Shape<AnsweringEntry>.object(
        "responses section", help: "When the office answers, and who approves its texts.",
        keys: [respondFrom, unknownReachFrom, approvers, aloneAfter, siteFirst, checkEvidence]
    ) { fields, _ in
        guard let tipping = fields[respondFrom], let unknown = fields[unknownReachFrom],
            let approvers = fields[approvers], let aloneAfter = fields[aloneAfter]
        else { return nil }
        return AnsweringEntry(
            tipping: tipping,
            policy: AnsweringPolicy(
                unknownReachFrom: unknown, approvers: approvers.map(\.value), aloneAfter: aloneAfter,
                checkEvidence: fields[checkEvidence]),
            siteFirst: fields[siteFirst],
            approvers: approvers)
    }
}
