import Intake
import Model
import Reading

/// The methods of VK's API with one token (dev.vk.com/method).
struct VKAPI {
    let host: String
    let token: String
    let context: SourceContext

    /// The version whose shapes are read here (dev.vk.com/reference/versions).
    private static let version = "5.199"

    /// One question. Everything goes as a form, so that the token is in no address.
    func ask(_ method: String, _ fields: [(String, String)]) async throws(SourceFailure) -> WebAPI.Answer {
        let address = address(method)
        let all = fields + [("v", Self.version), ("access_token", token)]
        let request = HTTPRequest(
            .post, address, headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")],
            body: Array(WebForm.encoded(all.map { (name: $0.0, value: $0.1) }).utf8))
        let now = context.now
        return try await WebAPI(context).ask(request) { document, _ in
            VKTrouble.failure(in: document, url: address, now: now)
        }
    }

    /// The objects of a list.
    func items(_ answer: WebAPI.Answer) throws(SourceFailure) -> [JSONValue] {
        guard let items = answer.document["response"]?["items"]?.array else {
            throw .notAnAnswer(url: address("*"), what: "there is no list in the answer")
        }
        return items
    }

    private func address(_ method: String) -> String { "https://\(host)/method/\(method)" }
}
