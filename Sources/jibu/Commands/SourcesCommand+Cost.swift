import ArgumentParser
import Model
import Pipeline

extension SourcesCommand {
    /// What the sources cost, and what was not watched.
    struct Cost: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what each source costs a day, and what the month will cost.",
            discussion: """
                Bytes are those that the runs counted: both directions, with headers and the handshakes of TLS; TCP \
                and IP add three to five per cent. Money is by budget.price_per_mb of jibu.yaml. A source costs a day \
                what it cost on the mean of its whole days of the last four weeks; before its first whole day, what \
                one fetch cost times the fetches of a day.
                """)
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption

        func run() throws {
            let costs = try config.ledger().costs(at: now.instant)
            guard !output.json else { return Terminal.print(json: costs.json) }
            CostText(costs: costs).print()
        }
    }

    struct Gaps: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gaps", abstract: "List the periods in which a source was not watched, and why.")
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption
        @Option(name: .long, help: "How many days back.")
        var days: UInt16 = 31

        func run() throws {
            let since = now.instant.advanced(by: TimeSpan(milliseconds: -Int64(days) * 86_400_000))
            let gaps = try config.ledger().gaps(since: since)
            for gap in gaps {
                if output.json {
                    Terminal.print(json: gap.json)
                } else {
                    Terminal.print(Terminal.safe(gap.sentence))
                }
            }
            if gaps.isEmpty, !output.json { Terminal.print("No gap in the last \(Count.of(Int(days), "day")).") }
        }
    }
}

/// The table of `jibu sources cost`.
private struct CostText {
    let costs: SourceCosts

    func print() {
        let hasMoney = costs.budget.pricePerMB != nil
        let unit = costs.budget.currency ?? "money"
        let head = ["source", "posts/day", "requests/day", "bytes/day", "by month's end", "units/day"]
            + (hasMoney ? ["\(unit)/day", "\(unit) by month's end"] : [])
        let rows = [head] + (costs.lines + [costs.total]).map { row($0, hasMoney: hasMoney) }
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = row.enumerated().map { column, cell in
                column == 0 ? cell.padded(widths[0]) : cell.aligned(widths[column])
            }
            Terminal.print(cells.joined(separator: "  "))
        }
        for sentence in sentences(unit) { Terminal.print(sentence) }
    }

    private func row(_ line: SourceCosts.Line, hasMoney: Bool) -> [String] {
        guard line.isCounted else {
            return [line.id, number(line.postsPerDay)] + Array(repeating: "not counted", count: 2) + ["", ""]
                + (hasMoney ? ["", ""] : [])
        }
        var cells = [
            line.id, number(line.postsPerDay), number(line.requestsPerDay), ByteCount.text(Int(line.bytesPerDay)),
            ByteCount.text(line.bytesByMonthsEnd), line.unitsPerDay > 0 ? number(line.unitsPerDay) : "-",
        ]
        if hasMoney {
            cells += [line.bytesPerDay, Double(line.bytesByMonthsEnd)].map { costs.money($0)?.description ?? "-" }
        }
        return cells
    }

    private func number(_ value: Double) -> String {
        value >= 10 || value == 0 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
    }

    private func sentences(_ unit: String) -> [String] {
        let total = costs.total
        func priced(_ bytes: Int) -> String {
            ByteCount.text(bytes) + (costs.money(Double(bytes)).map { ", \($0) \(unit)" } ?? "")
        }
        var sentences = [
            "\(costs.month.description.prefix(7)): \(priced(total.bytesThisMonth)) so far; by the end of the month "
                + "\(priced(total.bytesByMonthsEnd))."
        ]
        guard let run = costs.lastRun else { return sentences + ["No run has counted anything yet."] }
        let limit = costs.budget.bytes.map { " of \(ByteCount.text($0))" } ?? ""
        sentences.append(
            "The last run (\(run.started)): \(Count.of(run.requests, "request")), \(priced(run.bytes))\(limit).")
        if costs.budget.bytes == nil {
            sentences.append("No budget is set (budget.bytes_per_run, budget.money_per_run).")
        }
        if !run.leftOut.isEmpty {
            let more = run.leftOut.count > 20 ? " and \(run.leftOut.count - 20) more" : ""
            sentences.append(
                "Its budget was used up before \(Count.of(run.leftOut.count, "source")): "
                    + run.leftOut.prefix(20).joined(separator: ", ") + more
                    + ". \(run.leftOut.count == 1 ? "It comes" : "They come") with the next run.")
        }
        return sentences
    }
}
