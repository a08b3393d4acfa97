import Synchronization

/// A list that is used up from its front.
final class OneByOne<Element: Sendable>: Sendable {
    private let list: Mutex<[Element]>
    init(_ elements: [Element]) { list = Mutex(elements) }
    func next() -> Element? { list.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
    func append(_ element: Element) { list.withLock { $0.append(element) } }
    var all: [Element] { list.withLock { $0 } }
}
