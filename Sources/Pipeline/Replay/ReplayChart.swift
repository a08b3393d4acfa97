import Model

/// Charts as inline SVG. Words stand beside them in HTML, so that they stay readable on a phone.
enum ReplayChart {
    /// Up to this many days each has its own bars; more are drawn as lines.
    private static let mostBars = 45
    private static let height = 100

    /// A value for each day: the old side grey, the new side in colour.
    static func days(_ rows: [ReplayReport.Row], hasOld: Bool, title: String) -> String {
        let most = max(1, rows.map { max($0.old, $0.new) }.max() ?? 1)
        let body = rows.count <= mostBars ? bars(rows, most, hasOld) : lines(rows, most, hasOld)
        let totals =
            hasOld
            ? "old \(Count.text(rows.reduce(0) { $0 + $1.old })), new \(Count.text(rows.reduce(0) { $0 + $1.new }))"
            : Count.text(rows.reduce(0) { $0 + $1.new })
        let key = hasOld ? "<span class=\"key old\">old</span> <span class=\"key new\">new</span>" : ""
        let middle = rows[rows.count / 2].name
        return """
            <figure><figcaption><span>\(Count.text(most))</span><span>\(key)</span></figcaption>
            <svg class="days" viewBox="0 0 \(rows.count * 10) \(height)" preserveAspectRatio="none" role="img" \
            aria-label="\(title) from \(rows.first?.name ?? "") to \(rows.last?.name ?? ""): \(totals), most \(most)">\
            \(body)</svg>
            <div class="axis"><span>\(rows.first?.name ?? "")</span>\(rows.count > 8 ? "<span>\(middle)</span>" : "")\
            <span>\(rows.last?.name ?? "")</span></div></figure>

            """
    }

    private static func bars(_ rows: [ReplayReport.Row], _ most: Int, _ hasOld: Bool) -> String {
        rows.enumerated().map { index, row in
            let (old, new) = (scaled(row.old, most), scaled(row.new, most))
            let x = index * 10
            guard hasOld else { return rect("new", x + 1, height - new, 8, new) }
            return rect("old", x + 1, height - old, 4, old) + rect("new", x + 5, height - new, 4, new)
        }.joined()
    }

    private static func lines(_ rows: [ReplayReport.Row], _ most: Int, _ hasOld: Bool) -> String {
        func points(_ value: (ReplayReport.Row) -> Int) -> String {
            rows.enumerated().map { "\($0 * 10 + 5),\(height - scaled(value($1), most))" }.joined(separator: " ")
        }
        let right = rows.count * 10 - 5
        let old = "<polygon class=\"old\" points=\"5,\(height) \(points(\.old)) \(right),\(height)\"/>"
        return (hasOld ? old : "") + "<polyline class=\"new\" points=\"\(points(\.new))\"/>"
    }

    /// The bars of a row in a table, one below the other.
    static func bar(_ row: ReplayReport.Row, most: Int, hasOld: Bool) -> String {
        let new = row.new * 1000 / most
        let body =
            hasOld ? rect("old", 0, 0, row.old * 1000 / most, 4) + rect("new", 0, 5, new, 4) : rect("new", 0, 0, new, 9)
        return
            "<svg class=\"bar\" viewBox=\"0 0 1000 9\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\(body)</svg>"
    }

    private static func scaled(_ value: Int, _ most: Int) -> Int { value * (height - 2) / most }

    private static func rect(_ side: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String {
        "<rect class=\"\(side)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/>"
    }
}

/// How the page looks: one column, system fonts, light and dark.
enum ReplayPageStyle {
    static let css = """
        :root{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--card:#f6f8fa;--line:#d8dee4;--old:#8c959f;--new:#0969da;\
        --mark:#fff3b0;--up:#9a3b00;--down:#116329;--warn:#fff8c5}
        @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--paper:#0d1117;--card:#161b22;\
        --line:#30363d;--old:#7d8590;--new:#58a6ff;--mark:#5c4a00;--up:#ffa657;--down:#56d364;--warn:#3a2d00}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:46rem;margin:0 auto;padding:1rem}
        h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}
        h2{font-size:1.15rem;margin:2rem 0 .5rem}
        h3{font-size:1rem;margin:0}
        h2 small,.facts,small{color:var(--soft);font-weight:normal}
        small{font-size:.85rem}
        code{font-size:.9em;overflow-wrap:anywhere}
        p{margin:.5rem 0}
        .sides{line-height:1.9}
        .key{display:inline-block;padding:0 .5rem;border-radius:.6rem;font-size:.8rem;color:#fff}
        .key.old{background:#656d76}
        .key.new{background:#0860ca}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(6.2rem,1fr));gap:.5rem;margin:1rem 0}
        .tile{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.5rem .6rem;\
        line-height:1.3}
        .tile b{display:block;font-size:1.6rem}
        .warning{background:var(--warn);border:1px solid var(--line);border-radius:.6rem;padding:.2rem .8rem .4rem}
        .warning h2{margin:.5rem 0}
        .warning ul{margin:.3rem 0;padding-left:1.2rem;overflow-wrap:anywhere}
        figure{margin:0}
        figcaption,.axis{display:flex;justify-content:space-between;color:var(--soft);font-size:.85rem}
        .days{display:block;width:100%;height:9rem;border-bottom:1px solid var(--line);\
        border-top:1px dashed var(--line)}
        rect.old,polygon.old{fill:var(--old)}
        polygon.old{opacity:.55}
        rect.new{fill:var(--new)}
        polyline.new{fill:none;stroke:var(--new);stroke-width:2;vector-effect:non-scaling-stroke}
        table{border-collapse:collapse;width:100%}
        th,td{padding:.35rem .25rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;\
        font-variant-numeric:tabular-nums}
        thead th{color:var(--soft);font-size:.85rem;font-weight:normal}
        tbody th{text-align:left;font-weight:normal;width:60%;overflow-wrap:anywhere}
        tbody th small{display:block}
        details{border-bottom:1px solid var(--line)}
        summary{padding:.6rem .25rem;cursor:pointer;overflow-wrap:anywhere}
        .bar{display:block;width:100%;height:9px;margin-top:.2rem}
        .up{color:var(--up)}
        .down{color:var(--down)}
        article{border:1px solid var(--line);border-radius:.6rem;padding:.6rem .8rem;margin:.6rem 0}
        .facts{font-size:.9rem;margin:.1rem 0 .4rem}
        .sign{display:inline-block;min-width:1.1em;font-weight:bold;color:var(--new)}
        .posts{margin:0;padding:0;list-style:none;overflow-wrap:anywhere}
        .posts li{padding:.3rem 0;border-top:1px solid var(--line)}
        .posts small{display:block}
        mark{background:var(--mark);color:inherit;padding:0 .1em;border-radius:.2em}
        footer{color:var(--soft);font-size:.85rem;margin:2rem 0 1rem}

        """
}
