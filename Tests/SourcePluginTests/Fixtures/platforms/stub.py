#!/usr/bin/python3
"""All platforms on one loopback port, over TLS, told apart by the Host header.

Every answer is made from the documented example of its platform (documented/): values change, names of fields never
do. The test speaks to it on standard input, one JSON object a line, and reads one line back:

    {"posts": 12, "now": "2026-11-20T09:00:00Z"}   each platform now has posts 1 to 12; new ones are of this hour
    {"fault": "429-seconds"}         how the next answers go wrong; "" for not at all
    {"answers": "FOLDER"}            writes one good answer of each platform there, for whoever checks the names
    {"requests": true}               gives what was asked since the last time: [host, method, path]
    {"cursors": "LEDGER"}            gives the bookmark of each source that the ledger knows

Its first line is two ports: that of the platforms, and one on which nobody speaks TLS.
"""
import contextlib
import copy
import gzip
import http.server
import json
import socket
import socketserver
import sqlite3
import ssl
import struct
import sys
import threading
import time
import urllib.parse
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent / "documented"
START = datetime(2026, 11, 20, 6, 0, 0, tzinfo=timezone.utc)
WINDOW = 20
state = {"posts": 0, "fault": "", "asked": {}, "requests": [], "now": START}
published = {}
lock = threading.Lock()


def load(name):
    text = (HERE / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else text


def at(number):
    if state["fault"] == "dates" and number == state["posts"]:
        return datetime(2099, 1, 1, tzinfo=timezone.utc)
    if state["fault"] == "dates" and number == state["posts"] - 1:
        return datetime(1970, 1, 1, tzinfo=timezone.utc)
    return published[number]


def publish(posts):
    """New posts are a second apart, the newest a minute old."""
    for number in range(state["posts"] + 1, posts + 1):
        published[number] = state["now"] - timedelta(seconds=60 + posts - number)
    state["posts"] = posts


def words(number):
    if state["fault"] == "no-text" and number == state["posts"]:
        return ""
    edited = " (түзетілді)" if state["fault"] == "edited" and number == state["posts"] else ""
    return f"Хабар {number}: ә ғ қ ң ө ұ ү һ і 💧{edited}"


def numbers():
    """Newest first."""
    all = list(range(state["posts"], 0, -1))
    if state["fault"] == "empty":
        return []
    if state["fault"] == "deleted":
        all = [n for n in all if n != state["posts"] - 1]
    if state["fault"] == "duplicates" and all:
        all = all[:2] + all[:2] + all[2:]
    return all


def iso(moment, form="%Y-%m-%dT%H:%M:%S"):
    return moment.strftime(form)


def wordpress(path, query, body):
    (item,) = load("wordpress.json")
    found = []
    for number in numbers():
        post = copy.deepcopy(item)
        post["id"] = number
        post["date_gmt"] = post["modified_gmt"] = iso(at(number))
        post["date"] = iso(at(number) + timedelta(hours=5))
        post["link"] = f"https://example.kz/2026/11/20/{number}/"
        post["title"]["rendered"] = f"Тақырып {number}" if words(number) else ""
        post["content"]["rendered"] = f"<p>{words(number)}</p>" if words(number) else ""
        post["excerpt"]["rendered"] = ""
        found.append(post)
    if "modified_after" in query:
        found = [p for p in found if p["modified_gmt"] + "Z" > query["modified_after"]]
    if query.get("order") == "asc":
        found.reverse()
    size, page = int(query.get("per_page", 10)), int(query.get("page", 1))
    pages = (len(found) + size - 1) // size
    headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
    return headers, json.dumps(found[(page - 1) * size:page * size], ensure_ascii=False)


def vk(path, query, body):
    form = dict(urllib.parse.parse_qsl(body))
    answer = load("vk.json")
    (item,) = answer["response"]["items"]
    del item["copy_history"]
    item["attachments"] = []
    found = []
    for number in numbers():
        post = copy.deepcopy(item)
        post["id"], post["text"] = number, words(number)
        post["date"] = post["edited"] = int(at(number).timestamp())
        if not words(number):
            post["attachments"] = load("vk.json")["response"]["items"][0]["attachments"][:1]
        found.append(post)
    offset, count = int(form.get("offset", 0)), int(form.get("count", 20))
    answer["response"]["items"] = found[offset:offset + count]
    answer["response"]["count"] = len(found)
    return {}, json.dumps(answer, ensure_ascii=False)


def facebook(path, query, body):
    answer = load("facebook.json")
    (item,) = answer["data"]
    found = []
    for number in numbers():
        post = copy.deepcopy(item)
        post["id"], post["message"] = f"111_{number}", words(number)
        post["created_time"] = post["updated_time"] = iso(at(number)) + "+0000"
        post["permalink_url"] = f"https://www.facebook.com/111/posts/{number}"
        if not words(number):
            del post["message"]
        found.append(post)
    start, size = int(query.get("after", "Q0")[1:]), int(query["limit"])
    answer["data"] = found[start:start + size]
    answer["paging"]["cursors"]["after"] = f"Q{start + size}"
    answer["paging"]["next"] = "https://graph.facebook.com/v26.0/111/published_posts?access_token=seen&after=Q"
    if start + size >= len(found):
        del answer["paging"]["next"]
    return {}, json.dumps(answer)


def youtube(path, query, body):
    threads = load("youtube-comments.json")
    (thread,) = threads["items"]
    if path.endswith("/playlistItems"):
        # No example is documented; the names are those of the table.
        shown = [] if state["fault"] == "empty" else [1]
        return {}, json.dumps({"items": [{"contentDetails": {"videoId": f"video{n:06}"}} for n in shown]})
    if path.endswith("/videos"):
        snippet = {"title": "Бейне", "description": "Құбыр", "publishedAt": iso(START) + "Z", "tags": ["су"]}
        count = {"viewCount": str(100 + state["posts"]), "likeCount": "1", "commentCount": str(state["posts"])}
        return {}, json.dumps({"items": [{"id": "video000001", "snippet": snippet, "statistics": count}]})
    found = []
    for number in numbers():
        item = copy.deepcopy(thread)
        item["id"] = item["snippet"]["topLevelComment"]["id"] = f"Ugx{number}"
        inner = item["snippet"]["topLevelComment"]["snippet"]
        inner["textDisplay"] = inner["textOriginal"] = words(number)
        inner["publishedAt"] = inner["updatedAt"] = iso(at(number)) + "Z"
        found.append(item)
    threads["items"] = found
    del threads["nextPageToken"]
    return {}, json.dumps(threads)


def bot(path, query, body):
    answer = load("telegram-bot.json")
    (update,) = answer["result"]
    asked = json.loads(body)
    found = []
    for number in sorted(set(numbers())):
        if number < asked.get("offset", 0):
            continue
        item = copy.deepcopy(update)
        item["update_id"] = number
        item["message"]["message_id"] = number
        item["message"]["date"] = int(at(number).timestamp())
        item["message"]["text"] = words(number)
        found.append(item)
    answer["result"] = found[:asked.get("limit", 100)]
    return {}, json.dumps(answer)


def telegram(path, query, body):
    message = load("telegram-message.html")
    message = message[:message.rindex("<a href=")]
    shown = numbers()
    if "before" in query:
        shown = [n for n in shown if n < int(query["before"])]
    page = sorted(shown[:WINDOW])
    pieces = []
    for number in page:
        piece = message.replace("akimat_demo/123", f"akimat_demo/{number}")
        piece = piece.replace("2026-11-20T07:05:31", iso(at(number)))
        text = piece[piece.index("Су уланған"):piece.index("</div>", piece.index("Су уланған"))]
        pieces.append(piece.replace(text, words(number)))
    first = page[0] if page else 0
    more = f'<a href="/s/akimat_demo?before={first}" class="tme_messages_more" data-before="{first}"></a>'
    older = more if first > 1 else ""
    nothing = "" if page else '<div class="tme_no_messages_found">No posts found</div>'
    history = f'<section class="tgme_channel_history">{older}{"".join(pieces)}{nothing}</section>'
    return {"Content-Type": "text/html; charset=utf-8"}, f"<!DOCTYPE html><html><body>{history}</body></html>"


def entries(text, tag, values):
    """The documented item once for each post, with some of its texts replaced."""
    start, end = text.index(f"<{tag}>"), text.index(f"</{tag}>") + len(tag) + 3
    made = []
    for number in numbers()[:WINDOW]:
        piece = text[start:end]
        for old, new in values(number):
            assert old in piece, old
            piece = piece.replace(old, new)
        made.append(piece)
    return text[:start] + "".join(made) + text[end:]


def youtube_feed(path, query, body):
    return {}, entries(load("youtube-feed.xml"), "entry", lambda n: [
        ("AbCdEfGhIjK", f"video{n:06}"), ("Сипаттама", words(n)), ("Су туралы", f"Тақырып {n}" if words(n) else ""),
        ("2026-11-20T07:05:31", iso(at(n)))])


def google_news(path, query, body):
    text = "<rss version=\"2.0\"><channel><title>су</title>" + load("google-news-item.xml") + "</channel></rss>"
    return {}, entries(text, "item", lambda n: [
        ("CBMiAbc", f"CBMi{n}"), ("Судың сапасы", words(n)),
        ("Fri, 20 Nov 2026 07:05:31 GMT", at(n).strftime("%a, %d %b %Y %H:%M:%S GMT"))])


def reddit(path, query, body):
    text = "<feed xmlns=\"http://www.w3.org/2005/Atom\">" + load("reddit-entry.xml") + "</feed>"
    return {}, entries(text, "entry", lambda n: [
        ("1abcde", f"id{n}"), ("…", words(n)), ("2026-11-20T07:05:31", iso(at(n))), ("<title>Су", f"<title>Су {n}")])


def gov_kz(path, query, body):
    (item,) = load("gov-kz.json")
    found = []
    for number in numbers():
        post = copy.deepcopy(item)
        post["id"], post["slug"] = number, f"habar-{number}"
        post["title"] = f"Тақырып {number}" if words(number) else ""
        post["body"] = f"<p>{words(number)}</p>" if words(number) else ""
        # The portal writes the time of Astana.
        post["created_date"] = iso(at(number) + timedelta(hours=5))
        found.append(post)
    size, page = int(query.get("size", 20)), int(query.get("page", 1))
    return {}, json.dumps(found[(page - 1) * size:page * size], ensure_ascii=False)


def council(path, query, body):
    """A site with no feed: robots.txt, a sitemap of news, and pages that describe themselves in JSON-LD."""
    if path == "/robots.txt":
        return {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /admin\n"
    if path.startswith("/news/"):
        number = int(path.rsplit("/", 1)[1])
        article = load("article.json")
        article["headline"], article["articleBody"] = f"Taarifa {number}", words(number)
        article["datePublished"] = article["dateModified"] = iso(at(number)) + "+00:00"
        script = json.dumps(article, ensure_ascii=False)
        return {"Content-Type": "text/html; charset=utf-8"}, (
            f'<!DOCTYPE html><html lang="sw"><head><script type="application/ld+json">{script}</script></head>'
            f"<body><article><h1>Taarifa {number}</h1><p>{words(number)}</p></article></body></html>")
    text = load("news-sitemap.xml")
    start, end = text.index("<url>"), text.index("</url>") + len("</url>")
    made = []
    for number in numbers():
        piece = text[start:end].replace("/news/1<", f"/news/{number}<").replace("2026-11-20T07:05:31", iso(at(number)))
        made.append(piece.replace("Taarifa", words(number)))
    return {"Content-Type": "application/xml"}, text[:start] + "".join(made) + text[end:]


PLATFORMS = {
    "www.gov.kz": gov_kz, "qala.go.tz": council,
    "example.kz": wordpress, "api.vk.com": vk, "graph.facebook.com": facebook, "www.googleapis.com": youtube,
    "api.telegram.org": bot, "t.me": telegram, "www.youtube.com": youtube_feed, "news.google.com": google_news,
    "www.reddit.com": reddit,
}
ERRORS = {
    "api.vk.com": "vk-error.json", "graph.facebook.com": "facebook-error.json", "www.googleapis.com": "youtube-error.json",
    "api.telegram.org": "telegram-bot-error.json", "example.kz": "wordpress-error.json",
}
PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form><input type='password'></form></body></html>"
# JSON and the preview of Telegram are UTF-8; feeds, sitemaps and pages of sites need not be.
MARKUP = {"www.youtube.com", "news.google.com", "www.reddit.com", "qala.go.tz"}


def in_windows_1251(text):
    """The same markup in an alphabet without Kazakh letters and emoji, which become numbers: headers, body."""
    if text.startswith("<!DOCTYPE html>"):
        return {"Content-Type": "text/html; charset=windows-1251"}, text.encode("cp1251", "xmlcharrefreplace")
    if text.startswith("<"):
        text = '<?xml version="1.0" encoding="windows-1251"?>' + text
    return {}, text.encode("cp1251", "xmlcharrefreplace")


def answer(host, path, query, body):
    """Status, headers, body."""
    fault = state["fault"]
    if host == "login.example":
        return 200, {"Content-Type": "text/html"}, PAGE.encode()
    first = state["asked"].setdefault(host, 0) == 0
    state["asked"][host] += 1
    plain = {
        "403-page": (403, {"Content-Type": "text/html"}, PAGE.encode()), "403-rate": (403, {"Retry-After": "2"}, b""),
        "429-seconds": (429, {"Retry-After": "2"}, b""), "429-bare": (429, {}, b""),
        "429-date": (429, {"Retry-After": "Mon, 01 Feb 2027 00:00:00 GMT"}, b""), "zero-bytes": (200, {}, b""),
        "login-page": (200, {"Content-Type": "text/html"}, PAGE.encode()),
        "plain-words": (200, {"Content-Type": "text/plain"}, b"Your query was too short."),
        "other-host": (302, {"Location": "https://login.example/"}, b""), "circle": (302, {"Location": path}, b""),
    }
    if fault in plain:
        return plain[fault]
    if fault.isdigit():
        return int(fault), {}, b"no"
    if fault.startswith("error-object"):
        said = load(ERRORS[host]) if host in ERRORS else {"error": {"code": 17}}
        return int(fault[12:] or 200), {}, json.dumps(said).encode()
    if fault == "shifted" and not first:
        publish(state["posts"] + 1)
    headers, text = PLATFORMS[host](path, query, body)
    data = text.encode()
    headers = {"Content-Type": "application/json", **headers}
    if fault == "windows-1251" and host in MARKUP:
        more, data = in_windows_1251(text)
        headers |= more
    if fault == "wrong-type":
        headers["Content-Type"] = "image/png"
    if fault == "gzip":
        headers["Content-Encoding"], data = "gzip", gzip.compress(data)
    if fault == "bad-utf8":
        # Most platforms write JSON in ASCII alone, where no byte can be wrong.
        place = data.find("Хабар".encode())
        data = data[:place] + b"\xff\xfe" + data[place:] if place >= 0 else data
    if fault == "unchanged":
        headers["ETag"] = '"same"'
    return 200, headers, data


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        host = self.headers["Host"].split(":")[0]
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        with lock:
            state["requests"].append([host, self.command, self.path])
            fault = state["fault"]
            status, headers, data = answer(host, path, dict(urllib.parse.parse_qsl(query)), body)
        if "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
            status, data = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if fault == "reset" and host != "login.example":
            # Closed at once with a RST instead of an end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        if fault == "cut" and host != "login.example":
            self.wfile.write(data[:len(data) // 2])
            self.close_connection = True
            return
        size, rest = {"slow": (400, 0.01), "trickle": (1, 1)}.get(fault, (len(data) or 1, 0))
        try:
            for start in range(0, len(data), size):
                self.wfile.write(data[start:start + size])
                self.wfile.flush()
                time.sleep(rest)
        except OSError:
            # Who is too slow is left: that is what the fault is for.
            self.close_connection = True

    do_POST = do_GET

    def log_message(self, *arguments):
        pass


class PlainHandler(socketserver.BaseRequestHandler):
    """A server behind https that speaks no TLS: it answers a greeting with words."""

    def handle(self):
        self.request.recv(4096)
        self.request.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\nno TLS here")


ONE_OF_EACH = [
    ("wordpress.json", "example.kz", "/", {"per_page": "5"}, ""), ("vk.json", "api.vk.com", "/", {}, "count=5"),
    ("facebook.json", "graph.facebook.com", "/", {"limit": "2"}, ""),
    ("youtube-comments.json", "www.googleapis.com", "/commentThreads", {}, ""),
    ("telegram-bot.json", "api.telegram.org", "/", {}, "{}"), ("telegram-message.html", "t.me", "/", {}, ""),
    ("youtube-feed.xml", "www.youtube.com", "/", {}, ""), ("google-news-item.xml", "news.google.com", "/", {}, ""),
    ("reddit-entry.xml", "www.reddit.com", "/", {}, ""), ("gov-kz.json", "www.gov.kz", "/", {}, ""),
    ("news-sitemap.xml", "qala.go.tz", "/sitemap-news.xml", {}, ""),
]


def main():
    certificate, key = sys.argv[1:3]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    plain = socketserver.ThreadingTCPServer(("127.0.0.1", 0), PlainHandler)
    plain.daemon_threads = True
    threading.Thread(target=plain.serve_forever, daemon=True).start()
    print(server.server_address[1], plain.server_address[1], flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        said = {}
        with lock:
            state["asked"] = {}
            state["fault"] = order.get("fault", state["fault"])
            if "now" in order:
                state["now"] = datetime.fromisoformat(order["now"].replace("Z", "+00:00"))
            publish(order.get("posts", state["posts"]))
            if "requests" in order:
                said["requests"], state["requests"] = state["requests"], []
            if "answers" in order:
                for name, host, path, query, body in ONE_OF_EACH:
                    Path(order["answers"], name).write_text(PLATFORMS[host](path, query, body)[1], encoding="utf-8")
            if "cursors" in order:
                with contextlib.closing(sqlite3.connect(f"file:{order['cursors']}?mode=ro", uri=True)) as ledger:
                    rows = ledger.execute("SELECT id, cursor FROM source WHERE cursor IS NOT NULL")
                    said["cursors"] = dict(rows.fetchall())
            said["posts"] = state["posts"]
        print(json.dumps(said), flush=True)


main()
