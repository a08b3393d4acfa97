import Foundation

/// A library that goes in front of libc and lets calls on files of the data folder fail, compiled once by the test.
enum FaultShim {
    /// Its path; nil on a machine without a C compiler.
    static let path: String? = {
        let compilers = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"]
        guard let compiler = compilers.first(where: FileManager.default.isExecutableFile) else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-shim-\(UUID().uuidString)")
        let (code, library) = (folder.appending(path: "shim.c"), folder.appending(path: "shim.so"))
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(source.utf8).write(to: code)
            let process = Process()
            process.executableURL = URL(filePath: compiler)
            process.arguments = ["-shared", "-fPIC", "-O1", "-o", library.path, code.path, "-ldl"]
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus == 0 ? library.path : nil
        } catch {
            return nil
        }
    }()

    /// The N-th write to a file of the data folder and all later ones find no space.
    static func fullDisk(from number: Int) -> [String: String] { settings("full", number) }

    /// Every write finds no space while the reserve is there.
    static let fullUntilReserveIsGone = settings("reserve", 1)

    /// The first write of these bytes to a file of the data folder finds no space, and no other.
    static func fullOnce(writing word: String) -> [String: String] {
        settings("word", 1).merging(["SHIM_WORD": word]) { own, _ in own }
    }

    /// The N-th fsync of a file of the data folder fails, and no other.
    static func failedSync(_ number: Int) -> [String: String] { settings("sync", number) }

    /// The process is killed at its N-th fsync or rename, before the call.
    static func killed(at number: Int) -> [String: String] { settings("kill", number) }

    private static func settings(_ mode: String, _ number: Int) -> [String: String] {
        ["LD_PRELOAD": path ?? "", "SHIM_MODE": mode, "SHIM_NUMBER": String(number)]
    }

    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <signal.h>
        #include <stdatomic.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/types.h>
        #include <unistd.h>

        static atomic_int seen;

        static int in_data(int fd) {
            char link[64], path[4096];
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            ssize_t n = readlink(link, path, sizeof path - 1);
            if (n < 0) return 0;
            path[n] = 0;
            return strstr(path, "/data/") != NULL;
        }
        static int is_mode(const char *name) {
            const char *mode = getenv("SHIM_MODE");
            return mode && strcmp(mode, name) == 0;
        }
        static int number(void) {
            const char *text = getenv("SHIM_NUMBER");
            return text ? atoi(text) : 0;
        }
        static int has_word(const void *bytes, size_t count) {
            const char *word = getenv("SHIM_WORD");
            return word && memmem(bytes, count, word, strlen(word)) != NULL;
        }
        static int no_space(int fd, const void *bytes, size_t count) {
            int save = errno, full = 0;
            if (is_mode("word") && in_data(fd) && has_word(bytes, count)) full = atomic_fetch_add(&seen, 1) == 0;
            if (is_mode("full") && in_data(fd)) full = atomic_fetch_add(&seen, 1) + 1 >= number();
            if (is_mode("reserve") && in_data(fd)) full = access("data/reserve", F_OK) == 0;
            errno = full ? ENOSPC : save;
            return full;
        }
        static int sync_fails(int fd) {
            int save = errno, fails = 0;
            if (is_mode("sync") && in_data(fd)) fails = atomic_fetch_add(&seen, 1) + 1 == number();
            errno = fails ? EIO : save;
            return fails;
        }
        static void die(void) {
            if (is_mode("kill") && atomic_fetch_add(&seen, 1) + 1 == number()) kill(getpid(), SIGKILL);
        }
        #define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

        ssize_t write(int fd, const void *bytes, size_t count) {
            NEXT(write);
            return no_space(fd, bytes, count) ? -1 : next(fd, bytes, count);
        }
        ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
            NEXT(pwrite);
            return no_space(fd, bytes, count) ? -1 : next(fd, bytes, count, at);
        }
        ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
            NEXT(pwrite64);
            return no_space(fd, bytes, count) ? -1 : next(fd, bytes, count, at);
        }
        int fsync(int fd) {
            NEXT(fsync);
            die();
            return sync_fails(fd) ? -1 : next(fd);
        }
        int fdatasync(int fd) {
            NEXT(fdatasync);
            die();
            return sync_fails(fd) ? -1 : next(fd);
        }
        int rename(const char *from, const char *to) {
            NEXT(rename);
            die();
            return next(from, to);
        }
        """
}
