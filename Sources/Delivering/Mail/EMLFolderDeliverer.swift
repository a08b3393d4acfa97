import Foundation
import Glibc
import Model
import Text

/// Mails as files in a folder: for the demo, for tests, and for an office that hands them on by hand.
///
/// The file's name comes from the digest's id and its recipient, so a repeat overwrites the same file with the same
/// bytes. It is there whole or not at all: a temporary file, fsync, rename, fsync of the folder.
package struct EMLFolderDeliverer: Deliverer {
    package let channel: String
    package let format: ChannelFormat
    package let capabilities = Capabilities(
        isIdempotent: true, smallestPause: .seconds(0), whenUnknown: .resend, canThread: true)
    private let folder: String

    /// - Parameters:
    ///   - folder: made when missing, at the first digest.
    ///   - from: as for SMTP.
    package init(channel: String, folder: String, from: String) {
        self.channel = channel
        self.folder = folder
        format = .mail(from: from, domain: MailAddress.domain(of: from))
    }

    package func deliver(_ digest: Digest) async -> Outcome {
        do {
            return .accepted(receipt: try write(digest))
        } catch {
            return error.outcome
        }
    }

    /// The file is there with the same bytes, or it was never finished.
    package func reconcile(_ digest: Digest) async -> Outcome? {
        let path = path(of: digest)
        guard let data = FileManager.default.contents(atPath: path), Array(data) == digest.bytes else {
            return .retry(after: nil, why: "\(path) was not written")
        }
        return .accepted(receipt: path)
    }

    /// Where a digest is written: `RECIPIENT-DIGEST.eml`.
    package func path(of digest: Digest) -> String {
        // Two recipients whose names differ only in what is replaced here still differ in the digest's id.
        let name = String(digest.recipient.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(40))
        let key =
            digest.id.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            ? String(digest.id.prefix(32)) : String(StableHash.hash64(digest.id.utf8), radix: 16)
        return "\(folder)/\(name)-\(key).eml"
    }

    private func write(_ digest: Digest) throws(FolderFailure) -> String {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw FolderFailure(what: "make folder", path: folder, code: EACCES)
        }
        let path = path(of: digest)
        let temporary = path + ".part"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FolderFailure(what: "open", path: temporary, code: errno) }
        do {
            defer { close(file) }
            try writeAll(digest.bytes, to: file, path: temporary)
            guard fsync(file) == 0 else { throw FolderFailure(what: "sync", path: temporary, code: errno) }
        }
        guard rename(temporary, path) == 0 else { throw FolderFailure(what: "rename", path: path, code: errno) }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw FolderFailure(what: "open folder", path: folder, code: errno) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw FolderFailure(what: "sync folder", path: folder, code: errno) }
        return path
    }

    private func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(FolderFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FolderFailure(what: "write", path: path, code: errno) }
            written += count
        }
    }
}

/// A file operation that failed: nothing was delivered.
private struct FolderFailure: Error {
    var what: String
    var path: String
    var code: Int32

    /// A full disk may empty itself; a folder that may not be written to will not mend itself.
    var outcome: Outcome {
        let why = "cannot \(what) \(path): \(String(cString: strerror(code)))"
        switch code {
        case ENOSPC, EDQUOT, EIO, EMFILE, ENFILE: return .retry(after: nil, why: why)
        default: return .configurationDead(why: why + "; check the folder of this channel in jibu.yaml")
        }
    }
}
