import Intake
import Model
import Reading

/// What may be asked at all, and the way back through the older pages of a list.
extension PageVisits {
    /// Whether an address may be asked, by what is known of its host (`learnRobots`).
    func mayAsk(_ url: String) -> Bool { URLText.isWeb(url) && recipe.isOwn(url) && memory.robots.allows(url) }

    /// Asks for robots.txt of hosts that are new, a few in each fetch. A host that does not say what it forbids is left
    /// alone, and asked again next time (`noteWaiting`).
    mutating func learnRobots(of urls: some Sequence<String>) async {
        for url in memory.robots.unknown(among: urls.filter(recipe.isOwn)).prefix(Self.mostNewHosts) {
            do throws(SourceFailure) {
                _ = try await memory.robots.rules(for: url, using: context)
            } catch {
                let host = URLText.host(of: url) ?? url
                notes.append("pages of \(host) are not read: its robots.txt could not be (\(error))")
                if case .transport = error, Self.stops(error) { return }
            }
        }
    }

    private static let mostNewHosts = 4

    /// Goes on to older pages until one holds an item that is known. At the first fetch the newest page is all.
    ///
    /// After a page that could not be read the next fetch goes further: what the broken one did read is known by then,
    /// and must not end the way back (`PageMemory.behind`).
    mutating func olderPages(of listing: inout Listing) async {
        guard !memory.isFresh else { return }
        for number in 1..<max(2, recipe.pages + 1) {
            guard let next = listing.next, !listing.pages.contains(next), !memory.meets(listing.items) else {
                return memory.catchUp()
            }
            await learnRobots(of: [next])
            guard mayAsk(next) else {
                // Whether it may be read is not known yet.
                if recipe.isOwn(next), !memory.robots.knows(next) {
                    listing.isCut = true
                    return memory.stayBehind()
                }
                listing.notes.append("older pages may not be read: robots.txt forbids \(next), or it is another site")
                return memory.catchUp()
            }
            guard number < recipe.pages else {
                listing.leaveOut("more than \(recipe.pages) pages of new items: older ones were not read")
                return memory.catchUp()
            }
            do throws(SourceFailure) {
                let older = try ListPage.read(try await open(next), recipe, context: context, memory: memory)
                var keys = Set(listing.items.map(\.key))
                // An item that moved on to this page while we read is no second one.
                listing.items += older.items.filter { keys.insert($0.key).inserted }
                listing.pages.append(next)
                listing.next = older.next
                listing.isCut = listing.isCut || older.isCut
                listing.notes += older.notes
            } catch {
                memory.stayBehind()
                listing.isCut = true
                listing.notes.append("an older page could not be read (\(error)); it is tried again")
                return
            }
        }
    }
}
