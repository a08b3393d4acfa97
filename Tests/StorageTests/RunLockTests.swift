import Foundation
import Testing

@testable import Storage

struct RunLockTests {
    @Test("only one can hold the lock, and it is free when the holder lets go")
    func exclusive() throws {
        let folder = try TemporaryFolder()
        let data = DataFolder(path: folder.path + "/data")
        var first = try data.lock()
        #expect(first != nil)
        #expect(try data.lock() == nil)
        withExtendedLifetime(first) {}
        first = nil
        let again = try data.lock()
        #expect(again != nil)
    }

    @Test("a lock file that is left behind locks nothing")
    func leftBehind() throws {
        let folder = try TemporaryFolder()
        try put(Array("pid 1".utf8), at: folder.path + "/run.lock")
        #expect(try RunLock.acquire(folder: folder.path) != nil)
    }

    @Test("another process cannot take a held lock, and its death frees its own")
    func otherProcess() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/run.lock"
        do {
            let lock = try #require(try RunLock.acquire(folder: folder.path))
            guard let other = try output(of: "flock", ["-n", path, "true"]) else { return }
            #expect(other.status == 1)
            withExtendedLifetime(lock) {}
        }
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = ["-o", path, "sh", "-c", "echo ready; cat"]
        let (input, ready) = (Pipe(), Pipe())
        holder.standardInput = input
        holder.standardOutput = ready
        try holder.run()
        #expect(try ready.fileHandleForReading.read(upToCount: 5) == Data("ready".utf8))
        #expect(try RunLock.acquire(folder: folder.path) == nil)
        kill(holder.processIdentifier, SIGKILL)
        // Foundation waits for the grandchild too, which ends with its input.
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        #expect(try RunLock.acquire(folder: folder.path) != nil)
    }
}
