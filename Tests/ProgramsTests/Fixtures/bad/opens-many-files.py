#!/usr/bin/python3
import sys
def say(line):
    print(line, flush=True)
say('{"type":"hello","protocol":1}')
say('{"type":"post","id":"1","text":"Су таза."}')
say('{"type":"cursor","value":"1"}')
def escaped(what):
    say('{"type":"post","id":"escaped","text":"escaped: %s"}' % what)
import os
try:
    kept = [os.open('/dev/null', os.O_RDONLY) for _ in range(5000)]
    escaped('opened 5000 files')
except OSError:
    pass
say('{"type":"end"}')
