import Foundation

/// `openssl s_server` on 127.0.0.1 with a certificate made for the test. It answers every GET with a 200.
final class TLSServer {
    static let tool = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first(where: FileManager.default.isExecutableFile)

    let port: Int
    /// PEM file of the certificate, which is its own authority.
    let certificate: String
    private let folder: String
    private let process: Process

    /// Nil when the tool does not do what is asked.
    init?(options: [String] = []) throws {
        guard let tool = Self.tool else { return nil }
        folder = NSTemporaryDirectory() + "jibu-tls-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        certificate = folder + "/certificate.pem"
        let key = folder + "/key.pem"
        let make = Process()
        make.executableURL = URL(fileURLWithPath: tool)
        make.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
            "-out", certificate, "-days", "2", "-subj", "/CN=good.example", "-addext",
            "subjectAltName=IP:127.0.0.1,DNS:good.example",
        ]
        make.standardError = FileHandle.nullDevice
        try make.run()
        make.waitUntilExit()
        process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"] + options
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It says `ACCEPT 127.0.0.1:PORT` once it listens.
        var text = ""
        while !text.contains("ACCEPT") || !text.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { return nil }
            text += String(decoding: data, as: UTF8.self)
        }
        guard let number = text.split(separator: "\n").last?.split(separator: ":").last, let port = Int(number) else {
            return nil
        }
        self.port = port
    }

    deinit {
        process.terminate()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
