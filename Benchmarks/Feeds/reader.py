#!/usr/bin/env python3
"""What people write instead: requests + feedparser in a pool of threads, what is new into SQLite.

    reader.py DATABASE FEEDS CONCURRENCY

FEEDS has one URL a line. Every name of .example leads to this machine. Prints what it found as JSON.
"""
import concurrent.futures, json, socket, sqlite3, sys, threading
import feedparser, requests

DATABASE, FEEDS, CONCURRENCY = sys.argv[1], sys.argv[2], int(sys.argv[3])
look_up = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: look_up(
    "127.0.0.1" if str(host).endswith(".example") else host, *rest, **more)
local = threading.local()


def session():
    if not hasattr(local, "session"):
        local.session = requests.Session()
        local.session.mount("http://", requests.adapters.HTTPAdapter(pool_connections=8, pool_maxsize=1))
    return local.session


def fetch(url, tag):
    response = session().get(url, headers={"If-None-Match": tag} if tag else {}, timeout=60)
    if response.status_code == 304:
        return url, tag, []
    response.raise_for_status()
    entries = feedparser.parse(response.content).entries
    return url, response.headers.get("ETag"), [(e.id, e.title, e.get("published", ""), e.summary, e.link) for e in entries]


database = sqlite3.connect(DATABASE)
database.executescript("""CREATE TABLE IF NOT EXISTS feed (url TEXT PRIMARY KEY, tag TEXT);
CREATE TABLE IF NOT EXISTS post (feed TEXT, id TEXT, title TEXT, published TEXT, text TEXT, link TEXT, PRIMARY KEY (feed, id));""")
tags = dict(database.execute("SELECT url, tag FROM feed"))
urls = open(FEEDS).read().split()
before = database.execute("SELECT count(*) FROM post").fetchone()[0]
failed = 0
with concurrent.futures.ThreadPoolExecutor(CONCURRENCY) as pool:
    for future in concurrent.futures.as_completed([pool.submit(fetch, url, tags.get(url)) for url in urls]):
        try:
            url, tag, posts = future.result()
        except Exception:
            failed += 1
            continue
        database.executemany("INSERT OR IGNORE INTO post VALUES (?, ?, ?, ?, ?, ?)", [(url, *post) for post in posts])
        database.execute("INSERT OR REPLACE INTO feed VALUES (?, ?)", (url, tag))
database.commit()
after = database.execute("SELECT count(*) FROM post").fetchone()[0]
print(json.dumps({"new": after - before, "failed": failed}))
