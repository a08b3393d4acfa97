import GRDB
import Model

/// The ledger as deliverers see it: parts of digests, moved addresses, what was spent.
extension Ledger: DeliveryJournal {
    package func parts(of digest: String) throws(DeliveryJournalFailure) -> [Int: DeliveryPart] {
        try journal { () throws(StorageError) in
            try read { database in
                let rows = try Row.fetchAll(
                    database, sql: "SELECT part, receipt FROM delivery_part WHERE digest = ?", arguments: [digest])
                return try Dictionary(
                    rows.map { row -> (Int, DeliveryPart) in
                        let receipt = try row.find("receipt", as: String.self)
                        return (try row.get("part"), receipt.map(DeliveryPart.accepted) ?? .inDoubt)
                    }) { first, _ in first }
            }
        }
    }

    package func begin(part: Int, of digest: String, at now: Instant) throws(DeliveryJournalFailure) {
        try journal { () throws(StorageError) in
            try write { database in
                try database.execute(
                    sql: "INSERT OR REPLACE INTO delivery_part (digest, part, begun) VALUES (?, ?, ?)",
                    arguments: [digest, part, now])
            }
        }
    }

    package func end(part: Int, of digest: String, receipt: String?) throws(DeliveryJournalFailure) {
        try journal { () throws(StorageError) in
            try write { database in
                if let receipt {
                    try database.execute(
                        sql: "UPDATE delivery_part SET receipt = ? WHERE digest = ? AND part = ?",
                        arguments: [receipt, digest, part])
                } else {
                    try database.execute(
                        sql: "DELETE FROM delivery_part WHERE digest = ? AND part = ?", arguments: [digest, part])
                }
            }
        }
    }

    package func undo(
        part: Int, of digest: String, giving units: Int, channel: String
    ) throws(DeliveryJournalFailure) {
        try journal { () throws(StorageError) in
            try write { database in
                let row = try Row.fetchOne(
                    database, sql: "SELECT begun FROM delivery_part WHERE digest = ? AND part = ? AND receipt IS NULL",
                    arguments: [digest, part])
                guard let row else { return }
                let begun = try row.get("begun", as: Instant.self)
                try database.execute(
                    sql: "DELETE FROM delivery_part WHERE digest = ? AND part = ?", arguments: [digest, part])
                try database.execute(
                    sql: "UPDATE spent SET units = max(0, units - ?) WHERE channel = ? AND day = ?",
                    arguments: [max(0, units), channel, begun.date.description])
            }
        }
    }

    package func address(_ address: String, channel: String) throws(DeliveryJournalFailure) -> String {
        try journal { () throws(StorageError) in
            try read { database in
                try String.fetchOne(
                    database, sql: "SELECT leads_to FROM moved_address WHERE channel = ? AND address = ?",
                    arguments: [channel, address]) ?? address
            }
        }
    }

    package func move(
        _ address: String, to new: String, channel: String, at now: Instant
    ) throws(DeliveryJournalFailure) {
        try journal { () throws(StorageError) in
            try write { database in
                try database.execute(
                    sql: "INSERT OR REPLACE INTO moved_address (channel, address, leads_to, moved) VALUES (?, ?, ?, ?)",
                    arguments: [channel, address, new, now])
            }
        }
    }

    package func spent(channel: String, day: CivilDate) throws(DeliveryJournalFailure) -> Int {
        try journal { () throws(StorageError) in
            try read { database in
                try Int.fetchOne(
                    database, sql: "SELECT units FROM spent WHERE channel = ? AND day = ?",
                    arguments: [channel, day.description]) ?? 0
            }
        }
    }

    package func spend(_ units: Int, channel: String, day: CivilDate) throws(DeliveryJournalFailure) {
        try journal { () throws(StorageError) in
            try write { database in
                try database.execute(
                    sql: """
                        INSERT INTO spent (channel, day, units) VALUES (?, ?, ?)
                        ON CONFLICT (channel, day) DO UPDATE SET units = units + excluded.units
                        """, arguments: [channel, day.description, units])
            }
        }
    }

    package func digest(beginning text: String) throws(DeliveryJournalFailure) -> String? {
        try journal { () throws(StorageError) in
            try read { database in
                // Ids are hex digits, so `g` is behind every one that begins so.
                let found = try String.fetchAll(
                    database, sql: "SELECT id FROM digest WHERE id >= ? AND id < ? LIMIT 2", arguments: [text, text + "g"])
                return found.count == 1 ? found[0] : nil
            }
        }
    }

    package func recipient(ofDigest id: String, channel: String) throws(DeliveryJournalFailure) -> String? {
        try journal { () throws(StorageError) in
            try read { database in
                try String.fetchOne(
                    database, sql: "SELECT address FROM digest WHERE id = ? AND channel = ?", arguments: [id, channel])
            }
        }
    }

    package func digest(ofReceipt receipt: String, channel: String) throws(DeliveryJournalFailure) -> String? {
        try journal { () throws(StorageError) in
            try read { database in
                try String.fetchOne(
                    database,
                    sql: """
                        SELECT digest.id FROM delivery_part JOIN digest ON digest.id = delivery_part.digest
                        WHERE delivery_part.receipt = ? AND digest.channel = ?
                        """, arguments: [receipt, channel])
            }
        }
    }

    func journal<Value>(_ body: () throws(StorageError) -> Value) throws(DeliveryJournalFailure) -> Value {
        do { return try body() } catch { throw DeliveryJournalFailure(why: error.what) }
    }
}
