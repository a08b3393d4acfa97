#!/usr/bin/python3
import sys
def say(line):
    print(line, flush=True)
say('{"type":"hello","protocol":1}')
say('{"type":"post","id":"1","text":"Су таза."}')
say('{"type":"cursor","value":"1"}')
def escaped(what):
    say('{"type":"post","id":"escaped","text":"escaped: %s"}' % what)
import os, tempfile
for path in ['/tmp/jibu-escape', '/var/tmp/jibu-escape', os.path.dirname(os.path.abspath(__file__)) + '/escape', '/dev/shm/jibu-escape', '../escape', '/etc/jibu-escape']:
    try:
        open(path, 'w').write('x')
        escaped('wrote ' + path)
    except OSError:
        pass
open('mine', 'w').write('x')
for act in (lambda: os.symlink('/etc/passwd', 'link'), lambda: os.mkdir('deep')):
    act()
say('{"type":"end"}')
