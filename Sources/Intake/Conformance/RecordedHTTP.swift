import Model

/// An HTTP client that answers from recordings and remembers what it was asked: the network of conformance checks.
public final class RecordedHTTP: HTTPClient, Sendable {
    public typealias Exchange = @Sendable (HTTPRequest) throws(HTTPFailure) -> HTTPResponse

    private let exchange: Exchange

    /// - Parameter exchange: answers one request; it must be a pure function, so that checks repeat.
    public init(_ exchange: @escaping Exchange) { self.exchange = exchange }

    /// Answers every URL with the same response.
    public convenience init(always response: HTTPResponse) {
        self.init { request throws(HTTPFailure) in
            var answer = response
            answer.finalURL = request.url
            return answer
        }
    }

    public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse { try exchange(request) }
}
