import Foundation
import Reading
import Synchronization

/// Both SMS gateways on 127.0.0.1, as delivery.md 3.7 has them.
package final class LoopbackGateway: LoopbackService {
    /// One SMS as a phone shows it.
    package struct Message: Sendable, Hashable {
        package var number: String
        package var text: String
    }

    private struct State {
        var messages: [Message] = []
        var faults: [LoopbackFault?] = []
        var codes: [String: Int] = [:]
        /// Of SMSC: our id and number to the status that it gives.
        var known: [String: Int] = [:]
        var error: (code: Int, words: String)?
        var balance = "1785.50"
    }

    package static let africasTalkingKey = "atsk_0123456789abcdef"
    package static let smscPassword = "smsc-pass-9"
    package let http: LoopbackHTTP
    private let state = Mutex(State())

    package init() throws {
        http = try LoopbackHTTP()
        http.handle { [weak self] in self?.answer($0) }
    }

    package var messages: [Message] { state.withLock { $0.messages } }
    package func fail(_ faults: LoopbackFault?...) { state.withLock { $0.faults = faults } }

    /// Africa's Talking: the code that it has for a number.
    package func answer(_ code: Int, for number: String) { state.withLock { $0.codes[number] = code } }

    /// What is left on the account.
    package func setBalance(_ amount: String) { state.withLock { $0.balance = amount } }

    /// SMSC: what it answers to every sending.
    package func refuse(_ code: Int, _ words: String) { state.withLock { $0.error = (code, words) } }

    /// SMSC: what became of every message that it knows.
    package func setStatus(_ status: Int) { state.withLock { $0.known = $0.known.mapValues { _ in status } } }

    private func answer(_ request: LoopbackHTTP.Request) -> LoopbackReply? {
        let form = Self.form(request.body)
        switch request.path.prefix(while: { $0 != "?" }) {
        case "/version1/messaging": return africasTalking(request, form)
        case "/version1/user":
            guard request.header("apiKey") == Self.africasTalkingKey else { return .status(401) }
            return .ok(#"{"UserData":{"balance":"KES \#(state.withLock { $0.balance })"}}"#)
        case "/sys/send.php": return smsc(form)
        case "/sys/status.php": return isLoggedIn(form) ? status(form) : Self.error(2, "authorise error")
        case "/sys/balance.php":
            guard isLoggedIn(form) else { return Self.error(2, "authorise error") }
            return .ok(#"{"balance":"\#(state.withLock { $0.balance })"}"#)
        default: return nil
        }
    }

    private func africasTalking(_ request: LoopbackHTTP.Request, _ form: [String: String]) -> LoopbackReply {
        state.withLock { state in
            let fault = state.faults.next()
            if let fault, !fault.isWorkDone { return fault.reply(instead: 201, []) }
            guard request.header("apiKey") == Self.africasTalkingKey, form["username"] == "qala" else {
                return .status(401, body: Array("The supplied authentication is invalid".utf8))
            }
            guard let number = form["to"], let text = form["message"], form["bulkSMSMode"] == "1" else {
                return .status(400)
            }
            let code = state.codes[number] ?? 101
            if (100...102).contains(code) { state.messages.append(Message(number: number, text: text)) }
            let words = (100...102).contains(code) ? "Success" : "Failed"
            let body = """
                {"SMSMessageData":{"Message":"Sent to 1/1","Recipients":[{"statusCode":\(code),"number":"\(number)",\
                "status":"\(words)","cost":"KES 0.8000","messageId":"ATPid_\(state.messages.count)"}]}}
                """
            return fault?.reply(instead: 201, Array(body.utf8)) ?? .status(201, body: Array(body.utf8))
        }
    }

    private func isLoggedIn(_ form: [String: String]) -> Bool {
        form["login"] == "qala" && form["psw"] == Self.smscPassword && form["charset"] == "utf-8" && form["fmt"] == "3"
    }

    private func smsc(_ form: [String: String]) -> LoopbackReply {
        state.withLock { state in
            let fault = state.faults.next()
            if let fault, !fault.isWorkDone { return fault.reply(instead: 200, []) }
            guard isLoggedIn(form) else { return Self.error(2, "authorise error") }
            if let error = state.error { return Self.error(error.code, error.words) }
            guard let number = form["phones"], let text = form["mes"], let id = form["id"] else {
                return Self.error(1, "parameters error")
            }
            if state.known["\(id) \(number)"] != nil { return Self.error(9, "duplicate request, wait a minute") }
            state.known["\(id) \(number)"] = 1
            state.messages.append(Message(number: number, text: text))
            let body = Array(#"{"id":\#(id),"cnt":1}"#.utf8)
            return fault?.reply(instead: 200, body) ?? .status(200, body: body)
        }
    }

    private func status(_ form: [String: String]) -> LoopbackReply {
        let known = state.withLock { $0.known["\(form["id"] ?? "") \(form["phone"] ?? "")"] }
        guard let known else { return Self.error(3, "message not found") }
        return .ok(#"{"status":\#(known),"last_date":"20.11.2026 09:00:00"}"#)
    }

    private static func error(_ code: Int, _ words: String) -> LoopbackReply {
        .ok(#"{"error":"\#(words)","error_code":\#(code)}"#)
    }

    private static func form(_ body: [UInt8]) -> [String: String] {
        let pairs = String(decoding: body, as: UTF8.self).split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count == 2 ? String(parts[1]).removingPercentEncoding ?? "" : "")
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
