import Model
import Reading

/// A runner that starts nothing and hands over recorded lines: the programs of conformance checks and tests.
public final class RecordedPrograms: ProgramRunner, Sendable {
    private let output: [UInt8]
    private let how: ProgramEnd.How

    /// - Parameters:
    ///   - output: all that the program prints on standard output.
    ///   - how: how it ends after its last line.
    public init(printing output: [UInt8], ending how: ProgramEnd.How = .exited(0)) {
        self.output = output
        self.how = how
    }

    public func run(_ request: ProgramRequest, line: @escaping @Sendable (ProgramLine) -> Bool) async -> ProgramEnd {
        var end = ProgramEnd(how)
        if case .notStarted = how { return end }
        JSONLines.forEach(in: output, cap: request.limits.lineBytes) { piece, _ in
            end.lines += 1
            let more: Bool
            switch piece {
            case .bytes(let bytes): more = line(.whole(Array(bytes)))
            case .tooLong(let length): more = line(.tooLong(bytes: length))
            }
            if !more { end.how = .stopped }
            return more
        }
        end.bytes = output.count
        return end
    }
}
