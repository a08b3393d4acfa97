import Text

/// Signatures drawn by a seed, in families of near-copies, without any text: quick, and crowded under few keys.
struct StoryDice {
    private var state: UInt64
    private var recent: [TextSignature] = []

    init(seed: Int) { state = UInt64(seed) }

    mutating func below(_ limit: Int) -> Int {
        state = StableHash.mix(state)
        return Int(truncatingIfNeeded: state % UInt64(max(1, limit)))
    }

    mutating func isOne(in chances: Int) -> Bool { below(chances) == 0 }

    mutating func signature() -> TextSignature {
        let made = draw()
        recent.append(made)
        return made
    }

    private mutating func draw() -> TextSignature {
        let old = recent.isEmpty ? nil : recent[recent.count - 1 - below(min(60, recent.count))]
        switch below(12) {
        case 0: return old ?? fresh()
        case 1: return TextSignature(exact: UInt64(below(20)), shingles: 6, sketch: [])
        case 2: return TextSignature(exact: 999, shingles: 0, sketch: [])
        case 3, 4, 5, 6: return old.map { mixed($0, with: fresh(), parts: 2 + below(5)) } ?? fresh()
        // Half of two texts: a copy of both, which makes their stories one.
        case 7: return old.map { mixed($0, with: recent[below(recent.count)], parts: 2) } ?? fresh()
        default: return fresh()
        }
    }

    private mutating func fresh() -> TextSignature {
        var sketch = (0..<TextSignature.sketchBytes).map { _ in UInt8(below(256)) }
        // Words that everybody uses: the same keys in half of all texts.
        if isOne(in: 2) {
            for place in 0..<24 { sketch[place] = 7 }
            for place in TextSignature.minimaCount..<TextSignature.minimaCount + 6 { sketch[place] = 7 }
        }
        return TextSignature(exact: StableHash.mix(UInt64(below(1 << 40))), shingles: 50 + below(300), sketch: sketch)
    }

    /// The first text with one of so many parts taken from the second.
    private mutating func mixed(_ first: TextSignature, with second: TextSignature, parts: Int) -> TextSignature {
        guard !first.sketch.isEmpty, !second.sketch.isEmpty else { return fresh() }
        let offset = below(parts)
        let sketch = first.sketch.indices.map { place in
            place / 4 % parts == offset ? second.sketch[place] : first.sketch[place]
        }
        return TextSignature(exact: StableHash.mix(UInt64(below(1 << 40))), shingles: first.shingles, sketch: sketch)
    }
}
