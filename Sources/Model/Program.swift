/// Programs as sources see them: the port through which a source runs one. The room `Programs` is the one real
/// implementation; checks and tests have others.
public protocol ProgramRunner: Sendable {
    /// Runs a program to its end and hands over each line of its standard output, in order, as it comes.
    ///
    /// Never throws: what goes wrong is how it ended. When this returns, the program and everything that it started
    /// have ended.
    ///
    /// - Parameter line: takes one line; false ends the program at once.
    func run(_ request: ProgramRequest, line: @escaping @Sendable (ProgramLine) -> Bool) async -> ProgramEnd
}

/// One line of a program's standard output, without its line end.
public enum ProgramLine: Sendable, Hashable {
    case whole([UInt8])
    /// A line over the limit was left out.
    case tooLong(bytes: Int)
}

/// Which program to run, and what it gets and may do.
public struct ProgramRequest: Sendable {
    /// An argument of the program.
    public enum Argument: Sendable, Hashable {
        case text(String)
        /// The absolute path of one of `files`.
        case file(String)
    }

    /// Absolute. It is not looked for anywhere, and no shell reads it.
    public var path: String
    public var arguments: [Argument]
    /// The whole environment. Nothing of Jibu's own is added.
    public var environment: [String: String]
    /// Files that the program finds in its working folder (mode 0600), by name without a slash. The folder is the only
    /// place where it may write, and is gone afterwards.
    public var files: [String: [UInt8]]
    /// What it reads on standard input, which then ends.
    public var input: [UInt8]
    /// Files and folders that it may read beside itself and the system's programs and libraries.
    public var reads: [String]
    /// False: it can open no connection and no socket at all.
    public var network: Bool
    public var limits: ProgramLimits

    public init(
        path: String, arguments: [Argument] = [], environment: [String: String] = [:], files: [String: [UInt8]] = [:],
        input: [UInt8] = [], reads: [String] = [], network: Bool = false, limits: ProgramLimits = ProgramLimits()
    ) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.files = files
        self.input = input
        self.reads = reads
        self.network = network
        self.limits = limits
    }
}

/// What a program may use. Every limit is ours (design decision 6, trust.md R18).
public struct ProgramLimits: Sendable, Hashable {
    /// From its start; then it is told to end.
    public var deadline: TimeSpan = .seconds(60)
    /// From being told to end until it is killed.
    public var grace: TimeSpan = .seconds(2)
    /// Bytes of one line; a longer one is left out.
    public var lineBytes = 1 << 20
    /// Lines and bytes of standard output; more ends the program.
    public var lines = 1_000_000
    public var outputBytes = 64 << 20
    /// How much of standard error is kept: its end.
    public var errorBytes = 16 << 10
    /// Processor time of one process.
    public var processorTime: TimeSpan = .seconds(60)
    /// Address space of one process.
    public var memoryBytes = 1 << 30
    /// Processes and threads of the user that runs Jibu. The kernel does not count those of root.
    public var processes = 256
    public var fileBytes = 64 << 20
    public var openFiles = 256

    public init() {}
}

/// How a program ended, and what it cost.
public struct ProgramEnd: Sendable, Hashable {
    public enum How: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
        /// It never ran: the reason.
        case notStarted(String)
        /// It was ended since its time was up.
        case deadline
        /// It was ended since the reader of its lines wanted no more.
        case stopped
        /// It was ended since it printed too much: of what.
        case overLimit(String)
    }

    public var how: How
    public var lines = 0
    public var bytes = 0
    /// The end of standard error, as it came.
    public var errors: [UInt8] = []
    /// Processes that it left behind and that had to be ended.
    public var leftBehind = 0
    /// What its owner should know: a protection that this kernel does not have.
    public var notes: [String] = []

    public init(_ how: How) { self.how = how }
}
