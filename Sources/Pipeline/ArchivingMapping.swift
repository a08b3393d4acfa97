import Intake
import Model
import Reading
import Storage

/// How a line of any JSON becomes a post: which of its members is what.
package struct ImportMapping: LineMapping {
    /// What a line may say of a post, and the member that says it unless `--field` names another.
    package static let names = PostFields.names

    let lineBytes = Limits.lineBytes
    private let found: PostFields
    /// In the order of `names`: the names to follow into the line.
    private let paths: [[String]]
    private let fields: JSONFields
    /// Where in `fields` the first name of each path is.
    private let places: [Int]

    /// - Parameters:
    ///   - options: source, platform and author kind of lines that do not say it; and fields, `text=content`,
    ///     `author=user.name`: our name, then the member of the file, with points into objects.
    ///   - clock: of times without a zone.
    /// - Throws: a sentence for a field that there is not.
    init(_ options: ImportOptions, _ clock: WallClock) throws(PipelineError) {
        found = PostFields(origin: options.origin, clock: clock)
        var paths = Self.names.map { [$0] }
        for field in options.fields {
            let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
            let steps = parts.last?.split(separator: ".").map(String.init) ?? []
            guard parts.count == 2, let place = Self.names.firstIndex(of: parts[0]), (1...8).contains(steps.count)
            else {
                throw .nothingScanned(
                    "--field \(field): write NAME=MEMBER, with one of these names: \(Self.names.joined(separator: ", "))."
                )
            }
            paths[place] = steps
        }
        self.paths = paths
        var tops = ["schema"]
        var places: [Int] = []
        for path in paths {
            if let known = tops.firstIndex(of: path[0]) { places.append(known); continue }
            places.append(tops.count)
            tops.append(path[0])
        }
        self.places = places
        var limits = JSONLimits()
        limits.bytes = Limits.lineBytes
        limits.values = 100_000
        fields = JSONFields(tops, limits: limits)
    }

    func read(_ line: UnsafeBufferPointer<UInt8>, into posts: inout BroughtPosts) throws(ImportFault) {
        let values: [JSONValue?]
        do throws(JSONFailure) { values = try fields.pick(line) } catch { throw .notJSON(error) }
        if let schema = values[0]?.integer, schema >= 1, values[places[0]]?.string?.utf8.count == 32 {
            do throws(PostLine.Fault) { posts.exported.append(try PostLine.post(from: line)) } catch {
                throw .post(error)
            }
            return
        }
        func text(_ name: String) -> String? {
            guard let place = Self.names.firstIndex(of: name) else { return nil }
            var value = values[places[place]]
            for step in paths[place].dropFirst() { value = value?[step] }
            return value?.text
        }
        guard let (post, from) = found.post(text) else { throw .noText(member: paths[1].joined(separator: ".")) }
        posts.add(post, of: from)
    }

    /// The name of a source is shown everywhere, so nothing may hide in it.
    static func isPlain(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                    || [0x2E, 0x5F, 0x3A, 0x2D].contains($0)
            }
    }
}
