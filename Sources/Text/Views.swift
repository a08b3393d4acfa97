/// The four views of one text, each built when it is first asked for (languages.md 1).
///
/// A view that changes nothing shares the storage of the weaker one.
public struct Views: Sendable {
    private let text: [UInt8]
    private var built: [View: TextView] = [:]

    public init(_ text: String) {
        self.text = Array(text.utf8)
    }

    /// The view of that name, built on first use.
    public mutating func view(_ name: View) -> TextView {
        if let view = built[name] { return view }
        let view = make(name)
        built[name] = view
        return view
    }

    private mutating func make(_ name: View) -> TextView {
        switch name {
        case .raw: TextView(name: .raw, bytes: text, map: OffsetMap(originalCount: text.count))
        case .canon: Canon.view(of: text)
        case .deobf: view(.canon).named(.deobf)
        case .squeeze: view(.deobf).named(.squeeze)
        }
    }
}
