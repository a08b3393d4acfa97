import Intake
import Model
import Settings

/// The secrets of one fetch, read just before the program starts.
struct ExecSecrets: Sendable {
    private var texts: [SecretReference: String] = [:]
    private(set) var environment: [String: String] = [:]
    private let context: SourceContext

    init(_ settings: ExecSettings, _ context: SourceContext) throws(SourceFailure) {
        self.context = context
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

    /// What a program says about itself, without any secret that it was given.
    func hidden(in text: String) -> String { context.hidden(text) }
    func hidden(in health: SourceHealth) -> SourceHealth { context.hidden(health) }
}
