import Foundation
import Glibc

/// A real IMAP server, Dovecot, on 127.0.0.1, with one mailbox in a folder of its own. Only where it is installed
/// (package `dovecot-imapd`).
package final class LoopbackDovecot {
    package static let program = "/usr/sbin/dovecot"
    package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }
    package static let username = "alerts"
    package static let password = "pass-7-word"

    package let port: Int
    private let folder: String
    private let process: Process

    /// Starts the server and waits until it listens.
    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "jibu-imap-\(UUID().uuidString.prefix(8))").path
        for name in ["run", "state", "mail/Maildir/cur", "mail/Maildir/new", "mail/Maildir/tmp"] {
            try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
        }
        let listener = try LoopbackSocket.listening()
        port = listener.port
        listener.close()
        let path = folder + "/dovecot.conf"
        try Data(Self.configuration(folder: folder, port: port).utf8).write(to: URL(filePath: path))
        process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = ["-c", path, "-F"]
        let log = Pipe()
        process.standardError = log
        process.standardOutput = log
        try Self.open(folder)
        try process.run()
        var said = Data()
        while !String(decoding: said, as: UTF8.self).contains("starting up") {
            let more = log.fileHandleForReading.availableData
            guard !more.isEmpty else { throw LoopbackError(description: String(decoding: said, as: UTF8.self)) }
            said += more
        }
    }

    deinit { stop() }

    package var url: String { "imap://127.0.0.1:\(port)" }

    package func stop() {
        // A gentle signal may be blocked: a child inherits the mask of the thread that started it. The server's other
        // processes end when their master has.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A mail arrives; line feeds become the line ends of mail.
    ///
    /// - Parameter seconds: since 1970: when it arrives, by the server's clock; nil: now.
    package func receive(_ text: String, as name: String, at seconds: Int64? = nil) throws {
        let bytes = Data(text.replacing("\n", with: "\r\n").utf8)
        let path = "\(folder)/mail/Maildir/tmp/\(name).loopback"
        try bytes.write(to: URL(filePath: path))
        if let seconds {
            // What a Maildir knows of it.
            let date = Date(timeIntervalSince1970: TimeInterval(seconds))
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
        chmod(path, 0o666)
        try FileManager.default.moveItem(atPath: path, toPath: "\(folder)/mail/Maildir/new/\(name).loopback")
    }

    /// The mailbox is made anew: the same mails have other numbers from now on.
    package func renumber() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/mail/Maildir")
        where name.hasPrefix("dovecot") {
            try FileManager.default.removeItem(atPath: "\(folder)/mail/Maildir/\(name)")
        }
    }

    /// The processes of the server are other users when it is started by root.
    private static func open(_ folder: String) throws {
        chmod(folder, 0o755)
        for name in ["/mail", "/mail/Maildir", "/mail/Maildir/cur", "/mail/Maildir/new", "/mail/Maildir/tmp"] {
            chmod(folder + name, 0o777)
        }
    }

    private static func configuration(folder: String, port: Int) -> String {
        let isRoot = geteuid() == 0
        let me = NSUserName()
        // Nobody's mail: the server refuses to open mailboxes as root.
        let (user, group) = isRoot ? ("65534", "65534") : (String(geteuid()), String(getegid()))
        return """
            base_dir = \(folder)/run
            state_dir = \(folder)/state
            log_path = /dev/stderr
            protocols = imap
            ssl = no
            disable_plaintext_auth = no
            listen = 127.0.0.1
            default_internal_user = \(isRoot ? "dovecot" : me)
            default_login_user = \(isRoot ? "dovenull" : me)
            default_internal_group = \(isRoot ? "dovecot" : "$default_internal_user")
            first_valid_uid = 1
            first_valid_gid = 1
            mail_location = maildir:\(folder)/mail/Maildir
            passdb {
              driver = static
              args = password=\(password)
            }
            userdb {
              driver = static
              args = uid=\(user) gid=\(group) home=\(folder)/mail
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = \(port)
              }
              inet_listener imaps {
                port = 0
              }
            }
            service anvil {
              chroot =
            }

            """
    }
}
