import Model
import Text

extension Media {
    /// What markup shows, as a medium of a post. A frame of another site is a film nearly always.
    ///
    /// - Parameter url: the address of `shown`, made absolute.
    public init(_ shown: HTMLText.Medium, url: String) {
        let kind: Media.Kind = switch shown.kind {
        case .image: .image
        case .video, .frame: .video
        case .audio: .audio
        }
        self.init(kind: kind, url: url, alt: shown.alt)
    }
}
