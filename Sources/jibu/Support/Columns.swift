/// Columns of plain words.
extension String {
    /// Filled with blanks to a width.
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    /// With blanks before it, at the right of a column.
    func aligned(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
