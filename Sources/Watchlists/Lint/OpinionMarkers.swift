import Text

/// Words and phrases that mark an opinion, a wish or a taste, folded, in six languages. A statement with one of them
/// is not a claim that can be checked (trust.md U9).
enum OpinionMarkers {
    static let all: [String] = Tone.voices + english + russian + kazakh + french + swahili + kinyarwanda

    private static let english = [
        "should", "ought to", "must resign", "the best", "the worst", "terrible", "disgraceful", "shameful",
        "beautiful", "ugly", "unfair", "incompetent", "stupid", "disappointing",
    ]
    private static let russian = [
        "должен", "должна", "должны", "следует", "лучший", "худший", "ужасный", "ужасно", "позор", "стыдно",
        "несправедливо", "бездарный", "глупый",
    ]
    private static let kazakh = ["керек еді", "тиіс еді", "ең нашар", "ең жақсы", "ұят", "масқара", "әділетсіз"]
    private static let french = [
        "devrait", "devraient", "il faut", "le pire", "le meilleur", "la pire", "la meilleure", "honteux", "honteuse",
        "injuste", "incompétent",
    ]
    private static let swahili = ["inapaswa", "anapaswa", "wanapaswa", "mbaya zaidi", "bora zaidi", "aibu"]
    private static let kinyarwanda = ["mbona", "bakwiye", "akwiye", "bikwiye", "birababaje", "isoni"]
}
