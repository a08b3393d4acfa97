import Model
import Synchronization

/// Asks each address once: what a search has read, it does not ask for again. And never more than so many.
final class RememberingClient: HTTPClient, Sendable {
    private let client: any HTTPClient
    private let most: Int
    private let answers = Mutex<[String: Result<HTTPResponse, HTTPFailure>]>([:])

    init(_ client: any HTTPClient, most: Int) {
        self.client = client
        self.most = most
    }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let language = request.headers.first { $0.name == "Accept-Language" }?.value ?? ""
        let key = "\(request.method.rawValue) \(request.url) \(language)"
        if let known = answers.withLock({ $0[key] }) { return try known.get() }
        guard answers.withLock({ $0.count }) < most else {
            throw HTTPFailure(.refused, url: request.url, "\(most) addresses were asked; that is enough for one search")
        }
        let answer: Result<HTTPResponse, HTTPFailure>
        do throws(HTTPFailure) { answer = .success(try await client.send(request)) } catch { answer = .failure(error) }
        answers.withLock { $0[key] = answer }
        return try answer.get()
    }
}
