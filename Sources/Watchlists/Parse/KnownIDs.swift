import Settings

/// Ids that stand in the files of a folder, read leniently: a mistake in one file must not make good files look wrong.
struct KnownIDs: Sendable {
    /// Ids of claims; nil when a list cannot be read at all, so that nobody knows.
    var claims: Set<String>? = []
    /// Ids of claims that have a response file; nil as above.
    var responses: Set<String>? = []

    /// Adds the claims of a list file; `node` is nil when the file is not YAML.
    mutating func addList(_ node: Node?) {
        guard let node else {
            claims = nil
            return
        }
        for claim in node["claims"]?.elements ?? [] {
            if let id = claim["id"]?.text { claims?.insert(id) }
        }
    }

    /// Adds the claim of a response file.
    mutating func addResponse(_ node: Node?) {
        guard let node else {
            responses = nil
            return
        }
        if let id = node["claim"]?.text { responses?.insert(id) }
    }
}
