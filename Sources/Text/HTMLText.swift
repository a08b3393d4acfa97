/// From HTML, as feeds and pages carry it, to plain text, links and media.
public enum HTMLText {
    /// A picture, sound, video or embedded page that the markup shows.
    public struct Medium: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable { case image, video, audio, frame }
        public var kind: Kind
        /// As found: absolute or relative.
        public var url: String
        /// The description that the author gave, if any.
        public var alt: String?

        public init(kind: Kind, url: String, alt: String? = nil) {
            self.kind = kind
            self.url = url
            self.alt = alt
        }
    }

    /// The readable text of `html`.
    public static func plainText(_ html: String) -> String { html }

    /// The targets of its links in document order, as found, without repeats.
    public static func links(_ html: String) -> [String] { [] }

    /// Its pictures, videos, sounds and embedded pages in document order, without repeats.
    public static func media(_ html: String) -> [Medium] { [] }
}
