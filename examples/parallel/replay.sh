#!/usr/bin/env bash
# replay.sh OUT [OPTION ...]: a replay whose sketches are made side by side with GNU parallel.
#
# OPTIONs go to both commands: --config, --watchlists, --against, --now. Run it where jibu.yaml is, or give --config.
# Answers: OUT/answer.jsonl and OUT/report.html. JOBS and ARCHIVE may be set in the environment.
set -euo pipefail
out=$1
shift
archive=${ARCHIVE:-data/archive}
mkdir -p "$out/sketches"
export JIBU=${JIBU:-jibu}

# Status 1 of a sketch says that the segment is damaged; the replay will say it again. Anything above ends the work.
sketch() {
    local to=$1 count=$2
    shift 2
    local options=("${@:1:count}") segments=("${@:count+1}")
    "$JIBU" scan --sketch "${options[@]}" "${segments[@]}" > "$to" || [ $? -eq 1 ]
}
export -f sketch

ls "$archive"/date=*/*.ndjson.zst \
    | parallel --jobs "${JOBS:-100%}" --max-args 20 --halt now,fail=1 sketch "$out/sketches/{#}.jsonl" $# "$@" {}
"$JIBU" replay "$@" --json --report "$out/report.html" --from-matches "$out"/sketches/*.jsonl > "$out/answer.jsonl"
