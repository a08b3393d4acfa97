extension LoopbackSocket {
    /// The next request on the connection, with its body; nil when the client has gone or sent no HTTP.
    func readRequest(connection: Int) -> LoopbackHTTP.Request? {
        guard let head = read(through: [13, 10, 13, 10]) else { return nil }
        var lines = String(decoding: head, as: UTF8.self).components(between: "\r\n")
        guard !lines.isEmpty else { return nil }
        let words = lines.removeFirst().split(separator: " ")
        guard words.count == 3 else { return nil }
        let headers = lines.compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        guard length >= 0, length <= 64 << 20, let body = read(count: length) else { return nil }
        return LoopbackHTTP.Request(
            method: String(words[0]), path: String(words[1]), headers: headers, body: body, connection: connection)
    }
}

extension String {
    /// The non-empty pieces between a separator.
    fileprivate func components(between separator: Character) -> [String] {
        split(separator: separator).map(String.init)
    }
}
