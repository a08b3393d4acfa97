/// Lets so many through at the same time; the others wait in the order in which they came.
actor Turnstile {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var served = 0

    init(width: Int) { free = max(1, width) }

    /// Runs `body` when it is its turn.
    func pass<Output: Sendable>(_ body: @Sendable () async -> Output) async -> Output {
        await enter()
        defer { leave() }
        return await body()
    }

    private func enter() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        guard served < waiting.count else {
            free += 1
            return
        }
        // Those who were served are dropped together, so that a long line costs no more than a short one.
        waiting[served].resume()
        served += 1
        if served == waiting.count { (waiting, served) = ([], 0) }
    }
}
