// What the room Programs uses of the kernel that Swift cannot call or that the C library has no name for: variadic
// calls, and the numbers and structures of Landlock and seccomp (their headers may be older than the kernel).
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static inline int clinux_prctl(int option, unsigned long value) { return prctl(option, value, 0UL, 0UL, 0UL); }

// The guard is a process of one thread when it calls this.
static inline pid_t clinux_fork(void) { return fork(); }

// Becomes the program, with the environment that this process has; comes back only when that fails.
static inline void clinux_exec(const char *path, char *const *words) {
    extern char **environ;
    execve(path, words, environ);
}

static inline int clinux_set_close_on_exec(int descriptor) { return fcntl(descriptor, F_SETFD, FD_CLOEXEC); }
// The same file under the first free number from `least` on, closed on exec.
static inline int clinux_duplicate_above(int descriptor, int least) { return fcntl(descriptor, F_DUPFD_CLOEXEC, least); }
static inline int clinux_set_nonblocking(int descriptor) { return fcntl(descriptor, F_SETFL, O_NONBLOCK); }

// A descriptor that becomes readable when the process ends; -1 on kernels before 5.3.
static inline int clinux_pidfd_open(pid_t process) { return (int)syscall(434, process, 0); }

// Closes every descriptor from `first` on; one by one where the kernel (before 5.9) has no such call.
static inline void clinux_close_from(int first) {
    if (syscall(436, (unsigned int)first, ~0U, 0) == 0) return;
    for (int descriptor = first; descriptor < 65536; descriptor++) close(descriptor);
}

// Numbers that Swift does not see: macros, and what only GNU sources have.
static const int clinux_limit_processes = 6; // RLIMIT_NPROC
static const int clinux_spawn_new_session = 0x80; // POSIX_SPAWN_SETSID
static inline int clinux_open_path(const char *path) { return open(path, 010000000 | O_CLOEXEC); } // O_PATH
static inline int clinux_pipe(int ends[2]) { return (int)syscall(__NR_pipe2, ends, O_CLOEXEC); }

static inline int clinux_set_limit(int resource, uint64_t value) {
    struct rlimit limit = {(rlim_t)value, (rlim_t)value};
    return setrlimit((__rlimit_resource_t)resource, &limit);
}

// Landlock: the version of its interface, or -1.
static inline int clinux_landlock_version(void) { return (int)syscall(444, NULL, 0, 1U); }

// A new rule set. `size` says how many of the three fields this kernel knows: 8, 16 or 24 bytes.
static inline int clinux_landlock_create(uint64_t files, uint64_t network, uint64_t scoped, size_t size) {
    struct { uint64_t files, network, scoped; } rules = {files, network, scoped};
    return (int)syscall(444, &rules, size, 0U);
}

static inline int clinux_landlock_allow(int rules, int folder, uint64_t access) {
    struct __attribute__((packed)) { uint64_t access; int32_t folder; } rule = {access, folder};
    return (int)syscall(445, rules, 1, &rule, 0U);
}

static inline int clinux_landlock_enter(int rules) { return (int)syscall(446, rules, 0U); }

#if defined(__x86_64__)
#define CLINUX_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CLINUX_ARCH AUDIT_ARCH_AARCH64
#endif

// No socket of any family, and no way round it (io_uring; calls of another architecture). -1 where it cannot be had.
static inline int clinux_deny_sockets(void) {
#ifdef CLINUX_ARCH
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CLINUX_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socket, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 425, 1, 0), // io_uring_setup
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog program = {sizeof(filter) / sizeof(filter[0]), filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0UL, 0UL);
#else
    return -1;
#endif
}
