// swift-tools-version: 6.2
// The rooms of Jibu, in the order in which a post passes through them.
// An arrow that is not listed here does not exist: docs/architecture.md explains each one.
import PackageDescription

/// Settings of every target of ours: Swift 6 mode with complete checking comes with the tools version.
let house: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]

/// What every room may import beside itself.
let ground: [Target.Dependency] = ["Model", "Text", "Reading", "Settings"]

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func plugin(_ name: String) -> Target {
    .target(
        name: name, dependencies: ground + ["Intake"], path: "Plugins/\(name)", exclude: ["README.md"],
        swiftSettings: house)
}

/// Tests of a room. `fixtures`: its folder holds files that are read from the disk, not compiled.
func tests(_ name: String, _ dependencies: [Target.Dependency], fixtures: Bool = false) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], exclude: fixtures ? ["Fixtures"] : [],
        swiftSettings: house)
}

func systemLibrary(_ name: String, pkgConfig: String, package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// Source plugins: each name is a folder under Plugins/ and a line in Plugins/BuiltIn.
let plugins = [
    "ExecSource", "FacebookSource", "FeedSource", "GovKzSource", "PageListSource", "TelegramBotSource", "TelegramSource",
    "VKSource", "WordPressSource", "YouTubeSource",
]
let pluginDependencies: [Target.Dependency] = plugins.map { .init(stringLiteral: $0) }

let package = Package(
    name: "jibu",
    products: [.executable(name: "jibu", targets: ["jibu"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        systemLibrary("CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
        .systemLibrary(name: "CLinux"),
        systemLibrary("CPCRE2", pkgConfig: "libpcre2-8", package: "libpcre2-dev"),
        systemLibrary("CXML2", pkgConfig: "libxml-2.0", package: "libxml2-dev"),
        systemLibrary("CZstd", pkgConfig: "libzstd", package: "libzstd-dev"),

        // The ground rooms: values and pure functions.
        room("Text", []),
        room("Model", ["Text"]),
        room("Reading", ["Model", "Text", "CXML2"]),
        room("Settings", ["Model", "Text", .product(name: "Yams", package: "Yams")]),

        // The rooms of the flow. None of them knows another one.
        room("Intake", ground + [.product(name: "Crypto", package: "swift-crypto")]),
        room("Watchlists", ground + ["CPCRE2"]),
        room("Alerting", ground + [.product(name: "Mustache", package: "swift-mustache")]),
        room("Transport", ground + ["CCurl"]),
        room("Storage", ground + ["CZstd", .product(name: "GRDB", package: "GRDB.swift")]),
        room("Delivering", ground),
        room("Programs", ground + ["CLinux"]),

        // The flow, and the command.
        room(
            "Pipeline",
            ground + ["Intake", "Watchlists", "Alerting", "Transport", "Storage", "Delivering"]),
        .executableTarget(
            name: "jibu",
            dependencies: [
                "Pipeline", "BuiltIn", "Programs", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),

        .target(
            name: "BuiltIn", dependencies: ["Intake"] + pluginDependencies, path: "Plugins/BuiltIn",
            swiftSettings: house),
        .target(name: "TestSupport", dependencies: ground + ["Intake"], swiftSettings: house),

        tests("Model", ["Model"]),
        tests("Text", ["Text"], fixtures: true),
        tests("Reading", ["Reading"]),
        tests("Settings", ["Settings"]),
        tests("Intake", ["Intake"]),
        tests("Watchlists", ["Watchlists"], fixtures: true),
        tests("Alerting", ["Alerting"], fixtures: true),
        tests("Transport", ["Transport"]),
        tests("Storage", ["Storage"]),
        tests("Delivering", ["Delivering"]),
        tests("Programs", ["Programs", "BuiltIn"], fixtures: true),
        tests("SourcePlugin", ["BuiltIn"], fixtures: true),
        tests("Pipeline", ["Pipeline", "BuiltIn"], fixtures: true),
        tests("Command", []),
    ] + plugins.map(plugin),
    swiftLanguageModes: [.v6])
