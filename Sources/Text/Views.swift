/// The four views of one text, each built when it is first asked for (languages.md 1).
///
/// A view that changes nothing shares the storage of the weaker one. Texts are
/// expected to be windows or posts (design decision 14): when a stronger view
/// is needed, twelve bytes a character are held beside it.
public struct Views: Sendable {
    private let text: [UInt8]
    private var canon: TextView?
    private var deobf: TextView?
    private var squeeze: TextView?
    private var need: ViewsNeed?
    private var kept: [KeptScalar]?

    public init(_ text: String) {
        self.text = Array(text.utf8)
    }

    /// The views of a text given as valid UTF-8, which `fold` folded last.
    package init(valid text: UnsafeBufferPointer<UInt8>, folded fold: Fold) {
        self.text = Array(text)
        canon = fold.view
    }

    /// The view of that name, built on first use.
    public mutating func view(_ name: View) -> TextView {
        switch name {
        case .raw: return TextView(name: .raw, bytes: text, map: OffsetMap(originalCount: text.count))
        case .canon:
            let view = canon ?? Canon.view(of: text)
            canon = view
            return view
        case .deobf:
            let view = deobf ?? makeDeobf(from: self.view(.canon), needed: needs().deobf)
            deobf = view
            return view
        case .squeeze:
            let view = squeeze ?? makeSqueeze(from: self.view(.deobf), needed: needs().squeeze)
            squeeze = view
            return view
        }
    }

    /// Whether the bytes of a view differ from those of the next weaker one.
    ///
    /// When they do not, a pattern that missed there cannot hit here.
    public mutating func differs(_ name: View) -> Bool {
        switch name {
        case .raw: false
        case .canon: view(.canon).bytes != text
        case .deobf: view(.deobf).bytes != view(.canon).bytes
        case .squeeze: view(.squeeze).bytes != view(.deobf).bytes
        }
    }

    private mutating func needs() -> ViewsNeed {
        let need = need ?? ViewsNeed(of: view(.canon).bytes)
        self.need = need
        return need
    }

    private mutating func keptScalars() -> [KeptScalar] {
        let kept = kept ?? Canon.kept(of: text)
        self.kept = kept
        return kept
    }

    private mutating func makeDeobf(from canon: TextView, needed: Bool) -> TextView {
        guard needed else { return canon.named(.deobf) }
        var kept = keptScalars()
        Deobfuscation.resolve(&kept)
        let view = Canon.cutView(.deobf, of: kept, originalCount: text.count)
        return view.bytes == canon.bytes ? canon.named(.deobf) : view
    }

    private mutating func makeSqueeze(from deobf: TextView, needed: Bool) -> TextView {
        guard needed, var kept = Squeeze.apply(keptScalars()) else {
            return deobf.named(.squeeze)
        }
        Deobfuscation.resolve(&kept)
        return Canon.cutView(.squeeze, of: kept, originalCount: text.count)
    }
}
