import Model
import Testing
import Text

@testable import Storage

struct SegmentIndexTests {
    private func sample(_ frames: Int, isTimed: Bool = true) -> SegmentIndex {
        var index = SegmentIndex(
            segment: "date=2026-11-21/a.ndjson.zst", previous: frames == 0 ? "" : "date=2026-11-20/қ.ndjson.zst")
        for number in 0..<frames {
            index.add(frame: [1, 2, 3, UInt8(number)], content: 1000 + number, posts: number)
            if isTimed { index.add(seen: Instant(milliseconds: Int64(number * 7919 % 100 - 50))) }
        }
        return index
    }

    @Test("an index comes back as it was", arguments: [0, 1, 200])
    func roundTrip(frames: Int) throws {
        let bytes = sample(frames).encoded()
        #expect(SegmentIndex.length(footer: Array(bytes.suffix(SegmentIndex.footerBytes))) == bytes.count)
        #expect(SegmentIndex(bytes) == sample(frames))
        let earlier = sample(frames, isTimed: false)
        #expect(SegmentIndex(earlier.encoded()) == earlier, "an index of an earlier version has no times")
        #expect(earlier.seen == nil)
    }

    @Test("every flipped bit makes it no index")
    func flips() {
        let bytes = sample(3).encoded()
        for place in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[place] ^= 1 << UInt8(bit)
                #expect(SegmentIndex(damaged) == nil)
            }
        }
        for count in 0..<bytes.count { #expect(SegmentIndex(Array(bytes.prefix(count))) == nil) }
    }

    @Test("frames are found by their offset only")
    func lookup() {
        let index = sample(200)
        #expect(index.frame(at: 400)?.ordinal == 100)
        #expect(index.frame(at: 401) == nil && index.frame(at: 800) == nil && index.frame(at: -4) == nil)
        #expect(index.posts == (0..<200).reduce(0, +))
    }

    @Test("CRC-32 is the one of zlib")
    func crc() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.of([UInt8]()) == 0)
        #expect(CRC32.of("123456789".utf8.map { $0 }.lazy.map { $0 }) == 0xCBF4_3926)
    }
}
