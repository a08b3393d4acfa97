/// Places where rumours live, and why Jibu does not watch them or watches them only in part: the data behind
/// `jibu sources coverage` and the last line of every digest. In the order in which offices ask. As of November 2026.
extension Coverage {
    static let platforms = [
        Platform(
            "WhatsApp", hosts: ["whatsapp.com", "wa.me"],
            reason:
                "programs may not read its groups and channels; members can bring what they see, as an exported "
                + "chat or with jibu tip"),
        Platform(
            "Facebook", hosts: ["facebook.com", "fb.com"], partKinds: ["facebook"],
            part:
                "the office's own page is watched; other pages need Meta's approval, and groups and profiles are "
                + "closed to programs",
            reason:
                "an office may read its own page only (kind: facebook); other pages need Meta's approval, and "
                + "groups and profiles are closed to programs", isClosed: false),
        Platform(
            "Instagram", hosts: ["instagram.com"],
            reason: "Meta lets an office read its own account, and others only with its approval"),
        Platform(
            "TikTok", hosts: ["tiktok.com"],
            reason:
                "its interface is for approved researchers of universities, not for councils; a browser's capture "
                + "can be brought as a file"),
        Platform(
            "X", hosts: ["x.com", "twitter.com"],
            reason:
                "its terms ask offices of government for a contract of their own; posts that somebody lawfully "
                + "holds can be brought as a file"),
        Platform(
            "Telegram", hosts: ["t.me", "telegram.me"], tipKinds: ["telegram-bot"], partKinds: ["telegram"],
            part: "the public channels that are named are watched; groups and closed channels are not",
            reason: "no source reads it; public channels can be read (kind: telegram)", isClosed: false),
        Platform(
            "YouTube", hosts: ["youtube.com", "youtu.be"], kinds: ["youtube"], partKinds: ["youtube"],
            partHosts: ["youtube.com"],
            part: "titles and descriptions of videos are watched; comments, and what is said in a video, are not",
            reason:
                "no source reads it; a channel's feed shows its videos (jibu sources discover), kind: youtube its "
                + "comments",
            isClosed: false),
        Platform(
            "VK", hosts: ["vk.com", "vk.ru"], partKinds: ["vk"],
            part:
                "the walls that are named are watched, their comments only where the source says why; other walls are "
                + "not",
            reason: "no source reads it; a wall can be read with a token (kind: vk)", isClosed: false),
        Platform("Odnoklassniki", hosts: ["ok.ru"], reason: "no kind of source reads it"),
        Platform(
            "Threads", hosts: ["threads.net", "threads.com"], reason: "its interface shows an office its own posts only"
        ),
        Platform("Viber", hosts: ["viber.com"], reason: "programs may not read its communities"),
    ]
}
