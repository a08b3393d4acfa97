import Foundation
@_spi(Intake) import Model
@testable import Storage

/// A folder that is gone with its value.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The same numbers on every machine (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

let morning = Instant("2026-11-21T09:30:00.250Z") ?? Instant(milliseconds: 0)

func makePost(
    _ number: Int, version: Int = 1, text: String? = nil, collected: Instant = morning, full: Bool = false
) -> Post {
    let hex = String(number, radix: 16)
    return Post(
        id: String(repeating: "0", count: 32 - hex.count) + hex, version: version, source: "qala-news",
        platform: "feed", authorKind: full ? .person : .outlet, author: full ? "p:1f9c" : "Qala News",
        url: full ? nil : "https://news.example/\(number)", sealedURL: full ? "sealed:AbC=" : nil,
        published: collected, zoneAssumed: full, collected: collected, language: "ru",
        languageClaimed: full ? "kk" : nil,
        title: full ? "Заголовок" : nil, text: text ?? "Судың сапасы туралы хабар №\(number)",
        counts: full
            ? Counts(views: 12, likes: 0, shares: nil, comments: 3, forwards: 9_007_199_254_740_993) : Counts(),
        media: full
            ? [Media(kind: .image, url: "https://news.example/a.jpg", alt: "кран"), Media(kind: .other, url: "x")] : [],
        links: full ? ["https://a.example/?q=\"1\"", "https://b.example/"] : [], replyTo: full ? "p:77" : nil,
        forwardedFrom: full ? "channel" : nil, imported: full)
}

/// Posts whose lines do not compress well, so that few of them fill a frame.
func makeBulkyPosts(_ count: Int, bytes: Int, seed: UInt64 = 7) -> [Post] {
    var dice = Dice(seed)
    let letters = Array("абвгдежзиклмнопрстуфхцчшыэюя0123456789")
    return (0..<count).map { number in
        makePost(number, text: String((0..<bytes / 2).map { _ in letters.randomElement(using: &dice) ?? "а" }))
    }
}

extension Archive {
    /// Every post of the archive with the reports, through the reader.
    func everything() throws -> (posts: [Post], reports: [ReadReport]) {
        var posts: [Post] = []
        let reports = try reader().forEach { posts.append($0) }
        return (posts, reports)
    }
}

func bytes(of path: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) }

func put(_ bytes: [UInt8], at path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

/// Runs a program of the system; nil when it is not installed.
func output(of program: String, _ arguments: [String]) throws -> (status: Int32, text: String)? {
    let folders = ["/usr/bin/", "/bin/", "/usr/local/bin/"]
    guard let path = folders.map({ $0 + program }).first(where: FileManager.default.isExecutableFile) else {
        return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
