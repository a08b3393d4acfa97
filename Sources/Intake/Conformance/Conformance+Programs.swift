import Model

/// The same for a source that runs a program: how a program ends, and what it prints instead of posts.
extension Conformance {
    /// A program that did not end well is never an answer. The posts that it printed before are kept.
    func checkEnds(_ normal: [UInt8]) async -> [Finding] {
        let ends: [(String, ProgramEnd.How)] = [
            ("exit status 3", .exited(3)), ("signal 11", .signalled(11)), ("a deadline", .deadline),
            ("a program that is not there", .notStarted("no such file")),
            ("an output over the limit", .overLimit("bytes")),
        ]
        var findings: [Finding] = []
        // The last line is what a program prints when it is done: here it never comes to that.
        let lines = normal.split(separator: UInt8(ascii: "\n")).dropLast()
        let cut = Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
        for (what, how) in ends {
            let result = await fetch(RecordedHTTP.none, RecordedPrograms(printing: cut, ending: how))
            if health(of: result).isAnswer {
                findings.append(finding("conformance-program", "\(what) was called \(health(of: result).name)"))
            }
        }
        return findings
    }

    func checkNoOutput() async -> [Finding] {
        var findings: [Finding] = []
        for (what, body) in Conformance.noAnswers {
            let result = await fetch(RecordedHTTP.none, RecordedPrograms(printing: Array(body.utf8)))
            if health(of: result).isAnswer || result.posts > 0 {
                findings.append(finding("conformance-no-answer", "\(what) was called \(health(of: result).name)"))
            }
        }
        return findings
    }
}
