import TestSupport
import Testing

/// Only Intake makes posts, and only Storage reads them back (design decision 5).
@Suite struct DoorTests {
    @Test("nobody else imports the way to make a post")
    func imports() {
        let root = FixtureFolder.beside("../..")
        var users: Set<String> = []
        for part in ["Sources", "Plugins"] {
            for path in FixtureFolder("\(root.path)/\(part)").files(ending: ".swift") {
                let text = FixtureFolder(root.path + "/" + part).text(path) ?? ""
                if text.split(separator: "\n").contains(where: { $0.hasPrefix("@_spi(Intake) import") }) {
                    users.insert("\(part)/\(path.split(separator: "/").first ?? "")")
                }
            }
        }
        #expect(users.contains("Sources/Intake"))
        #expect(users.subtracting(["Sources/Intake", "Sources/Storage", "Sources/TestSupport"]) == [])
    }
}
