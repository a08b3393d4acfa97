import CZstd

extension Archive {
    /// Version of the linked zstd.
    package static var libraryVersion: String { String(cString: ZSTD_versionString()) }
}
