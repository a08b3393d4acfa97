import Model

/// An HTTP client that answers from recordings: the network of conformance checks.
public final class RecordedHTTP: HTTPClient, Sendable {
    public typealias Exchange = @Sendable (HTTPRequest) throws(HTTPFailure) -> HTTPResponse

    private let exchange: Exchange

    /// - Parameter exchange: answers one request; it must be a pure function, so that checks repeat.
    public init(_ exchange: @escaping Exchange) { self.exchange = exchange }

    /// Answers every URL with the same response.
    ///
    /// - Parameter routes: pieces of addresses, or of the forms that are sent there, that have an answer of their own.
    public convenience init(always response: HTTPResponse, routes: [Recording.Route] = []) {
        self.init { request throws(HTTPFailure) in
            var answer = response
            let asked = request.url + " " + String(decoding: request.body ?? [], as: UTF8.self)
            if let route = routes.first(where: { asked.contains($0.piece) }) { answer = route.answer }
            answer.finalURL = request.url
            return answer
        }
    }

    /// A network that is not there.
    public static let none = RecordedHTTP { request throws(HTTPFailure) in
        throw HTTPFailure(.offline, url: request.url, "there is no network here")
    }

    public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse { try exchange(request) }

    /// The same without waiting.
    public func answer(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse { try exchange(request) }
}
