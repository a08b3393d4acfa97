extension Wording {
    static let english = Wording(
        language: "en", endonym: "English",
        phrases: AnswerWords.joined(AnswerWords.english.merging(AnswerWords.englishApprovals) { $1 }, [
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
            .copyButton: "Copy answer {n}",
            .contact: "Contact", .evidence: "Evidence",
            .badge: "{severity}, {state}",
            .answerLanguage: "in {language}",
            .personsNote: "Posts by private persons are only counted: no names and no links are shown.",
            .timesNote: "Times are those of {zone}.",
            .insteadOf: "Sent to you because {names} is away or cannot be reached.",
            .electionSilence:
                "Election silence until {date}: the answer is held back. Post nothing about this before then.",
            .beatSubject: "Nothing to report this week",
            .beatLead: "For {name}: Jibu was at work and found nothing for you since {from}. {runs} {read}, {failed}.",
            .beatGapsSubject: "Nothing found this week, but there were gaps",
            .beatGapsLead:
                "For {name}: since {from} Jibu found nothing for you, but it did not run all the time. "
                + "{runs} {read}, {failed}.",
            .beatNoRun:
                "No run took place from {from} to {to}. "
                + "Posts of that time were read later as far as their sources still had them.",
            .beatHelp: "If no message comes for more than a week, ask {contact}: Jibu may stand still.",
            .gapOpen: "Not watched since {from}: {source}, {reason}.",
            .gapClosed: "Not watched from {from} to {to}: {source}, {reason}. Posts of that time may be missing.",
            .gapFailed: "it gives no answer",
            .gapThrottled: "it asks for fewer requests",
            .gapGone: "it is gone for good",
            .gapOffline: "there was no network",
            .gapOff: "Jibu did not run",
            .gapLate: "it was not asked in time",
            .unwatched: "Not seen by Jibu: {platforms}, closed groups and private messages.",
            .wordSubject: "Jibu needs you: messages do not arrive",
            .wordLead: "For {name}: Jibu could not deliver what follows.",
            .wordRefused: "{name} cannot be reached over {channel}: {why}",
            .wordExpired: "A message for {name} over {channel} ran out of time: {why}",
            .wordUnconfirmed: "It is not known whether a message for {name} over {channel} arrived: {why}",
            .wordBroken: "The channel {channel} works for nobody until its settings are mended: {why}",
            .wordHelp:
                "Mend the addresses and channels in jibu.yaml. What can still be delivered goes out by itself then.",
            .footer:
                "Sent by Jibu for {office}. Jibu never posts by itself. Is something wrong here? Write to {contact}.",
        ]),
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
            .moreGaps: singularPlural("and {n} more gap", "and {n} more gaps"),
            .unseen: singularPlural(
                "Not looked at: {n} post with pictures or sound and no text.",
                "Not looked at: {n} posts with pictures or sound and no text."),
            .waited: singularPlural(
                "{n} of these items waited, so that you get fewer messages.",
                "{n} of these items waited, so that you get fewer messages."),
            .ran: singularPlural("It ran {n} time.", "It ran {n} times."),
            .sourcesRead: singularPlural("{n} source was read", "{n} sources were read"),
            .sourcesFailed: singularPlural("{n} could not be read", "{n} could not be read"),
            .folded: singularPlural(
                "+{n} more item follows in the next digest.", "+{n} more items follow in the next digest."),
            .stillOpen: singularPlural(
                "Still open, told earlier: {n} item: {titles}", "Still open, told earlier: {n} items: {titles}"),
        ],
        platforms: ["feed": "websites and forums", "exec": "another source"],
        plural: oneOrOther, plurals: [.one, .other])
}
