/// Days and hours on which nothing is sent: what Jibu keeps of an iCalendar file (delivery.md 2.4).
package struct Holidays: Sendable, Hashable {
    package var events: [Event]

    package init(_ events: [Event] = []) { self.events = events }

    /// One event, with every day on which it comes again.
    package struct Event: Sendable, Hashable {
        /// The local day of its first start.
        package var day: CivilDate
        /// Minutes after local midnight at which it starts; 0 for whole days.
        package var minutes: Int
        package var length: Length
        /// IANA name of the zone of its clock; nil: that of the person.
        package var zone: String?
        package var recurrence: Recurrence?
        /// Local days on which it does not come.
        package var except: Set<CivilDate>

        package init(
            day: CivilDate, minutes: Int = 0, length: Length = .days(1), zone: String? = nil,
            recurrence: Recurrence? = nil, except: Set<CivilDate> = []
        ) {
            self.day = day
            self.minutes = minutes
            self.length = length
            self.zone = zone
            self.recurrence = recurrence
            self.except = except
        }
    }

    package enum Length: Sendable, Hashable {
        /// Whole local days, 1 to `longest`.
        case days(Int)
        case minutes(Int)

        /// Days; what lasts longer is cut.
        package static let longest = 31

        /// Local days that it may touch after the one on which it starts.
        package var daysAfter: Int {
            switch self {
            case .days(let days): max(days - 1, 0)
            case .minutes(let minutes): max(minutes, 0) / 1440 + 1
            }
        }
    }

    /// When an event comes again (RFC 5545, 3.3.10, as far as holidays need it).
    package struct Recurrence: Sendable, Hashable {
        package enum Unit: Sendable, Hashable {
            case day
            /// ISO weekdays; 1 is Monday.
            case week(Set<Int>)
            case year
        }
        package var unit: Unit
        /// 1 is every time.
        package var interval: Int
        /// The last day on which it may start.
        package var until: CivilDate?

        package init(unit: Unit, interval: Int = 1, until: CivilDate? = nil) {
            self.unit = unit
            self.interval = max(interval, 1)
            self.until = until
        }
    }
}

extension Holidays.Event {
    /// Does it start on a local day?
    package func starts(on day: CivilDate) -> Bool {
        guard !except.contains(day) else { return false }
        if day == self.day { return true }
        guard let recurrence, day > self.day, recurrence.until.map({ day <= $0 }) ?? true else { return false }
        switch recurrence.unit {
        case .day:
            return (day.daysSinceEpoch - self.day.daysSinceEpoch) % recurrence.interval == 0
        case .week(let weekdays):
            let weeks = (day.monday - self.day.monday) / 7
            return weekdays.contains(day.weekday) && weeks % recurrence.interval == 0
        case .year:
            return day.month == self.day.month && day.day == self.day.day
                && (day.year - self.day.year) % recurrence.interval == 0
        }
    }
}

extension CivilDate {
    /// The day number of the Monday of this week.
    fileprivate var monday: Int { daysSinceEpoch - weekday + 1 }
}
