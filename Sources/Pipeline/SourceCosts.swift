import Model
import Reading
import Storage

/// What the sources cost, measured by the runs, and where that leads by the end of the month: `jibu sources cost`.
///
/// The rule, in words: a source costs a day what it cost on the mean of its whole days of the last four weeks (UTC; the
/// first day is left out, since it brought everything). Before its first whole day: what one fetch cost on the mean,
/// times the fetches of a day. The forecast is what the month has cost so far and so much for each day that is left.
package struct SourceCosts: Sendable {
    package var lines: [Line] = []
    package var budget: Budget
    /// The first day of the month that is forecast.
    package var month: CivilDate
    package var lastRun: LastRun?

    /// One source.
    package struct Line: Sendable {
        package var id: String
        package var kind: String
        /// False for programs, which ask the network by themselves: nobody counts what they fetch.
        package var isCounted: Bool
        package var postsPerDay: Double = 0
        package var requestsPerDay: Double = 0
        package var bytesPerDay: Double = 0
        package var unitsPerDay: Double = 0
        package var bytesThisMonth = 0
        package var bytesByMonthsEnd = 0
    }

    /// What the last run used and left out.
    package struct LastRun: Sendable {
        package var started: Instant
        package var requests: Int
        package var bytes: Int
        package var leftOut: [String]
    }

    /// All sources together.
    package var total: Line {
        lines.reduce(into: Line(id: "all", kind: "", isCounted: true)) { total, line in
            total.postsPerDay += line.postsPerDay
            total.requestsPerDay += line.requestsPerDay
            total.bytesPerDay += line.bytesPerDay
            total.unitsPerDay += line.unitsPerDay
            total.bytesThisMonth = Self.sum(total.bytesThisMonth, line.bytesThisMonth)
            total.bytesByMonthsEnd = Self.sum(total.bytesByMonthsEnd, line.bytesByMonthsEnd)
        }
    }

    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    init(
        _ sources: [ConfiguredSource], _ states: [String: SourceState], schedule: Schedule, budget: Budget,
        lastRun: LastRun?, now: Instant
    ) {
        self.budget = budget
        self.lastRun = lastRun
        let today = now.date
        month = CivilDate(year: today.year, month: today.month, day: 1) ?? today
        for source in sources where source.enabled {
            lines.append(Line(source, states[source.id], schedule: schedule, month: month, now: now))
        }
    }

    package func money(_ bytes: Double) -> Money? { budget.cost(of: Int(min(max(0, bytes), 1e15))) }
}

extension SourceCosts.Line {
    private static let weeks = 28

    init(_ source: ConfiguredSource, _ state: SourceState?, schedule: Schedule, month: CivilDate, now: Instant) {
        self.init(id: source.id, kind: source.kind, isCounted: source.source.isLocal || !source.source.hosts.isEmpty)
        let today = SourceHistory.Day.number(of: now)
        let days = (state?.history.days ?? []).filter { $0.attempts > 0 }
        postsPerDay = state?.pace(now: now).postsPerDay ?? 0
        guard let first = days.first(where: { $0.number > today - Self.weeks })?.number else { return }
        let whole = days.filter { $0.number > first && $0.number < today }
        let count = today - first - 1
        func mean(_ value: (SourceHistory.Day) -> Int) -> Double {
            if count > 0 { return Double(whole.reduce(0) { $0 + value($1) }) / Double(count) }
            let attempts = Double(max(1, days.reduce(0) { $0 + $1.attempts }))
            let period = max(
                schedule.period(of: source, state, now: now), schedule.minimum, schedule.runEvery, TimeSpan.minutes(1))
            return Double(days.reduce(0) { $0 + value($1) }) / attempts * 86_400_000 / Double(period.milliseconds)
        }
        requestsPerDay = mean(\.requests)
        bytesPerDay = mean(\.bytes)
        unitsPerDay = mean(\.units)
        let start = SourceHistory.Day.number(of: month.start)
        bytesThisMonth = days.filter { $0.number >= start }.reduce(0) { $0 + $1.bytes }
        let left = Double(month.nextMonth.start.since(now).milliseconds) / 86_400_000
        bytesByMonthsEnd = bytesThisMonth + Int(min(bytesPerDay * max(0, left), 1e15))
    }
}

extension SourceCosts {
    package var json: JSONValue {
        .object([
            ("schema", .integer(1)), ("month", .string(String(month.description.prefix(7)))),
            ("currency", budget.currency.map { .string($0) } ?? .null),
            ("price_per_mb", amount(budget.pricePerMB)),
            ("budget_bytes_per_run", budget.bytes.map { .integer(Int64($0)) } ?? .null),
            ("total", json(of: total)), ("sources", .array(lines.map(json(of:)))),
            ("last_run", lastRun.map { json(of: $0) } ?? .null),
        ])
    }

    private func amount(_ money: Money?) -> JSONValue { money.map { .string($0.description) } ?? .null }

    private func json(of line: Line) -> JSONValue {
        .object([
            ("id", .string(line.id)), ("kind", .string(line.kind)), ("counted", .bool(line.isCounted)),
            ("posts_per_day", .number(Rounded.text(line.postsPerDay))),
            ("requests_per_day", .number(Rounded.text(line.requestsPerDay))),
            ("bytes_per_day", .number(Rounded.text(line.bytesPerDay.rounded()))),
            ("units_per_day", .number(Rounded.text(line.unitsPerDay))),
            ("money_per_day", amount(money(line.bytesPerDay))),
            ("bytes_this_month", .integer(Int64(line.bytesThisMonth))),
            ("bytes_by_months_end", .integer(Int64(line.bytesByMonthsEnd))),
            ("money_by_months_end", amount(money(Double(line.bytesByMonthsEnd)))),
        ])
    }

    private func json(of run: LastRun) -> JSONValue {
        .object([
            ("started", .string(run.started.description)), ("requests", .integer(Int64(run.requests))),
            ("bytes", .integer(Int64(run.bytes))), ("money", amount(money(Double(run.bytes)))),
            ("left_out", .array(run.leftOut.map { .string($0) })),
        ])
    }
}

extension SourceCosts.LastRun {
    /// Reads the report of a run; nil for one of an older Jibu, which counted nothing.
    init?(_ record: RunRecord) {
        guard let report = try? JSONValue.parse(Array(record.report.utf8)), let bytes = report["bytes"]?.integer,
            let requests = report["requests"]?.integer
        else { return nil }
        self.init(
            started: record.started, requests: Int(requests), bytes: Int(bytes),
            leftOut: report["left_out"]?.array?.compactMap(\.string) ?? [])
    }
}

extension CivilDate {
    fileprivate var nextMonth: CivilDate {
        CivilDate(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1) ?? self
    }
}
