#!/usr/bin/python3
import sys
def say(line):
    print(line, flush=True)
say('{"type":"hello","protocol":1}')
say('{"type":"post","id":"1","text":"Су таза."}')
say('{"type":"cursor","value":"1"}')
def escaped(what):
    say('{"type":"post","id":"escaped","text":"escaped: %s"}' % what)
import os, glob
paths = ['/etc/shadow', '/etc/hostname', '/root/.bashrc', '/proc/self/environ', '/proc/%d/environ' % os.getppid(), '/proc/1/cmdline', os.path.dirname(os.path.abspath(__file__)) + '/no-hello.sh', '../..']
for path in paths:
    try:
        (os.listdir if path == '../..' else open)(path)
        escaped('read ' + path)
    except OSError:
        pass
say('{"type":"end"}')
