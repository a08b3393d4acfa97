import Model

/// One message of an export, read.
struct WhatsAppMessage: Sendable, Hashable {
    /// Seconds since 1970 as the phone's clock counts them.
    var local: Int64
    var author: String
    var text: String
    /// Names of files, or of what stands for them.
    var media: [String] = []
}

/// A whole chat as WhatsApp exports it.
struct WhatsAppChat: Sendable {
    private(set) var messages: [WhatsAppMessage] = []
    /// Lines of WhatsApp itself: who came, what was renamed.
    private(set) var systemLines = 0
    private(set) var deleted = 0
    /// Lines that look like messages and are part of one: a chat that somebody pasted.
    private(set) var pasted = 0
    private(set) var order = DayOrder.dayFirst
    /// System lines say that this is a group.
    private(set) var saysGroup = false

    var authors: Set<String> { Set(messages.map(\.author)) }

    /// Why a file is no chat that can be read.
    enum Fault: Error {
        case noChat
        case dayOrder(example: String)
        /// A word beside the times that is not known.
        case halfDay(String)
        /// In this order most dates do not exist.
        case noDates(DayOrder)
    }

    /// - Parameters:
    ///   - bytes: the export as UTF-8.
    ///   - latest: the phone's clock cannot have shown more, in seconds as it counts them.
    init(_ bytes: [UInt8], order asked: DayOrder?, latest: Int64) throws(Fault) {
        let lines = WhatsAppLines(bytes)
        guard let first = lines.stamped.first else { throw .noChat }
        for stamp in lines.stamped {
            if case .unknown(let word) = stamp.stamp.half { throw .halfDay(word) }
        }
        let stamps = lines.stamped.map(\.stamp)
        guard let order = asked ?? WhatsAppDayOrder.find(stamps, languages: lines.languages, latest: latest) else {
            throw .dayOrder(example: lines.text(first.line.lowerBound..<first.stamp.end))
        }
        self.order = order
        let dated = lines.dated(order)
        // A wrong order makes days of most messages that there are not; what is left would be told at wrong times.
        guard stamps.count(where: { $0.local(order) == nil }) * 2 <= stamps.count, !dated.isEmpty else {
            throw .noDates(order)
        }
        pasted = lines.stamped.count - dated.count
        var raw: [(local: Int64, body: WhatsAppBody)] = []
        raw.reserveCapacity(dated.count)
        for (index, message) in dated.enumerated() {
            let end = index + 1 < dated.count ? dated[index + 1].line.lowerBound : bytes.count
            raw.append((message.local, WhatsAppBody(lines.text(message.textStart..<max(message.textStart, end)))))
        }
        let names = WhatsAppNames(raw.map(\.body))
        for (local, body) in raw { add(body.message(at: local, names)) }
    }

    private mutating func add(_ read: WhatsAppBody.Reading) {
        switch read {
        case .message(let message): messages.append(message)
        case .deleted: deleted += 1
        case .system(let text):
            systemLines += 1
            saysGroup = saysGroup || WhatsAppWords.groupPieces.contains { text.contains($0) }
        }
    }
}

/// The lines of an export that begin with a stamp.
struct WhatsAppLines {
    struct Stamped: Sendable {
        var line: Range<Int>
        var stamp: WhatsAppStamp
    }

    private let bytes: [UInt8]
    /// Those in the shape of the first one.
    private(set) var stamped: [Stamped] = []
    /// Languages of the system lines.
    private(set) var languages: Set<String> = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            if let stamp = WhatsAppStamp(bytes, start..<end),
                stamped.first.map({ $0.stamp.shape == stamp.shape }) ?? true
            {
                stamped.append(Stamped(line: start..<end, stamp: stamp))
            } else if stamped.isEmpty {
                var cursor = WhatsAppCursor(bytes, start..<end)
                cursor.skipBlanks()
                // An export begins with a message.
                if cursor.index < end, cursor.current != 0x0D { return }
            }
            start = end + 1
        }
        languages = Set(
            stamped.prefix(2000).flatMap { line -> [String] in
                let text = text(line.stamp.end..<line.line.upperBound)
                // What people write in another language says nothing about the phone.
                guard !text.contains(": ") || text.contains("\u{200E}") else { return [] }
                return WhatsAppWords.systemLines.filter { $0.pieces.contains { text.contains($0) } }.map(\.language)
            })
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The lines that begin a message. A line whose time runs back is part of a message when time goes on behind it:
    /// somebody pasted a chat. When it does not, a clock was set, and it is a message.
    func dated(_ order: DayOrder) -> [(line: Range<Int>, local: Int64, textStart: Int)] {
        let lines = stamped.compactMap { line in
            line.stamp.local(order).map { (line: line.line, local: $0, textStart: line.stamp.end) }
        }
        var messages: [(line: Range<Int>, local: Int64, textStart: Int)] = []
        var index = 0
        while index < lines.count {
            if let last = messages.last, lines[index].local < last.local - WhatsAppDayOrder.tolerance,
                let back = lines[index...].prefix(200).firstIndex(where: {
                    $0.local >= last.local - WhatsAppDayOrder.tolerance
                })
            {
                index = back
                continue
            }
            messages.append(lines[index])
            index += 1
        }
        return messages
    }
}
