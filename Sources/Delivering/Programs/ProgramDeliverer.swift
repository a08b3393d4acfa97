import Model
import Synchronization

/// Any program that takes a digest on standard input: for channels that nobody built in.
///
/// It gets the text on standard input, and in its environment `JIBU_DIGEST` (its id: the same again means a repeat),
/// `JIBU_RECIPIENT`, `JIBU_ADDRESS` and `JIBU_SUBJECT`. Nothing of the digest stands in its arguments, which other
/// users of the machine can see. How it exits is the outcome, in the words of sysexits.h.
package struct ProgramDeliverer: Deliverer {
    package let channel: String
    package let format = ChannelFormat.text
    package let capabilities: Capabilities
    private let program: Program
    private let runner: any ProgramRunner

    /// Which program, and what it may do.
    package struct Program: Sendable, Hashable {
        /// Absolute.
        package var path: String
        package var arguments: [String]
        /// Files and folders that it may read beside itself and the system's.
        package var reads: [String]
        package var network: Bool
        package var timeout: TimeSpan
        /// The same digest twice shows it once, says who wrote it.
        package var isIdempotent: Bool

        package init(
            path: String, arguments: [String] = [], reads: [String] = [], network: Bool = false,
            timeout: TimeSpan = .seconds(60), isIdempotent: Bool = false
        ) {
            self.path = path
            self.arguments = arguments
            self.reads = reads
            self.network = network
            self.timeout = timeout
            self.isIdempotent = isIdempotent
        }
    }

    package init(channel: String, program: Program, runner: any ProgramRunner) {
        self.channel = channel
        self.program = program
        self.runner = runner
        capabilities = Capabilities(
            isIdempotent: program.isIdempotent, smallestPause: .minutes(5), whenUnknown: .resendIfCritical,
            limits: .init(.utf8, body: 60_000))
    }

    package func deliver(_ digest: Digest) async -> Outcome {
        let end = await ProgramCall.run(
            program, environment: [
                "JIBU_DIGEST": digest.id, "JIBU_RECIPIENT": digest.recipient, "JIBU_ADDRESS": digest.address,
                "JIBU_SUBJECT": HTTPCall.said(digest.subject),
            ], input: digest.bytes, over: runner)
        return Self.outcome(end)
    }

    private static func outcome(_ call: ProgramCall.Ended) -> Outcome {
        switch call.end.how {
        case .exited(0): .accepted(receipt: call.firstLine)
        case .exited(let status): byStatus(status, why: "the program ended with \(status)\(call.words)")
        case .notStarted(let why): .configurationDead(why: "the program cannot be started: \(why)")
        case .signalled(let signal): .unknown(why: "the program was ended by signal \(signal)\(call.words)")
        case .deadline: .unknown(why: "the program's time was up\(call.words)")
        case .stopped, .overLimit: .unknown(why: "the program printed too much and was ended")
        }
    }

    /// sysexits.h; a status that is not there says nothing.
    private static func byStatus(_ status: Int32, why: String) -> Outcome {
        switch status {
        case 65: .digestRefused(why: why)
        case 67, 68: .recipientDead(why: why)
        case 69, 71, 74, 75: .retry(after: nil, why: why)
        case 64, 66, 72, 73, 77, 78, 126, 127: .configurationDead(why: why)
        default: .unknown(why: why)
        }
    }
}

/// One run of a channel's program.
enum ProgramCall {
    struct Ended: Sendable {
        var end: ProgramEnd
        /// The first line that it printed, as a receipt.
        var firstLine: String?
        /// The end of what it said on standard error, in brackets.
        var words: String { words(hiding: []) }

        /// Secrets are hidden before the end is cut off: half a secret would not be known for one.
        func words(hiding secrets: [Secret]) -> String {
            let whole = HTTPCall.hide(secrets, in: String(decoding: end.errors, as: UTF8.self))
            let said = HTTPCall.said(String(whole.unicodeScalars.suffix(200)))
            return said.isEmpty ? "" : " (\(said))"
        }
    }

    static func run(
        _ program: ProgramDeliverer.Program, environment: [String: String], input: [UInt8],
        over runner: any ProgramRunner
    ) async -> Ended {
        let first = Mutex<String?>(nil)
        // A NUL would end a value early.
        let own = environment.mapValues { $0.replacing("\u{0}", with: "") }
        var request = ProgramRequest(
            path: program.path, arguments: program.arguments.map { .text($0) },
            environment: own.merging(["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]) { mine, _ in mine }, input: input,
            reads: program.reads, network: program.network)
        request.limits.deadline = program.timeout
        request.limits.lines = 1000
        request.limits.outputBytes = 1 << 20
        let end = await runner.run(request) { line in
            if case .whole(let bytes) = line {
                first.withLock { $0 = $0 ?? HTTPCall.said(String(decoding: bytes.prefix(200), as: UTF8.self)) }
            }
            return true
        }
        return Ended(end: end, firstLine: first.withLock { $0 })
    }
}
