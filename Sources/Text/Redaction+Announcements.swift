/// The words around a number: what announces it, and what makes it an amount.
extension PersonalDataScanner {
    /// What the word before a number says that it is.
    enum Announcement {
        case none, phone, number, identity, card, account, reference
    }

    private static let announcements: [String: Announcement] = {
        var words: [String: Announcement] = [:]
        let lists: [(Announcement, String)] = [
            (.phone, "тел телефон телефоны телефону телефона моб мобильный сот сотовый звоните звони позвоните звонить"),
            (.phone, "қоңырау телефоным телефоны хабарласыңыз хабарлас ватсап вацап вотсап вайбер факс смс"),
            (.phone, "tel tél téléphone telephone phone mobile mob cell call whatsapp watsap wasap viber sms fax appelez"),
            (.phone, "simu piga nipigie telefoni telefone terefone terefoni hamagara momo mpesa"),
            (.number, "номер номеру номера нөмір нөмірі нөміріне нөмірім байланыс number numero numéro namba nambari"),
            (.number, "nimero nomero contact contacts contactez контакт контакты"),
            (.identity, "иин жсн iin jsn id nid nida indangamuntu irangamuntu kitambulisho"),
            (.card, "карта карты карту карте картасы card carte kadi ikarita visa mastercard kaspi каспи"),
            (.account, "iban иик жск счет счёт шот account compte akaunti konti"),
            (.reference, "№ n арт артикул заказ заказа invoice order ref трек track isbn issn sku barcode штрихкод"),
            (.reference, "тапсырыс doi imei бин bin бсн bsn накладная договор"),
        ]
        for (kind, list) in lists { for word in list.split(separator: " ") { words[String(word)] = kind } }
        return words
    }()

    private static let units: Set<String> = Set(
        """
        тенге тг тңг теңге руб рублей рубля долл долларов доллар евро сум сом kzt rub usd eur tenge tg frw rwf francs
        franc faranga amafaranga amafranga tsh tzs sh shs shilingi shillings shilling ksh kes ugx dollars dollar euros
        euro млн млрд миллион миллиона миллионов миллиард миллиардов million millions billion billions milioni bilioni
        миллиардтан тонн тонна тонны тонн tonnes tons tani toni кг kg км km га ha hectares hekta гектар гектаров адам
        адамға адамнан человек чел людей people watu abantu personnes habitants votes голосов дауыс kura amajwi voix
        просмотров просмотра қаралым views vues подписчиков followers likes лайков шт штук дана units kwh квт мвт mw
        литр литров литра liters litres lita баррелей barrels голов бас доз doses dozi
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

    private static let currencySigns: Set<UInt32> = [0x24, 0xa3, 0xa5, 0x20ac, 0x20b8, 0x20bd, 0x20b4]
    private static let longestWord = 16

    /// What the last word before `index` announces.
    func announcement(before index: Int) -> Announcement {
        var end = index
        var steps = 0
        while steps < 4, [0x20, 0x3a, 0x2e, 0x2d, 0x28, 0x23, 0x3d, 0x2b, 0x22, 0x27].contains(at(end - 1)) {
            end -= 1
            steps += 1
        }
        if at(end - 1) == 0x2116 { return .reference }
        return Self.announcements[word(endingAt: end)] ?? .none
    }

    private func word(endingAt end: Int) -> String {
        var start = end
        while start > end - Self.longestWord, FoldedScalar.isLetter(at(start - 1)) { start -= 1 }
        return word(start..<end)
    }

    private func word(_ range: Range<Int>) -> String {
        var word = String.UnicodeScalarView()
        for index in range { if let scalar = Unicode.Scalar(FoldedScalar.lower(at(index))) { word.append(scalar) } }
        return String(word)
    }

    /// Whether a currency or a unit stands next to the number.
    func isAmount(_ groups: DigitGroups, _ count: Int, _ start: Int) -> Bool {
        var before = start
        if at(before - 1) == 0x20 { before -= 1 }
        if Self.currencySigns.contains(at(before - 1)) { return true }
        let name = word(endingAt: before)
        if ["usd", "eur", "rwf", "frw", "tsh", "tzs", "kzt", "kes", "ksh", "sh", "shs"].contains(name) { return true }
        var after = groups.ends[count - 1]
        if at(after) == 0x20 { after += 1 }
        if Self.currencySigns.contains(at(after)) { return true }
        var end = after
        while end < after + Self.longestWord, FoldedScalar.isLetter(at(end)) { end += 1 }
        return Self.units.contains(word(after..<end))
    }
}
