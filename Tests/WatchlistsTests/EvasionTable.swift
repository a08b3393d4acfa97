import Foundation

/// How many disguised words each way of searching finds, per disguise and language.
struct EvasionTable: CustomStringConvertible {
    private struct Cell: Hashable {
        let transform: String
        let language: String
    }

    private struct Count {
        var cases = 0
        var found = [Int](repeating: 0, count: Searching.allCases.count)
    }

    private var counts: [Cell: Count] = [:]

    mutating func count(_ each: EvasionCase, _ searching: Searching, found: Bool) {
        let cell = Cell(transform: each.transform, language: each.language)
        if searching == .word { counts[cell, default: Count()].cases += 1 }
        if found { counts[cell, default: Count()].found[searching.rawValue] += 1 }
    }

    func overall(_ searching: Searching) -> Double { share(counts.values.map { $0 }, searching) }

    private func share(_ counts: [Count], _ searching: Searching) -> Double {
        let cases = counts.reduce(0) { $0 + $1.cases }
        return Double(counts.reduce(0) { $0 + $1.found[searching.rawValue] }) / Double(max(1, cases))
    }

    var description: String {
        var lines = [
            "Found of disguised words in held-out texts, in percent:",
            "the bare word by PCRE2 / the term on the text as it is / on canon / on all views (number of cases).", "",
        ]
        let rows = Set(counts.keys.map(\.transform)).sorted()
        lines.append(row("", RealText.languages + ["all"]))
        for transform in rows {
            lines.append(
                row(transform, RealText.languages.map { cell([counts[Cell(transform: transform, language: $0)]]) }
                    + [cell(RealText.languages.map { counts[Cell(transform: transform, language: $0)] })]))
        }
        let columns = RealText.languages.map { language in
            cell(rows.map { counts[Cell(transform: $0, language: language)] })
        }
        lines.append(row("all", columns + [cell(counts.values.map { $0 })]))
        return lines.map { "\($0)\n" }.joined()
    }

    private func cell(_ counts: [Count?]) -> String {
        let counts = counts.compactMap(\.self)
        let cases = counts.reduce(0) { $0 + $1.cases }
        guard cases > 0 else { return "-" }
        let shares = Searching.allCases.map { String(format: "%.0f", 100 * share(counts, $0)) }
        return shares.joined(separator: "/") + " (\(cases))"
    }

    private func row(_ name: String, _ cells: [String]) -> String {
        (name.padding(toLength: 23, withPad: " ", startingAt: 0)
            + cells.map { $0.padding(toLength: 21, withPad: " ", startingAt: 0) }.joined())
            .replacing(#/ +$/#, with: "")
    }
}
