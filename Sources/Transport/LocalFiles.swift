import Foundation
import Glibc
import Model

/// Answers `file:` URLs from folders that the operator named, and hands everything else to another client.
///
/// A path may be absolute or relative to a base folder. What is read must be a regular file whose real place, after
/// all links, lies below an allowed folder.
package struct LocalFiles: HTTPClient {
    private let base: String
    private let folders: [String]
    private let network: any HTTPClient
    private let limits: HTTPLimits

    /// - Parameters:
    ///   - base: what relative paths are relative to.
    ///   - allowed: folders; absolute or relative to `base`. A folder that does not exist allows nothing.
    ///   - network: answers all other URLs.
    ///   - limits: `bodyBytes` bounds the size of a file.
    package init(base: String, allowed: [String], network: any HTTPClient, limits: HTTPLimits = HTTPLimits()) {
        self.base = base
        folders = allowed.compactMap { Self.realPath(Self.absolute($0, base: base)) }
        self.network = network
        self.limits = limits
    }

    package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        guard request.url.prefix(5).lowercased() == "file:" else { return try await network.send(request) }
        return try read(request)
    }

    /// A 200 with the bytes, or a 404; nothing else is said about what lies there.
    private func read(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
        let url = request.url
        func refused(_ what: String) -> HTTPFailure { HTTPFailure(.refused, url: url, what) }
        guard request.method == .get || request.method == .head else { throw refused("a file can only be read") }
        let path = try path(of: url)
        guard let real = Self.realPath(path) else {
            // Whether something exists is told only where reading would be allowed.
            guard let parent = Self.realPath(Self.parent(of: path)), isAllowed(parent + "/") else {
                throw refused("the file is not below an allowed folder")
            }
            return HTTPResponse(status: 404, finalURL: url)
        }
        guard isAllowed(real) else { throw refused("the file is not below an allowed folder") }
        // The path is free of links now; O_NOFOLLOW keeps it so. O_NONBLOCK: opening a pipe must not wait.
        let number = open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else { throw refused("the file cannot be opened (\(String(cString: strerror(errno))))") }
        defer { close(number) }
        var facts = stat()
        guard fstat(number, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw refused("not a regular file") }
        let limit = min(limits.bodyBytes, request.limits.bodyBytes)
        func tooLarge() -> HTTPFailure { HTTPFailure(.overLimit, url: url, "the file is larger than \(limit) bytes") }
        guard facts.st_size <= limit else { throw tooLarge() }
        guard let body = Self.bytes(of: number, limit: limit) else {
            throw HTTPFailure(.cut, url: url, "the file cannot be read")
        }
        // It may have grown since.
        guard body.count <= limit else { throw tooLarge() }
        return HTTPResponse(
            status: 200, headers: [HTTPHeader("Content-Length", String(body.count))],
            body: request.method == .head ? [] : body, finalURL: url)
    }

    private func isAllowed(_ path: String) -> Bool {
        folders.contains { path.hasPrefix($0 == "/" ? $0 : $0 + "/") }
    }

    /// `file:feeds/a.xml`, `file:/srv/a.xml`, `file:///srv/a.xml`; percent signs are decoded.
    private func path(of url: String) throws(HTTPFailure) -> String {
        var rest = url.dropFirst(5)
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            guard rest.hasPrefix("/") else {
                throw HTTPFailure(.refused, url: url, "a file URL names no host: write file:NAME or file:///NAME")
            }
        }
        guard let path = String(rest).removingPercentEncoding, !path.isEmpty, !path.utf8.contains(0) else {
            throw HTTPFailure(.refused, url: url, "the file name is not readable")
        }
        return Self.absolute(path, base: base)
    }

    private static func absolute(_ path: String, base: String) -> String {
        path.hasPrefix("/") ? path : base + "/" + path
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Without links and dots; nil when there is nothing.
    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Everything, or one byte more than `limit`; nil on a read error.
    private static func bytes(of number: Int32, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = Glibc.read(number, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += buffer.prefix(count)
        }
        return bytes
    }
}
