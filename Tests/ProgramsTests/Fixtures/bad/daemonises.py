#!/usr/bin/python3
import sys
def say(line):
    print(line, flush=True)
say('{"type":"hello","protocol":1}')
say('{"type":"post","id":"1","text":"Су таза."}')
say('{"type":"cursor","value":"1"}')
def escaped(what):
    say('{"type":"post","id":"escaped","text":"escaped: %s"}' % what)
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(1000)
    os._exit(0)
os.wait()
say('{"type":"end"}')
