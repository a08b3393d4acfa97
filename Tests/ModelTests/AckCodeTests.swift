import Testing

@testable import Model

@Suite("Codes of alerts")
struct AckCodeTests {
    static let numbers = [1000, 1234, 4821, 9999, 100_000, 731_950]

    @Test("a code is five or seven digits, the last of which checks the others", arguments: numbers)
    func making(number: Int) {
        let code = AckCode.code(number)
        #expect(AckCode.lengths.contains(code.utf8.count))
        #expect(AckCode.isValid(code))
        #expect(code.hasPrefix(String(number)))
    }

    @Test("every single wrong digit and every two neighbours that changed places are noticed, in all 9,000 codes")
    func slips() {
        for number in 1000...9999 {
            let digits = Array(AckCode.code(number).utf8)
            for place in digits.indices {
                for digit in UInt8(0x30)...0x39 where digit != digits[place] {
                    var wrong = digits
                    wrong[place] = digit
                    #expect(!AckCode.isValid(String(decoding: wrong, as: UTF8.self)))
                }
                guard place > 0, digits[place] != digits[place - 1] else { continue }
                var swapped = digits
                swapped.swapAt(place, place - 1)
                #expect(!AckCode.isValid(String(decoding: swapped, as: UTF8.self)))
            }
        }
    }

    @Test("anything else than the right number of ASCII digits is no code", arguments: [
        "", "0", "4821", "482170", "48217 ", "٤٨٢١٧", "4821x", "-4821", "482177777",
    ])
    func notCodes(text: String) { #expect(!AckCode.isValid(text)) }

    @Test("one slip is near, two are not", arguments: [
        ("48218", true), ("84217", true), ("4817", true), ("482117", true), ("48217", false), ("48271", true),
        ("48128", false), ("12345", false), ("842", false), ("", false),
    ])
    func near(written: String, isNear: Bool) { #expect(AckCode.isNear(written, "48217") == isNear) }
}
