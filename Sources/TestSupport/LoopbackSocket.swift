import Foundation
import Glibc
import Synchronization

/// Why a loopback server could not start.
package struct LoopbackError: Error, CustomStringConvertible {
    package let description: String
}

/// A door in a script: the server's thread waits at it until the test opens it. Once open it stays open.
package final class LoopbackGate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    package init() {}
    package func open() { semaphore.signal() }

    func wait() {
        semaphore.wait()
        semaphore.signal()
    }
}

/// A blocking TCP socket on 127.0.0.1.
///
/// The number is closed once, by the owner of the reading thread (`close` from elsewhere only shuts the connection
/// down, so that the number is never used after it was given to somebody else).
final class LoopbackSocket: Sendable {
    private let number: Int32
    private let unread = Mutex<ArraySlice<UInt8>>([])

    private init(_ number: Int32) { self.number = number }
    deinit { _ = Glibc.close(number) }

    static func listening() throws(LoopbackError) -> LoopbackSocket {
        let number = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw LoopbackError(description: "no socket") }
        let socket = LoopbackSocket(number)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0, Glibc.listen(number, 512) == 0 else { throw LoopbackError(description: "no port") }
        return socket
    }

    var port: Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &length) }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// The next connection; nil once the socket is closed.
    func accept() -> LoopbackSocket? {
        while true {
            let client = Glibc.accept(number, nil, nil)
            if client >= 0 {
                _ = fcntl(client, F_SETFD, FD_CLOEXEC)
                return LoopbackSocket(client)
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            // Tests beside this one hold all descriptors at the moment; they give them back.
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: sched_yield()
            default: return nil
            }
        }
    }

    /// Ends the connection; a thread that waits on it wakes up.
    func close() { _ = shutdown(number, Int32(SHUT_RDWR)) }

    /// Makes the end of the connection a reset.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(number, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        // Disconnecting an established socket sends the reset at once.
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        _ = Glibc.connect(number, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// False when the peer has gone.
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    func waitForClose() { while !receive().isEmpty {} }

    /// Bytes up to and including the first `end`; nil when the connection ends before, or after 1 MiB.
    func read(through end: [UInt8]) -> [UInt8]? {
        var searched = 0
        while true {
            let found = unread.withLock { kept -> [UInt8]? in
                while searched + end.count <= kept.count {
                    let start = kept.startIndex + searched
                    if kept[start..<start + end.count].elementsEqual(end) { return kept.take(searched + end.count) }
                    searched += 1
                }
                return nil
            }
            if let found { return found }
            guard searched < 1 << 20, readMore() else { return nil }
        }
    }

    /// Exactly `count` bytes; nil when the connection ends before.
    func read(count: Int) -> [UInt8]? {
        while true {
            let found = unread.withLock { $0.count >= count ? $0.take(count) : nil }
            if let found { return found }
            guard readMore() else { return nil }
        }
    }

    private func readMore() -> Bool {
        let more = receive()
        unread.withLock { $0 += more }
        return !more.isEmpty
    }

    private func receive() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(number, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            return count > 0 ? Array(buffer.prefix(count)) : []
        }
    }
}

extension ArraySlice<UInt8> {
    /// The first `count` elements, removed.
    fileprivate mutating func take(_ count: Int) -> [UInt8] {
        defer { self = dropFirst(count) }
        return Array(prefix(count))
    }
}
