import Model
import Settings
import Text

/// The keys of one topic watch: a topic in some places, with no claim yet. It is read as a claim without a statement,
/// so that every lint about what may be watched holds for it too.
enum TopicWatchShape {
    private static let id = Key("id", Shape<String>.identifier.located, help: "Its id, among those of all claims.")
    private static let title = Key(
        "title", Shape<String>.line(maximum: 120, example: "Talk about the water of Qala").located,
        help: "A short, neutral name for analysts.")
    private static let topic = Key("topic", Shape<String>.identifier, help: "The topic.")
    private static let places = Key(
        "places", .list(of: Shape<String>.identifier.located, minimum: 1, maximum: 200),
        help: "Places of places.yaml: only posts that name one of them, or whose source reports from there, count.")
    private static let match = Key("match", RuleShape.shape, help: "What a post on the topic holds; never a person.")
    private static let examples = Key(
        "examples", ClaimShape.examplesShape, help: "Texts that it must and must not match.", default: ExampleLines())

    static let shape = Shape<ClaimDocument>.object(
        "topic_watch", help: "A topic and places; a burst goes to analysts only.",
        keys: [id, title, topic, places, match, examples]
    ) { fields, findings in
        guard let id = fields[id], let title = fields[title], let topic = fields[topic], let places = fields[places],
            let match = ClaimShape.rule(fields[match], of: id.value, at: fields.place(of: Self.match), &findings)
        else { return nil }
        return ClaimDocument(
            id: id, title: title, statement: title, severity: .low, topics: [topic], areas: places, languages: [],
            rule: match, examples: fields[examples] ?? ExampleLines(), isTopicWatch: true)
    }
}
