import Model
import Testing

@testable import Pipeline
@testable import Storage

/// What labels say of the posts that nobody labelled.
struct LabelWeightsTests {
    private static let start = Instant("2026-11-01T00:00:00Z") ?? Instant(milliseconds: 0)

    private func labels(
        _ name: String, _ count: Int, isTrue: Int = 0, claim: String? = "water", draw: Label.Draw? = nil, day: Int = 0
    ) -> [ReplayLabel] {
        (0..<count).map { number in
            ReplayLabel(
                post: PostKey(id: "\(name)\(number)", version: 1), claim: number < isTrue ? "water" : claim,
                isTrue: number < isTrue, seen: Self.start.advanced(by: .days(Int64(day))), draw: draw)
        }
    }

    private func quality(_ flagged: [ReplayLabel], _ unflagged: [ReplayLabel], hits: Int = 0) -> ReplayQuality {
        let judged = flagged.map { LabelWeights.Judged(label: $0, isFlagged: true) }
            + unflagged.map { LabelWeights.Judged(label: $0, isFlagged: false) }
        return ReplayQuality(
            of: "water", LabelWeights(flagged + unflagged).weigh(judged, for: "water", hits: hits))
    }

    @Test("one true post in 40 drawn from 3,828 stands for 96, so 15 flagged ones are 14 of a hundred, not 94")
    func drawn() throws {
        let draw = Label.Draw(count: 100, of: 3828, seed: 1)
        let quality = quality(
            labels("f", 15, isTrue: 15), labels("u", 40, isTrue: 1, claim: nil, draw: draw), hits: 15)
        #expect(quality.drawn == 40, "answered, not drawn")
        #expect((quality.recall.hits, quality.recall.of) == (15, 16))
        let value = try #require(quality.recall.value)
        #expect(abs(value - 15 / (15 + 3828.0 / 40)) < 1e-9)
        // MOVER-R by hand from Wilson's 16.95 to 493.0 for the missed and 11.94 to 15 for the found.
        #expect(abs(quality.recall.low - 0.0288) < 0.0005 && abs(quality.recall.high - 0.4694) < 0.0005)
        #expect(quality.recallWords == "of 100 posts that tell this claim we find about 14 (3 to 47)")
        #expect(quality.precision == Share(15, of: 15))
    }

    @Test("no true post among the drawn ones is not taken for none in the archive")
    func noneMissed() throws {
        let draw = Label.Draw(count: 40, of: 3828, seed: 1)
        let recall = quality(labels("f", 15, isTrue: 15), labels("u", 40, claim: nil, draw: draw), hits: 15).recall
        #expect(recall.value == 1 && recall.high == 1)
        #expect(recall.low < 0.1, "Wilson's interval for 0 of 40 ends at 335 posts: \(recall.low)")
    }

    @Test("without a draw there is a share and no interval")
    func undrawn() {
        let quality = quality(labels("f", 6, isTrue: 6), labels("u", 1, isTrue: 1))
        #expect(!quality.recall.hasInterval && quality.drawn == 0)
        #expect(quality.recall.text == "86 %")
        #expect(quality.recallWords.contains("looks better than it is"))
    }

    @Test("a draw that is begun again with the same posts is one sample; draws of other weeks count each for themselves")
    func severalDraws() throws {
        let first = Label.Draw(count: 40, of: 400, seed: 1)
        let rest = Label.Draw(count: 40, of: 360, seed: 2)
        func missed(_ day: Int) throws -> Double {
            let all = labels("a", 40, isTrue: 1, claim: nil, draw: first)
                + labels("b", 40, isTrue: 1, claim: nil, draw: rest, day: day)
            let recall = try #require(quality(labels("f", 10, isTrue: 10), all, hits: 10).recall.value)
            return 10 / recall - 10
        }
        #expect(abs(try missed(0) - 2 * 400 / 80) < 1e-6, "80 of 400 are labelled")
        #expect(abs(try missed(7) - (400.0 / 40 + 360.0 / 40)) < 1e-6)
    }

    @Test("where a part of the flagged posts is labelled it stands for the rest, drawn or not; a draw for another claim does not count")
    func partOfFlagged() throws {
        let unflagged = labels("u", 50, isTrue: 1, claim: nil, draw: Label.Draw(count: 50, of: 500, seed: 1))
        let whole = quality(labels("f", 20, isTrue: 10), unflagged, hits: 20)
        let half = quality(labels("f", 20, isTrue: 10), unflagged, hits: 40)
        #expect(abs(try #require(whole.recall.value) - 10.0 / 20) < 1e-9)
        #expect(abs(try #require(half.recall.value) - 20.0 / 30) < 1e-9)
        let draw = Label.Draw(count: 20, of: 40, seed: 1, sample: .flagged, claim: "water")
        #expect(quality(labels("f", 20, isTrue: 10, draw: draw), unflagged).recall.value == half.recall.value)
        let other = Label.Draw(count: 50, of: 500, seed: 1, claim: "schools")
        #expect(quality(labels("f", 20, isTrue: 10), labels("u", 50, isTrue: 1, draw: other)).drawn == 0)
    }

    @Test("a new pattern that hits drawn posts is as precise as the posts that these stand for")
    func weightedPrecision() throws {
        let draw = Label.Draw(count: 10, of: 1000, seed: 1)
        let flagged = labels("f", 20, isTrue: 20) + labels("u", 2, isTrue: 1, draw: draw)
        let precision = quality(flagged, labels("v", 8, claim: nil, draw: draw), hits: 20 + 200).precision
        #expect(abs(try #require(precision.value) - 120.0 / 220) < 1e-9)
        #expect(precision.low < 0.35 && precision.high > 0.7 && precision.isWeighted)
    }
}
