/// A digest in words, before it is text or HTML. Both renderers make safe whatever they are given.
struct Page {
    var language: String
    var subject: String
    /// First line and preheader.
    var lead: String
    var entries: [Entry] = []
    /// Lines after the entries: what was folded away, what is still open, and what holds for all entries.
    var after: [String] = []
    var footer: String

    /// One claim.
    struct Entry {
        var title: String
        /// Severity, and new or grown.
        var badge: String
        var isGrave: Bool
        /// The code by which a reply names it; `lines` say how.
        var code: String?
        var lines: [Line] = []
        /// Texts to paste, each with its caption.
        var answers: [Answer] = []
        /// Contact, evidence, and what a speaker should know.
        var sources: [Line] = []
    }

    struct Line {
        var label: String
        /// Shown below each other when there are several.
        var rows: [[Span]]

        init(_ label: String, _ rows: [[Span]]) { (self.label, self.rows) = (label, rows) }
        init(_ label: String, _ text: String) { self.init(label, [[.text(text)]]) }
    }

    enum Span {
        /// Words of Jibu or of the office.
        case text(String)
        /// The same, where the eye should go first.
        case strong(String)
        /// Words from a post.
        case quoted(String)
        /// Words from a post that a pattern hit.
        case marked(String)
        /// An address; shown clickable only when it is plain.
        case link(String)
    }

    struct Answer {
        var caption: String
        var from: String
        var to: String
        var language: String
        var text: String
        /// Opens other programs with the text in it. Addresses of our own making.
        var links: [Link] = []
        /// It is to be read, not passed on: a chat gives it no button and no message of its own.
        var isToBeRead = false
    }

    /// A link whose address was made here.
    struct Link {
        var label: String
        var url: String
    }
}
