import CCurl
import Glibc

/// Opens the sockets of one transfer. libcurl calls it with the very address it is about to connect to, after
/// resolution: a name that changes its answer between a check and a connect finds no gap here (trust.md S1, S2).
///
/// Used by the loop's thread alone.
final class SocketGate {
    /// True when the operator allowed this exact target, whatever its address is.
    private let isOpen: Bool
    /// What was refused, for the message; the same address only once.
    private(set) var refused: [String] = []
    private(set) var opened = 0

    init(isOpen: Bool) { self.isOpen = isOpen }

    /// True when no address of the host was public.
    var refusedAll: Bool { opened == 0 && !refused.isEmpty }

    /// Must live until the handle is cleaned up.
    func attach(to easy: EasyHandle) {
        ccurl_on_socket(
            easy.raw,
            { context, purpose, peer in
                guard let context, let peer, purpose == CURLSOCKTYPE_IPCXN else { return -1 }
                return Unmanaged<SocketGate>.fromOpaque(context).takeUnretainedValue().open(peer)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// A new socket, or -1 (CURL_SOCKET_BAD): libcurl then tries the next address of the name.
    private func open(_ peer: UnsafeMutablePointer<curl_sockaddr>) -> Int32 {
        var bytes = [UInt8](repeating: 0, count: 16)
        var scope: UInt32 = 0
        let length = Int(ccurl_peer(peer, &bytes, &scope))
        guard let address = IPAddress(bytes: Array(bytes.prefix(length))) else {
            return refuse("not an internet address")
        }
        if !isOpen {
            if let why = AddressGuard.refusal(address) { return refuse("\(address) (\(why))") }
            if scope != 0 { return refuse("\(address) (bound to one network card)") }
        }
        opened += 1
        let type = peer.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return Glibc.socket(peer.pointee.family, type, peer.pointee.`protocol`)
    }

    private func refuse(_ what: String) -> Int32 {
        if !refused.contains(what), refused.count < 8 { refused.append(what) }
        return -1
    }
}
