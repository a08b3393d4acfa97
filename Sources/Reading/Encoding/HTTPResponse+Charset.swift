import Model

extension HTTPResponse {
    /// The charset that the Content-Type header names, in lower case; nil when it names none.
    public var charset: String? {
        for parameter in (header("Content-Type") ?? "").lowercased().split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].filter({ $0 != " " }) == "charset" else { continue }
            let name = pair[1].prefix { $0 != "," }.filter { !" \"'".contains($0) }
            return name.isEmpty ? nil : name
        }
        return nil
    }
}
