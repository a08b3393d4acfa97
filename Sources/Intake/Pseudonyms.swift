import Crypto
import Model
import Text

/// The key that turns a person's handle into a pseudonym: HMAC-SHA-256 (design decision 5).
///
/// The key lives outside the data folder. Whoever rotates it makes old and new
/// pseudonyms unlinkable; whoever destroys it makes them final.
package struct PseudonymKey: Sendable {
    private let key: SymmetricKey

    /// Nil when the secret is shorter than 32 bytes.
    package init?(_ secret: Secret) {
        let bytes = secret.reveal()
        guard bytes.count >= 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// `~` and 20 hex digits for a handle on a platform. Case and a leading @
    /// do not matter, since platforms do not care about them either.
    package func pseudonym(platform: String, handle: String) -> String {
        let plain = handle.hasPrefix("@") ? String(handle.dropFirst()) : handle
        let message = Array("\(platform)\u{0}\(Canon.canonical(plain))".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: message, using: key)
        return "~" + Hex.text(Array(code).prefix(10))
    }

    /// A mark of values that may be secret: it changes when one of them does, and tells nobody without the key what
    /// they are.
    package func mark(_ values: [String]) -> String {
        let message = Array("mark".utf8) + values.flatMap { [0] + Array($0.utf8) }
        return Hex.text(Array(HMAC<SHA256>.authenticationCode(for: message, using: key)).prefix(16))
    }
}

/// The key that seals a person's link: AES-256-GCM, so that only `jibu open` reads it again.
package struct SealingKey: Sendable {
    private let key: SymmetricKey

    /// Nil when the secret is shorter than 32 bytes.
    package init?(_ secret: Secret) {
        let bytes = secret.reveal()
        guard bytes.count >= 32 else { return nil }
        key = SymmetricKey(data: SHA256.hash(data: bytes))
    }

    /// Hex of nonce, ciphertext and tag. The nonce is derived from key, post and
    /// link, so that sealing the same link of the same post twice gives the same
    /// bytes (replay and recovery compare them) and no nonce serves two texts.
    package func seal(_ link: String, post: String) -> String? {
        let text = Array(link.utf8)
        let bound = Array(post.utf8)
        var mac = HMAC<SHA256>(key: key)
        mac.update(data: bound)
        mac.update(data: [0])
        mac.update(data: text)
        guard let nonce = try? AES.GCM.Nonce(data: Array(mac.finalize()).prefix(12)),
            let box = try? AES.GCM.seal(text, using: key, nonce: nonce, authenticating: bound),
            let combined = box.combined
        else { return nil }
        return Hex.text(combined)
    }

    /// The link again; nil when the key, the post or the bytes are not the ones that were sealed.
    package func open(_ sealed: String, post: String) -> String? {
        guard let bytes = Hex.bytes(sealed), let box = try? AES.GCM.SealedBox(combined: bytes),
            let text = try? AES.GCM.open(box, using: key, authenticating: Array(post.utf8))
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
