import Model
import Text

/// What SMS would cost, before they are sent (delivery.md 3.7).
struct SMSCosts {
    private let channels: [String: ConfiguredChannel.SMS]
    private let currency: String

    init(_ configuration: Configuration) {
        channels = Dictionary(
            configuration.channels.compactMap { channel -> (String, ConfiguredChannel.SMS)? in
                guard case .sms(let sms) = channel.kind else { return nil }
                return (channel.id, sms)
            }) { first, _ in first }
        currency = configuration.budget.currency.map { " " + $0 } ?? ""
    }

    /// One sentence for each SMS among the digests, and one for all together when there are several.
    func lines(_ digests: [Digest]) -> [String] {
        var lines: [String] = []
        var (total, segments) = (Money(millionths: 0), 0)
        for digest in digests {
            guard let channel = channels[digest.channel] else { continue }
            let sms = SMS(String(decoding: digest.bytes, as: UTF8.self))
            let count = sms.segments.count
            var line = "the SMS to \(digest.recipient) has \(Count.of(count, "segment")) "
                + "(\(sms.alphabet.rawValue), \(sms.units) of \(sms.units + sms.room(in: max(1, count))) units)"
            if let price = channel.price {
                let cost = price.times(count)
                total.millionths += cost.millionths
                line += " and costs \(cost)\(currency)"
            }
            segments += count
            lines.append(line)
        }
        if lines.count > 1 {
            lines.append("\(lines.count) SMS: \(segments) segments" + (total.millionths > 0 ? ", \(total)\(currency)" : ""))
        }
        return lines
    }
}

extension Money {
    /// So many times this; at most what fits.
    func times(_ count: Int) -> Money {
        let (product, overflow) = millionths.multipliedReportingOverflow(by: Int64(count))
        return Money(millionths: overflow ? .max : product)
    }
}
