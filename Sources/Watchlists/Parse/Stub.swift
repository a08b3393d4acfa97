import Model
extension ListDocument { static func read(_ f: WatchlistFile, into findings: inout [Finding]) -> ListDocument? { nil } }
extension ResponseDocument { static func read(_ f: WatchlistFile, into findings: inout [Finding]) -> ResponseDocument? { nil } }
