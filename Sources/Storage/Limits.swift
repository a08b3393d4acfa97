/// The limits of this room (design decision 6, trust.md S4): an archive may come from somebody else.
package enum Limits {
    /// Longest line of the archive, with its newline.
    package static let lineBytes = 1 << 20
    /// Most bytes of lines that the writer puts into one frame: what one damaged frame can cost.
    static let frameContent = 1 << 20
    /// Most decompressed bytes of one frame that the reader accepts.
    static let readableFrameContent = 8 << 20
    /// Longest compressed frame that the reader takes into memory.
    static let frameBytes = 9 << 20
    /// Decompressed over compressed, asked only of frames over 1 MiB; the writer makes none of these.
    static let ratio = 200
    /// Bytes that may come out of any input before the ratio is asked for.
    static let ratioFree = 1 << 20
    /// Most bytes that may come out of one input of somebody else.
    static let foreignBytes = 1 << 40
    /// Base-2 logarithm of the largest zstd window, 8 MiB.
    static let windowLog: Int32 = 23
    /// Longest index at the end of a segment: about a million frames.
    static let indexBytes = 16 << 20
    /// Damages listed one by one for a segment; the rest is counted.
    static let listedDamages = 100
}
