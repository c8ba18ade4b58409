#!/usr/bin/env python3
"""Feeds of every kind and what must become of each: encodings, Atom, pictures near and far, exports, imports at once. Prints TAP."""

import base64
import gzip
import hashlib
import http.server
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import threading
import time
import zlib
from xml.sax.saxutils import escape

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1]), str(pathlib.Path(__file__).resolve().parent)]

import tap  # noqa: E402
from headend import Headend, item, program, rss  # noqa: E402

ATOM = 'xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:hall="urn:tv-hall:notice:1"'


def png(width=2, height=2, said=None):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    size = said or (width, height)
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


class Site:
    """A small web site: path → bytes, or a function that takes the handler."""

    def __init__(self, pages):
        self.asked = []
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                owner.asked.append(self.path)
                page = pages.get(self.path)
                if callable(page):
                    page(self)
                    return
                self.send_response(404 if page is None else 200)
                self.end_headers()
                try:
                    self.wfile.write(page or b"none")
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Store:
    """A configuration with a store, without a headend."""

    def __enter__(self):
        self.one = Headend()
        return self.one

    def __exit__(self, *_):
        shutil.rmtree(self.one.folder, ignore_errors=True)


def counts(done):
    """{'read': 1, 'new': 1, …}"""
    first = done.stdout.split(";", maxsplit=1)[0].strip()
    return {word: int(number) for number, word in (part.split(" ") for part in first.split(", "))}


def said(done, **wanted):
    got = counts(done)
    for name, value in wanted.items():
        tap.equal(got[name], value, f"{name} in {done.stdout.strip()} {done.stderr.strip()}")


def listed(one, *options):
    return [line.split("\t") for line in one.admin("list-notices", *options).stdout.splitlines()]


def test_changes_are_told_from_repetitions():
    with Store() as one:
        said(one.feed(rss([item("a"), item("b")])), read=2, new=2, changed=0, unchanged=0, refused=0)
        said(one.feed(rss([item("a"), item("b")])), new=0, changed=0, unchanged=2)
        said(one.feed(rss([item("a", title="改了"), item("b"), item("c")])), new=1, changed=1, unchanged=1)
        said(one.feed(rss([item("b")])), unchanged=1)
        tap.equal(sorted(row[0] for row in listed(one)), ["a", "b", "c"], "what a feed no longer shows is still listed")


def test_withdrawals():
    with Store() as one:
        one.feed(rss([item(name) for name in "abcde"]))
        done = one.feed(f'<feed {ATOM}><title>示例</title><id>urn:x</id><at:deleted-entry ref="a" when="2026-11-20T00:00:00Z"/></feed>')
        said(done, withdrawn=1)
        said(one.feed(rss([item("b", withdrawn="")], extra='<hall:withdrawn ref="c" when="2026-11-20T00:00:00Z"/>')), withdrawn=2)
        tap.equal(one.admin("withdraw-notice", "d").stdout.strip(), "d: is withdrawn", "withdraw-notice")
        tap.equal([row[0] for row in listed(one)], ["e"], "listed")
        states = {row[0]: row[1] for row in listed(one, "--all")}
        tap.equal(states, {"a": "withdrawn", "b": "withdrawn", "c": "withdrawn", "d": "withdrawn", "e": "listed"}, "states")
        later = {"date": "Tue, 01 Dec 2026 00:00:00 +0800"}
        one.feed(rss([item("a"), item("c", **later), item("d", **later)]))
        tap.equal(sorted(row[0] for row in listed(one)), ["c", "e"], "only what its feed publishes anew comes back")
        one.admin("withdraw-notice", "--undo", "d")
        tap.equal(sorted(row[0] for row in listed(one)), ["c", "d", "e"], "an undone withdrawal")
        one.admin("withdraw-notice", "nothing", status=1)
        said(one.feed(f'<feed {ATOM}><title>x</title><at:deleted-entry ref="never-seen"/></feed>'), withdrawn=1)
        said(one.feed(f'<feed {ATOM}><title>x</title><at:deleted-entry ref="never-seen"/></feed>'), withdrawn=0, unchanged=1)


def test_encodings():
    text = rss([item("g", title="供水公告：㛃䶮")])
    for declared, codec in (("GB18030", "gb18030"), ("GBK", "gb18030"), ("gb2312", "gb18030"), ("UTF-16", "utf-16"), ("UTF-8", "utf-8-sig")):
        with Store() as one:
            one.feed(text.replace('encoding="UTF-8"', f'encoding="{declared}"').encode(codec))
            tap.equal([row[6] for row in listed(one)], ["供水公告：㛃䶮"], f"title from {declared}")


def test_atom_as_it_is_published():
    with Store() as one:
        one.feed(f"""<feed {ATOM} xml:base="https://www.example.org/a/"><title>示例<![CDATA[网]]></title><id>urn:x</id><author><name>示例局</name></author>
          <entry><id>tag:example.org,2026:1</id><title type="html">停水 &lt;b&gt;通知&lt;/b&gt; &amp;amp; 安排</title>
            <link href="n/1.html"/><link rel="self" href="https://www.example.org/none"/><updated>2026-11-10T01:00:00Z</updated>
            <category term="x" label="停水停电"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>一<br/>二</p></div></content></entry>
          <entry><id>tag:example.org,2026:2</id><title>文字</title><updated>2026-11-11T01:00:00Z</updated><content>1 &lt; 2</content></entry>
          </feed>""")
        rows = listed(one)
        tap.equal([row[6] for row in rows], ["文字", "停水 通知 & 安排"], "titles")
        tap.equal([row[5] for row in rows], ["通知公告", "停水停电停气"], "categories")
        first, second = (one.admin("show-notice", row[0]).stdout for row in rows)
        tap.check("1 &lt; 2" in first, f"plain text is not markup: {first}")
        for wanted in ("<p>一<br>二</p>", "office: 示例局", "link: https://www.example.org/a/n/1.html", "source: 示例网"):
            tap.check(wanted in second, f"{wanted} in {second}")


def test_wrong_entries_are_refused_by_number():
    with Store() as one:
        long_title = "长" * 200
        feed = rss([item("ok"), "<item><title>x</title></item>", "<item><guid>t</guid></item>", item("ok", title="again"),
                    item("area", area_code="4310"), item("times", valid_from="2026-01-02", valid_to="2026-01-01"),
                    item("big", body="<p>" + "字" * 200000 + "</p>"), item("long", title=long_title), item("x" * 41),
                    item("date", date="no date"), item("level", level="9")])
        done = one.feed(feed, status=4)
        said(done, read=11, new=5, refused=6)
        for number, word in ((2, "guid"), (3, "title"), (4, "entry 1"), (5, "area_code"), (6, "valid_to"), (7, "512 KiB"), (10, "date"),
                             (11, "level")):
            tap.check(any(f"entry {number}: " in line and word in line for line in done.stderr.splitlines()),
                      f"entry {number} and {word} in {done.stderr}")
        rows = {row[0]: row for row in listed(one)}
        tap.equal(rows["long"][6], "长" * 79 + "…", "a title that is too long")
        tap.check(any(len(name) == 34 and name.startswith("n-") for name in rows), f"an id made from a guid that is none: {list(rows)}")
        # The date that is none: the first import's time, and it stays.
        before = rows["date"][2]
        time.sleep(1.1)
        one.feed(feed, status=4)
        tap.equal({row[0]: row for row in listed(one)}["date"][2], before, "the time of a notice without one")


def test_no_feeds():
    laughs = "".join(f'<!ENTITY l{n} "{"&l%d;" % (n - 1) * 10}">' for n in range(1, 12))
    good = rss([item("a"), item("b")])
    with Store() as one:
        one.feed(rss([item("kept")]))
        for text, word in ((good[: len(good) - 30], "line"), ("", ""), ("not xml", "line"), ("<html/>", "neither"), (b"\0" * 1000, ""),
                           (f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss version="2.0"><channel><title>&l11;</title></channel></rss>', "entit"),
                           ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></channel></rss>',
                            "entit"), ("<rss>" + "<a>" * 100000, ""), (good.replace("示例通知".encode(), b"\xff\xfe") if isinstance(good, bytes)
                            else good.encode().replace("示例通知".encode(), b"\xff\xfe\xfd"), "")):
            done = one.feed(text, status=1)
            tap.check(word in done.stderr and done.stderr.strip(), f"{word} in {done.stderr!r} for {text[:40]!r}")
        tap.equal([row[0] for row in listed(one)], ["kept"], "nothing changed")
        one.admin("import-notices", "/none/such.xml", status=1)
        one.admin("import-notices", "http://127.0.0.1:1/feed.xml", status=1)
        entities = one.feed(good.replace("示例通知", "示例&nbsp;通知\x0b", 1))
        said(entities, new=2)


def test_local_pictures():
    good, jpeg = png(), b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20\x01\x11\0\x3f\0" + b"\xff\xd9"
    with Store() as one:
        feeds = one.folder / "feeds"
        (feeds / "p").mkdir(parents=True)
        (feeds / "p" / "一 二.png").write_bytes(good)
        (feeds / "b.jpg").write_bytes(jpeg)
        (feeds / "liar.png").write_bytes(png(said=(60000, 60000)))
        (feeds / "cut.png").write_bytes(good[:40])
        (feeds / "text.png").write_bytes(b"<html>")
        (feeds / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * (4 * 2**20))
        (one.folder / "outside.png").write_bytes(good)
        (feeds / "link.png").symlink_to(one.folder / "outside.png")
        (feeds / "folder.png").mkdir()
        data = "data:image/png;base64," + base64.b64encode(png(3, 3)).decode()
        bad = ("liar.png", "cut.png", "text.png", "huge.png", "../outside.png", "%2e%2e/outside.png", "link.png", "folder.png", "none.png",
               f"file://{one.folder}/outside.png", str(one.folder / "outside.png"), "data:image/png;base64,AAAA", "data:,x", "data:", "a%00.png",
               "ftp://127.0.0.1/x.png", "")
        body = "".join(f'<img src="{escape(source)}" alt="坏{number}。">' for number, source in enumerate(bad))
        body += f'<img src="p/%E4%B8%80%20%E4%BA%8C.png"><img src="b.jpg"><img src="{data}"><img data-src="b.jpg">'
        (feeds / "feed.xml").write_text(rss([item("a", body=body)]), encoding="utf-8")
        done = one.admin("import-notices", str(feeds / "feed.xml"))
        tap.check(f"3 pictures taken, {len(bad) - 1} left out" in done.stdout, done.stdout + done.stderr)
        shown = one.admin("show-notice", "a").stdout
        for content, ending in ((good, "png"), (jpeg, "jpg"), (png(3, 3), "png")):
            name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
            tap.check(f'src="/v1/pictures/{name}"' in shown, f"{name} in {shown}")
            tap.equal((one.folder / "pictures" / name).read_bytes(), content, name)
        for number in range(len(bad)):
            tap.check(f"坏{number}。" in shown, f"the alt text of {bad[number]!r} in {shown}")
        tap.equal(shown.count("<img"), 4, "pictures that are left")
        (feeds / "none.png").write_bytes(png(4, 4))
        said(one.admin("import-notices", str(feeds / "feed.xml")), changed=1)
        tap.equal(sorted(os.listdir(one.folder / "pictures")), sorted(set(os.listdir(one.folder / "pictures"))), "no leftovers")
        tap.check(not [name for name in os.listdir(one.folder / "pictures") if name.startswith(".")], "no temporary file stays")


def to(target):
    def page(handler):
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.end_headers()
    return page


def bomb(handler):
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    try:
        handler.wfile.write(gzip.compress(b"\0" * (200 * 2**20), 1))
    except OSError:
        pass


def test_pictures_from_the_web():
    pages = {"/x/a.png": png(), "/site.png": png(3, 3), "/circle": to("/circle"), "/file": to("file:///etc/passwd"), "/ok": to("/site.png"),
             "/bomb": bomb, "/page/c.png": png(5, 5)}
    with Store() as one, Site(pages) as site:
        body = "".join(f'<img src="{source}" alt="{source}">' for source in
                       ("a.png", "/site.png", f"{site.url}/site.png", "/ok", "c.png", "/circle", "/file", "/bomb", "/none", "file:///etc/passwd"))
        entry = item("a", body=body).replace("<guid", f"<link>{site.url}/page/n.html</link><guid")
        pages["/x/feed.xml"] = rss([entry]).encode()
        done = one.admin("import-notices", f"{site.url}/x/feed.xml")
        tap.check("5 pictures taken, 5 left out" in done.stdout or "4 pictures taken, 5 left out" in done.stdout, done.stdout + done.stderr)
        shown = one.admin("show-notice", "a").stdout
        tap.equal(shown.count("<img"), 5, "pictures in the body")
        tap.check(site.asked.count("/circle") <= 14, f"a circle is left after a few rounds: {site.asked.count('/circle')}")
        pages["/bomb.xml"] = bomb
        one.admin("import-notices", f"{site.url}/bomb.xml", status=1)
        one.admin("import-notices", f"{site.url}/circle", status=1)


def test_all_or_nothing():
    with Store() as one:
        one.feed(rss([item("a")]))
        (one.folder / "pictures").write_bytes(b"a file where the folder should be")
        (one.folder / "p.png").write_bytes(png())
        done = one.feed(rss([item("b"), item("c", body='<img src="p.png">')]), status=3)
        tap.check("picture" in done.stderr, done.stderr)
        tap.equal([row[0] for row in listed(one)], ["a"], "nothing of the feed is in")


def test_two_imports_at_once():
    with Store() as one:
        feeds = []
        for number in range(4):
            path = one.folder / f"feed{number}.xml"
            path.write_text(rss([item(f"{name}-{number % 2}") for name in range(200)]), encoding="utf-8")
            feeds.append(path)
        one.feed(rss([]))
        running = [subprocess.Popen([program("tv-hall-admin"), "import-notices", "--config", str(one.config), str(feed)],
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for feed in feeds]
        said_all = [child.communicate(timeout=100) for child in running]
        tap.equal([child.returncode for child in running], [0] * 4, f"exit statuses: {said_all}")
        tap.equal(len(listed(one)), 400, "notices")


def test_export_and_import_again():
    with Store() as one, Store() as other:
        (one.folder / "p.png").write_bytes(png())
        soup = '<p class="Mso"><span><o:p></o:p>一<b>二<i>三</b></i><table><tr><td>四<td>五</table><p>六<div><p>七</div><img src="p.png">'
        one.feed(rss([item("a", body=soup, level=2, area_code="431002001", valid_from="2026-01-01", valid_to="2099-01-01", speech="请听 & 说"),
                      item("https://www.example.org/?a=1&b=2"), item("12"), item("c")]))
        one.feed(rss([item("z")], title=""), name="second.xml")
        one.admin("withdraw-notice", "c")
        export = one.folder / "export.xml"
        one.admin("export-notices", str(export))
        said(one.admin("import-notices", str(export)), read=5, new=0, changed=0, unchanged=5, withdrawn=0, refused=0)
        shutil.copytree(one.folder / "pictures", other.folder / "pictures")
        said(other.admin("import-notices", str(export)), read=5, new=4, withdrawn=1)
        tap.equal(listed(other), listed(one), "the other headend lists the same")
        for row in listed(one):
            shown = [[line for line in store.admin("show-notice", row[0]).stdout.splitlines() if not line.startswith(("rev:", "changed:"))]
                     for store in (one, other)]
            tap.equal(shown[1], shown[0], f"notice {row[0]}")


def test_command_line():
    with Store() as one:
        for command in ("check", "import-notices", "withdraw-notice", "list-notices", "show-notice", "export-notices"):
            done = subprocess.run([program("tv-hall-admin"), command, "--help"], capture_output=True, text=True, check=False)
            tap.check(done.returncode == 0 and f"Usage: tv-hall-admin {command}" in done.stdout, f"{command} --help: {done}")
            if command != "list-notices":
                done = subprocess.run([program("tv-hall-admin"), command], capture_output=True, text=True, check=False)
                tap.equal(done.returncode, 2, f"{command} without what it needs")
        done = subprocess.run([program("tv-hall-admin"), "check", str(one.config)], capture_output=True, text=True, check=False)
        tap.check(done.returncode == 0 and done.stdout.count("\n") == 1, f"check of a good file: {done}")
        one.config.write_text(one.config_text.replace('row="1"', 'row="99"', 2).replace('digit="2"', 'digit="1"'), encoding="utf-8")
        done = subprocess.run([program("tv-hall-admin"), "check", str(one.config)], capture_output=True, text=True, check=False)
        tap.check(done.returncode == 1 and len(done.stderr.splitlines()) >= 2, f"check of a bad file: {done}")
        for line in done.stderr.splitlines():
            tap.check(line.startswith(f"{one.config}:"), f"file and line first: {line}")
        for arguments in (["nonsense"], [], ["import-notices", "--category", "九", "x"], ["import-notices", "--nonsense", "x"]):
            done = subprocess.run([program("tv-hall-admin"), *arguments], capture_output=True, text=True, check=False)
            tap.equal(done.returncode, 2, f"tv-hall-admin {' '.join(arguments)}")


if __name__ == "__main__":
    tap.run(globals())
