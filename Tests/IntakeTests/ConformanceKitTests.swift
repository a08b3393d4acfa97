import Intake
import Model
import Settings
import Synchronization
import Testing

/// The kit must be able to fail: each bad source breaks one rule.
@Suite struct ConformanceKitTests {
    @Test("a source that keeps every rule has no findings")
    func good() async {
        #expect(await findings(of: LineSource()).isEmpty)
    }

    @Test(
        "each broken rule has its code",
        arguments: [
            (LineSource.Fault.noPosts, "conformance-normal"), (.throwsAlways, "conformance-normal"),
            (.wrongHealth, "conformance-health"),
            (.hugeCursor, "conformance-cursor"), (.farDate, "conformance-date"), (.forgetful, "conformance-repeat"),
            (.impatient, "conformance-throttled"), (.optimist, "conformance-status"),
            (.believer, "conformance-no-answer"),
            (.inventor, "conformance-truncated"), (.alarmist, "conformance-empty"), (.deaf, "conformance-edited"),
            (.strict, "conformance-duplicates"), (.guesser, "conformance-date"), (.plain, "conformance-scripts"),
            (.talkative, "conformance-secret"), (.careless, "conformance-secret"),
            (.repeating, "conformance-secret"), (.chatty, "conformance-secret"),
        ])
    func bad(_ fault: LineSource.Fault, _ code: String) async {
        let codes = Set(await findings(of: LineSource(fault: fault)).map(\.code))
        #expect(codes.contains(code), "\(codes)")
    }

    @Test("a source that believes every answer is found by the one that only it can know")
    func believer() async {
        let found = await findings(of: LineSource(fault: .believer)).filter { $0.code == "conformance-no-answer" }
        // What Jibu itself recognises, it does not believe, whatever the source says (`Source.pull`).
        #expect(found.map(\.what).contains { $0.contains("a plain sentence was called quiet") }, "\(found.map(\.what))")
        #expect(!found.contains { $0.what.contains("an empty body") || $0.what.contains("an error object") })
    }

    @Test("a file that the recording lacks is named", arguments: Recording.Part.allCases)
    func incomplete(_ part: Recording.Part) async {
        var files = LineSource.recording
        files[part.rawValue] = nil
        let findings = await Conformance(name: "lines", source: LineSource(), recording: Recording(files: files))
            .check()
        #expect(findings.map(\.code) == ["conformance-recording"])
        #expect(findings.first?.what.contains("\"\(part.rawValue)\"") ?? false)
    }

    @Test("a program's bad ends and empty outputs are not called answers")
    func programs() async {
        let good = await Conformance(
            name: "lines", source: ProgramLineSource(), medium: .program,
            recording: Recording(files: LineSource.recording)
        ).check()
        #expect(good == [])
        let bad = await Conformance(
            name: "lines", source: ProgramLineSource(believesAnything: true), medium: .program,
            recording: Recording(files: LineSource.recording)
        ).check()
        #expect(Set(bad.map(\.code)).isSuperset(of: ["conformance-program", "conformance-no-answer"]))
    }

    private func findings(of source: LineSource) async -> [Finding] {
        await Conformance(name: "lines", source: source, recording: Recording(files: LineSource.recording)).check()
    }
}

/// A source that reads `ID TEXT` lines after a first line `POSTS`, and may break one rule.
struct LineSource: Source {
    enum Fault: Sendable {
        case noPosts, throwsAlways, wrongHealth, hugeCursor, farDate, forgetful, impatient, optimist, believer, inventor
        case alarmist, deaf, strict, guesser, plain
        /// Its key stands in a failure; in its cursor; in what it repeats of an answer; in a note about where that was.
        case talkative, careless, repeating, chatty
    }
    var fault: Fault?
    let url = "https://qala.example/lines"

    /// Forty posts, and what the kit wants beside them.
    static var recording: [String: [UInt8]] {
        let lines = (1...40).map { "\($0) Вода есть, день \($0)\n" }
        let texts = [
            "answer": lines.joined(), "empty": "", "edited": lines.joined() + "7 Воды нет\n",
            "duplicates": (lines + lines.prefix(3)).joined(), "bad-dates": lines.joined(),
            "mixed-scripts": "1 Су тұщы 🚰\n2 Maji ng'ombe\n",
        ].mapValues { "POSTS\n" + $0 }
        return (texts.merging(["mixed-scripts.words": "Су тұщы 🚰\nng'ombe\n"]) { $1 }).mapValues { Array($0.utf8) }
    }

    var hosts: [String] { ["qala.example"] }
    var secrets: [SecretReference] { [.file("secrets/key")] }

    func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        let key = try context.secretText(.file("secrets/key"))
        if fault == .throwsAlways { throw .gone(url: url) }
        let answer: ConditionalFetch.Answer
        do throws(SourceFailure) {
            answer = try await ConditionalFetch(cursor: cursor, configuredURL: url).open(
                accept: "text/plain", using: context)
        } catch {
            if fault == .impatient, case .throttled = error { throw .status(429, url: url) }
            if fault == .talkative, case .status = error { throw .status(400, url: "\(url)?key=\(key)") }
            if fault == .optimist, case .status = error { return Harvest(cursor: cursor, health: .quiet) }
            throw error
        }
        guard case .body(let response, let next) = answer else {
            return Harvest(cursor: cursor, health: fault == .forgetful ? .quiet : .unchanged)
        }
        let text = String(decoding: response.body, as: UTF8.self)
        if fault == .chatty {
            return Harvest(cursor: cursor, health: .softFailed("?"), notes: ["it stands at \(response.finalURL)"])
        }
        guard text.hasPrefix("POSTS\n") || fault == .believer || fault == .inventor else {
            throw .notAnAnswer(
                url: url, what: fault == .repeating ? "it says \(text)" : "it does not begin with POSTS")
        }
        var posts = text.split(separator: "\n").dropFirst().compactMap { line in
            line.split(separator: " ", maxSplits: 1).first.map { id in
                RawPost(nativeID: fault == .inventor ? "\(text.utf8.count)-\(id)" : String(id), text: String(line))
            }
        }
        if fault == .noPosts { posts = [] }
        if fault == .alarmist, posts.isEmpty { throw .notAnAnswer(url: url, what: "there are no posts") }
        if fault == .deaf { posts = Array(posts.prefix(40)) }
        if fault == .strict, posts.count > 40 { throw .notAnAnswer(url: url, what: "an id came twice") }
        if fault == .guesser { posts = posts.map { with($0, published: context.now) } }
        if fault == .plain { posts = posts.map { with($0, text: $0.text.filter(\.isASCII)) } }
        if fault == .farDate, !posts.isEmpty { posts[0].published = Instant(milliseconds: 9_000_000_000_000) }
        let cursor =
            fault == .hugeCursor
            ? Cursor(String(repeating: "x", count: 70_000))
            : fault == .careless ? Cursor(key) : next.cursor(configuredURL: url)
        return Harvest(
            posts: posts, cursor: cursor,
            health: fault == .wrongHealth || (posts.isEmpty && fault != .noPosts) ? .quiet : .healthy)
    }

    private func with(_ post: RawPost, text: String? = nil, published: Instant? = nil) -> RawPost {
        RawPost(nativeID: post.nativeID, text: text ?? post.text, published: published)
    }
}

/// The same lines from a program.
struct ProgramLineSource: Source {
    var believesAnything = false
    var hosts: [String] { [] }

    func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        let lines = Mutex<[String]>([])
        let end = await context.programs.run(ProgramRequest(path: "/bin/lines")) { line in
            if case .whole(let bytes) = line { lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
            return true
        }
        let all = lines.withLock { $0 }
        let posts = all.dropFirst().compactMap { line in
            line.split(separator: " ", maxSplits: 1).first.map { RawPost(nativeID: String($0), text: line) }
        }
        if !believesAnything {
            guard end.how == .exited(0) else { throw .program(path: "/bin/lines", what: "it ended badly: \(end.how)") }
            guard all.first == "POSTS" else {
                throw .notAnAnswer(url: "/bin/lines", what: "it does not begin with POSTS")
            }
        }
        return Harvest(posts: posts, cursor: nil, health: posts.isEmpty ? .quiet : .healthy)
    }
}
