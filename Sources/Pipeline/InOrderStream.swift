/// Pulls items one after the other, runs `body` over them on at most `width` tasks, and hands the results to `take` in
/// the order of the items. At most `2 * width` items and results are in memory, however many there are.
func streamInOrder<Item: Sendable, Output: Sendable>(
    width: Int, pull: () throws -> Item?, _ body: @escaping @Sendable (Item) -> Output, take: (Output) throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: (Int, Output).self) { group in
        var (pulled, taken) = (0, 0)
        var hasEnded = false
        var ready: [Int: Output] = [:]
        func fill() throws {
            while !hasEnded, pulled - taken < 2 * max(1, width) {
                guard let item = try pull() else { return hasEnded = true }
                let index = pulled
                group.addTask { (index, body(item)) }
                pulled += 1
            }
        }
        try fill()
        while let (index, output) = try await group.next() {
            ready[index] = output
            while let next = ready.removeValue(forKey: taken) {
                taken += 1
                try take(next)
            }
            try fill()
        }
    }
}
