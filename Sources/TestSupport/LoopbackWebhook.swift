import Foundation
import Reading
import Synchronization
import Text

/// A receiver of Standard Webhooks on 127.0.0.1: it verifies every signature and shows each id once.
package final class LoopbackWebhook: LoopbackService {
    /// What one call was, as the receiver sees it.
    package struct Call: Sendable {
        package var id: String
        package var isSigned: Bool
        package var isRepeat: Bool
        package var body: JSONValue?
    }

    private struct State {
        var keys: [[UInt8]] = []
        var faults: [LoopbackFault?] = []
        var calls: [Call] = []
        var shown: [String: JSONValue] = [:]
    }

    package let http: LoopbackHTTP
    private let state = Mutex(State())

    /// - Parameter key: 24 bytes or more; `secret(of:)` writes it.
    package init(key: [UInt8]) throws {
        http = try LoopbackHTTP()
        state.withLock { $0.keys = [key] }
        http.handle { [weak self] in self?.answer($0) }
    }

    package var url: String { http.url("/hook") }
    package var calls: [Call] { state.withLock { $0.calls } }
    /// Id to what was shown to somebody.
    package var shown: [String: JSONValue] { state.withLock { $0.shown } }
    package func fail(_ faults: LoopbackFault?...) { state.withLock { $0.faults = faults } }
    /// The keys that the receiver takes from now on.
    package func setKeys(_ keys: [[UInt8]]) { state.withLock { $0.keys = keys } }

    package static func secret(of key: [UInt8]) -> String { "whsec_" + Data(key).base64EncodedString() }

    private func answer(_ request: LoopbackHTTP.Request) -> LoopbackReply {
        state.withLock { state in
            let fault = state.faults.next()
            if let fault, !fault.isWorkDone { return fault.reply(instead: 200, []) }
            let id = request.header("webhook-id") ?? ""
            let moment = request.header("webhook-timestamp") ?? ""
            let signed = Array("\(id).\(moment).".utf8) + request.body
            let given = Set((request.header("webhook-signature") ?? "").split(separator: " ").map(String.init))
            let isSigned = !id.isEmpty && !id.contains(".") && Int64(moment) != nil && state.keys.contains { key in
                given.contains("v1," + Data(WideHash.authenticationCode(for: signed, key: key)).base64EncodedString())
            }
            let body = try? JSONValue.parse(request.body)
            let isRepeat = state.shown[id] != nil
            state.calls.append(Call(id: id, isSigned: isSigned, isRepeat: isRepeat, body: body))
            guard isSigned, let body else { return .status(401) }
            if !isRepeat { state.shown[id] = body }
            return fault?.reply(instead: 204, []) ?? .status(204)
        }
    }
}
