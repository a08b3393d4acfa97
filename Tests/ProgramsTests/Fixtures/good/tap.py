#!/usr/bin/python3
"""A stand-in for a Singer tap: COUNT records from its bookmark on, the boundary record again, a STATE after each."""
import json
import os
import signal
import sys


def arguments():
    words = sys.argv[1:]
    return {words[i]: words[i + 1] for i in range(0, len(words) - 1, 2)}


def say(message):
    print(json.dumps(message), flush=True)


given = arguments()
config = json.load(open(given["--config"]))
state = json.load(open(given["--state"])) if "--state" in given else {}
if state and state != {"bookmarks": {"posts": {"id": state["bookmarks"]["posts"]["id"], "exact": 12345678901234567890}}}:
    sys.exit("the state came back changed: %r" % state)
start = state["bookmarks"]["posts"]["id"] if state else 1
say({"type": "STATE", "value": {}}) if not state else None
say({"type": "SCHEMA", "stream": "posts", "schema": {"properties": {}}, "key_properties": ["id"]})
say({"type": "ACTIVATE_VERSION", "stream": "posts", "version": 1})
print("INFO a line of the log", file=sys.stderr, flush=True)
for number in range(start, start + config["count"]):
    record = {"id": number, "text": "Су \u26a0 %d" % number, "created_at": "2026-11-20T01:00:00Z", "author_handle": "aigul",
              "score": float("nan")}
    say({"type": "record", "stream": "posts", "record": record, "time_extracted": "2026-11-21T01:14:32Z"})
    say({"type": "STATE", "value": {"bookmarks": {"posts": {"id": number, "exact": 12345678901234567890}}}})
    if config.get("die_after") == number - start + 1:
        os.kill(os.getpid(), signal.SIGKILL)
