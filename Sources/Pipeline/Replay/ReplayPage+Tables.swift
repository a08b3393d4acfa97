import Alerting
import Model

/// Tables of counts, old and new, with a bar for each row.
extension ReplayPage {
    /// - Parameters:
    ///   - isCut: the largest changes come first, and what does not change is only counted.
    ///   - below: a remark under the table.
    ///   - note: lines below a row's name.
    mutating func table(
        _ title: String, _ rows: [ReplayReport.Row], isCut: Bool, unit: String = "posts",
        name: (String) -> String = { $0 }, below: String? = nil, note: (String) -> [String] = { _ in [] }
    ) {
        guard !rows.isEmpty else { return }
        html += "<section><h2>\(title)</h2>\n"
        rowsTable(rows, isCut: isCut, unit: unit, name: name, note: note)
        if let below { html += "<p><small>\(Shown.html(below))</small></p>\n" }
        html += "</section>\n"
    }

    mutating func rowsTable(
        _ rows: [ReplayReport.Row], isCut: Bool, unit: String, name: (String) -> String, note: (String) -> [String]
    ) {
        let hasOld = report.old != nil
        let changed = isCut && hasOld ? rows.filter { $0.change != 0 } : rows
        let ranked =
            isCut
            ? changed.enumerated()
                .sorted { (-abs($0.1.change), -$0.1.new, $0.0) < (-abs($1.1.change), -$1.1.new, $1.0) }.map(\.1)
            : changed
        let most = max(1, rows.map { max($0.old, $0.new) }.max() ?? 1)
        if !ranked.isEmpty { head(hasOld ? ["old", "new", "change"] : [unit]) }
        for row in ranked.prefix(isCut ? Self.mostRows : rows.count) {
            let below = note(row.name).map { "<small>\(Shown.html($0))</small>" }.joined()
            html += "<tr><th scope=\"row\"><bdi>\(Shown.html(name(row.name)))</bdi>\(below)"
            html += ReplayChart.bar(row, most: most, hasOld: hasOld) + "</th>"
            if hasOld {
                html += "<td>\(Count.text(row.old))</td><td>\(Count.text(row.new))</td>"
                let direction = row.change > 0 ? "up" : row.change < 0 ? "down" : ""
                html += "<td class=\"\(direction)\">\(Count.change(row.change))</td>"
            } else {
                html += "<td>\(Count.text(row.new))</td>"
            }
            html += "</tr>\n"
        }
        if !ranked.isEmpty { html += "</tbody></table>\n" }
        if isCut, ranked.count > Self.mostRows {
            html += "<p><small>\(ranked.count - Self.mostRows) more with smaller changes are left out; "
            html += "--json has all.</small></p>\n"
        }
        let same = rows.count - ranked.count
        if same > 0 { html += "<p><small>\(Count.of(same, "row")) without a change; --json has all.</small></p>\n" }
    }

    private mutating func head(_ columns: [String]) {
        html += "<table><thead><tr><th></th>" + columns.map { "<th>\($0)</th>" }.joined()
        html += "</tr></thead><tbody>\n"
    }
}
