import Model
import Reading

/// A Singer tap (spec 0.3.0): SCHEMA, RECORD and STATE; every other type is allowed and passed over.
struct SingerSpeech: ExecSpeech {
    let map: FieldMap
    /// Streams that hold posts; all when empty.
    let streams: Set<String>
    /// Stream to the names of its key, as the last SCHEMA said.
    private var keys: [String: [String]] = [:]

    init(map: FieldMap, streams: Set<String>) {
        self.map = map
        self.streams = streams
    }

    mutating func take(_ message: JSONValue, _ gathered: inout Gathered) -> Bool {
        guard let type = message["type"]?.string else {
            gathered.skip("a message has no type")
            return true
        }
        switch type.uppercased() {
        case "SCHEMA":
            if let stream = message["stream"]?.string {
                keys[stream] = (message["key_properties"]?.array ?? []).compactMap(\.string)
            }
            gathered.messages += 1
        case "RECORD":
            gathered.messages += 1
            let stream = message["stream"]?.string ?? ""
            guard streams.isEmpty || streams.contains(stream) else { break }
            guard let record = message["record"] else {
                gathered.skip("a RECORD has no record")
                break
            }
            gathered.add(
                gathered.record.post(record, map, id: key(of: record, in: stream)),
                orElse: "a record of the stream \(stream.prefix(60)) has no text under the mapped names")
        case "STATE":
            gathered.messages += 1
            guard let value = message["value"] else { break }
            gathered.bookmark(String(decoding: value.encoded(), as: UTF8.self))
        default: break
        }
        return gathered.violation == nil
    }

    /// The values of the stream's key, joined: what the tap itself calls one record.
    private func key(of record: JSONValue, in stream: String) -> String? {
        let values = (keys[stream] ?? []).map { record[$0]?.text }
        let parts = values.compactMap { $0 }
        return parts.isEmpty || parts.count < values.count ? nil : parts.joined(separator: "/")
    }

    func complaint(_ gathered: Gathered) -> String? {
        gathered.messages == 0 ? "it printed no SCHEMA, no RECORD and no STATE" : nil
    }
}
