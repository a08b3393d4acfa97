import CCurl

extension NetworkClient {
    /// libcurl and what it is linked with, as it says itself (`curl_version(3)`), for `jibu doctor`.
    package static var libraryVersions: [String] {
        guard let text = curl_version() else { return [] }
        return String(cString: text).split(separator: " ").prefix(4).map { String($0).replacing("/", with: " ") }
    }
}
