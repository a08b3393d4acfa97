// swift-tools-version: 6.2
// Programs that measure rooms of Jibu. They are no part of the product: build them here, in release mode.
import PackageDescription

let house: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]

func program(_ name: String, _ path: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: house)
}

// The rooms are links to the folders of the product, so that what is measured is what is shipped.
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CPCRE2", path: "Rooms/CPCRE2", pkgConfig: "libpcre2-8"),
        .systemLibrary(name: "CXML2", path: "Rooms/CXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CZstd", path: "Rooms/CZstd", pkgConfig: "libzstd"),
        .target(name: "Text", path: "Rooms/Text", swiftSettings: house),
        .target(name: "Model", dependencies: ["Text"], path: "Rooms/Model", swiftSettings: house),
        .target(
            name: "Reading", dependencies: ["Model", "Text", "CXML2"], path: "Rooms/Reading", swiftSettings: house),
        .target(
            name: "Settings", dependencies: ["Model", "Text", .product(name: "Yams", package: "Yams")],
            path: "Rooms/Settings", swiftSettings: house),
        .target(
            name: "Watchlists", dependencies: ["Model", "Text", "Reading", "Settings", "CPCRE2"],
            path: "Rooms/Watchlists", swiftSettings: house),
        .target(
            name: "Storage",
            dependencies: [
                "Model", "Text", "Reading", "Settings", "CZstd", .product(name: "GRDB", package: "GRDB.swift"),
            ], path: "Rooms/Storage", swiftSettings: house),
        .target(name: "Measuring", path: "Measuring", swiftSettings: house),
        program("views-cost", "ViewsCost", ["Text", "Measuring"]),
        program("near-copies", "NearCopies", ["Text", "Model", "Measuring"]),
        program("ledger-start", "LedgerStart", ["Text", "Model", "Storage", "Measuring"]),
        program("match-stages", "MatchStages", ["Text", "Model", "Reading", "Watchlists", "Measuring"]),
        program("language-guesses", "LanguageGuesses", ["Text", "Measuring"]),
    ],
    swiftLanguageModes: [.v6])
