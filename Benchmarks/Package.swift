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
    targets: [
        .target(name: "Text", path: "Rooms/Text", swiftSettings: house),
        .target(name: "Model", dependencies: ["Text"], path: "Rooms/Model", swiftSettings: house),
        .target(name: "Measuring", path: "Measuring", swiftSettings: house),
        program("views-cost", "ViewsCost", ["Text", "Measuring"]),
        program("near-copies", "NearCopies", ["Text", "Model", "Measuring"]),
        program("language-guesses", "LanguageGuesses", ["Text", "Measuring"]),
    ],
    swiftLanguageModes: [.v6])
