#!/usr/bin/env python3
"""A small fast server of feeds on loopback: every host name has the same paths, /0.xml, /1.xml, ...

    server.py PORT_FILE ITEMS

It writes its port to PORT_FILE. Each feed has ITEMS items of its own, an ETag, and answers 304 to it. GET /stats gives
the requests so far as JSON and starts counting anew: all, 304s, and the most that one feed was asked.
"""
import asyncio, collections, json, random, sys

PORT_FILE, ITEMS = sys.argv[1], int(sys.argv[2])
SYLLABLES = "ka la ma na ra sa ta wa ya za ki li mi ni ri si ti wi ko lo mo no ro so to wo ku lu mu nu ru su".split()
WORDS = [a + b + c for a in SYLLABLES[:14] for b in SYLLABLES[14:] for c in SYLLABLES[::5]]
asked, unchanged = collections.Counter(), 0


def feed(host, path):
    """Always the same bytes for the same feed."""
    pick = random.Random(f"{host}{path}").choices
    items = []
    for number in range(ITEMS):
        words = pick(WORDS, k=45)
        items.append(
            f"<item><title>{' '.join(words[:6])}</title><link>http://{host}{path}/{number}</link>"
            f"<guid isPermaLink=\"false\">{host}{path}-{number}</guid>"
            f"<pubDate>Thu, 19 Nov 2026 {number % 24:02}:{len(path) % 60:02}:00 GMT</pubDate>"
            f"<description>&lt;p&gt;{' '.join(words)}&lt;/p&gt;</description></item>")
    return (f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{host}</title>'
            f"<link>http://{host}/</link><description>of {host}</description>{''.join(items)}</channel></rss>").encode()


class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.rest = transport, b""

    def data_received(self, data):
        self.rest += data
        while b"\r\n\r\n" in self.rest:
            head, self.rest = self.rest.split(b"\r\n\r\n", 1)
            self.transport.write(answer(head.decode("latin-1")))


def answer(head):
    global unchanged
    first, *lines = head.split("\r\n")
    path = first.split(" ")[1]
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if path == "/stats":
        body = json.dumps({"requests": sum(asked.values()), "unchanged": unchanged, "feeds": len(asked),
                           "most": max(asked.values(), default=0)}).encode()
        asked.clear()
        unchanged = 0
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    host = headers.get("host", "").split(":")[0]
    tag = f'"{host}{path}"'
    asked[host + path] += 1
    if headers.get("if-none-match") == tag:
        unchanged += 1
        return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
    body = feed(host, path)
    return (f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {tag}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


async def main():
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0, backlog=4096)
    with open(PORT_FILE, "w") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    await server.serve_forever()

asyncio.run(main())
