/// The names of HTML elements, and what each does to the text around it.
enum HTMLElements {
    /// Whether `name`, in lower case, is an element: of HTML, of SVG, or one that office programs leave behind.
    static func isKnown(_ name: String) -> Bool {
        if names.contains(name) || blocks.contains(name) { return true }
        return ["o:", "w:", "v:", "st1:", "fb:", "amp-"].contains { name.hasPrefix($0) }
    }

    /// No name is longer.
    static let longestName = 24

    /// Elements that stand on lines of their own.
    static let blocks: Set<String> = set(
        """
        address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
        footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol option p pre search
        section summary table tbody tfoot thead tr ul
        """)

    /// Elements whose content is no text, up to their end tag.
    static let hidden: Set<String> = ["script", "style", "template", "svg", "math", "select", "canvas", "iframe"]

    private static let names: Set<String> = set(
        """
        a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink br button canvas cite code col
        colgroup command content data datalist del dfn em embed font frame g i iframe image img input ins isindex kbd
        keygen label link listing map mark marquee math menuitem meta meter multicol nextid nobr noembed noframes
        noscript object optgroup output param path picture plaintext progress q rb rp rt rtc ruby s samp script select
        slot small source spacer span strike strong style sub sup svg td template textarea th time title track tt u var
        video wbr xmp g-emoji
        """)

    private static func set(_ words: String) -> Set<String> {
        Set(words.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
    }
}
