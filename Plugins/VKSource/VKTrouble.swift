import Intake
import Model
import Reading

/// Errors of VK come with status 200: `{"error":{"error_code":6,"error_msg":"…"}}` (dev.vk.com/reference/errors).
enum VKTrouble {
    /// The code of "access to the comments is closed".
    static let closedComments = "212"
    /// What concerns the token and not the thing that was asked for: every further question would hear the same.
    static let ofToken: Set<String> = ["5", "14"]

    /// Nil for a document without an error.
    static func failure(in document: JSONValue, url: String, now: Instant) -> SourceFailure? {
        guard let error = document["error"], !error.isNull else { return nil }
        guard let code = error["error_code"]?.integer else {
            return .notAnAnswer(url: url, what: "VK answered with an error that has no code")
        }
        let said = error["error_msg"]?.string.map { ": \($0)" } ?? ""
        func refused(_ what: String) -> SourceFailure {
            .refused(url: url, what: "\(what) (VK error \(code)\(said))", code: "\(code)")
        }
        switch code {
        case 6: return .throttled(url: url, until: now.advanced(by: .minutes(1)))
        case 9: return .throttled(url: url, until: now.advanced(by: .minutes(10)))
        case 29: return .throttled(url: url, until: now.advanced(by: .hours(6)))
        case 5: return refused("the access token is not valid any more: make a new one and put it into its file")
        case 14: return refused("VK asks for a captcha: wait a day, ask less often, or use a service token")
        case 7, 15, 203: return refused("this token may not read the wall: it is closed, or the token lacks a right")
        case 18: return refused("the page was deleted or blocked")
        case 19: return refused("VK hides this content")
        case 30: return refused("the profile is private")
        case 100, 113, 125: return refused("there is no such wall: check its name in jibu.yaml")
        case 212: return refused("access to the comments is closed")
        // 1 and 10 are troubles of VK's own, and so is a code that nobody has met: it is tried again.
        default: return .notAnAnswer(url: url, what: "VK answered with error \(code)\(said)")
        }
    }
}
