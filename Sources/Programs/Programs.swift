// Programs of somebody else's, run so that they cost their own posts only (docs/exec-protocol.md; trust.md R18, S13).
//
//   ProgramHost      the port `ProgramRunner`: one thread for each program, from its start to its last descendant
//   ProgramSession   one program: spawn, pump, end
//   LineBudget       bytes -> lines, within the limits on lines and bytes
//   TailBuffer       the end of standard error
//   Scratch          the program's working folder, gone afterwards
//   Guard/           what runs between Jibu and the program, as the hidden command `jibu guard`:
//     GuardOrder       the limits and permissions, as words of a command line
//     Guard            starts the program in its cage, waits, ends everything that it left behind
//     Cage             resource limits, no new privileges, Landlock, no sockets; then exec
//     Descendants      who is whose child, and how to end all of them
//     GuardReport      what the guard tells its host
//
// Jibu -> guard (a session of its own, and the one who inherits orphans) -> the program and whatever it starts.
// When Jibu dies the guard sees its line to Jibu close and ends everything too.
