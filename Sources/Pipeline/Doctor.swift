import Foundation
import Intake
import Model
import Storage
import Transport

/// Looks at this machine and this office, and says in plain words what is well and what is not.
package struct Doctor {
    package struct Check: Sendable {
        package enum Verdict: Sendable { case well, look, ill }
        package var verdict: Verdict
        package var what: String
        package var help: String?

        package init(verdict: Verdict, what: String, help: String? = nil) {
            self.verdict = verdict
            self.what = what
            self.help = help
        }
    }

    private let path: String
    private let kinds: [SourceKind]
    private let now: Instant
    private let landlock: Int

    /// - Parameter landlock: the version of Landlock that this kernel has; 0 for none.
    package init(config path: String, kinds: [SourceKind], now: Instant, landlock: Int) {
        self.path = path
        self.kinds = kinds
        self.now = now
        self.landlock = landlock
    }

    package func examine() -> [Check] {
        var checks = [Check(verdict: .well, what: "libraries: " + libraries), cage]
        let (configuration, findings) = Configuration.load(path: path, kinds: kinds, today: now.date)
        guard let configuration, !findings.hasErrors else {
            return checks + [
                Check(verdict: .ill, what: "\(path): the configuration has errors", help: "jibu config check --config \(path)")
            ]
        }
        checks.append(
            Check(
                verdict: .well,
                what: "configuration: sources: \(configuration.sources.count), recipients: \(configuration.recipients.count), "
                    + "channels: \(configuration.channels.count)"))
        checks.append(watchlists(configuration))
        checks += keys(configuration)
        checks += Latency.checks(configuration)
        checks += history(configuration)
        return checks
    }

    /// What keeps the programs of sources in (docs/exec-protocol.md).
    private var cage: Check {
        switch landlock {
        case 6...: Check(verdict: .well, what: "programs: Landlock \(landlock) keeps files, connections and signals")
        case 1...:
            Check(
                verdict: .look, what: "programs: Landlock \(landlock) keeps files; what came later is missing",
                help: "Connections need Linux 6.7 or seccomp, signals need Linux 6.12.")
        default:
            Check(
                verdict: .look, what: "programs: this kernel has no Landlock",
                help: "A program of an exec source can read and write what the user of Jibu can. Run Jibu as a user of its own.")
        }
    }

    private var libraries: String {
        (NetworkClient.libraryVersions + ["sqlite \(Ledger.libraryVersion ?? "unknown")", "zstd \(Archive.libraryVersion)"])
            .joined(separator: ", ")
    }

    private func watchlists(_ configuration: Configuration) -> Check {
        do {
            let library = try WatchlistLibrary.read(
                folder: configuration.watchlistsFolder, places: configuration.places, lastGood: nil, now: now)
            let errors = library.findings.count { $0.severity == .error }
            let text = "watchlists: \(library.watchlists.claims.count) claims in \(library.lists) lists"
            return errors == 0
                ? Check(verdict: .well, what: text)
                : Check(
                    verdict: .ill, what: "\(text), \(errors) errors", help: "jibu lint \(configuration.watchlistsFolder)")
        } catch {
            return Check(verdict: .ill, what: "\(error)", help: "Set `watchlists:` in jibu.yaml to their folder.")
        }
    }

    private func keys(_ configuration: Configuration) -> [Check] {
        [("pseudonym key", configuration.pseudonymKey), ("sealing key", configuration.sealingKey)].map { name, reference in
            if let path = reference.path, !FileManager.default.fileExists(atPath: path) {
                return Check(verdict: .look, what: "\(name): not there yet; the first run makes it")
            }
            do {
                _ = try reference.read()
                return Check(verdict: .well, what: "\(name): readable by its owner alone")
            } catch {
                return Check(verdict: .ill, what: "\(name): \(error)")
            }
        }
    }

    private func history(_ configuration: Configuration) -> [Check] {
        let data = DataFolder(path: configuration.dataFolder)
        do {
            let ledger = try data.ledgerForReading()
            guard let last = try ledger.runs(limit: 1).first else {
                return [Check(verdict: .look, what: "no run has ended yet")]
            }
            let age = now.since(last.ended)
            let isLate = age > TimeSpan(milliseconds: configuration.runEvery.milliseconds * 3)
            var checks = [
                isLate
                    ? Check(
                        verdict: .look, what: "the last run ended at \(last.ended), more than three periods ago",
                        help: "Is the timer on? systemctl list-timers jibu.timer")
                    : Check(verdict: .well, what: "the last run ended at \(last.ended)")
            ]
            checks += UndecidedPattern.sentences(try ledger.undecidedPatterns()).map {
                Check(verdict: .look, what: $0, help: "jibu lint says which pattern can run too long, and why")
            }
            let states = try ledger.sources()
            for source in configuration.sources where source.enabled {
                guard let state = states[source.id] else { continue }
                if !state.health.isAnswer {
                    checks.append(
                        Check(verdict: .look, what: "source \(source.id): \(state.health.name)", help: state.health.detail))
                } else if let word = state.pace(now: now).word {
                    checks.append(Check(verdict: .look, what: "source \(source.id): \(word)"))
                }
                if state.leftOut >= Precedence.patience {
                    checks.append(
                        Check(
                            verdict: .look, what: "source \(source.id): left out of \(state.leftOut) runs by the budget",
                            help: "jibu sources cost --config \(path)"))
                }
            }
            return checks
        } catch .noLedger {
            return [Check(verdict: .look, what: "no run yet", help: "jibu run --config \(path)")]
        } catch {
            return [Check(verdict: .ill, what: error.what, help: "Stop the timer, keep a copy of \(data.path), then look.")]
        }
    }
}
