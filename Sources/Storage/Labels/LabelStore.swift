import Glibc
import Model
import Reading

/// What people said about posts: `data/labels.ndjson`, one label a line; a later line about the same post and claim
/// replaces an earlier one, and a `Label.Retraction` takes it away.
///
/// `jibu label` writes to `data/inbox/` (design decision 19). The holder of the run lock appends what is there to the
/// file, makes it durable, and takes the inbox files away. Killed in between, the next fold appends the same lines
/// again, which changes nothing.
package struct LabelStore: Sendable, Hashable {
    package let path: String
    private let inbox: Inbox
    private static let files = (prefix: "label-", suffix: ".ndjson")
    /// Longest line of a label; a post's line in the archive is no longer.
    private static let lineBytes = Limits.lineBytes

    package init(path: String, inbox: Inbox) {
        self.path = path
        self.inbox = inbox
    }

    /// What the store holds.
    package struct Content: Sendable {
        /// The last label for each post and claim, in the order in which they were first given.
        package var labels: [Label] = []
        /// Labels in the file that were taken back: their text is there until the next `keep`.
        package var retracted = 0
        /// Lines that are no label: half a line that a power cut left, or an edit by hand.
        package var badLines = 0

        package init() {}
    }

    /// Every label, those that wait in the inbox included.
    package func read() throws(StorageError) -> Content {
        var content = Content()
        var places: [Label.Subject: Int] = [:]
        var labels: [Label?] = []
        func take(_ line: JSONLines.Line) {
            guard case .bytes(let bytes) = line else { return content.badLines += 1 }
            if let label = Label(line: bytes) {
                if let place = places[label.subject] {
                    labels[place] = label
                } else {
                    places[label.subject] = labels.count
                    labels.append(label)
                }
            } else if let back = Label.Retraction(line: bytes) {
                if let place = places.removeValue(forKey: back.subject) { labels[place] = nil }
            } else {
                content.badLines += 1
            }
        }
        if Folders.exists(path) {
            let file = try OpenFile.forReading(path)
            let failure = JSONLines.forEach(from: file.descriptor, cap: Self.lineBytes) { line, _ in
                take(line)
                return true
            }
            if let failure { throw .cannotRead(path: path, why: String(cString: strerror(failure))) }
        }
        for (_, bytes) in try inbox.files(prefix: Self.files.prefix, suffix: Self.files.suffix) {
            guard let bytes else { content.badLines += 1; continue }
            JSONLines.forEach(in: bytes, cap: Self.lineBytes) { line, _ in
                take(line)
                return true
            }
        }
        content.labels = labels.compactMap(\.self)
        content.retracted = labels.count - content.labels.count
        return content
    }

    /// Leaves labels for the holder of the lock, durably; what is given in one call stays together.
    ///
    /// - Parameter number: makes the names of several calls at one instant different and keeps their order.
    package func put(_ labels: [Label], at now: Instant, number: Int) throws(StorageError) {
        try leave(labels.map(\.line), at: now, number: number)
    }

    /// Leaves word that a label is taken back, in the same way.
    package func put(_ retraction: Label.Retraction, at now: Instant, number: Int) throws(StorageError) {
        try leave([retraction.line], at: now, number: number)
    }

    private func leave(_ lines: [[UInt8]], at now: Instant, number: Int) throws(StorageError) {
        var bytes: [UInt8] = []
        var part = 0
        func name() -> String {
            let digits = String(10_000_000_000 + number * 1000 + part).dropFirst()
            return "\(Self.files.prefix)\(now.milliseconds)-\(getpid())-\(digits)\(Self.files.suffix)"
        }
        for line in lines {
            if !bytes.isEmpty, bytes.count + line.count > Inbox.longest {
                try inbox.put(bytes, as: name())
                bytes.removeAll(keepingCapacity: true)
                part += 1
            }
            bytes += line
        }
        if !bytes.isEmpty { try inbox.put(bytes, as: name()) }
    }

    /// Appends what waits in the inbox. Only the holder of the run lock may call it.
    ///
    /// - Returns: how many labels were taken.
    package func fold() throws(StorageError) -> Int {
        let files = try inbox.files(prefix: Self.files.prefix, suffix: Self.files.suffix).compactMap { file in
            file.bytes.map { (name: file.name, bytes: $0) }
        }
        guard !files.isEmpty else { return 0 }
        let bytes = files.flatMap(\.bytes)
        try append(bytes)
        for file in files { try inbox.remove(file.name) }
        var taken = 0
        JSONLines.forEach(in: bytes, cap: Self.lineBytes) { line, _ in
            if case .bytes(let line) = line, Label(line: line) != nil { taken += 1 }
            return true
        }
        return taken
    }

    /// Removes labels for which `isKept` is false, and those that were taken back. Only the holder of the run lock
    /// may call it.
    ///
    /// - Returns: how many were removed because of `isKept`.
    package func keep(where isKept: (Label) -> Bool) throws(StorageError) -> Int {
        _ = try fold()
        let content = try read()
        let kept = content.labels.filter(isKept)
        guard kept.count < content.labels.count || content.retracted > 0 else { return 0 }
        let half = path + ".new"
        try Folders.remove(half)
        do {
            let file = try OpenFile.creating(half)
            for label in kept { try file.write(label.line) }
            try file.makeDurable()
        }
        try Folders.rename(half, to: path)
        try Folders.makeDurable(Folders.parent(of: path))
        return content.labels.count - kept.count
    }

    private func append(_ bytes: [UInt8]) throws(StorageError) {
        let isNew = !Folders.exists(path)
        let file = try OpenFile.forAppending(path)
        let size = try file.size()
        // A power cut may have left half a line; a new one must not go on in it.
        if size > 0, try OpenFile.forReading(path).bytes(at: size - 1, count: 1) != [UInt8(ascii: "\n")] {
            try file.write([UInt8(ascii: "\n")] + bytes)
        } else {
            try file.write(bytes)
        }
        try file.makeDurable()
        if isNew { try Folders.makeDurable(Folders.parent(of: path)) }
    }
}

extension DataFolder {
    package var labels: LabelStore { LabelStore(path: path + "/labels.ndjson", inbox: inbox) }
}
