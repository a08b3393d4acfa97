/// The files of a small office as text: what all test offices have in common. One place, claims about water and
/// schools, an approved answer to each that has one, and people with one channel each.
package enum OfficeText {
    package static let places = """
        places:
          - id: qala
            names: {en: Qala}
            terms: {en: [qala]}

        """

    /// One claim of a list.
    package struct Claim: Sendable {
        package var id: String
        package var title: String
        package var statement: String
        package var severity: String
        package var topic: String
        package var pattern: String
        package var matching: String
        package var other: String

        /// The tap water is poisoned.
        ///
        /// - Parameter number: tells several such claims apart, in their title and in the words that match.
        package static func water(
            _ id: String, severity: String = "high", pattern: String = #"\bwater is poison\w*"#, number: String = ""
        ) -> Claim {
            Claim(
                id: id, title: "Safety of the tap water" + (number.isEmpty ? "" : " \(number)"),
                statement: "The tap water of Qala has been poisoned since the October repair.", severity: severity,
                topic: "water", pattern: pattern, matching: "They say the water is poisoned\(number)",
                other: "The water is clean")
        }

        /// All schools close.
        package static func schools(_ id: String, severity: String) -> Claim {
            Claim(
                id: id, title: "School days",
                statement: "All schools of Qala close on Monday until the end of the year.", severity: severity,
                topic: "schools", pattern: #"\bschools? (?:will )?close\b"#, matching: "All schools close on Monday",
                other: "The school has a new roof")
        }

        fileprivate var text: String {
            """
              - id: \(id)
                title: \(title)
                statement: \(statement)
                severity: \(severity)
                topics: [\(topic)]
                match: {any: [{pattern: '\(pattern)'}]}
                examples:
                  match: ["\(matching)"]
                  no_match: ["\(other)"]

            """
        }
    }

    package static func watchlist(_ name: String, _ claims: [Claim]) -> String {
        """
        watchlist: \(name)
        owner: press@qala.example
        purpose: Answer rumours about drinking water before people stop drinking it.
        reviewed: 2026-11-15
        review_by: 2027-01-25
        claims:

        """ + claims.map(\.text).joined()
    }

    /// An approved answer to a claim about water.
    package static func response(
        to claim: String, post: String = "{{fact}} {{why_wrong}} {{action}}", sms: String = "{{fact}} {{action}}"
    ) -> String {
        """
        claim: \(claim)
        version: 1
        status: approved
        claim_status: false
        owner: press@qala.example
        approved_by: Head of the water utility
        approved_on: 2026-11-17
        review_by: 2027-01-25
        contact: water@qala.example
        evidence:
          - {title: Results, url: "https://qala.example/water", publisher: Laboratory, date: 2026-11-16}
        variants:
          en:
            fact: The water was tested on 16 November and it is safe.
            warning: A false message about it goes round.
            myth_once: A message says that there is poison in the water.
            why_wrong: The laboratory took 24 samples and all are in order.
            instead: After repairs water may be cloudy because of air.
            action: Let it run for two minutes.
            post: "\(post)"
            sms: "\(sms)"

        """
    }

    /// The lines of a mail channel whose replies are read, for `house` or below `- id: mail`. Its password and its key lie
    /// in `secrets/imap` and `secrets/reply`.
    package static func mail(_ smtp: LoopbackSMTP, _ imap: LoopbackDovecot) -> String {
        """
        kind: smtp
        url: "\(smtp.url)"
        from: Jibu <jibu@qala.example>
        tls: local
        replies:
          url: "\(imap.url)"
          tls: local
          address: alerts@qala.example
          username: \(LoopbackDovecot.username)
          password: {file: secrets/imap}
          key: {file: secrets/reply}
        """
    }

    /// The lines of a channel as they stand in the list of channels.
    package static func indented(_ channel: String) -> String {
        channel.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
    }

    /// jibu.yaml of an office with one deputy on the channel `way`, and an operator whose mails become files in
    /// `outbox`.
    ///
    /// - Parameters:
    ///   - channel: the lines of the channel, without its id.
    ///   - address: of the deputy.
    ///   - ports: of this machine, that may be reached.
    package static func house(channel: String, address: String, ports: [Int]) -> String {
        """
        office: {id: qala, name: Qala Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
        sources:
          - {id: news, kind: feed, url: "file:feed.xml", author_kind: outlet, every: 1m, places: [qala]}
        places: places.yaml
        watchlists: watchlists
        recipients:
          - {id: aigul, name: Aigul, role: deputy, areas: [qala], languages: [en], channels: [{way: "\(address)"}]}
          - {id: bekzat, name: Bekzat, role: operator, languages: [en], channels: [{eml: bekzat@qala.example}]}
        routes: {id: root, to: [{role: deputy}]}
        delivery:
          channels:
            - {id: eml, kind: eml-folder, folder: outbox, from: "Jibu <jibu@qala.example>"}
            - id: way
        \(indented(channel))
        responses: {respond_from: {posts: 1, authors: 1, severity: high}}
        network:
          {allow: [\(ports.map { "\"127.0.0.1:\($0)\"" }.joined(separator: ", "))], host_pause: 0s, min_interval: 0s}

        """
    }
}
