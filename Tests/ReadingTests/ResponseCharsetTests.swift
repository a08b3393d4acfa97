import Model
import Reading
import Testing

/// What a Content-Type header says of the letters.
@Suite struct ResponseCharsetTests {
    @Test(
        "the charset is read however it is written",
        arguments: [
            ("text/html; charset=windows-1251", "windows-1251"), ("text/html;Charset=\"UTF-8\"", "utf-8"),
            ("text/xml; boundary=x; charset = 'koi8-r'", "koi8-r"), ("text/html; charset=utf-8, text/html", "utf-8"),
            ("text/html", nil), ("text/html; charset=", nil), ("charset=utf-8", nil), ("", nil),
        ] as [(String, String?)])
    func charset(_ header: String, _ expected: String?) {
        let response = HTTPResponse(status: 200, headers: [HTTPHeader("Content-Type", header)], finalURL: "")
        #expect(response.charset == expected)
    }
}
