import ArgumentParser
import BuiltIn
import Pipeline

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of a file, for editors.")

    enum File: String, ExpressibleByArgument, CaseIterable {
        case jibu, places, silences, watchlist, response
        case routeCases = "route-cases"
    }

    @Argument(help: "Which file: jibu, places, silences, watchlist, response or route-cases.")
    var file: File

    func run() {
        // The text ends in a line feed, so that the output is the published file byte for byte.
        Terminal.write(Array((Schemas.text(of: file.rawValue, kinds: builtInSources) ?? "").utf8))
    }
}
