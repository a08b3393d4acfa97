import Foundation
import Testing

/// The help that a tired person reads.
struct HelpTests {
    /// Every command, with words that its help must hold.
    static let commands: [(path: [String], words: [String])] = [
        ([], ["false claims", "Exit status", "run", "replay", "doctor"]),
        (["run"], ["deliver", "--dry-run", "--print-digests", "--json", "--now", "--config"]),
        (["replay"], ["archive", "--from", "--until", "--watchlists", "--against", "--report", "--from-matches"]),
        (["alerts"], ["list", "show", "export"]), (["alerts", "list"], ["--claim", "--all"]),
        (["alerts", "show"], ["posts, notices and deliveries"]), (["alerts", "export"], ["JSON lines"]),
        (["ack"], ["--by", "--release", "--responded", "--dismissed", "not-ours", "telephone"]),
        (["drill"], ["EXERCISE", "--claim", "--place", "--report", "counted nowhere"]),
        (["route"], ["explain", "test", "silences"]), (["route", "explain"], ["alert", "opened now"]),
        (["route", "test"], ["cases", "routing.md"]), (["route", "silences"], ["holds"]),
        (["report"], ["month", "--month", "no author"]), (["open"], ["Unseal", "--by", "--reason"]), (["lint"], ["file:line:column", "--places"]),
        (["test"], ["examples", "must match"]), (["explain"], ["flagged", "--source"]),
        (["scan"], ["JSON", "--sketch", "--patterns", "--redact", "post claim pattern view start end excerpt"]),
        (["terms"], ["shorthand", "--language", "--texts"]), (["inspect"], ["language", "view"]),
        (["stories"], ["near-copies"]),
        (["try"], ["feed", "--term", "nothing configured"]), (["parse"], ["feed", "--base-url", "no feed"]),
        (["sources"], ["health", "list", "kinds"]), (["sources", "list"], ["last runs"]),
        (["sources", "cost"], ["month", "budget.price_per_mb"]), (["sources", "gaps"], ["not watched", "--days"]),
        (["sources", "discover"], ["feeds", "sitemap", "robots.txt", "--json", "--config"]),
        (["sources", "coverage"], ["not watched", "since when"]),
        (["sources", "kinds"], ["kinds of sources"]), (["sources", "check"], ["findings", "KIND", "FOLDER"]),
        (["sources", "import-opml"], ["OPML", "author_kind"]), (["sources", "export-opml"], ["OPML"]), (["config"], ["check"]),
        (["config", "check"], ["jibu.yaml", "Status 1"]), (["archive"], ["posts", "list", "verify", "show", "compact", "purge", "import", "export"]),
        (["archive", "import"], ["posts", "elsewhere"]),
        (["archive", "import", "posts"], ["JSON lines", "--source", "--author-kind", "--field", "redacted", "no alert"]),
        (["archive", "import", "csv"], ["CSV", "--field", "separator", "encoding", "--time-zone"]),
        (["archive", "import", "4cat"], ["4CAT", "unix_timestamp"]), (["archive", "import", "zeeschuimer"], ["TikTok"]),
        (["archive", "import", "x"], ["pages", "flattened"]), (["archive", "import", "crowdtangle"], ["Facebook", "Instagram"]),
        (["archive", "import", "whatsapp"], ["--consent", "--agreed", "--place", "--day-first", "--public-channel", "refused"]),
        (["archive", "import", "telegram"], ["result.json", "--handle", "--chat", "Personal chats"]),
        (["archive", "list"], ["segments"]), (["archive", "verify"], ["damage"]),
        (["archive", "show"], ["JSON lines", "--from", "--day", "--source", "sealed"]),
        (["archive", "compact"], ["Merge", "past days", "--dry-run"]),
        (["archive", "purge"], ["retention", "--post", "--author", "--dry-run", "--trust-clock"]),
        (["archive", "export"], ["JSON lines", "--with-pseudonyms", "--out"]),
        (["approve"], ["code", "--by", "--holding", "--show", "voids"]),
        (["publish"], ["ClaimReview", "--language", "--at", "site"]),
        (["correct"], ["--text", "--response", "received", "outbox"]),
        (["label"], ["true", "opinion", "unflagged", "--seed", "--csv", "as 2026-11-10"]),
        (["tune"], ["Precision", "95 % intervals", "--claim", "--all"]),
        (["doctor"], ["libraries", "last run"]),
        (["schema"], ["JSON Schema", "watchlist"]),
        (["tip"], ["rumour", "--place", "--language", "--from-private", "--consent"]),
        (["claim"], ["draft"]), (["claim", "draft"], ["--topic", "--out", "holding statement"]),
    ]

    @Test("each command's help says what it does, on lines of at most 100 columns", arguments: commands)
    func help(path: [String], words: [String]) async throws {
        let ending = try await JibuProcess.run(path + ["--help"], in: FileManager.default.temporaryDirectory)
        #expect(ending.status == 0)
        #expect(ending.errors.isEmpty)
        let text = ending.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for word in words { #expect(text.contains(word), "\(word) is missing") }
        for line in ending.lines { #expect(line.count <= 100, "\(line)") }
    }

    @Test("the list above holds every command that the help names")
    func complete() async throws {
        let listed = Set(Self.commands.map { $0.path.joined(separator: " ") })
        for path in Self.commands.map(\.path) where path.count < 2 {
            let ending = try await JibuProcess.run(path + ["--help"], in: FileManager.default.temporaryDirectory)
            for name in subcommands(in: ending.lines) {
                #expect(listed.contains((path + [name]).joined(separator: " ")), "\(path) \(name) is not tested")
            }
        }
    }

    /// Names at the beginning of the lines below a heading of subcommands.
    private func subcommands(in lines: [String]) -> [String] {
        var isListed = false
        return lines.compactMap { line in
            if line.hasSuffix("SUBCOMMANDS:") { isListed = true }
            if line.isEmpty { isListed = false }
            guard isListed, line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
            return line.split(separator: " ").first.map(String.init)
        }
    }

    @Test("--version is one line, and completions can be made for the usual shells")
    func version() async throws {
        let folder = FileManager.default.temporaryDirectory
        let version = try await JibuProcess.run(["--version"], in: folder)
        #expect(version.status == 0)
        #expect(version.lines.count == 1)
        for shell in ["bash", "zsh", "fish"] {
            let script = try await JibuProcess.run(["--generate-completion-script", shell], in: folder)
            #expect(script.status == 0)
            #expect(script.output.contains("replay"))
        }
    }
}
