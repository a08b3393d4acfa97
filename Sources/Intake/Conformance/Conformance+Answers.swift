import Model

/// The recorded answers: what each of them must give.
extension Conformance {
    func checkNormal(_ result: Result<Harvest, SourceFailure>) -> [Finding] {
        switch result {
        case .failure(let failure): return [finding("conformance-normal", "a good recording failed: \(failure)")]
        case .success(let harvest):
            var findings: [Finding] = []
            if harvest.posts.isEmpty {
                findings.append(finding("conformance-normal", "a good recording gave no posts"))
            }
            if harvest.health != .healthy {
                findings.append(finding("conformance-health", "a good recording is called \(harvest.health.name)"))
            }
            if (harvest.cursor?.text.utf8.count ?? 0) > 64 << 10 {
                findings.append(finding("conformance-cursor", "the cursor is longer than 64 KiB"))
            }
            return findings + checkDates(harvest.posts)
        }
    }

    /// The same answer again gives the same posts, or says that nothing changed.
    func checkRepeat(_ harvest: Harvest, _ normal: [UInt8]) async -> [Finding] {
        guard case .success(let fresh) = await fetch(answering: normal), fresh.posts == harvest.posts else {
            return [finding("conformance-repeat", "the same answer gave other posts the second time")]
        }
        guard case .success(let again) = await fetch(answering: normal, after: harvest.cursor),
            again.posts.isEmpty ? again.health != .quiet : again.posts == harvest.posts
        else {
            return [finding("conformance-repeat", "the same answer after its own cursor was not called unchanged")]
        }
        return []
    }

    func checkAnswers(_ harvest: Harvest) async -> [Finding] {
        await checkEmpty(harvest) + checkEdited(harvest) + checkDuplicates(harvest) + checkBadDates(harvest)
            + checkMixedScripts()
    }

    /// A proper answer without posts is quiet, at first and after a full one: nothing is taken for deleted.
    private func checkEmpty(_ harvest: Harvest) async -> [Finding] {
        guard let body = recording.body(.empty) else { return [] }
        var findings: [Finding] = []
        for (cursor, when) in [(nil, "at first"), (harvest.cursor, "after a full one")] {
            let result = await fetch(answering: body, after: cursor)
            guard case .success(let empty) = result, empty.posts.isEmpty, empty.health == .quiet else {
                findings.append(
                    finding(
                        "conformance-empty",
                        "a proper answer without posts, \(when), was called \(health(of: result).name)"))
                continue
            }
        }
        return findings
    }

    /// An edited post comes again under its own identity, also to a source that has seen the first text.
    private func checkEdited(_ harvest: Harvest) async -> [Finding] {
        guard let body = recording.body(.edited) else { return [] }
        let result = await fetch(answering: body, after: harvest.cursor)
        guard case .success(let edited) = result else {
            return [
                finding("conformance-edited", "an answer with an edited post was called \(health(of: result).name)")
            ]
        }
        guard identities(edited.posts) == identities(harvest.posts) else {
            return [finding("conformance-edited", "an edit gave a post another identity, or lost one")]
        }
        let before = Dictionary(
            harvest.posts.map { (Identity.of($0, source: name), texts($0)) }, uniquingKeysWith: { first, _ in first })
        let changed = edited.posts.filter { before[Identity.of($0, source: name)] != texts($0) }
        return changed.isEmpty ? [finding("conformance-edited", "the new text of an edited post did not arrive")] : []
    }

    /// Posts that come twice are still the same posts.
    private func checkDuplicates(_ harvest: Harvest) async -> [Finding] {
        guard let body = recording.body(.duplicates) else { return [] }
        let result = await fetch(answering: body)
        guard case .success(let doubled) = result, doubled.health == .healthy else {
            return [
                finding("conformance-duplicates", "an answer with repeated posts was called \(health(of: result).name)")
            ]
        }
        guard identities(doubled.posts) == identities(harvest.posts) else {
            return [finding("conformance-duplicates", "a repeated post got a second identity, or another one was lost")]
        }
        return []
    }

    /// An unreadable date is no date: the post stays, `published` is nil or believable.
    private func checkBadDates(_ harvest: Harvest) async -> [Finding] {
        guard let body = recording.body(.badDates) else { return [] }
        let result = await fetch(answering: body)
        guard case .success(let undated) = result, identities(undated.posts) == identities(harvest.posts) else {
            return [finding("conformance-date", "posts with bad dates were lost, or the answer failed")]
        }
        if undated.posts.allSatisfy({ $0.published != nil }) {
            return [finding("conformance-date", "the recording \"bad-dates\" has only dates that could be read")]
        }
        return checkDates(undated.posts)
    }

    private func checkDates(_ posts: [RawPost]) -> [Finding] {
        let latest = now.advanced(by: .days(2))
        return posts.compactMap(\.published).filter { $0 == now || $0 > latest || $0.date.year < 1990 }.map { date in
            finding("conformance-date", "a post is published at \(date), which nobody wrote")
        }
    }

    private func checkMixedScripts() async -> [Finding] {
        guard let body = recording.body(.mixedScripts) else { return [] }
        let result = await fetch(answering: body)
        guard case .success(let harvest) = result else {
            return [
                finding("conformance-scripts", "an answer in several scripts was called \(health(of: result).name)")
            ]
        }
        let all = harvest.posts.map(texts).joined(separator: "\n")
        return recording.words.filter { !all.contains($0) }.map { word in
            finding("conformance-scripts", "the text \"\(word)\" did not arrive as it was written")
        }
    }

    private func texts(_ post: RawPost) -> String { (post.title ?? "") + "\n" + post.text }
}
