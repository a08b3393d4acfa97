import Intake
import Model
import Reading

/// What was read of each language: the numbers of the newest items, and a mark of the first page.
struct GovKzBookmark {
    struct List: Sendable, Hashable {
        var fingerprint: String?
        /// The newest first.
        var ids: [String] = []

        /// As many as ten pages hold.
        static let most = 200

        mutating func add(_ newest: [String]) {
            var seen: Set<String> = []
            ids = Array((newest + ids).filter { $0.utf8.count <= 40 && seen.insert($0).inserted }.prefix(Self.most))
        }
    }

    private var lists: [String: List] = [:]

    /// Reads a cursor; one that cannot be read starts afresh.
    init(_ cursor: Cursor?) {
        guard let value = cursor?.object else { return }
        for language in GovKzSource.Language.allCases {
            guard let list = value[language.rawValue] else { continue }
            lists[language.rawValue] = List(
                fingerprint: list["page"]?.string,
                ids: (list["ids"]?.array ?? []).prefix(List.most).compactMap(\.string))
        }
    }

    subscript(_ language: GovKzSource.Language) -> List? {
        get { lists[language.rawValue] }
        set { lists[language.rawValue] = newValue }
    }

    var cursor: Cursor {
        Cursor(lists.sorted { $0.key < $1.key }.map { name, list in
            (
                name,
                JSONValue.object([
                    ("page", list.fingerprint.map { .string($0) } ?? .null),
                    ("ids", .array(list.ids.map { .string($0) })),
                ])
            )
        })
    }
}
