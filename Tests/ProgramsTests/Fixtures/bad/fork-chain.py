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
left = 63
while left > 0:
    left -= 1
    if os.fork() == 0:
        os.setsid()
        continue
    break
while True:
    time.sleep(1000)
