// What other matchers cost in the bare stage of matching, for scripts/bench-scan: texts in memory, nothing read or unpacked,
// no letters folded. Debian packages libre2-dev and libvectorscan-dev (or libhyperscan-dev).
//
//     peers re2 PATTERNS TEXTS     RE2::Set over patterns, one a line, unanchored, without case
//     peers hs  LITERALS TEXTS     Vectorscan in literal mode over literals, one a line, without case for ASCII
//
// TEXTS has one text a line. Prints compile seconds, nanoseconds a text of the first pass and of the best of three more,
// and the texts with a hit.
#include <hs.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

static std::vector<std::string> lines(const char *path) {
    std::ifstream file(path);
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) all.push_back(line);
    return all;
}

static double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static void measure(double compile, const std::vector<std::string> &texts, std::function<bool(const std::string &)> hits) {
    double first = 0, best = 1e9;
    size_t found = 0;
    for (int pass = 0; pass < 4; pass++) {
        found = 0;
        double start = now();
        for (const auto &text : texts) found += hits(text);
        double each = (now() - start) / texts.size() * 1e9;
        if (pass == 0) first = each;
        else if (each < best) best = each;
    }
    printf("%.4f %.0f %.0f %zu\n", compile, first, best, found);
}

static int re2Set(const char *patterns, const char *texts) {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_max_mem(int64_t(4) << 30);
    options.set_log_errors(false);
    RE2::Set set(options, RE2::UNANCHORED);
    double start = now();
    for (const auto &pattern : lines(patterns))
        if (set.Add(pattern, nullptr) < 0) return 3;
    if (!set.Compile()) return 3;
    double compile = now() - start;
    std::vector<int> which;
    measure(compile, lines(texts), [&](const std::string &text) {
        which.clear();
        return set.Match(text, &which);
    });
    return 0;
}

static int vectorscan(const char *literals, const char *texts) {
    auto all = lines(literals);
    std::vector<const char *> words;
    std::vector<size_t> lengths;
    std::vector<unsigned> flags, ids;
    for (const auto &word : all) {
        ids.push_back(words.size());
        words.push_back(word.c_str());
        lengths.push_back(word.size());
        flags.push_back(HS_FLAG_CASELESS);
    }
    double start = now();
    hs_database_t *database = nullptr;
    hs_compile_error_t *error = nullptr;
    if (hs_compile_lit_multi(words.data(), flags.data(), ids.data(), lengths.data(), words.size(), HS_MODE_BLOCK, nullptr,
                             &database, &error) != HS_SUCCESS)
        return 3;
    hs_scratch_t *scratch = nullptr;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 3;
    double compile = now() - start;
    measure(compile, lines(texts), [&](const std::string &text) {
        unsigned found = 0;
        hs_scan(
            database, text.data(), text.size(), 0, scratch,
            [](unsigned, unsigned long long, unsigned long long, unsigned, void *count) {
                ++*static_cast<unsigned *>(count);
                return 0;
            },
            &found);
        return found > 0;
    });
    return 0;
}

int main(int count, char **arguments) {
    if (count == 4 && std::string(arguments[1]) == "re2") return re2Set(arguments[2], arguments[3]);
    if (count == 4 && std::string(arguments[1]) == "hs") return vectorscan(arguments[2], arguments[3]);
    fprintf(stderr, "usage: peers re2|hs WORDS TEXTS\n");
    return 64;
}
