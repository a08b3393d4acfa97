import Intake
import Model
import Settings

/// The secrets of one fetch, read just before the program starts.
struct ExecSecrets: Sendable {
    private var texts: [SecretReference: String] = [:]
    private(set) var environment: [String: String] = [:]

    init(_ settings: ExecSettings, _ context: SourceContext) throws(SourceFailure) {
        for reference in settings.environment.values.compactMap(\.reference) + settings.config.secrets {
            do throws(SecretFailure) {
                texts[reference] = String(decoding: try context.secret(reference).reveal(), as: UTF8.self)
            } catch {
                throw .secret(error.description)
            }
        }
        for (name, value) in settings.environment {
            switch value {
            case .text(let text): environment[name] = text
            case .secret(let reference): environment[name] = text(reference)
            }
        }
    }

    func text(_ reference: SecretReference) -> String { texts[reference] ?? "" }

    /// What a program says about itself, without any secret that it was given. Texts under four characters are too
    /// common to be looked for.
    func hidden(in text: String) -> String {
        texts.values.filter { $0.count >= 4 }.sorted { $0.count > $1.count }
            .reduce(text) { $0.replacing($1, with: "<secret>") }
    }
}
