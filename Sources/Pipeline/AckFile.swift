import Alerting
import Intake
import Model
import Reading
import Settings
import Storage

/// What `jibu ack` leaves in the inbox for the holder of the run lock, or for the next run (design decision 19).
package struct AckFile: Sendable, Hashable {
    package typealias Act = AckCommand.Act

    /// A code, or the id of an alert.
    package var target: String
    /// Recipient id.
    package var by: String
    package var act: AckCommand.Act
    package var at: Instant

    static let files = (prefix: "ack-", suffix: ".json")

    package init(target: String, by: String, act: AckCommand.Act, at: Instant) {
        self.target = target
        self.by = by
        self.act = act
        self.at = at
    }

    /// Could an answer stand there?
    package static func isAddress(_ text: String) -> Bool {
        AckCommand("done \(text)") == .withoutCode(.respond(url: text))
    }

    /// Checks what was asked against the roster and the ledger, and leaves it for a run.
    ///
    /// - Throws: `.nothingScanned` with a sentence that says what would do.
    /// - Returns: the alert as it stands before.
    package static func leave(
        _ target: String, by: String, act: AckCommand.Act, config path: String, kinds: [SourceKind], at now: Instant
    ) throws(PipelineError) -> AckBook.Entry {
        let view = try LedgerView(config: path, kinds: kinds)
        let people = view.configuration.recipients.map(\.id)
        guard people.contains(by) else {
            let near = DidYouMean.nearest(by, among: people).map { " Did you mean \($0)?" } ?? ""
            throw .nothingScanned("There is no recipient \(by) in jibu.yaml.\(near)")
        }
        let entry = try view.acknowledgeable(target)
        let file = AckFile(target: entry.alert, by: by, act: act, at: now)
        let inbox = DataFolder(path: view.configuration.dataFolder).inbox
        try storage { () throws(StorageError) in try inbox.put(file.json.encoded(), as: file.name) }
        return entry
    }

    /// The same demand at the same instant is the same file; another act is another one.
    var name: String {
        "\(Self.files.prefix)\(at.milliseconds)-\(by)-\(target)-\(word)\(Self.files.suffix)"
    }

    /// - Parameter name: of the file, which is its identity.
    func demand(named name: String) -> AckDemand {
        AckDemand(
            actor: by, act: act, target: target, channel: AckEvent.inbox, externalID: name, at: at, rawHash: "",
            answerTo: nil)
    }

    private var word: String {
        switch act {
        case .claim: "claim"
        case .release: "release"
        case .respond: "responded"
        case .dismiss: "dismissed"
        }
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("alert", .string(target)), ("by", .string(by)), ("at", .string(at.description)), ("act", .string(word)),
        ]
        switch act {
        case .claim, .release: break
        case .respond(let url): members.append(("url", .string(url)))
        case .dismiss(let reason): members.append(("reason", .string(reason.rawValue)))
        }
        return .object(members)
    }

    /// Nil when the bytes are no acknowledgement.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue.parse(bytes), let target = value["alert"]?.string,
            let by = value["by"]?.string, let at = value["at"]?.string.flatMap({ Instant($0) })
        else { return nil }
        let act: AckCommand.Act
        switch value["act"]?.string {
        case "claim": act = .claim
        case "release": act = .release
        case "responded":
            guard let url = value["url"]?.string else { return nil }
            act = .respond(url: url)
        case "dismissed":
            guard let reason = value["reason"]?.string.flatMap(AckEvent.Reason.init) else { return nil }
            act = .dismiss(reason)
        default: return nil
        }
        self.init(target: target, by: by, act: act, at: at)
    }
}

extension AckDemand {
    var name: ReplyName { ReplyName(channel: channel, id: externalID) }
}

extension LedgerView {
    /// The alert that a code, an id or the beginning of an id names, and what stands of it.
    func acknowledgeable(_ target: String) throws(PipelineError) -> AckBook.Entry {
        let book = try ackBook()
        let digits = target.filter { $0 != " " }
        if let entry = book.entry(ofCode: digits) { return entry }
        if digits.utf8.count == AckCode.lengths[0], digits.allSatisfy(\.isNumber), !AckCode.isValid(digits) {
            throw .nothingScanned("\(target) is no code: a digit is wrong. jibu alerts shows the codes.")
        }
        guard let entry = book.entry(of: try alert(startingWith: target).alert.id) else {
            throw .nothingScanned("The alert \(target) cannot be acknowledged.")
        }
        return entry
    }

    /// Every alert with what people said of it.
    package func ackBook() throws(PipelineError) -> AckBook {
        let ledger = try ledger()
        return try storage { () throws(StorageError) in try ledger.ackBook() }
    }
}
