import Foundation
import Model
import Text

/// Signed JSON to a program of the office: Standard Webhooks 1.0 (delivery.md 3.4).
///
/// The id of the message is the digest's id, so a repeat is known at the other end; the signature covers id, time and
/// body. Addresses of the office's own network must stand under `network.allow`.
package struct WebhookDeliverer: Deliverer {
    package let channel: String
    package let format = ChannelFormat.webhook
    package let capabilities = Capabilities(
        isIdempotent: true, smallestPause: .seconds(5), whenUnknown: .resend,
        limits: .init(.utf8, body: 20_000))
    private let url: String
    private let keys: [WebhookKey]
    private let http: any HTTPClient
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - secret: one `whsec_…` in a line; with several, while keys are changed, each of them signs.
    package init(
        channel: String, url: String, secret: Secret, http: any HTTPClient, now: @escaping @Sendable () -> Instant
    ) {
        self.channel = channel
        self.url = url
        keys = WebhookKey.read(secret) ?? []
        self.http = http
        self.now = now
    }

    package func deliver(_ digest: Digest) async -> Outcome {
        guard !keys.isEmpty else {
            return .configurationDead(
                why: "the secret of channel \(channel) is no key of a webhook: "
                    + "write whsec_ and base64 of 24 to 64 bytes")
        }
        let moment = now()
        let signatures = keys.map { $0.signature(id: digest.id, at: moment, body: digest.bytes) }
        let request = HTTPRequest(
            .post, url,
            headers: [
                HTTPHeader("Content-Type", "application/json"), HTTPHeader("webhook-id", digest.id),
                HTTPHeader("webhook-timestamp", String(moment.seconds)),
                HTTPHeader("webhook-signature", signatures.joined(separator: " ")),
            ], body: digest.bytes)
        switch await HTTPCall.send(request, over: http, now: moment) {
        case .none(let outcome): return outcome
        case .answer(let response): return outcome(response)
        }
    }

    private func outcome(_ response: HTTPResponse) -> Outcome {
        let why = "the receiver answers \(response.status)"
        switch response.status {
        case 200..<300: return .accepted(receipt: String(response.status))
        case 300..<400: return .configurationDead(why: why + ", a redirect; write the final address under url:")
        case 401, 403: return .configurationDead(why: why + ": it does not accept the signature")
        case 404, 410: return .configurationDead(why: why + ": nobody listens there any more")
        // This one message is not to its liking; the others go out.
        case 400, 413, 422: return .digestRefused(why: why)
        default: return .retry(after: HTTPCall.retryAfter(response), why: why)
        }
    }
}

/// A secret that two sides share.
struct WebhookKey: Sendable {
    private let bytes: [UInt8]

    /// One key in a line; nil when a line is none.
    static func read(_ secret: Secret) -> [WebhookKey]? {
        let lines = String(decoding: secret.reveal(), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let keys = lines.compactMap { line -> WebhookKey? in
            guard line.hasPrefix("whsec_"), let data = Data(base64Encoded: String(line.dropFirst(6))),
                (24...64).contains(data.count)
            else { return nil }
            return WebhookKey(bytes: Array(data))
        }
        return keys.count == lines.count ? keys : nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// `v1,` and base64 of the code over `id.seconds.body`.
    func signature(id: String, at moment: Instant, body: [UInt8]) -> String {
        let signed = Array("\(id).\(moment.seconds).".utf8) + body
        return "v1," + Data(WideHash.authenticationCode(for: signed, key: bytes)).base64EncodedString()
    }
}
