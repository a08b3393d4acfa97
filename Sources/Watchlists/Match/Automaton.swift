/// An Aho-Corasick automaton with a full transition table over classes of bytes.
///
/// Node 0 is the start. Bytes that no literal holds share class 0, so the table has few columns.
struct Automaton: Sendable {
    private let classOf: [UInt8]
    private let width: Int
    /// Node x class -> node.
    private let table: [Int32]
    /// The clauses whose literal ends at a node: `clauseList[clauseStart[n]..<clauseStart[n + 1]]`.
    private let clauseStart: [Int32]
    private let clauseList: [Int32]
    /// The nearest node with clauses at the node itself or among its suffixes; -1 when there is none.
    private let report: [Int32]
    /// The next node with clauses among the suffixes of a node; -1 when there is none.
    private let shorter: [Int32]

    var nodeCount: Int { report.count }

    init(_ literals: [(bytes: ArraySlice<UInt8>, clause: Int32)]) {
        var classOf = [UInt8](repeating: 0, count: 256)
        var width = 1
        for byte in Set(literals.flatMap { $0.bytes }).sorted() {
            // 255 classes at most: UTF-8 never holds the bytes 0xF8 to 0xFF.
            classOf[Int(byte)] = UInt8(truncatingIfNeeded: min(width, 255))
            width = min(width + 1, 256)
        }
        var trie = Trie(width: width)
        for (bytes, clause) in literals { trie.add(bytes.map { Int(classOf[Int($0)]) }, clause) }
        let links = trie.link()
        self.classOf = classOf
        self.width = width
        self.table = trie.table
        self.report = links.report
        self.shorter = links.shorter
        var start: [Int32] = [0]
        var list: [Int32] = []
        for clauses in trie.clauses {
            list += clauses
            start.append(Int32(list.count))
        }
        self.clauseStart = start
        self.clauseList = list
    }

    func clauses(of node: Int) -> ArraySlice<Int32> {
        clauseList[Int(clauseStart[node])..<Int(clauseStart[node + 1])]
    }

    /// Calls `found` for the nodes of all literals that end somewhere in `bytes`. When it answers false, the shorter
    /// literals that end at the same place were told before and are left out.
    func ends(in bytes: UnsafeBufferPointer<UInt8>, _ found: (Int) -> Bool) {
        table.withUnsafeBufferPointer { table in
            classOf.withUnsafeBufferPointer { classOf in
                report.withUnsafeBufferPointer { report in
                    var node = 0
                    for byte in bytes {
                        node = Int(table[node * width + Int(classOf[Int(byte)])])
                        var end = report[node]
                        while end >= 0, found(Int(end)) { end = shorter[Int(end)] }
                    }
                }
            }
        }
    }
}

/// The automaton while it is built.
private struct Trie {
    let width: Int
    var table: [Int32]
    var clauses: [[Int32]] = [[]]

    init(width: Int) {
        self.width = width
        table = Array(repeating: -1, count: width)
    }

    mutating func add(_ word: [Int], _ clause: Int32) {
        var node = 0
        for letter in word {
            let slot = node * width + letter
            if table[slot] < 0 {
                table[slot] = Int32(clauses.count)
                clauses.append([])
                table += repeatElement(-1, count: width)
            }
            node = Int(table[slot])
        }
        clauses[node].append(clause)
    }

    /// Fills the table so that every node has a way for every class, breadth first.
    mutating func link() -> (report: [Int32], shorter: [Int32]) {
        var suffix = [Int32](repeating: 0, count: clauses.count)
        var report = [Int32](repeating: -1, count: clauses.count)
        var shorter = report
        var queue: [Int] = [0]
        var head = 0
        while head < queue.count {
            let node = queue[head]
            head += 1
            shorter[node] = node == 0 ? -1 : report[Int(suffix[node])]
            report[node] = clauses[node].isEmpty ? shorter[node] : Int32(node)
            for letter in 0..<width {
                let slot = node * width + letter
                let fallback = node == 0 ? 0 : table[Int(suffix[node]) * width + letter]
                if table[slot] < 0 {
                    table[slot] = fallback
                } else {
                    suffix[Int(table[slot])] = fallback
                    queue.append(Int(table[slot]))
                }
            }
        }
        return (report, shorter)
    }
}
