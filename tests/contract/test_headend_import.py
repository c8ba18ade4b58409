#!/usr/bin/python3
"""Feeds into the store by tv-hall-admin, and what boxes then get. Prints TAP."""

import base64
import http.server
import pathlib
import re
import struct
import tempfile
import threading
import xml.etree.ElementTree as ElementTree
import zlib

from real_headend import Headend, item, rss, sample_city
import tap
from tap import check, equal

FOLDER = None
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>示例</title>'


def fresh(name, *feeds):
    """A running headend with these feeds in its store."""
    headend = Headend(pathlib.Path(FOLDER) / name)
    for feed in feeds:
        headend.take(feed)
    return headend.start()


def ids(headend):
    return [notice["id"] for notice in headend.listed()]


def text_of(headend, guid):
    return headend.get("/v1/notices/" + guid).json()


def png(width, height, said_width=None):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", said_width or width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * (width + 1) * height))
            + chunk(b"IEND", b""))


def run(test):
    """Gives a test a list for its headends and ends them."""
    def wrapped():
        headends = []
        try:
            test(lambda *arguments: headends.append(fresh(*arguments)) or headends[-1])
        finally:
            for headend in headends:
                headend.end()
    wrapped.__name__ = test.__name__
    return wrapped


@run
def test_long_guids_are_whole_or_refused(start):
    """Addresses as guids may be long and differ only at their end: none is cut, and one that is too long is refused."""
    same = "https://www.example.com/" + "x" * 600
    headend = start("guids", rss(item(same + "1"), item(same + "2")))
    equal(len(ids(headend)), 2, "notices whose guids differ after 600 characters")
    said = headend.take(rss(item("y" * 1001)), status=4)
    check("guid is longer than 1000 bytes" in said, f"a guid of 1,001 bytes: {said}")


def test_sample_city_twice_without_doubles():
    headend, feeds = sample_city(FOLDER + "/city")
    before = headend.admin("list-notices", "--all")
    files = sorted(path.name for path in headend.pictures.iterdir())
    for feed in sorted(feeds.glob("*.xml")):
        said = headend.admin("import-notices", feed)
        check(re.search(r"\b0 new, 0 changed, \d+ unchanged, 0 withdrawn, 0 refused", said), f"the second import said {said!r}")
    equal(headend.admin("list-notices", "--all"), before, "what is listed after the second import")
    equal(sorted(path.name for path in headend.pictures.iterdir()), files, "the pictures after the second import")


@run
def test_a_changed_entry_changes_the_notice(start):
    headend = start("changed", rss(item("one", "旧题"), item("two")))
    rev = text_of(headend, "one")["rev"]
    other = text_of(headend, "two")["rev"]
    check("1 changed, 1 unchanged" in headend.take(rss(item("one", "新题"), item("two"))), "one changed entry was expected")
    headend.eventually(lambda: text_of(headend, "one")["title"] == "新题", "the new title")
    check(text_of(headend, "one")["rev"] > rev, "the rev of the changed notice did not grow")
    equal(text_of(headend, "two")["rev"], other, "the rev of the other")


@run
def test_extension_elements(start):
    extra = ("<hall:category>3</hall:category><hall:level>2</hall:level><hall:area>431003001</hall:area>"
             "<hall:valid-from>2026-01-02T03:04:05+08:00</hall:valid-from><hall:valid-to>2099-01-02T03:04:05Z</hall:valid-to>"
             "<hall:speech>请注意。</hall:speech>")
    notice = text_of(start("extension", rss(item("one", extra=extra))), "one")
    wanted = {"category": 3, "level": 2, "area_code": "431003001", "valid_from": 1767294245000, "valid_to": 4071006245000,
              "speech": "请注意。", "org_name": "示例局（示例）", "published": 1793491200000, "body": "<p>正文</p>"}
    equal({name: notice.get(name) for name in wanted}, wanted, "the notice")


@run
def test_times_of_validity(start):
    past = "<hall:valid-to>2020-01-01T00:00:00Z</hall:valid-to>"
    future = "<hall:valid-from>2099-01-01T00:00:00Z</hall:valid-from>"
    headend = start("validity", rss(item("past", extra=past), item("future", extra=future), item("now")))
    equal(ids(headend), ["now"], "what is listed")
    headend.get("/v1/notices/past", status=410)
    headend.get("/v1/notices/future", status=404)
    shown = headend.admin("list-notices", "--all")
    check("past" in shown and "future" in shown, f"list-notices --all: {shown}")


@run
def test_withdrawal_by_the_feed(start):
    headend = start("by-feed", rss(item("one"), item("two"), item("three")))
    headend.take(rss(item("one", extra="<hall:withdrawn>true</hall:withdrawn>"), item("two"), item("three")))
    headend.take(ATOM + '<at:deleted-entry ref="two" when="2026-11-02T00:00:00Z"/></feed>')
    headend.eventually(lambda: ids(headend) == ["three"], "the withdrawals")
    for name in ("one", "two"):
        headend.get("/v1/notices/" + name, status=410)
    equal(set(headend.get("/v1/notices").json()["withdrawn"]), {"one", "two"}, "withdrawn ids")
    headend.take(rss(item("one", "再次发布", date="2098-01-01T00:00:00Z")))
    headend.eventually(lambda: "one" in ids(headend), "the notice that was published again")


@run
def test_withdrawal_by_the_operator(start):
    feed = rss(item("one"), item("two"))
    headend = start("by-operator", feed)
    headend.admin("withdraw-notice", "one")
    headend.eventually(lambda: ids(headend) == ["two"], "the withdrawal")
    headend.get("/v1/notices/one", status=410)
    headend.take(feed)
    headend.take(rss(item("one", date="2098-01-01T00:00:00Z")))
    headend.take(rss(item("later")))
    headend.eventually(lambda: "later" in ids(headend), "the next import")
    check("one" not in ids(headend), "an import brought back what the operator withdrew")
    headend.admin("withdraw-notice", "--undo", "one")
    headend.eventually(lambda: "one" in ids(headend), "the notice that was brought back")
    headend.admin("withdraw-notice", "none", status=1)


@run
def test_export_is_read_back_without_a_change(start):
    headend = start("export", rss(item("one", extra="<hall:level>2</hall:level>", body="<p>甲&amp;乙 ]]&gt;</p>"), item("two")))
    headend.admin("withdraw-notice", "two")
    path = headend.folder / "export.xml"
    headend.admin("export-notices", path)
    ElementTree.parse(path)
    check("0 new, 0 changed" in headend.admin("import-notices", path), "importing the export changed something")
    other = start("export-other", path.read_bytes())
    for name in ("title", "category", "level", "area_code", "org_name", "published", "body"):
        equal(text_of(other, "one")[name], text_of(headend, "one")[name], f"{name} on another headend")
    other.get("/v1/notices/two", status=410)
    headend.admin("export-notices", "/nonexistent/export.xml", status=3)


@run
def test_show_and_list(start):
    headend = start("show", rss(item("one", "标题在此")))
    check("标题在此" in headend.admin("list-notices"), "list-notices does not show the title")
    check("<p>正文</p>" in headend.admin("show-notice", "one"), "show-notice does not show the text")
    headend.admin("show-notice", "none", status=1)


@run
def test_what_is_no_feed_changes_nothing(start):
    headend = start("no-feed", rss(item("one")))
    for bad in ("", "no XML", "<html><body/></html>", rss(item("two"))[:-30], b"\xff\xfe\x00", "<rss/>",
                '<!DOCTYPE rss [<!ENTITY a "b">]>' + rss(item("two", "&a;")).partition("?>\n")[2],
                '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rss(item("two", "&a;")).partition("?>\n")[2],
                '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss>&b;</rss>',
                "<a>" * 100000):
        headend.take(bad, status=1)
    headend.admin("import-notices", headend.folder / "missing.xml", status=1)
    headend.admin("import-notices", headend.folder, status=1)
    equal(ids(headend), ["one"], "what is listed")


@run
def test_bad_entries_do_not_keep_good_ones_out(start):
    headend = start("bad-entries")
    said = headend.take(rss("<item><title>没有编号</title></item>", item("good"), "<item><guid>untitled</guid></item>", item("good"),
                            item("area", extra="<hall:area>12</hall:area>")), status=4)
    equal(len(re.findall(r"entry \d+: ", said)), 4, f"lines about entries in {said!r}")
    headend.eventually(lambda: ids(headend) == ["good"], "the good entry")


@run
def test_markup_that_must_not_pass(start):
    body = ('<p onclick="x()">好<script>bad()</script><style>p{}</style><iframe src="http://example.com/"></iframe>'
            '<a href="javascript:bad()">链接</a><!-- 注 --><object data="x"></object><form action="/x"><input name="a"></form></p>')
    got = text_of(start("markup", rss(item("one", body=body))), "one")["body"]
    check("好" in got and "链接" in got, f"the words are gone: {got}")
    for bad in ("script", "style", "iframe", "onclick", "javascript", "<!--", "object", "<input"):
        check(bad not in got, f"{bad} was kept: {got}")


@run
def test_pictures_of_every_kind(start):
    headend = start("pictures")
    good = png(4, 3)
    outside = pathlib.Path(FOLDER) / "outside.png"
    outside.write_bytes(png(5, 5))
    folder = headend.folder / "p"
    folder.mkdir()
    (folder / "good.png").write_bytes(good)
    (folder / "cut.png").write_bytes(good[:-9])
    (folder / "huge.png").write_bytes(png(1, 1, said_width=9000000))
    (folder / "page.png").write_text("<html>")
    (folder / "link.png").symlink_to(outside)
    sources = ["p/good.png", "data:image/png;base64," + base64.b64encode(good).decode(), "p/cut.png", "p/huge.png", "p/page.png",
               "p/missing.png", "../outside.png", "p/link.png", str(outside), "file://" + str(outside), "http://127.0.0.1:1/x.png"]
    said = headend.take(rss(item("one", body="".join(f'<img src="{s}" alt="图{i}">' for i, s in enumerate(sources)))))
    headend.eventually(lambda: ids(headend) == ["one"], "the notice")
    body = text_of(headend, "one")["body"]
    kept = re.findall(r'src="([^"]*)"', body)
    equal(len(kept), 2, f"pictures kept; the import said {said!r}")
    equal(len(set(kept)), 1, "names of two pictures that are the same")
    equal(headend.get(kept[0]).body, good, "the picture")
    for number in range(2, len(sources)):
        check(f"图{number}" in body, f"the words for {sources[number]} are missing in {body}")


class Web(http.server.BaseHTTPRequestHandler):
    feed = rss(item("web", body='<img src="a.png">')).encode()

    def do_GET(self):  # pylint: disable=invalid-name
        if self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
            return
        known = {"/feed.xml": self.feed, "/a.png": png(2, 2), "/gbk": '<?xml version="1.0" encoding="GB2312"?>'.encode()
                 + rss(item("gbk", "镕基")).partition("?>")[2].encode("gbk")}
        body = known.get(self.path)
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


@run
def test_feeds_over_the_web(start):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        headend = start("web")
        place = f"http://127.0.0.1:{server.server_address[1]}"
        headend.admin("import-notices", place + "/feed.xml")
        headend.admin("import-notices", place + "/gbk")
        for path in ("/none", "/round", "/a.png"):
            headend.admin("import-notices", place + path, status=1)
        headend.eventually(lambda: set(ids(headend)) == {"web", "gbk"}, "both notices")
        equal(text_of(headend, "gbk")["title"], "镕基", "a title in GBK")
        source = re.search(r'src="([^"]*)"', text_of(headend, "web")["body"])
        check(source is not None, "the picture beside the feed was not taken")
        equal(headend.get(source[1]).body, png(2, 2), "the picture")
    finally:
        server.shutdown()
        server.server_close()


def test_configuration_check():
    headend = Headend(pathlib.Path(FOLDER) / "check")
    headend.admin("check", headend.config)
    bad = headend.folder / "bad.xml"
    bad.write_text(headend.config.read_text().replace('digit="1"', 'digit="77"').replace("<theme>dusk", "<theme>DUSK !"))
    said = headend.admin("check", bad, status=1)
    equal(len(re.findall(rf"^{re.escape(str(bad))}:\d+: [^:]+: .+: .+$", said, re.M)), 2, f"errors in {said!r}")
    headend.admin("check", headend.folder / "missing.xml", status=1)


def test_usage():
    headend = Headend(pathlib.Path(FOLDER) / "usage")
    for command in ("import-notices", "list-notices", "show-notice", "withdraw-notice", "export-notices", "check",
                    "import-content", "export-content", "list-content", "withdraw-content"):
        check("Usage:" in headend.admin(command, "--help"), f"{command} --help shows no usage")
        headend.admin(command, "--none", status=2)
        if command not in ("check", "import-content"):  # they take as many files as one likes
            headend.admin(command, "a", "b", "c", status=2)
    headend.admin("none", status=2)
    headend.admin("list-notices", status=3)


@run
def test_a_damaged_store_is_left_alone(start):
    headend = start("damaged", rss(item("one")))
    headend.stop()
    store = headend.folder / "hall.db"
    for path in headend.folder.glob("hall.db-*"):
        path.unlink()
    damaged = b"not a database" * 1000
    store.write_bytes(damaged)
    headend.take(rss(item("two")), status=3)
    equal(store.read_bytes(), damaged, "the damaged file")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as FOLDER:
        tap.run(globals())
