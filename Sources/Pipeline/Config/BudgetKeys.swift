import Model
import Settings

/// `budget:` what a run may cost on the office's line.
enum BudgetKeys {
    static let bytesPerRun = Key<Int>.optional(
        "bytes_per_run", .bytes, help: "Bytes that one run may fetch; what does not fit waits for the next run.")
    static let moneyPerRun = Key<Money>.optional(
        "money_per_run", .money, help: "Money that one run may cost, by price_per_mb.")
    static let pricePerMB = Key<Money>.optional(
        "price_per_mb", .money, help: "What a megabyte costs on this line, a million bytes.")
    static let currency = Key<String>.optional(
        "currency", .line(maximum: 12, example: "KZT"), help: "What money is counted in.")

    static let shape = Shape<Budget>.object(
        "budget section", help: "What a run may cost on the office's line.",
        keys: [bytesPerRun, moneyPerRun, pricePerMB, currency]
    ) { fields, findings in
        let budget = Budget(
            bytesPerRun: fields[bytesPerRun], moneyPerRun: fields[moneyPerRun], pricePerMB: fields[pricePerMB],
            currency: fields[currency])
        if budget.moneyPerRun != nil, (budget.pricePerMB?.millionths ?? 0) == 0 {
            findings.append(
                Finding(
                    "budget-without-price", .error, at: fields.place(of: moneyPerRun),
                    "money_per_run says nothing without a price",
                    help: "Add price_per_mb: what a megabyte costs on this line."))
            return nil
        }
        if let bytes = budget.bytes, bytes < leastBytes {
            findings.append(
                Finding(
                    "out-of-range", .error, at: fields.place(of: moneyPerRun),
                    "money_per_run buys \(bytes) bytes at this price, and no run can do anything with less than "
                        + ByteCount.text(leastBytes),
                    help: "Raise money_per_run, or look at price_per_mb: it is the price of a million bytes."))
            return nil
        }
        return budget
    }

    /// Not even the head of an answer fits into less.
    static let leastBytes = 1000
}

extension Shape where Value == Int {
    /// An amount of data: `500kB`, `20MB`, `1GB`.
    static var bytes: Shape<Int> {
        Shape<String>.line(maximum: 20, example: "20MB").checked { text, place, findings in
            if let bytes = ByteCount.read(text), bytes >= BudgetKeys.leastBytes { return bytes }
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "\(Quoting.quoted(text)) is no amount of data",
                    help: "Write a number and kB, MB or GB, at least 1kB: 500kB, 20MB, 1GB."))
            return nil
        }
    }
}

extension Shape where Value == Money {
    /// An amount of money: `12`, `0.75`.
    static var money: Shape<Money> {
        Shape<String>.line(maximum: 20, example: "0.75").checked { text, place, findings in
            if let money = Money(text) { return money }
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "\(Quoting.quoted(text)) is no amount of money",
                    help: "Write digits and at most six places behind a point, for example 0.75."))
            return nil
        }
    }
}
