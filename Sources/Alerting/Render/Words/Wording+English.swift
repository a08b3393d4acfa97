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
            .why: "Why you see this", .whyStatement: "watchlist “{list}” watches this statement: “{statement}”",
            .foundAsWritten: "found as written", .foundDeobfuscated: "found after replacing look-alike letters",
            .foundSqueezed: "found after joining letters that were written apart",
            .rule: "sent to you by rule “{route}”",
            .advice: "Advice", .respond: "answer now", .respondLater: "an answer is due, but wait for the approved one",
            .monitor: "watch, do not answer yet",
            .limits: "answers start at {posts} by {authors}, or at severity: {severity}",
            .watchNote: "Few people have seen this. An answer now would show it to more.",
            .answer: "Approved answer, version {version}, language: {language}",
            .approvedBy: "approved by {who}, {date}",
            .copyFrom: "copy from here", .copyTo: "copy to here", .smsAnswer: "The same as SMS",
            .noAnswer: "No approved answer: {reason}. Ask {owner}.",
            .answerMissing: "nobody has written one", .answerDraft: "it is still a draft",
            .answerExpired: "it is marked as expired", .answerOverdue: "its review was due on {date}",
            .answerBroken: "its text cannot be put together",
            .contact: "Contact", .evidence: "Evidence",
            .footer:
                "Sent by Jibu for {office}. Jibu never posts by itself. Is something wrong here? Write to {contact}.",
        ],
        counted: [
            .items: singularPlural("{n} item", "{n} items"),
            .answers: singularPlural("{n} approved answer is ready", "{n} approved answers are ready"),
            .posts: singularPlural("{n} post", "{n} posts"),
            .authors: singularPlural("{n} author", "{n} authors"),
            .grown: singularPlural("{n} more since the last message", "{n} more since the last message"),
            .minutesAgo: singularPlural("{n} minute ago", "{n} minutes ago"),
            .hoursAgo: singularPlural("{n} hour ago", "{n} hours ago"),
            .daysAgo: singularPlural("{n} day ago", "{n} days ago"),
            .persons: singularPlural(
                "{n} post by a private person on {platforms}, last at {time}; no name and no link is kept here",
                "{n} posts by private persons on {platforms}, last at {time}; no names and no links are kept here"),
            .moreSources: singularPlural("and {n} more", "and {n} more"),
            .folded: singularPlural(
                "+{n} more item follows in the next digest.", "+{n} more items follow in the next digest."),
            .stillOpen: singularPlural(
                "Still open, told earlier: {n} item: {titles}", "Still open, told earlier: {n} items: {titles}"),
        ],
        plural: oneOrOther, plurals: [.one, .other])
}
