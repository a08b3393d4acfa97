import Foundation

/// A sample text of the repository.
package struct SampleText: Decodable, Sendable {
    package let id: String
    package let language: String
    package let text: String

    /// All texts of a folder of JSON lines, in the order of the files' names.
    package static func read(_ folder: String) throws -> [SampleText] {
        let decoder = JSONDecoder()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".ndjson") }
        return try names.sorted().flatMap { name in
            try Data(contentsOf: URL(filePath: folder).appending(path: name)).split(separator: UInt8(ascii: "\n"))
                .map { try decoder.decode(SampleText.self, from: Data($0)) }
        }
    }
}

/// The same numbers from the same seed, on every machine.
package struct Dice: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// A number from 0 to `limit` - 1.
    package mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return limit > 1 ? Int(truncatingIfNeeded: (state >> 11) % UInt64(limit)) : 0
    }
}

package enum Measure {
    /// The shortest time of several rounds, in seconds.
    package static func best(of rounds: Int, _ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        var best = Double.infinity
        for _ in 0..<rounds {
            let time = clock.measure(body)
            best = min(best, Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
        }
        return best
    }

    /// The shortest processor time of several rounds, in seconds: what other programs do matters less to it.
    package static func bestProcessorTime(of rounds: Int, _ body: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
        return (0..<rounds).map { _ in
            let start = now()
            body()
            return now() - start
        }.min() ?? .infinity
    }

    /// Takes a result, so that the compiler cannot leave out the work behind it.
    @inline(never)
    package static func keep(_ result: Int) {
        withExtendedLifetime(result) {}
    }

    /// Bytes of memory that this process holds now (Linux).
    package static func residentBytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) * 1024
    }
}

extension String {
    /// Padded with blanks: on the right, or on the left for numbers.
    package func column(_ width: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return right ? blanks + self : self + blanks
    }
}
