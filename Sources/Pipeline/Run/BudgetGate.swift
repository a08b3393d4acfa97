import Intake

/// Lets fetches begin as long as the budget of the run has room for what they will probably cost. One that has no room
/// while others are under way waits for them: they may cost less than was thought.
actor BudgetGate {
    private let budget: FetchBudget
    /// What the fetches under way will probably cost.
    private var reserved = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ budget: FetchBudget) { self.budget = budget }

    /// False when the budget has no room for so many bytes. The first fetch of a run may begin whatever it costs, so
    /// that a source that is larger than the budget has its turn too.
    func enter(_ bytes: Int) async -> Bool {
        // What costs nothing waits for nothing.
        if bytes == 0 { return true }
        while true {
            guard let left = budget.left else { return false }
            if bytes <= left - reserved || (reserved == 0 && budget.spentBytes == 0) {
                reserved += bytes
                return true
            }
            if reserved == 0 { return false }
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// A fetch that was let in has ended.
    func leave(_ bytes: Int) {
        reserved -= bytes
        for one in waiting { one.resume() }
        waiting = []
    }
}
