import CCurl
import Glibc
import Model

extension HTTPFailure {
    /// What a finished transfer failed with; nil when a complete answer is there.
    static func of(_ facts: TransferFacts, _ exchange: HTTPExchange) -> HTTPFailure? {
        let url = exchange.hop.target.url
        func failure(_ fault: Fault) -> HTTPFailure {
            HTTPFailure(fault.kind, url: url, fault.what, maybeSent: facts.started)
        }
        if let fault = exchange.fault { return failure(fault) }
        if facts.code == CURLE_OK { return exchange.verdict().map(failure) }
        if exchange.gate.refusedAll {
            let addresses = exchange.gate.refused.joined(separator: ", ")
            return failure(
                Fault(.refused, "the name leads to \(addresses); allow \(exchange.hop.target.peer) if it is meant"))
        }
        return failure(exchange.framingFault ?? Fault(kind(facts), sentence(facts)))
    }

    private static func kind(_ facts: TransferFacts) -> Kind {
        switch facts.code {
        case CURLE_URL_MALFORMAT: .refused
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
        case CURLE_COULDNT_CONNECT:
            facts.systemError == ENETUNREACH || facts.systemError == ENETDOWN ? .offline : .connect
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS:
            .tls
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_ABORTED_BY_CALLBACK: .cut
        case CURLE_FILESIZE_EXCEEDED, CURLE_OUT_OF_MEMORY: .overLimit
        default: .malformed
        }
    }

    private static func sentence(_ facts: TransferFacts) -> String {
        switch facts.code {
        case CURLE_COULDNT_RESOLVE_HOST: "the host name is not known"
        case CURLE_COULDNT_CONNECT: "no connection (\(facts.message))"
        case CURLE_OPERATION_TIMEDOUT: "too slow (\(facts.message))"
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR: "the connection ended before the whole answer had come"
        case CURLE_GOT_NOTHING: "the server closed the connection without an answer"
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: "the answer is not HTTP"
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR: "the body cannot be unpacked (\(facts.message))"
        case CURLE_SSL_CONNECT_ERROR: "no protected connection: it speaks no TLS, or an old one (\(facts.message))"
        case CURLE_PEER_FAILED_VERIFICATION: "the certificate is not trusted (\(facts.message))"
        default: facts.message
        }
    }
}
