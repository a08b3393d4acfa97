/// Members that were seen before one that came sooner, the first seen on top of a heap: the order in which they came
/// does not say when they are too old.
struct LateMembers: Sendable {
    private struct Late: Sendable {
        var seen: Int64
        var member: Int
    }

    private var heap: [Late] = []

    mutating func add(_ member: Int, seen: Int64) {
        var place = heap.count
        heap.append(Late(seen: seen, member: member))
        while place > 0, heap[place].seen < heap[(place - 1) / 2].seen {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Takes the member that was seen first, if that was before `oldest`. Its place may be another one's by now.
    mutating func pop(before oldest: Int64) -> Int? {
        guard let first = heap.first, first.seen < oldest, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first.member }
        heap[0] = last
        var place = 0
        while true {
            let children = (2 * place + 1..<2 * place + 3).clamped(to: 0..<heap.count)
            guard let least = children.min(by: { heap[$0].seen < heap[$1].seen }),
                heap[least].seen < heap[place].seen
            else { break }
            heap.swapAt(place, least)
            place = least
        }
        return first.member
    }

    /// Members were numbered anew.
    mutating func renumber(_ new: (Int) -> Int) {
        for place in heap.indices { heap[place].member = new(heap[place].member) }
    }
}
