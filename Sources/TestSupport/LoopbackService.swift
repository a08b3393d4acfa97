/// A stand-in for a service over HTTP, on 127.0.0.1: what all of them have in common.
package protocol LoopbackService: Sendable {
    var http: LoopbackHTTP { get }
}

extension LoopbackService {
    package var port: Int { http.port }
    package var url: String { "http://127.0.0.1:\(http.port)" }
    package var requests: [LoopbackHTTP.Request] { http.requests }
    package func stop() { http.stop() }
}
