import ArgumentParser
import Foundation
import Model
import Pipeline

struct ClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Begin a claim.", subcommands: [Draft.self])

    struct Draft: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin a claim and its answer from a post, for a person to finish.",
            discussion: """
                Writes the YAML of a watchlist with one claim: terms from the rare words of the post, the post as \
                example, and a holding statement in the office's languages. With --out FILE the answer goes into \
                responses/ beside it. jibu lint names what is still to be filled in; until then the claim is not used.
                """)

        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @Option(name: .long, help: "The topic, in small letters: water, schools.")
        var topic = "unsorted"
        @Option(name: .long, help: "Write to this file; nothing that is there is overwritten.", completion: .file())
        var out: String?
        @Argument(help: "The id of an archived post or its first characters, or a text in quotes.")
        var post: String

        func validate() throws {
            let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
            guard topic.first?.isLetter == true, topic.count <= 40, topic.allSatisfy(letters.contains) else {
                throw ValidationError("--topic takes small letters a to z, digits and hyphens, starting with a letter.")
            }
        }

        func run() throws {
            let house = try config.house(at: now)
            let draft = try house.draft(post, topic: topic, at: now.instant)
            guard let out else {
                Terminal.write(Array(draft.list.utf8))
                Terminal.print("---\n# responses/\(draft.id).yaml: a file of its own")
                Terminal.write(Array(draft.response.utf8))
                return
            }
            let folder = URL(filePath: out).deletingLastPathComponent()
            let answer = folder.appending(path: "responses/\(draft.id).yaml").path
            try write(draft.list, to: out)
            try write(draft.response, to: answer)
            Terminal.print("Wrote \(out) and \(answer).")
            Terminal.print("Fill in what this names: jibu lint \(out)")
        }

        private func write(_ text: String, to path: String) throws {
            let url = URL(filePath: path)
            do {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url, options: .withoutOverwriting)
            } catch {
                throw CommandProblem(.couldNotRun, "\(path): cannot be written; is there a file already?")
            }
        }
    }
}
