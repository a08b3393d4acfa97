import Foundation
import Model

/// The command `apprise` for the long tail of services (delivery.md 3.8).
///
/// A recipient's address is a name; the service's URL, which holds its password, stands behind that name in a file of
/// secrets: `NAME URL`, one in a line. The URL goes into the environment of the program, never into its arguments.
package struct AppriseDeliverer: Deliverer {
    package let channel: String
    package let format = ChannelFormat.text
    package let capabilities = Capabilities(
        isIdempotent: false, smallestPause: .minutes(5), whenUnknown: .resendIfCritical,
        limits: .init(.utf8, body: 60_000), confirms: .none)
    private let program: ProgramDeliverer.Program
    private let urls: [String: String]
    private let runner: any ProgramRunner

    /// - Parameter urls: the file of secrets.
    package init(channel: String, path: String, urls: Secret, timeout: TimeSpan, runner: any ProgramRunner) {
        self.channel = channel
        self.runner = runner
        program = ProgramDeliverer.Program(
            path: path, arguments: ["--input-format=text", "--title=Jibu"], network: true, timeout: timeout)
        let lines = String(decoding: urls.reveal(), as: UTF8.self).split(whereSeparator: \.isNewline)
        self.urls = Dictionary(
            lines.compactMap { line in
                let words = line.split(separator: " ", maxSplits: 1)
                return words.count == 2 ? (String(words[0]), String(words[1])) : nil
            }) { first, _ in first }
    }

    package func deliver(_ digest: Digest) async -> Outcome {
        guard let url = urls[digest.address] else {
            return .recipientDead(
                why: "the file of channel \(channel) has no line for the address of \(digest.recipient)")
        }
        // Long texts in several messages, and no tries of its own: those are Jibu's, which knows what may be repeated.
        let options = (url.contains("?") ? "&" : "?") + "overflow=split&retry=0"
        let call = await ProgramCall.run(
            program, environment: ["APPRISE_URLS": url + options], input: digest.bytes, over: runner)
        let why = "apprise ended" + call.words(hiding: Self.secrets(in: url))
        switch call.end.how {
        case .exited(0): return .accepted(receipt: nil)
        // Some of it may have gone out.
        case .exited(1): return .unknown(why: why)
        case .exited: return .configurationDead(why: why)
        case .notStarted(let reason): return .configurationDead(why: "apprise cannot be started: \(reason)")
        case .signalled, .deadline, .stopped, .overLimit: return .unknown(why: why)
        }
    }

    /// The URL and each part of it behind the scheme, as written and decoded: which of them is the secret, every
    /// service has its own way. The longest first, so that none leaves a rest of another.
    private static func secrets(in url: String) -> [Secret] {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let parts = rest.split { "/:@?&=#,;".contains($0) }.map(String.init)
        let telling = (parts + parts.compactMap(\.removingPercentEncoding)).filter { $0.utf8.count > 2 }
        let words = Set([url, String(rest)] + telling)
        return words.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }.map { Secret(Array($0.utf8)) }
    }
}
