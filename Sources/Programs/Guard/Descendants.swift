import CLinux
import Foundation

/// Who is whose child, as /proc says.
enum Descendants {
    /// The processes whose parent is `parent` now.
    static func children(of parent: pid_t) -> [pid_t] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.filter { Descendants.parent(of: $0) == parent }
    }

    /// Field 4 of /proc/PID/stat. The name in field 2 may hold blanks and brackets: only what follows its last bracket
    /// counts.
    static func parent(of process: pid_t) -> pid_t? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat"),
            let bracket = data.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = data[data.index(after: bracket)...].split(separator: UInt8(ascii: " "))
        return fields.count > 1 ? pid_t(String(decoding: fields[1], as: UTF8.self)) : nil
    }

    /// Kills and buries all children of this process, and theirs as they are inherited, until none is left.
    ///
    /// The caller inherits orphans (PR_SET_CHILD_SUBREAPER). Each round kills every child that there is and waits for
    /// one to end; a tree of depth n takes n rounds.
    ///
    /// - Parameter spared: children that are somebody else's business.
    /// - Returns: how many had to be killed.
    static func endAll(sparing spared: Set<pid_t> = []) -> Int {
        var killed: Set<pid_t> = []
        for _ in 0..<maximumRounds {
            // Those that have ended are buried first: they need no killing.
            let living = children(of: getpid()).filter { !spared.contains($0) && waitpid($0, nil, WNOHANG) == 0 }
            guard !living.isEmpty else { break }
            for child in living where kill(child, SIGKILL) == 0 { killed.insert(child) }
            for child in living { _ = waitpid(child, nil, 0) }
        }
        return killed.count
    }

    /// Something that still forks after so many rounds of killing is not to be had this way.
    private static let maximumRounds = 10_000
}
