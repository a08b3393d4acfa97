/// The letters of Kazakh in three alphabets (languages.md 2).
///
/// Folding the text would make қ and к one letter everywhere; only the letters that the analyst typed are widened.
enum KazakhLetters {
    /// What people type on a Russian keyboard.
    static let relaxed: [Unicode.Scalar: LetterChoice] = table(
        """
        ә:ә а е э
        ғ:ғ г
        қ:қ к
        ң:ң н
        ө:ө о
        ұ:ұ у ү
        ү:ү у ұ
        һ:һ х
        і:і и ы
        й:й и
        ё:ё е
        """)

    /// The alphabets of 2021, 2018 and 2017, and everyday Latin letters.
    static let latin: [Unicode.Scalar: LetterChoice] = table(
        """
        а:a
        ә:ä á a e
        б:b
        в:v w
        г:g
        ғ:ğ ǵ g gh
        д:d
        е:e
        ё:io yo jo ıo
        ж:j zh
        з:z
        и:i ı ï y
        й:i ı j y ý
        к:k c
        қ:q k
        л:l
        м:m
        н:n
        ң:ñ ń ŋ n ng
        о:o
        ө:ö ó o
        п:p
        р:r
        с:s
        т:t
        у:u w ý
        ұ:ū u
        ү:ü ú u
        ф:f
        х:h x kh
        һ:h
        ц:ts c s
        ч:ç ch
        ш:ş sh
        щ:şş şç sh shch
        ъ:-
        ы:y ı i
        і:i ı y í
        ь:-
        э:e é
        ю:iu yu ıu ju
        я:ia ya ıa ja
        """)

    /// The Arabic alphabet, with the letters that other keyboards have in their place.
    static let arabic: [Unicode.Scalar: LetterChoice] = table(
        """
        а:ا آ
        ә:ا آ
        б:ب
        в:ۆ
        г:گ
        ғ:ع غ
        д:د
        е:ە ه ة
        ё:يو یو
        ж:ج
        з:ز
        и:ي ی ىي
        й:ي ی ى
        к:ك ک
        қ:ق
        л:ل
        м:م
        н:ن
        ң:ڭ
        о:و
        ө:و
        п:پ
        р:ر
        с:س
        т:ت
        у:ۋ و
        ұ:ۇ و
        ү:ۇ ۈ و
        ф:ف
        х:ح خ ھ
        һ:ھ ه ح
        ц:تس س
        ч:چ تش
        ш:ش
        щ:شش
        ъ:-
        ы:ى ي ی
        і:ى ي ی
        ь:-
        э:ە ه ة
        ю:يۋ یۋ
        я:يا یا
        """)

    /// The hamza before words with front vowels; often left out, or typed as U+0621.
    static let arabicStart = "[ٴء]?"

    /// The letters that stand for a typed one in this alphabet.
    static func choice(of scalar: Unicode.Scalar, in script: TermScript) -> LetterChoice {
        let table = script == .typed ? relaxed : script == .latin ? latin : arabic
        if let choice = table[scalar] { return choice }
        var same = LetterChoice()
        same.add(String(scalar))
        return same
    }

    /// A fragment of PCRE2 written in Cyrillic, with its letters in this alphabet. Classes hold plain letters.
    static func transliterated(_ fragment: String, to script: TermScript) -> String {
        if script == .typed { return fragment }
        var result = ""
        var isClass = false
        var inClass = LetterChoice()
        for scalar in fragment.unicodeScalars {
            switch scalar {
            case "[":
                isClass = true
                inClass = LetterChoice()
            case "]":
                isClass = false
                result += inClass.pattern
            default:
                if isClass {
                    inClass.add(choice(of: scalar, in: script))
                } else if (0x400...0x52F).contains(scalar.value) {
                    result += choice(of: scalar, in: script).pattern
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }

    /// A Cyrillic text spelled with the first choice of each letter: for examples of forms.
    static func spelled(_ text: String, in script: TermScript) -> String {
        script == .typed ? text : text.unicodeScalars.map { choice(of: $0, in: script).first }.joined()
    }

    private static func table(_ lines: String) -> [Unicode.Scalar: LetterChoice] {
        var table: [Unicode.Scalar: LetterChoice] = [:]
        for line in lines.split(separator: "\n") {
            guard let letter = line.unicodeScalars.first else { continue }
            table[letter] = LetterChoice(String(line.unicodeScalars.dropFirst(2)))
        }
        return table
    }
}
