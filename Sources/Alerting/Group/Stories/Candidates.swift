/// Members that share a key with a text, each once. Kept from post to post, so that nothing is allocated for one.
struct Candidates: Sendable {
    private(set) var members: [Int] = []
    /// Open addressing: the round in the upper half, the member in the lower one.
    private var marks: [UInt64]
    private var round: UInt64 = 0

    /// More than all keys together can give.
    private static let size = 8192
    private static let most = size / 2

    init() { marks = [UInt64](repeating: 0, count: Self.size) }

    private init(marks: [UInt64]) { self.marks = marks }

    /// Holds nothing and takes nothing: what stands in for candidates that are in use.
    static let none = Candidates(marks: [])

    mutating func clear() {
        members.removeAll(keepingCapacity: true)
        round += 1
    }

    mutating func add(_ member: Int) {
        guard !marks.isEmpty, members.count < Self.most else { return }
        let mark = round << 32 | UInt64(member)
        var place = (member &* 0x9e37_79b1) & (Self.size - 1)
        while marks[place] >> 32 == round {
            if marks[place] == mark { return }
            place = (place + 1) & (Self.size - 1)
        }
        marks[place] = mark
        members.append(member)
    }
}
