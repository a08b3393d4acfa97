import CLinux
import Glibc

/// The words of the C library for an error number.
func systemText(_ number: Int32) -> String { String(cString: strerror(number)) }

/// Milliseconds of a clock that only runs forward. It measures how long a program has run; no decision about posts
/// sees it.
func steadyMilliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// A number of milliseconds as `poll` takes it.
func pollTimeout(_ milliseconds: Int64) -> Int32 { Int32(clamping: max(0, milliseconds)) }
