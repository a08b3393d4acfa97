extension Wording {
    static let english = Wording(
        language: "en", endonym: "English",
        phrases: [
            .subject: "Jibu: {items}, highest severity: {severity}",
            .lead: "For {name}: {items}, {answers}.",
            .severityLow: "low", .severityMedium: "medium", .severityHigh: "high", .severityCritical: "critical",
            .isNew: "new", .isGrown: "grown",
            .found: "Found", .foundBy: "{posts} by {authors} on {platforms}",
            .place: "Place", .placeText: "named in the text", .placeSource: "the source reports from there",
            .placeClaim: "the claim applies there", .placeUnknown: "not known",
            .firstSeen: "First seen", .timeAgo: "{time} ({ago})", .justNow: "just now",
            .words: "Matched words", .sources: "Where",
            .why: "Why you see this",
            .whyStatement: "“{statement}” (watchlist “{list}”, rule “{route}”)",
            .foundDeobfuscated: "found after replacing look-alike letters",
            .foundSqueezed: "found after joining letters that were written apart",
            .topicWatch:
                "No claim is known yet. Read the posts and decide whether to write one.",
            .rising:
                "Rising fast: {posts} by {authors} from {from} to {to}; "
                + "at this time on earlier days {earlier} in {hours} h. It counts as: {severity}.",
            .advice: "Advice",
            .respond: "Answer now.",
            .respondLater: "An answer is due, but wait for the approved one.",
            .monitor: "Watch, do not answer yet.",
            .limits:
                "An answer is advised from {posts} by {authors} on, all places together, or at severity: {severity}.",
            .watchNote: "Few people have seen this. An answer now would show it to more.",
            .answer: "Approved answer, version {version}",
            .approvedBy: "approved by {who}, {date}",
            .copyFrom: "copy from here", .copyTo: "copy to here", .smsAnswer: "The same as SMS",
            .noAnswer: "No approved answer: {reason}. Ask {owner}.",
            .answerMissing: "nobody has written one", .answerDraft: "it is still a draft",
            .answerExpired: "it is marked as expired", .answerOverdue: "its review was due on {date}",
            .answerBroken: "its text cannot be put together",
            .contact: "Contact", .evidence: "Evidence",
            .badge: "{severity}, {state}",
            .answerLanguage: "in {language}",
            .personsNote: "Posts by private persons are only counted: no names and no links are shown.",
            .timesNote: "Times are those of {zone}.",
            .footer:
                "Sent by Jibu for {office}. Jibu never posts by itself. Is something wrong here? Write to {contact}.",
        ],
        counted: [
            .items: singularPlural("{n} item", "{n} items"),
            .answers: singularPlural("{n} approved answer is ready", "{n} approved answers are ready"),
            .posts: singularPlural("{n} post", "{n} posts"),
            .authors: singularPlural("{n} author", "{n} authors"),
            .grown: singularPlural("{n} more since the last message", "{n} more since the last message"),
            .elsewhere: singularPlural(
                "{n} more post elsewhere, counted for this advice.",
                "{n} more posts elsewhere, counted for this advice."),
            .morePlaces: singularPlural("and {n} more place", "and {n} more places"),
            .minutesAgo: singularPlural("{n} minute ago", "{n} minutes ago"),
            .hoursAgo: singularPlural("{n} hour ago", "{n} hours ago"),
            .daysAgo: singularPlural("{n} day ago", "{n} days ago"),
            .persons: singularPlural(
                "{n} post by a private person{platforms}, at {time}",
                "{n} posts by private persons{platforms}, the last at {time}"),
            .moreSources: singularPlural("and {n} more", "and {n} more"),
            .folded: singularPlural(
                "+{n} more item follows in the next digest.", "+{n} more items follow in the next digest."),
            .stillOpen: singularPlural(
                "Still open, told earlier: {n} item: {titles}", "Still open, told earlier: {n} items: {titles}"),
        ],
        platforms: ["feed": "websites and forums", "exec": "another source"],
        plural: oneOrOther, plurals: [.one, .other])
}
