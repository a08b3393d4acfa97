/// From a hash to the number of a member: open addressing with four bytes a place, at most three quarters full.
///
/// The table holds no keys. Who asks knows them: by the member's number.
struct SlotTable: Sendable {
    /// A member's number plus one; 0: nothing.
    private var places: [UInt32]

    /// - Parameter capacity: members that it must hold.
    init(capacity: Int) { places = [UInt32](repeating: 0, count: max(8, capacity / 3 * 4 + 4)) }

    /// The member for which `isIt` holds, among those with that hash.
    func find(_ hash: UInt64, where isIt: (Int) -> Bool) -> Int? {
        place(of: hash, where: isIt).map { Int(places[$0]) - 1 }
    }

    /// Enters a member, in place of the one for which `isIt` holds; gives that one.
    mutating func enter(_ member: Int, hash: UInt64, insteadOf isIt: (Int) -> Bool) -> Int? {
        if let place = place(of: hash, where: isIt) {
            let before = Int(places[place]) - 1
            places[place] = UInt32(member + 1)
            return before
        }
        var place = home(hash)
        while places[place] != 0 { place = next(place) }
        places[place] = UInt32(member + 1)
        return nil
    }

    /// Takes a member out; nothing happens when it is not in.
    ///
    /// - Parameter hashOf: the hash that a member was entered with.
    mutating func remove(_ member: Int, hashOf: (Int) -> UInt64) {
        guard var gap = place(of: hashOf(member), where: { $0 == member }) else { return }
        // Members behind the gap move up, so that a search never ends before them.
        var place = next(gap)
        while places[place] != 0 {
            let wanted = home(hashOf(Int(places[place]) - 1))
            if distance(from: wanted, to: place) >= distance(from: gap, to: place) {
                places[gap] = places[place]
                gap = place
            }
            place = next(place)
        }
        places[gap] = 0
    }

    private func place(of hash: UInt64, where isIt: (Int) -> Bool) -> Int? {
        var place = home(hash)
        while places[place] != 0 {
            if isIt(Int(places[place]) - 1) { return place }
            place = next(place)
        }
        return nil
    }

    private func home(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: ((hash >> 32) * UInt64(places.count)) >> 32) }
    private func next(_ place: Int) -> Int { place + 1 == places.count ? 0 : place + 1 }
    private func distance(from start: Int, to end: Int) -> Int {
        end >= start ? end - start : end + places.count - start
    }
}
