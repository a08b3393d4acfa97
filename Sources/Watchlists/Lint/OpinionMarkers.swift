/// Words and phrases that mark an opinion, a wish or a taste, folded, in six languages. A statement with one of them
/// is not a claim that can be checked (trust.md U9).
enum OpinionMarkers {
    static let all: [String] = english + russian + kazakh + french + swahili + kinyarwanda

    private static let english = [
        "i think", "i believe", "we think", "in my opinion", "should", "ought to", "must resign", "the best",
        "the worst", "terrible", "disgraceful", "shameful", "beautiful", "ugly", "unfair", "incompetent", "stupid",
        "disappointing", "i hope", "i feel",
    ]
    private static let russian = [
        "я думаю", "я считаю", "мы считаем", "по моему", "по-моему", "на мой взгляд", "должен", "должна", "должны",
        "следует", "лучший", "худший", "ужасный", "ужасно", "позор", "стыдно", "несправедливо", "бездарный", "глупый",
        "надеюсь",
    ]
    private static let kazakh = [
        "менің ойымша", "меніңше", "ойлаймын", "деп санаймын", "керек еді", "тиіс еді", "ең нашар", "ең жақсы", "ұят",
        "масқара", "әділетсіз", "үміттенемін",
    ]
    private static let french = [
        "je pense", "je crois", "à mon avis", "selon moi", "devrait", "devraient", "il faut", "le pire", "le meilleur",
        "la pire", "la meilleure", "honteux", "honteuse", "injuste", "incompétent", "j espère",
    ]
    private static let swahili = [
        "nadhani", "naamini", "kwa maoni yangu", "inapaswa", "anapaswa", "wanapaswa", "mbaya zaidi", "bora zaidi",
        "aibu", "natumaini", "ninafikiri",
    ]
    private static let kinyarwanda = [
        "ntekereza", "ndatekereza", "nkeka", "ku bwanjye", "mbona", "bakwiye", "akwiye", "bikwiye", "birababaje",
        "isoni", "nizeye",
    ]
}
