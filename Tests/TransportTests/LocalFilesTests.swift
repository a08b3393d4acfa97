import Foundation
import Model
import TestSupport
import Testing

@testable import Transport

@Suite final class LocalFilesTests {
    /// Notes what it is asked and answers 204.
    private struct Elsewhere: HTTPClient {
        func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
            HTTPResponse(status: 204, finalURL: request.url)
        }
    }

    private let folder: String
    private let files: LocalFiles

    init() throws {
        folder = NSTemporaryDirectory() + "jibu-local-files-" + UUID().uuidString
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder + "/feeds/deep", withIntermediateDirectories: true)
        try manager.createDirectory(atPath: folder + "/feeds-private", withIntermediateDirectories: true)
        for (name, text) in [
            ("feeds/a.xml", "<rss/>"), ("feeds/deep/ә б.xml", "<feed/>"), ("feeds/empty", ""), ("secret.key", "secret"),
            ("feeds-private/x", "private"),
        ] { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name)) }
        try manager.createSymbolicLink(atPath: folder + "/feeds/link", withDestinationPath: "../secret.key")
        try manager.createSymbolicLink(atPath: folder + "/feeds/inside", withDestinationPath: "a.xml")
        try manager.createSymbolicLink(atPath: folder + "/feeds/out", withDestinationPath: "..")
        mkfifo(folder + "/feeds/pipe", 0o600)
        var limits = HTTPLimits()
        limits.bodyBytes = 100
        files = LocalFiles(base: folder, allowed: ["feeds", "missing"], network: Elsewhere(), limits: limits)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test(
        "a file below an allowed folder is a 200, however its name is written",
        arguments: [
            ("file:feeds/a.xml", "<rss/>"), ("FILE:feeds/a.xml", "<rss/>"), ("file:./feeds/../feeds/a.xml", "<rss/>"),
            ("file:feeds/inside", "<rss/>"), ("file:feeds/deep/%D3%99%20%D0%B1.xml", "<feed/>"),
            ("file:feeds/deep/ә б.xml", "<feed/>"), ("file:feeds/empty", ""), ("file://BASE/feeds/a.xml", "<rss/>"),
            ("file:BASE/feeds/a.xml", "<rss/>"),
        ])
    func read(_ url: String, _ text: String) async throws {
        let response = try await files.send(HTTPRequest(.get, placed(url)))
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == text)
        #expect(response.finalURL == placed(url))
    }

    @Test(
        "everything else is refused",
        arguments: [
            "file:secret.key", "file:feeds/../secret.key", "file:feeds/%2e%2e/secret.key", "file:feeds/link",
            "file:feeds/out/secret.key", "file:feeds/out/nothing", "file:feeds-private/x", "file:/etc/passwd",
            "file:///etc/passwd", "file://localhost/etc/passwd", "file:feeds", "file:feeds/", "file:feeds/pipe",
            "file:feeds/deep", "file:", "file:feeds/a.xml%00", "file:nothing/here", "file:/dev/zero",
        ])
    func refused(_ url: String) async {
        #expect(await failure(files, HTTPRequest(.get, url))?.kind == .refused)
    }

    @Test("a missing file in an allowed folder is a 404")
    func missing() async throws {
        #expect(try await files.send(HTTPRequest(.get, "file:feeds/none.xml")).status == 404)
    }

    @Test("a file over the limit is not read, and writing is refused")
    func limits() async throws {
        try Data(count: 101).write(to: URL(fileURLWithPath: folder + "/feeds/large"))
        #expect(await failure(files, HTTPRequest(.get, "file:feeds/large"))?.kind == .overLimit)
        #expect(await failure(files, HTTPRequest(.put, "file:feeds/a.xml", body: [1]))?.kind == .refused)
        #expect(try await files.send(HTTPRequest(.head, "file:feeds/a.xml")).body.isEmpty)
    }

    @Test("other URLs go to the network client")
    func elsewhere() async throws {
        #expect(try await files.send(HTTPRequest(.get, "http://example.org/")).status == 204)
    }

    private func placed(_ url: String) -> String {
        url.split(separator: "BASE", omittingEmptySubsequences: false).joined(separator: folder)
    }
}
