import Foundation
import Testing

@testable import Reading

/// Zip files as strangers bring them: what Python's zipfile and zlib write, and what hands have damaged.
struct ZipTests {
    /// What is in them, by the rule that the script had.
    static let text: [UInt8] = Array(
        (0..<300).map { "\($0 * 7919 % 1000) су уланған, maji yana sumu \($0 % 7)\n" }.joined().utf8)
    static let small = Array(text.prefix(700))

    private func open<Value>(_ bytes: [UInt8], _ body: (ZipFile) throws -> Value) throws -> Value {
        let url = FileManager.default.temporaryDirectory.appending(path: "jibu-zip-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        return try body(try ZipFile(handle.fileDescriptor))
    }

    private func chat(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> [UInt8] {
        try open(bytes) { zip in
            guard let entry = zip.entries.first(where: { $0.name == "_chat.txt" }) else { throw ZipFailure.cutShort }
            return try zip.read(entry, limit: limit)
        }
    }

    @Test("an entry is found by name among others, and names that climb are only names")
    func entries() throws {
        try open(Self.deflated) { zip in
            #expect(zip.entries.map(\.name) == ["../../etc/passwd", "IMG-1.jpg", "_chat.txt"])
        }
        #expect(try chat(Self.deflated) == Self.text)
    }

    @Test(
        "every way to pack is read: own codes, fixed codes, stored blocks, stored files, and beyond 4 GiB",
        arguments: [fixed, stored, storedBlocks, big64])
    func ways(bytes: [UInt8]) throws {
        #expect(try chat(bytes) == Self.small)
    }

    @Test("a password, a strange method and a wrong checksum are told apart")
    func refusals() {
        #expect(throws: ZipFailure.encrypted(name: "_chat.txt")) { try chat(Self.encrypted) }
        #expect(throws: ZipFailure.method(14, name: "_chat.txt")) { try chat(Self.lzma) }
        #expect(throws: ZipFailure.damaged(name: "_chat.txt", why: "its checksum is wrong")) { try chat(Self.wrongSum) }
        #expect(throws: ZipFailure.notZip) { try chat(Array("20/11/2026, 14:03 - Amina: text".utf8)) }
    }

    @Test("a file that is cut anywhere gives an error, and never a trap")
    func cut() {
        for length in 0..<Self.deflated.count {
            #expect(throws: ZipFailure.self) { try chat(Array(Self.deflated[..<length])) }
        }
    }

    @Test("a damaged byte gives the text or an error, and never a trap or another text")
    func damage() {
        var wrong = 0
        for (bytes, text, step) in [(Self.fixed, Self.small, 1), (Self.deflated, Self.text, 11)] {
            for place in stride(from: 0, to: bytes.count, by: step) {
                for value in [UInt8(0), 0xFF, bytes[place] ^ 0x10] {
                    var damaged = bytes
                    damaged[place] = value
                    guard let read = try? chat(damaged) else { continue }
                    wrong += read == text ? 0 : 1
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test("a bomb stops at the limit, at the ratio, and at the length that the list states")
    func bombs() throws {
        let zeros = DeflatedZeros.packed(20 << 20)
        let honest = DeflatedZeros.zip(zeros, size: 20 << 20)
        #expect(throws: ZipFailure.tooLarge(name: "_chat.txt", limit: 1 << 20)) { try chat(honest) }
        #expect(throws: ZipFailure.self) { try chat(honest, limit: 64 << 20) }
        #expect(throws: ZipFailure.damaged(name: "_chat.txt", why: "its length is another one than the list says")) {
            try chat(DeflatedZeros.zip(zeros, size: 1000))
        }
        #expect("\(ZipFailure.tooLarge(name: "a.txt", limit: 1000))".contains("grows beyond 1000 bytes"))
        #expect("\(ZipFailure.tooLarge(name: "a.txt", limit: 64 << 20))".contains("grows beyond 64 MiB"))
        // The same packing, short: it is the length that is refused, not the way.
        let few = try DeflatedZeros.packed(258 * 4 + 1).withUnsafeBufferPointer { try Inflate.unpack($0, limit: 2000) }
        #expect(few.bytes == [UInt8](repeating: 0, count: 258 * 4 + 1))
    }

    private static func base64(_ text: String) -> [UInt8] {
        Array(Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())
    }

    static let deflated = base64(
        """
        UEsDBBQAAAAIADx+dV2DFtyMAwAAAAEAAAAQAAAALi4vLi4vZXRjL3Bhc3N3ZKsAAFBLAwQUAAAACAA8fnVdQdlxOwcAAAAUAAAA
        CQAAAElNRy0xLmpwZ/t/4z8GBABQSwMEFAAAAAgAPH51XaTmVLjNAwAAFTEAAAkAAABfY2hhdC50eHSN2ruNkwEQReHcVbgAgnne
        mSlnQ5CWBBEQIkqgEXJED7tUhOjgJI4muvJvfbaPPd+/v/94vv94+/326+3P35//Xz88X18+fXx+e/n88vzy9fXr0x7nhy79sbno
        Mh7Tgy7zoRG6rEdfo8t+tBe61KMy4UrZAVeKcbiSn8GV3A6uFAtHuho40kpwpNmGI40VHEmRcKSugCOVHK6Ua3CluIMrhS9cyXPg
        Si040k3DkfYKjrSecKTJgCOpHY7UY3Ck2oMrlS1cKWPgSlGCK7karrQFR0o40UXAibYcTjQyOJHm4ER9CydqH7hRpeBK2Q1Xiim4
        kl/CldwDrpRODdBGDaCjBtiFI40NHEkhaoBqagAVNcAmfdws4EoRTg1QhqVEDTBLDXBDP5Jc1ADZ1ABd1ACT1AAXcKVyp89bGjVA
        UXS7KLoXmxtOdEHFvUXFPaLi1lJxy6i4O6i4K6m4sym5Yyi5/Si53Sm5k4r7mop7h4p7jop7nIpbQcXdRcVdouLOpeROo+SOoOT2
        SrwSNcBScZ9Rca9TcU9ScaupuHuouOuouMsxuZOiO5qi24ei+6i5qbgvFn8poeIeUXFrqbhlVNwdVNxVWNyi5I6l5Paj5Han5E4q
        7msq7h0q7jkq7nEqbiUVdzcVdw0Vdy4ldxoldwQltxclt6i4b6m4z6i4N6i4p6i4JSruHiruOiruckruTIruaIpuH4ruo+Z2Su5L
        Su5tSu4RJbeWkltGyd1ByV2FyS1q7lhq7jBqbg9q7qLkvqbk3qHknqPkHqfkVlJyd1Ny11By51Fzp1NzR1Jze1Fzi5L7lpL7jJJ7
        g5J7ipJbouTupeRuo+SuoObOpOqOpur2oeo+im6n5r6k5t6m5p6h5tZRc8upuTuouauwuTX4T1yK7jCKbg+K7kr8RqLm3qXmXqPm
        HqfmVlJzd1Nz11Bz51F0p1N0R1J0e2N0U3PfUXOf4bQkcFpS+Gdu4bRkcVpiOC0JnJYUTkuE05Kl6j6KbsdlSeKypHFZMtTcOlyW
        OC5LEpcljcuSwWXJ4rLEcFkSFN2FyxLhsmRxWWK4LAlclhQuS4TLkqHmzsNlieOyJHFZ0hzdFAGH2xLHbUnitqRxWyLclixuSwy3
        JYHbksJtiXBbsrgtMaruwG1J4bakcVsyFN063JY4bksStyWN25Kh6o7DbYnjtiQNZxNUAcJtyeK2xHBbErgtKdyWCLcli9sSw21J
        4LYkcVvSWN2DOYnrEsd1SeK6pHFdMhTdfbgucVyXBK5LCtclwnXJ4rrEKLsD1yWF6xLhumSpuv8BUEsBAhQDFAAAAAgAPH51XYMW
        3IwDAAAAAQAAABAAAAAAAAAAAAAAAIABAAAAAC4uLy4uL2V0Yy9wYXNzd2RQSwECFAMUAAAACAA8fnVdQdlxOwcAAAAUAAAACQAA
        AAAAAAAAAAAAgAExAAAASU1HLTEuanBnUEsBAhQDFAAAAAgAPH51XaTmVLjNAwAAFTEAAAkAAAAAAAAAAAAAAIABXwAAAF9jaGF0
        LnR4dFBLBQYAAAAAAwADAKwAAABTBAAAAAA=
        """)
    static let fixed = base64(
        """
        UEsDBBQAAAAIAAAAAAC5eIJejAAAALwCAAAJAAAAX2NoYXQudHh0M1C42HixWeFi84XdFzZc2HtpMojUUchNzMpUqEzMS1QoLs0t
        VTDgsjS0JEqlIZeFsQVRKo24zE3NiVJpzGVmbkaUShMuU0tTolSacpkamhCl0ozLxNiYyFAyNjUiMpSMzA2JDCVDSwMiQ8nQwJLI
        UDKyIDKQLE3MiQwkCzMzIgPJ3MKUyEAyN8AbRQBQSwECFAAUAAAACAAAAAAAuXiCXowAAAC8AgAACQAAAAAAAAAAAAAAAAAAAAAA
        X2NoYXQudHh0UEsFBgAAAAABAAEANwAAALMAAAAAAA==
        """)
    static let stored = base64(
        """
        UEsDBBQAAAAAAAAAAAC5eIJevAIAALwCAAAJAAAAX2NoYXQudHh0MCDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3Vt
        dSAwCjkxOSDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAxCjgzOCDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWpp
        IHlhbmEgc3VtdSAyCjc1NyDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAzCjY3NiDRgdGDINGD0LvQsNC90pPQ
        sNC9LCBtYWppIHlhbmEgc3VtdSA0CjU5NSDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSA1CjUxNCDRgdGDINGD
        0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSA2CjQzMyDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAwCjM1
        MiDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAxCjI3MSDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEg
        c3VtdSAyCjE5MCDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAzCjEwOSDRgdGDINGD0LvQsNC90pPQsNC9LCBt
        YWppIHlhbmEgc3VtdSA0CjI4INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDUKOTQ3INGB0YMg0YPQu9Cw0L3S
        k9Cw0L0sIG1hamkgeWFuYSBzdW11IDYKODY2INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDAKNzg1INGB0YMg
        0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDEKNzA0INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeVBLAQIUABQAAAAA
        AAAAAAC5eIJevAIAALwCAAAJAAAAAAAAAAAAAAAAAAAAAABfY2hhdC50eHRQSwUGAAAAAAEAAQA3AAAA4wIAAAAA
        """)
    static let storedBlocks = base64(
        """
        UEsDBBQAAAAIAAAAAAC5eIJewQIAALwCAAAJAAAAX2NoYXQudHh0AbwCQ/0wINGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFu
        YSBzdW11IDAKOTE5INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDEKODM4INGB0YMg0YPQu9Cw0L3Sk9Cw0L0s
        IG1hamkgeWFuYSBzdW11IDIKNzU3INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDMKNjc2INGB0YMg0YPQu9Cw
        0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDQKNTk1INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDUKNTE0INGB
        0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDYKNDMzINGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11
        IDAKMzUyINGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDEKMjcxINGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkg
        eWFuYSBzdW11IDIKMTkwINGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDMKMTA5INGB0YMg0YPQu9Cw0L3Sk9Cw
        0L0sIG1hamkgeWFuYSBzdW11IDQKMjgg0YHRgyDRg9C70LDQvdKT0LDQvSwgbWFqaSB5YW5hIHN1bXUgNQo5NDcg0YHRgyDRg9C7
        0LDQvdKT0LDQvSwgbWFqaSB5YW5hIHN1bXUgNgo4NjYg0YHRgyDRg9C70LDQvdKT0LDQvSwgbWFqaSB5YW5hIHN1bXUgMAo3ODUg
        0YHRgyDRg9C70LDQvdKT0LDQvSwgbWFqaSB5YW5hIHN1bXUgMQo3MDQg0YHRgyDRg9C70LDQvdKT0LDQvSwgbWFqaSB5UEsBAhQA
        FAAAAAgAAAAAALl4gl7BAgAAvAIAAAkAAAAAAAAAAAAAAAAAAAAAAF9jaGF0LnR4dFBLBQYAAAAAAQABADcAAADoAgAAAAA=
        """)
    static let big64 = base64(
        """
        UEsDBBQAAAAIAAAAAAC5eIJeggAAALwCAAAJAAAAX2NoYXQudHh0jdGxDQIxDIXh3lN4AAo7ieN4nJQgHc3piivRjcAi9IgdEiZC
        LHB6zav+6nvC8zEPnsd4j9f4fJ//vfDSb1fe+73zui0bC4UGVCq13KAykZtDZabqFSoLWRhUGpkWqKxUcgaVsiVQKbmCShoCKqkE
        qJQaiBTFQaRWK4jkzUAkl9OLflBLAQItAC0AAAAIAAAAAAC5eIJe//////////8JABwAAAAAAAAAAAAAAP////9fY2hhdC50eHQB
        ABgAvAIAAAAAAACCAAAAAAAAAAAAAAAAAAAAUEsGBiwAAAAAAAAALQAtAAAAAAAAAAAAAQAAAAAAAAABAAAAAAAAAFMAAAAAAAAA
        qQAAAAAAAABQSwYHAAAAAPwAAAAAAAAAAQAAAFBLBQYAAAAA////////////////AAA=
        """)
    static let encrypted = base64(
        """
        UEsDBBQAAQAIAAAAAAC5eIJeggAAALwCAAAJAAAAX2NoYXQudHh0jdGxDQIxDIXh3lN4AAo7ieN4nJQgHc3piivRjcAi9IgdEiZC
        LHB6zav+6nvC8zEPnsd4j9f4fJ//vfDSb1fe+73zui0bC4UGVCq13KAykZtDZabqFSoLWRhUGpkWqKxUcgaVsiVQKbmCShoCKqkE
        qJQaiBTFQaRWK4jkzUAkl9OLflBLAQIUABQAAQAIAAAAAAC5eIJeggAAALwCAAAJAAAAAAAAAAAAAAAAAAAAAABfY2hhdC50eHRQ
        SwUGAAAAAAEAAQA3AAAAqQAAAAAA
        """)
    static let wrongSum = base64(
        """
        UEsDBBQAAAAIAAAAAAABAAAAggAAALwCAAAJAAAAX2NoYXQudHh0jdGxDQIxDIXh3lN4AAo7ieN4nJQgHc3piivRjcAi9IgdEiZC
        LHB6zav+6nvC8zEPnsd4j9f4fJ//vfDSb1fe+73zui0bC4UGVCq13KAykZtDZabqFSoLWRhUGpkWqKxUcgaVsiVQKbmCShoCKqkE
        qJQaiBTFQaRWK4jkzUAkl9OLflBLAQIUABQAAAAIAAAAAAABAAAAggAAALwCAAAJAAAAAAAAAAAAAAAAAAAAAABfY2hhdC50eHRQ
        SwUGAAAAAAEAAQA3AAAAqQAAAAAA
        """)
    static let lzma = base64(
        """
        UEsDBBQAAAAOAAAAAAC5eIJevAIAALwCAAAJAAAAX2NoYXQudHh0MCDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3Vt
        dSAwCjkxOSDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAxCjgzOCDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWpp
        IHlhbmEgc3VtdSAyCjc1NyDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAzCjY3NiDRgdGDINGD0LvQsNC90pPQ
        sNC9LCBtYWppIHlhbmEgc3VtdSA0CjU5NSDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSA1CjUxNCDRgdGDINGD
        0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSA2CjQzMyDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAwCjM1
        MiDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAxCjI3MSDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEg
        c3VtdSAyCjE5MCDRgdGDINGD0LvQsNC90pPQsNC9LCBtYWppIHlhbmEgc3VtdSAzCjEwOSDRgdGDINGD0LvQsNC90pPQsNC9LCBt
        YWppIHlhbmEgc3VtdSA0CjI4INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDUKOTQ3INGB0YMg0YPQu9Cw0L3S
        k9Cw0L0sIG1hamkgeWFuYSBzdW11IDYKODY2INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDAKNzg1INGB0YMg
        0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeWFuYSBzdW11IDEKNzA0INGB0YMg0YPQu9Cw0L3Sk9Cw0L0sIG1hamkgeVBLAQIUABQAAAAO
        AAAAAAC5eIJevAIAALwCAAAJAAAAAAAAAAAAAAAAAAAAAABfY2hhdC50eHRQSwUGAAAAAAEAAQA3AAAA4wIAAAAA
        """)
}

/// Zeros, packed as tightly as DEFLATE can: one literal, then copies of 258 bytes from one byte before.
private enum DeflatedZeros {
    static func packed(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var held = 0
        var used = 0
        func put(_ value: Int, _ bits: Int) {
            held |= value << used
            used += bits
            while used >= 8 {
                bytes.append(UInt8(held & 0xFF))
                held >>= 8
                used -= 8
            }
        }
        put(0b011, 3)
        put(0b0000_1100, 8)
        for _ in 0..<(count - 1) / 258 {
            // Length 285 is 11000101, distance 0 is 00000; the first bit of a code comes first.
            put(0b1010_0011, 8)
            put(0, 5)
        }
        put(0, 7)
        put(0, 7)
        return bytes
    }

    static func zip(_ packed: [UInt8], size: Int) -> [UInt8] {
        func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 0xFF) } }
        let name = Array("_chat.txt".utf8)
        let numbers = number(0, 4) + number(packed.count, 4) + number(size, 4) + number(name.count, 2) + number(0, 2)
        let local =
            Array("PK\u{3}\u{4}".utf8) + number(20, 2) + number(0, 2) + number(8, 2) + number(0, 4) + numbers + name
            + packed
        let entry =
            Array("PK\u{1}\u{2}".utf8) + number(20, 2) + number(20, 2) + number(0, 2) + number(8, 2) + number(0, 4)
            + numbers
            + number(0, 10) + number(0, 4) + name
        let end =
            Array("PK\u{5}\u{6}".utf8) + number(0, 4) + number(1, 2) + number(1, 2) + number(entry.count, 4)
            + number(local.count, 4) + number(0, 2)
        return local + entry + end
    }
}
