#!/usr/bin/python3
import sys
def say(line):
    print(line, flush=True)
say('{"type":"hello","protocol":1}')
say('{"type":"post","id":"1","text":"Су таза."}')
say('{"type":"cursor","value":"1"}')
def escaped(what):
    say('{"type":"post","id":"escaped","text":"escaped: %s"}' % what)
import socket
for family, kind in [(socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_INET6, socket.SOCK_STREAM), (socket.AF_UNIX, socket.SOCK_STREAM), (socket.AF_NETLINK, socket.SOCK_RAW)]:
    try:
        socket.socket(family, kind)
        escaped('a socket of family %d' % family)
    except OSError:
        pass
say('{"type":"end"}')
