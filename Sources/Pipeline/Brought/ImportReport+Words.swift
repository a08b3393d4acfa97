import Model

/// An import in words: for the person who started it, for a run report, for the text beside a file.
extension ImportReport {
    /// The whole of it in one line.
    package var summary: String {
        var parts: [String] = []
        if posts > 0 || privateCount == 0 {
            parts.append("\(Count.of(posts, "new post")) in \(Count.of(segments.count, "segment"))")
        }
        if newVersions > 0 { parts.append("\(newVersions) of them new versions of known posts") }
        if repeated > 0 { parts.append("\(repeated) known already") }
        if erased > 0 { parts.append("\(erased) erased before, so they stay out") }
        if privateCount > 0 {
            parts.append(
                "\(Count.of(privateMatches, "message")) of the group matched, \(privateCount - privateMatches) not kept"
            )
        }
        if withoutText > 0 { parts.append("\(withoutText) with pictures or sound and no text: left out") }
        if empty > 0 { parts.append("\(Count.of(empty, "line")) without text: left out") }
        if notices > 0 { parts.append("\(notices) of the chat program itself") }
        return "\(Count.of(lines, "line")): " + parts.joined(separator: ", ")
    }

    private var privateCount: Int { privateMatches + privateForgotten + privateOld + privateUndecided }

    /// The summary, and below it what somebody should know.
    package var sentences: [String] {
        var result = [summary]
        if privateMatches > 0 {
            result.append("  what matched goes to the next run as tips, without author, and is kept for seven days")
        }
        if privateOld > 0 { result.append("  \(Count.of(privateOld, "message")) not of the last seven days: not kept") }
        if privateUndecided > 0 {
            result.append(
                "  \(Count.of(privateUndecided, "message")) left open by a pattern that ran too long: not kept")
        }
        if undated > 0 {
            result.append(
                "  \(Count.of(undated, "post")) without a readable date: a replay places them at this import"
            )
        }
        if tooLong > 0 { result.append("  \(Count.of(tooLong, "post")) too long for the archive: left out") }
        if badLines > 0 { result.append("  \(Count.of(badLines, "line")) could not be read:") }
        result += named.map { "    " + $0 }
        if badLines > named.count { result.append("    and \(badLines - named.count) more") }
        result += (refusals + remarks).map { "  " + $0 }
        if let damage { result.append("  the file is damaged: \(damage)") }
        return result
    }
}
