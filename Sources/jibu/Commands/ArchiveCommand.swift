import ArgumentParser
import Model
import Pipeline
import Reading

/// The archive: what is in it, whether it is whole, and what goes in, out and away.
struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Look at the archive of posts, prove it, tidy it, bring posts in and out.",
        subcommands: [
            List.self, Verify.self, ArchiveShowCommand.self, ArchiveCompactCommand.self, ArchivePurgeCommand.self,
            ArchiveImportCommand.self, ArchiveExportCommand.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the days with their segments, posts and bytes, oldest first.",
            discussion: "Only the indexes are read; jibu archive verify proves the content. from and until are runs.")
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption

        func run() throws {
            let days = try config.archive(at: now).days()
            if output.json {
                for day in days { Terminal.print(json: day.json) }
            } else {
                table(days)
            }
            try finish(days.allSatisfy(\.damages.isEmpty) ? .clean : .needsEyes)
        }

        private func table(_ days: [ArchiveOffice.Day]) {
            Terminal.print("day         segments       posts        bytes  from      until     damaged")
            for day in days {
                let numbers = [(day.segments, 8), (day.posts, 10), (day.bytes, 11)]
                    .map { String($0.0).aligned($0.1) }.joined(separator: "  ")
                let damaged = day.damages.isEmpty ? "-" : String(day.damages.count)
                Terminal.print("\(day.day)  \(numbers)  \(day.from)  \(day.until)  \(damaged)")
            }
            for damage in days.flatMap(\.damages) { Terminal.print("  " + Terminal.safe(damage)) }
            let (segments, posts) = days.reduce((0, 0)) { ($0.0 + $1.segments, $0.1 + $1.posts) }
            let bytes = days.reduce(0) { $0 + $1.bytes }
            Terminal.print(
                "\(Count.of(days.count, "day")), \(Count.of(segments, "segment")), \(Count.of(posts, "post")), "
                    + Count.of(bytes, "byte"))
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read every segment and report damage and what is missing. Status 1 when there is any.",
            discussion: """
                Proves every frame's checksum, every line, each index against its content, each segment's name, the \
                chain in which each segment names the one before it, and that the ledger's segments are there.
                """)
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption

        func run() throws {
            let office = try config.archive(at: now)
            let bar = Progress()
            let found = try office.verify { bar.update($0, of: $1, label: "reading ") }
            bar.clear()
            if output.json {
                Terminal.print(json: found.json)
            } else {
                for damage in found.damages { Terminal.print(Terminal.safe(damage)) }
                for name in found.missing { Terminal.print("\(name): this segment is missing; its posts are lost") }
                for remark in found.remarks { Terminal.print("note: " + Terminal.safe(remark)) }
                let what = "\(Count.of(found.posts, "post")) in \(Count.of(found.segments, "segment"))"
                Terminal.print(
                    found.isClean
                        ? "\(what): no damage"
                        : "\(what) can be read; \(Count.of(found.damages.count, "damaged place")), "
                            + "\(Count.of(found.missing.count, "segment")) missing"
                            + (found.lost > 0 ? "; \(Count.of(found.lost, "post")) lost in damaged places" : ""))
            }
            try finish(found.isClean ? .clean : .needsEyes)
        }
    }
}

extension ArchiveOffice.Day {
    fileprivate var json: JSONValue {
        .object([
            ("day", .string(day.description)), ("segments", .integer(Int64(segments))),
            ("posts", .integer(Int64(posts))), ("bytes", .integer(Int64(bytes))), ("from", .string(from)),
            ("until", .string(until)), ("damages", .array(damages.map { .string($0) })),
        ])
    }
}

extension ArchiveOffice.Verification {
    fileprivate var json: JSONValue {
        func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        return .object([
            ("schema", .integer(1)), ("segments", .integer(Int64(segments))), ("posts", .integer(Int64(posts))),
            ("clean", .bool(isClean)), ("damages", list(damages)), ("missing", list(missing)),
            ("remarks", list(remarks)),
        ])
    }
}
