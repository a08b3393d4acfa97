import Model

/// What the guard is told, as the words of its command line. No word is a secret: those are in files and in the
/// environment.
package struct GuardOrder: Sendable, Hashable {
    var path: String
    var arguments: [String]
    /// The working folder, the one place to write.
    var folder: String
    var reads: [String]
    var network: Bool
    var graceMilliseconds: Int64
    var processorSeconds: Int64
    var memoryBytes: Int
    var processes: Int
    var fileBytes: Int
    var openFiles: Int

    init(_ request: ProgramRequest, arguments: [String], folder: String) {
        path = request.path
        self.arguments = arguments
        self.folder = folder
        reads = request.reads
        network = request.network
        graceMilliseconds = request.limits.grace.milliseconds
        processorSeconds = max(1, request.limits.processorTime.milliseconds / 1000)
        memoryBytes = request.limits.memoryBytes
        processes = request.limits.processes
        fileBytes = request.limits.fileBytes
        openFiles = request.limits.openFiles
    }

    var words: [String] {
        [
            folder, network ? "network" : "no-network", "\(graceMilliseconds)", "\(processorSeconds)", "\(memoryBytes)",
            "\(processes)", "\(fileBytes)", "\(openFiles)", "\(reads.count)",
        ] + reads + [path] + arguments
    }

    /// Nil when the words are not those of an order: somebody typed `jibu guard`.
    package init?(words: [String]) {
        guard words.count >= 10, let grace = Int64(words[2]), let processor = Int64(words[3]),
            let memory = Int(words[4]), let processes = Int(words[5]), let fileBytes = Int(words[6]),
            let openFiles = Int(words[7]), let readCount = Int(words[8]), readCount >= 0, readCount < words.count - 9,
            words[1] == "network" || words[1] == "no-network"
        else { return nil }
        folder = words[0]
        network = words[1] == "network"
        graceMilliseconds = grace
        processorSeconds = processor
        memoryBytes = memory
        self.processes = processes
        self.fileBytes = fileBytes
        self.openFiles = openFiles
        reads = Array(words[9..<(9 + readCount)])
        path = words[9 + readCount]
        arguments = Array(words[(10 + readCount)...])
    }
}
