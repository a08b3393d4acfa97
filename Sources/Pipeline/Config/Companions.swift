import Model
import Reading
import Settings

/// The files that jibu.yaml names: places, silences, holidays. Each is read once, and all of them are in the hash.
struct Companions {
    /// Nil when there is a file, and it has errors.
    private(set) var places: [Place]? = []
    private(set) var silences = SilenceFile()
    /// Path as jibu.yaml writes it to what the file says.
    private(set) var holidays: [String: Holidays] = [:]
    /// The bytes of each file, in the order read.
    private(set) var hashed: [[UInt8]] = []

    private let folder: String

    /// - Parameter read: gives the bytes of a file, or nil with an error.
    init(
        of document: JibuFile, folder: String, today: CivilDate?, read: (String, inout [Finding]) -> [UInt8]?,
        into findings: inout [Finding]
    ) {
        self.folder = folder
        if let name = document.places {
            let file = open(name, read, &findings)
            places = file.flatMap { Configuration.placeTree(bytes: $0.bytes, file: $0.path, into: &findings) }?
                .map(\.place)
        } else if document.root[JibuFileKeys.places.name] != nil {
            places = nil
        }
        if let name = document.silences, let file = open(name, read, &findings) {
            var found: [Finding] = []
            // Entries that can be read are checked although others cannot.
            silences =
                YAMLInput.text(of: file.bytes, file: file.path, into: &found)
                .flatMap { YAMLText.parse($0, file: file.path, into: &found) }
                .flatMap { SilenceKeys.file.read($0, &found) } ?? SilenceFile()
            findings += found + SilenceChecks.findings(silences, today: today)
        }
        for name in document.calendars where holidays[name.value] == nil {
            guard let file = open(name, read, &findings) else { continue }
            holidays[name.value] = CalendarFile.holidays(bytes: file.bytes, file: file.path, into: &findings)
        }
    }

    private mutating func open(
        _ name: Located<String>, _ read: (String, inout [Finding]) -> [UInt8]?, _ findings: inout [Finding]
    ) -> (path: String, bytes: [UInt8])? {
        let path = FilePaths.join(folder, name.value)
        var found: [Finding] = []
        guard let bytes = read(path, &found) else {
            // The file may be named wrongly: the place to look at is in jibu.yaml.
            findings += found.map { Finding($0.code, .error, at: name.place, "\(path): \($0.what)", help: $0.help) }
            return nil
        }
        findings += found
        hashed.append(bytes)
        return (path, bytes)
    }
}
