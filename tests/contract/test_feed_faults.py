#!/usr/bin/python3
"""Feeds as content systems spoil them (tests/contract/feeds): every notice comes through, and what was tolerated is said. Prints TAP."""

import http.server
import threading

from headend import ROOT, Headend, counted, plain_item, rss
import tap
from tap import check, equal

FEEDS = ROOT / "tests" / "contract" / "feeds"

MORNING = "2026-03-05T01:30:00Z"
MIDNIGHT = "2026-03-04T16:00:00Z"

# file: (what is listed as (title, published, a part of its text), a part of what is noted)
FAULTS = {
    "01-leading-newline.xml": ([("停水通知", MORNING, "<p>正文</p>")], "declaration does not stand at the very beginning"),
    "02e-says-gb2312-is-utf8.xml": ([("停水通知", MORNING, "<p>正文</p>")], '"gb2312", but is UTF-8'),
    "03-euro-0x80-in-gbk.xml": ([("补贴€一百", MORNING, "<p>正文</p>")], None),
    "03b-description-cdata-first-of-3.xml": ([("一", MIDNIGHT, "因管网检"), ("二", MIDNIGHT, "x"), ("三", MIDNIGHT, "y")], "half of one"),
    "03d-control-character.xml": ([("停水通知", MORNING, "abc")], "control characters"),
    "04-mdash.xml": ([("停水——通知", MORNING, "<p>正文</p>")], None),
    "04d-unescaped-ampersand-title.xml": ([("水&电通知", MORNING, "<p>正文</p>"), ("停电通知", MORNING, "<p>正文</p>")], "raw &"),
    "05-default-namespace-rss2.xml": ([("停水通知", MORNING, "<p>正文</p>")], "default namespace"),
    "05c-items-beside-channel.xml": ([("停水通知", MORNING, "<p>正文</p>")], "beside <channel>"),
    "depth-nested-tables.xml": ([("depth-nested-tables", MORNING, "")], None),
    "depth-unclosed-font.xml": ([("depth-unclosed-font", MORNING, "第0行")], None),
    "e1.xml": ([("关于“一件事”的通知——2026·郴州", "2026-11-10T01:00:00Z", "¥99\u00a0元×2，3°C……")], None),
    "flag-in-body.xml": ([("国庆通知", MORNING, "祝福祖国🇨🇳")], None),
    "nfd.xml": ([("分解的字母", MORNING, "<p>NFD Ch\u00e9nzh\u014du l\u01dc sh\u00ec 郴州 Caf\u00e9 \u00dcnal</p><p>① ②</p>")], None),
    "style-section.xml": ([("停水", "2026-11-10T01:00:00Z", "11月30日停水")], None),
}


def shown(headend):
    """(title, published, text) of what is listed, in no order."""
    return sorted((row[6], row[2], headend.admin("show-notice", row[0]).partition("\n\n")[2]) for row in headend.rows())


def test_every_fault_is_tried():
    equal(sorted(FAULTS), sorted(path.name for path in FEEDS.iterdir()), "files of tests/contract/feeds with an expectation")


def test_faults_come_through():
    for name, (wanted, note) in FAULTS.items():
        with Headend() as headend:
            said = headend.admin("import-notices", FEEDS / name)
            counted(said, read=len(wanted), new=len(wanted), refused=0)
            got = shown(headend)
            equal([row[:2] for row in got], sorted(row[:2] for row in wanted), f"titles and moments of {name}")
            for (title, _, text), (_, _, part) in zip(got, sorted(wanted)):
                check(part in text, f"{name}: {title}: wanted {part!r} in {text!r}")
            check((note or "") in said.err, f"{name}: wanted a note of {note!r}, it said {said.err!r}")
            check(note is None or ": feed: " in said.err, f"{name}: the note is about the feed: {said.err!r}")
            counted(headend.admin("import-notices", FEEDS / name), new=0, changed=0, unchanged=len(wanted))


def test_letters():
    """Composed, and of the radicals that PDF files are full of the characters: so that the search finds them."""
    with Headend().start() as headend:
        headend.take(rss(plain_item("g", "\u2f42件：\u2ed3沙Cafe\u0301ＡＢ", date="2026年3⽉5⽇")))
        headend.eventually(lambda: headend.listed_ids() == ["g"], "the notice")
        notice = headend.listed()[0]
        equal(notice["title"], "文件：长沙Caf\u00e9ＡＢ", "the title")
        equal(notice["initials"], "wj [cz]scafeab", "its initials")
        equal(notice["published"], 1772640000000, "the day")


def test_truncated_feed():
    feed = rss(plain_item("one"), plain_item("two", "第二"), plain_item("three", "第三"))
    with Headend() as headend:
        said = headend.take(feed[:feed.index("第三") + 1])
        counted(said, read=2, new=2, refused=0)
        check("breaks off" in said.err, f"it is said that the feed is cut: {said.err!r}")


class Served(http.server.BaseHTTPRequestHandler):
    kind = b""
    body = b""

    def do_GET(self):  # noqa: N802
        self.send_response(200)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *arguments):
        pass


def test_encoding_of_the_content_type():
    text = rss(plain_item("g", "停水通知")).replace(' encoding="UTF-8"', "")
    for kind, codec in (("text/xml; charset=gb2312", "gbk"), ('text/xml;charset="Big5"', "big5"), ("application/xml; charset=GBK", "utf-8")):
        handler = type("Handler", (Served,), {"kind": kind, "body": text.encode(codec, "replace")})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with Headend() as headend:
            headend.admin("import-notices", f"http://127.0.0.1:{server.server_port}/rss.xml")
            equal([row[6] for row in headend.rows()], ["停水通知".encode(codec, "replace").decode(codec)], f"title of a feed served as {kind}")
        server.shutdown()


if __name__ == "__main__":
    tap.run(globals())
