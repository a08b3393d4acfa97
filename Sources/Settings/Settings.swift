import Model

// The way of a file its owner wrote, from bytes to a typed value:
//
//   YAMLInput    bytes       -> text           size, UTF-8, BOM, control characters
//   YAMLText     text        -> Node           syntax, duplicate keys, anchors, limits; every node knows its place
//   Shape        Node        -> typed value    unknown and missing keys, types, values; one Key table for each mapping
//   JSONSchema   Shape       -> schema text    the same key tables, for editors
//   Secret…      reference   -> Secret         from a file or a systemd credential, never from the settings file
//
// Nothing here throws about what a user wrote: problems are Findings with a place and a remedy.

extension Shape {
    /// Reads a whole settings file.
    ///
    /// - Parameters:
    ///   - bytes: the file as it is on disk.
    ///   - file: its name as the user knows it; it goes into every finding.
    /// - Returns: nil when at least one error was found; the errors are in `findings`.
    public func read(bytes: [UInt8], file: String, into findings: inout [Finding]) -> Value? {
        guard let text = YAMLInput.text(of: bytes, file: file, into: &findings) else { return nil }
        return read(text: text, file: file, into: &findings)
    }

    /// Reads a whole settings file that is already text.
    public func read(text: String, file: String, into findings: inout [Finding]) -> Value? {
        var found: [Finding] = []
        let value = YAMLText.parse(text, file: file, into: &found).flatMap { read($0, &found) }
        findings += found
        return found.hasErrors ? nil : value
    }
}
