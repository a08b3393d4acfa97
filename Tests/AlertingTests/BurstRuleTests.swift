import Foundation
import Testing

@testable import Alerting

@Suite("When an hour is loud")
struct BurstRuleTests {
    /// The tail of the negative binomial by the book, with gamma functions.
    private func byTheBook(_ count: Int, earlier: Int, hours: Int) -> Double {
        let shape = min(Double(earlier) + 0.5, 6)
        let mean = (Double(earlier) + 0.5) / (Double(hours) + 0.5)
        let below = (0..<count).map { number -> Double in
            let number = Double(number)
            return exp(
                lgamma(number + shape) - lgamma(number + 1) - lgamma(shape) + shape * log(shape / (shape + mean))
                    + number * log(mean / (shape + mean)))
        }
        return 1 - below.reduce(0, +)
    }

    @Test(
        "the chance of a count is the tail of the negative binomial",
        arguments: [(1, 0, 84), (3, 1, 84), (5, 4, 10), (12, 168, 84), (80, 1680, 84), (300, 5, 3), (2, 0, 0)])
    func chance(count: Int, earlier: Int, hours: Int) {
        let expected = byTheBook(count, earlier: earlier, hours: hours)
        #expect(abs(BurstRule.chance(of: count, earlier: earlier, hours: hours) - expected) < 1e-9)
    }

    @Test("a higher count is never more likely, and nothing at all is certain")
    func falling() {
        #expect(BurstRule.chance(of: 0, earlier: 3, hours: 84) == 1)
        for earlier in [0, 1, 6, 200] {
            let chances = (0...60).map { BurstRule.chance(of: $0, earlier: earlier, hours: 84) }
            #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 >= $1 })
            #expect(chances.allSatisfy { (0...1).contains($0) })
        }
        #expect(BurstRule.chance(of: .max, earlier: .max - 1, hours: 84) >= 0)
    }

    @Test("five tellings by three authors are the least")
    func least() {
        #expect(BurstRule.isLoud(tellings: 5, authors: 3, earlier: 0, hours: 84))
        #expect(!BurstRule.isLoud(tellings: 4, authors: 4, earlier: 0, hours: 84))
        #expect(!BurstRule.isLoud(tellings: 50, authors: 2, earlier: 0, hours: 84))
        #expect(!BurstRule.isLoud(tellings: 5, authors: 3, earlier: 0, hours: 0), "nothing to compare with")
        #expect(!BurstRule.isLoud(tellings: 8, authors: 8, earlier: 168, hours: 84))
    }

    @Test("an hour is compared with the same time of day on 28 days, as far as they were watched")
    func compared() {
        #expect(BurstRule.compared(with: 1000, since: 0).count == 84)
        #expect(Set(BurstRule.compared(with: 1000, since: 952)) == [975, 976, 977, 952, 953])
        #expect(BurstRule.compared(with: 1000, since: 1000).isEmpty)
    }
}

/// The simulation of languages.md 7 on a smaller scale: a daily rhythm, and days that differ.
@Suite("Bursts in simulated weeks")
struct BurstSimulationTests {
    /// Hours of the 28 days before, at the mean rate `rate`.
    private struct Weeks {
        var counts: [Int64: Int] = [:]
        private var random: Random
        private let rate: Double
        /// Days have between `1 - spread` and `1 + spread` times the rate.
        private let spread: Double
        private var days: [Int64: Double] = [:]

        init(rate: Double, seed: UInt64, days count: Int64, spread: Double) {
            self.rate = rate
            self.spread = spread
            random = Random(state: seed)
            for hour in 0..<count * 24 { counts[hour] = telling(hour) }
        }

        mutating func telling(_ hour: Int64, times: Double = 1) -> Int {
            let day = hour / 24
            let factor = days[day] ?? 1 - spread + 2 * spread * random.unit()
            days[day] = factor
            let rhythm = 1 + 0.8 * sin(Double(hour % 24) / 24 * 2 * .pi)
            return random.poisson(rate * rhythm * factor * times)
        }

        func isLoud(_ hour: Int64, count: Int) -> Bool {
            let hours = BurstRule.compared(with: hour, since: 0)
            let earlier = hours.reduce(0) { $0 + (counts[$1] ?? 0) }
            return BurstRule.isLoud(tellings: count, authors: count, earlier: earlier, hours: hours.count)
        }
    }

    private struct Random {
        var state: UInt64

        mutating func unit() -> Double {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            return Double((word ^ word >> 31) >> 11) / Double(1 << 53)
        }

        /// Knuth's: the number of uniform factors until their product falls below e^-mean.
        mutating func poisson(_ mean: Double) -> Int {
            let end = exp(-mean)
            var (count, product) = (0, unit())
            while product > end {
                count += 1
                product *= unit()
            }
            return count
        }
    }

    @Test("no false alarm in ten weeks of days that differ much", arguments: [0.02, 0.2, 2, 20])
    func quiet(rate: Double) {
        let weeks = Weeks(rate: rate, seed: 7, days: 28 + 70, spread: 0.4)
        let alarms = (28 * 24..<Int64(98 * 24)).filter { weeks.isLoud($0, count: weeks.counts[$0] ?? 0) }
        #expect(alarms.isEmpty)
    }

    @Test(
        "a sudden rise is caught in its first hour",
        arguments: [(2.0, 10.0, 0.9), (20.0, 5.0, 0.9)])
    func caught(rate: Double, times: Double, share: Double) {
        var caught = 0
        for seed in 0..<100 {
            var weeks = Weeks(rate: rate, seed: UInt64(seed), days: 28, spread: 0.2)
            // At an hour of the day with the mean rate.
            let hour = Int64(28 * 24 + 12)
            caught += weeks.isLoud(hour, count: weeks.telling(hour, times: times)) ? 1 : 0
        }
        #expect(Double(caught) >= share * 100)
    }

    @Test("six posts an hour on a silent rule are caught more often than not")
    func silent() {
        var random = Random(state: 3)
        let weeks = Weeks(rate: 0, seed: 1, days: 28, spread: 0)
        let caught = (0..<400).count { _ in weeks.isLoud(28 * 24, count: random.poisson(6)) }
        #expect((0.6...0.82).contains(Double(caught) / 400))
    }
}
