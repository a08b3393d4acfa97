#!/usr/bin/python3
import sys
def say(line):
    print(line, flush=True)
say('{"type":"hello","protocol":1}')
say('{"type":"post","id":"1","text":"Су таза."}')
say('{"type":"cursor","value":"1"}')
def escaped(what):
    say('{"type":"post","id":"escaped","text":"escaped: %s"}' % what)
import os, signal
for target in (os.getppid(), 1):
    try:
        os.kill(target, signal.SIGKILL if target != 1 else 0)
        escaped('signalled %d' % target)
    except OSError:
        pass
say('{"type":"end"}')
