import Intake
import Model
import Testing

@Suite struct VersionTests {
    @Test("an edited post is a new version; a changed counter, picture or date is not")
    func edits() throws {
        var archive = Archive(intake: try TestKeys.intake())
        let raw = RawPost(nativeID: "1", title: "Вода", text: "есть", published: TestKeys.now)
        #expect(archive.take([raw]).map(\.version) == [1])
        var touched = raw
        touched.counts.views = 9
        touched.published = TestKeys.now.advanced(by: .hours(1))
        touched.media = [Media(kind: .image, url: "https://qala.example/a.jpg")]
        #expect(archive.take([touched]).isEmpty)
        var edited = raw
        edited.text = "будет завтра"
        #expect(archive.take([edited]).map(\.version) == [2])
        #expect(archive.take([raw]).map(\.version) == [3])
        #expect(archive.take([raw]).isEmpty)
    }

    @Test("a repeat in one harvest counts once")
    func repeats() throws {
        let raw = RawPost(nativeID: "1", text: "Вода есть")
        let admission = try TestKeys.intake().admit([raw, raw, raw])
        #expect(admission.posts.count == 1)
        #expect(admission.repeated == 2)
    }

    @Test("several texts under one id are all kept, oldest first, and the next harvest adds none of them again")
    func severalTexts() throws {
        var archive = Archive(intake: try TestKeys.intake())
        let new = RawPost(nativeID: "1", text: "новая", updated: TestKeys.now)
        let old = RawPost(nativeID: "1", text: "старая", updated: TestKeys.now.advanced(by: .hours(-1)))
        #expect(archive.take([new, old]).map(\.text) == ["старая", "новая"])
        for _ in 0..<3 { #expect(archive.take([new, old]).isEmpty) }
        let newest = RawPost(nativeID: "1", text: "новейшая", updated: TestKeys.now.advanced(by: .hours(1)))
        #expect(archive.take([newest, new, old]).map(\.version) == [3])
        #expect(archive.take([newest, new, old]).isEmpty)
    }

    @Test("two undated posts with one id do not overwrite each other for ever")
    func sharedID() throws {
        var archive = Archive(intake: try TestKeys.intake())
        let harvest = [RawPost(nativeID: "1", text: "a"), RawPost(nativeID: "1", text: "b")]
        #expect(archive.take(harvest).map(\.text) == ["a", "b"])
        #expect(archive.take(harvest).isEmpty)
    }

    @Test("posts come oldest first, then by id; undated ones count as collected now")
    func order() throws {
        let raw = [3, 1, 2].map {
            RawPost(nativeID: "\($0)", text: "\($0)", published: TestKeys.now.advanced(by: .hours(-Int64($0))))
        }
        let posts = try TestKeys.intake().admit(raw + [RawPost(nativeID: "u", text: "u")]).posts
        #expect(posts.map(\.text) == ["3", "2", "1", "u"])
        let same = try TestKeys.intake().admit((0..<20).map { RawPost(nativeID: "\($0)", text: "\($0)") }).posts
        #expect(same.map(\.id) == same.map(\.id).sorted())
    }

    @Test("a post without words is not archived; with media it is counted as unseen")
    func withoutText() throws {
        let picture = RawPost(nativeID: "1", text: " \n", media: [Media(kind: .image, url: "https://q.example/a.jpg")])
        let admission = try TestKeys.intake().admit([picture, RawPost(nativeID: "2", title: " ", text: "")])
        #expect(admission.posts.isEmpty)
        #expect(admission.withoutText == 1)
    }

    @Test("an import is marked, so that it replays at its own time")
    func imported() throws {
        let raw = RawPost(nativeID: "1", text: "a", published: TestKeys.now.advanced(by: .days(-400)))
        let intake = try TestKeys.intake()
        let post = intake.admit([raw], of: TestKeys.origin(), collected: TestKeys.now, imported: true) { _ in nil }
            .posts.first
        #expect(post?.imported == true)
        #expect(post?.seen == raw.published)
    }
}

/// The newest version of each post, as the ledger keeps it.
private struct Archive {
    let intake: Intake
    var known: [String: KnownPost] = [:]

    mutating func take(_ raw: [RawPost]) -> [Post] {
        let posts = intake.admit(raw, of: TestKeys.origin(), collected: TestKeys.now) { [known] in known[$0] }.posts
        for post in posts {
            known[post.id] = KnownPost(version: post.version, fingerprint: Intake.fingerprint(of: post))
        }
        return posts
    }
}
