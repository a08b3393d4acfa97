import Foundation
import Model
import Testing

@testable import Storage

struct ArchiveTests {
    let folder: TemporaryFolder
    let archive: Archive

    init() throws {
        folder = try TemporaryFolder()
        archive = Archive(folder: folder.path + "/data/archive")
    }

    @Test("ten thousand posts come back equal and in order")
    func manyPosts() throws {
        let posts = (0..<10_000).map { makePost($0, full: $0 % 3 == 0) }
        let segment = try #require(try archive.write(posts, startedAt: morning, run: "r1"))
        var back: [Post] = []
        let report = try archive.read(segment) { back.append($0) }
        #expect(back == posts)
        #expect(report.isClean && report.posts == 10_000 && report.promised == 10_000 && report.lost == 0)
        #expect(report.frames > 1)
    }

    @Test("each write makes a segment of its own under the UTC day of the run's start, and names sort by time")
    func names() throws {
        let evening = try #require(Instant("2026-11-21T23:59:59.999+05:00"))
        let late = try #require(Instant("2026-11-22T00:00:00Z"))
        let first = try archive.write([makePost(1)], startedAt: evening, run: "run/1")
        let second = try archive.write([makePost(2)], startedAt: evening, run: "run/1")
        let third = try archive.write([makePost(3)], startedAt: late, run: "run2")
        #expect(first?.name == "date=2026-11-21/20261121T185959.999Z-run-1-0001.ndjson.zst")
        #expect(second?.name == "date=2026-11-21/20261121T185959.999Z-run-1-0002.ndjson.zst")
        #expect(third?.name == "date=2026-11-22/20261122T000000.000Z-run2-0001.ndjson.zst")
        #expect(try archive.segments() == [first, second, third].compactMap { $0 })
        for segment in try archive.segments() { #expect(Segment(name: segment.name) == segment) }
    }

    @Test("no posts make no segment, and an archive that is not there has none")
    func nothing() throws {
        #expect(try archive.segments().isEmpty)
        #expect(try archive.write([], startedAt: morning, run: "r") == nil)
        #expect(try archive.everything().posts.isEmpty)
    }

    @Test("files that are no segments are not read")
    func foreignFiles() throws {
        _ = try archive.write([makePost(1)], startedAt: morning, run: "r")
        let day = archive.folder + "/date=2026-11-21"
        for name in ["notes.txt", ".hidden.ndjson.zst", ".x.ndjson.zst.partial"] {
            try put([1, 2], at: day + "/" + name)
        }
        try FileManager.default.createDirectory(
            atPath: archive.folder + "/date=2026-13-01", withIntermediateDirectories: true)
        try put([1], at: archive.folder + "/date=2026-13-01/a.ndjson.zst")
        #expect(try archive.segments().count == 1)
    }

    @Test("files and folders are for their owner only")
    func permissions() throws {
        let segment = try #require(try archive.write([makePost(1)], startedAt: morning, run: "r"))
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(archive.path(of: segment)) == 0o600)
        #expect(try mode(archive.folder) == 0o700)
        #expect(try mode(archive.folder + "/date=2026-11-21") == 0o700)
    }

    @Test("what a killed run left half written is removed, and nothing else")
    func orphans() throws {
        let segment = try #require(try archive.write([makePost(1)], startedAt: morning, run: "r"))
        let orphan = "date=2026-11-21/" + segment.partialFile
        let whole = try bytes(of: archive.path(of: segment))
        // The same run, killed while writing its second segment and again before the rename.
        try put(Array(whole.prefix(whole.count / 2)), at: archive.folder + "/" + orphan)
        #expect(try archive.everything().posts == [makePost(1)])
        #expect(try archive.removeOrphans() == [orphan])
        #expect(try archive.removeOrphans().isEmpty)
        #expect(try archive.everything().posts == [makePost(1)])
    }

    @Test("a post too long for a line is refused by name and leaves no file")
    func tooLong() throws {
        let long = makePost(9, text: String(repeating: "x", count: Limits.lineBytes))
        #expect(!PostLine.fits(long))
        #expect {
            try archive.write([makePost(1), long], startedAt: morning, run: "r")
        } throws: { error in
            guard case .postTooLarge(let id, let bytes)? = error as? StorageError else { return false }
            return id == long.id && bytes > Limits.lineBytes
        }
        #expect(try Folders.names(in: archive.folder + "/date=2026-11-21").isEmpty)
    }

    @Test("the longest line that fits comes back")
    func longest() throws {
        let overhead = PostLine.bytes(of: makePost(9, text: "")).count
        let post = makePost(9, text: String(repeating: "x", count: Limits.lineBytes - overhead))
        #expect(PostLine.fits(post))
        _ = try archive.write([makePost(1), post, makePost(2)], startedAt: morning, run: "r")
        let (posts, reports) = try archive.everything()
        #expect(posts == [makePost(1), post, makePost(2)])
        #expect(reports.allSatisfy(\.isClean) && reports.first?.frames == 3)
    }

    @Test("a folder that cannot be made is an error that names it")
    func badFolder() throws {
        try put([], at: folder.path + "/file")
        let archive = Archive(folder: folder.path + "/file/archive")
        #expect {
            try archive.write([makePost(1)], startedAt: morning, run: "r")
        } throws: { error in
            "\(error)".contains(folder.path + "/file") && "\(error)".contains("Check that the folder exists")
        }
    }

    @Test("zstd and jq read a segment")
    func otherTools() throws {
        let posts = (0..<500).map { makePost($0, full: $0 % 2 == 0) }
        let segment = try #require(try archive.write(posts, startedAt: morning, run: "r"))
        guard let plain = try output(of: "zstd", ["-dcq", archive.path(of: segment)]) else { return }
        #expect(plain.status == 0)
        #expect(Array(plain.text.utf8) == posts.flatMap(PostLine.bytes(of:)))
        try put(Array(plain.text.utf8), at: folder.path + "/lines")
        guard let texts = try output(of: "jq", ["-r", ".text", folder.path + "/lines"]) else { return }
        #expect(texts.text == posts.map { $0.text + "\n" }.joined())
    }

    @Test("a repeated id and version is dropped across segments, another version is kept")
    func repeats() throws {
        _ = try archive.write([makePost(1), makePost(2)], startedAt: morning, run: "a")
        _ = try archive.write([makePost(2), makePost(1, version: 2), makePost(3)], startedAt: morning, run: "b")
        let (posts, reports) = try archive.everything()
        #expect(posts == [makePost(1), makePost(2), makePost(1, version: 2), makePost(3)])
        #expect(reports.map(\.posts) == [2, 2] && reports.map(\.repeated) == [0, 1])
        #expect(reports.map(\.lost) == [0, 0])
    }

    @Test("days outside the asked range are not read")
    func range() throws {
        let days = ["2026-11-19", "2026-11-20", "2026-11-21"].compactMap(CivilDate.init)
        for (number, day) in days.enumerated() {
            _ = try archive.write([makePost(number)], startedAt: day.start, run: "r")
        }
        var posts: [Post] = []
        _ = try archive.reader(from: days[1], through: days[1]).forEach { posts.append($0) }
        #expect(posts == [makePost(1)])
    }

    @Test("purge drops whole days and verify finds nothing missing after it")
    func purge() throws {
        let days = ["2026-11-19", "2026-11-20", "2026-11-21"].compactMap(CivilDate.init)
        for (number, day) in days.enumerated() {
            _ = try archive.write([makePost(number)], startedAt: day.start, run: "r")
        }
        try put([], at: archive.folder + "/date=2026-11-19/notes.txt")
        let purge = try archive.purge(before: days[2])
        #expect(purge.removed.count == 2 && purge.kept == ["date=2026-11-19"])
        #expect(try archive.everything().posts == [makePost(2)])
        #expect(try archive.verify().isClean)
        #expect(try archive.purge(before: days[2]).removed.isEmpty)
    }
}
