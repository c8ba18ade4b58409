#!/usr/bin/python3
"""What becomes of a notice's text: markup, pictures beside the feed and from the web, feeds from the web. Prints TAP."""

import base64
import gzip
import hashlib
import re
import threading
import time

from headend import Headend, counted, item, plain_item, rss
from small_site import Site, png, to
import tap
from tap import check, equal

JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20\x01\x11\0\x3f\0" + b"\xff\xd9"


def picture_name(content, ending="png"):
    return f"{hashlib.sha256(content).hexdigest()}.{ending}"


def test_markup_that_must_not_pass():
    crossed = ('<p onclick="x()">一<script>alert(1)</script><b>二</p></b><iframe src="http://www.example.org/"></iframe>'
               '<a href="javascript:x">三</a><a href="/more.html">四</a><img src="none.png" alt="图示"><!-- 注 -->')
    nested = ('<p onclick="x()">好<script>bad()</script><style>p{}</style><iframe src="http://example.com/"></iframe>'
              '<a href="javascript:bad()">链接</a><!-- 注 --><object data="x"></object><form action="/x"><input name="a"></form></p>')
    with Headend() as headend:
        linked = plain_item("crossed", body=crossed).replace("<title>", "<link>https://www.example.org/x/y.html</link><title>")
        said = headend.take(rss(linked, item("nested", body=nested)))
        check("picture none.png left out" in said.err, f"the report names the picture: {said}")
        headend.start()
        bodies = {name: headend.notice(name)["body"] for name in ("crossed", "nested")}
        for name, words in (("crossed", "一 二 三 四 图示 https://www.example.org/more.html"), ("nested", "好 链接")):
            for word in words.split():
                check(word in bodies[name], f"{word} is gone: {bodies[name]}")
            for bad in ("script", "alert", "style", "iframe", "onclick", "javascript", "<img", "<!--", "注", "object", "<input"):
                check(bad not in bodies[name], f"{bad} was kept: {bodies[name]}")
        equal(headend.notice("crossed")["qr_link"], "https://www.example.org/x/y.html", "qr_link")


def test_pictures_beside_the_feed():
    good = png(4, 3)
    inline = "data:image/png;base64," + base64.b64encode(png(3, 3)).decode()
    with Headend() as headend:
        feeds = headend.folder / "feeds"
        (feeds / "p").mkdir(parents=True)
        (feeds / "p" / "一 二.png").write_bytes(good)
        (feeds / "b.jpg").write_bytes(JPEG)
        (feeds / "liar.png").write_bytes(png(said=(60000, 60000)))
        (feeds / "wide.png").write_bytes(png(1, 1, said=(9000000, 1)))
        (feeds / "cut.png").write_bytes(good[:40])
        (feeds / "endless.png").write_bytes(good[:-9])
        (feeds / "text.png").write_bytes(b"<html>")
        (feeds / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * (4 * 2**20))
        outside = headend.folder / "outside.png"
        outside.write_bytes(good)
        (feeds / "link.png").symlink_to(outside)
        (feeds / "folder.png").mkdir()
        bad = ("liar.png", "wide.png", "cut.png", "endless.png", "text.png", "huge.png", "../outside.png", "%2e%2e/outside.png", "link.png",
               "folder.png", "none.png", f"file://{outside}", str(outside), "data:image/png;base64,AAAA", "data:,x", "data:", "a%00.png",
               "ftp://127.0.0.1/x.png", "http://127.0.0.1:1/x.png", "")
        body = "".join(f'<img src="{source}" alt="坏{number}。">' for number, source in enumerate(bad))
        # The second is the first once more, inline: they have one name.
        again = "data:image/png;base64," + base64.b64encode(good).decode()
        body += f'<img src="p/%E4%B8%80%20%E4%BA%8C.png"><img src="{again}"><img src="b.jpg"><img src="{inline}"><img data-src="b.jpg">'
        feed = feeds / "feed.xml"
        feed.write_text(rss(plain_item("a", body=body)), encoding="utf-8")
        said = headend.admin("import-notices", feed)
        # What is inline is taken as often as it comes; an image without an address is no picture.
        check(f"4 pictures taken, {len(bad) - 1} left out" in said.out, f"what was taken and left out, of {len(bad)} bad ones: {said}")
        shown = headend.admin("show-notice", "a")
        for number, source in enumerate(bad):
            check(f"坏{number}。" in shown, f"the words for {source!r} in {shown}")
        headend.start()
        kept = re.findall(r'<img[^>]*\bsrc="/v1/pictures/([^"]*)"', headend.notice("a")["body"])
        wanted = [(good, "png"), (good, "png"), (JPEG, "jpg"), (png(3, 3), "png"), (JPEG, "jpg")]
        equal(kept, [picture_name(*picture) for picture in wanted], "the pictures that are left")
        equal(shown.count("<img"), len(wanted), "pictures in what show-notice prints")
        for content, ending in wanted:
            name = picture_name(content, ending)
            equal((headend.pictures / name).read_bytes(), content, f"the file {name}")
            equal(headend.get("/v1/pictures/" + name).body, content, f"{name} as a box gets it")
        (feeds / "none.png").write_bytes(png(4, 4))
        counted(headend.admin("import-notices", feed), changed=1)
        names = {picture_name(*picture) for picture in [*wanted, (png(4, 4), "png")]}
        equal({path.name for path in headend.pictures.iterdir()}, names, "the files, none of them temporary")


def bomb(handler):
    """A little that unpacks to 200 MiB."""
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    try:
        handler.wfile.write(gzip.compress(b"\0" * (200 * 2**20), 1))
    except OSError:
        pass  # whoever asked has seen enough


def test_pictures_from_the_web():
    """Relative to the feed or to the page that the entry stands for; through redirects, but only to the web and not for ever."""
    pages = {"/x/a.png": png(), "/site.png": png(3, 3), "/circle": to("/circle"), "/file": to("file:///etc/passwd"), "/ok": to("/site.png"),
             "/bomb": bomb, "/page/c.png": png(5, 5), "/bomb.xml": bomb, "/x/%E5%9B%BE%201%5B1%5D.png": png(6, 6), "/x/b/d.png": png(7, 7)}
    with Headend() as headend, Site(pages) as site:
        good = ("a.png", "/site.png", f"{site.url}/site.png", "/ok", "c.png", "图 1[1].png", "b\\d.png", f"{site.url}/x/图\n 1[1].png")
        bad = ("/circle", "/file", "/bomb", "/none", "file:///etc/passwd")
        body = "".join(f'<img src="{source}" alt="{source}">' for source in (*good, *bad))
        entry = plain_item("a", body=body).replace("<guid", f"<link>{site.url}/page/n.html</link><guid")
        pages["/x/feed.xml"] = rss(entry).encode()
        said = headend.admin("import-notices", f"{site.url}/x/feed.xml")
        check(re.search(r"[78] pictures taken, 5 left out", said.out), f"eight addresses of pictures taken, five left out: {said}")
        equal(headend.admin("show-notice", "a").count("<img"), len(good), "pictures in the body")
        check(site.asked.count("/circle") <= 14, f"a circle is left after a few rounds: {site.asked.count('/circle')}")
        for path in ("/bomb.xml", "/circle"):
            headend.admin("import-notices", site.url + path, status=1)


def test_addresses_inside_the_network():
    def both(headend, site, feed_place):
        headend.admin("import-notices", feed_place)
        return [path for path in site.asked if "delete" in path]

    pages = {"/delete?id=1": png(), "/a.png": png(), "/sent": to("/delete?id=2")}
    with Site(pages) as site:
        port = site.url.rsplit(":", 1)[1]
        inside = [f"{site.url}/delete?id=1", f"http://localhost:{port}/delete?id=1", f"http://[::ffff:127.0.0.1]:{port}/delete?id=1",
                  f"http://2130706433:{port}/delete?id=1", f"{site.url}/sent"]
        feed = rss(item("a", body="".join(f'<img src="{address}">' for address in inside)))
        with Headend() as headend:
            path = headend.folder / "feed.xml"
            path.write_text(feed, encoding="utf-8")
            equal(both(headend, site, path), [], "what a feed of a file had asked inside")
            check("inside this network" in headend.admin("import-notices", path).err, "it is not said why")
        pages["/feed.xml"] = rss(item("a", body=f'<img src="{site.url}/delete?id=1"><img src="http://a:b@127.0.0.1:{port}/a.png">')).encode()
        with Headend() as headend:
            equal(both(headend, site, site.url + "/feed.xml"), ["/delete?id=1"], "what a feed from inside had asked there")
            check("/a.png" not in site.asked, "a picture was asked for with a name and password")


def test_hosts_that_fail_twice():
    """Refused or 5xx: said once, asked no more, tried again at the next import, and nothing changes until something comes."""
    def broken(handler):
        handler.send_response(503)
        handler.end_headers()

    broken_host = {f"/{number}.png": broken for number in range(6)}
    feeds = {"/good.png": png(3, 3)}
    with Site(broken_host) as site, Site(feeds) as office, Headend() as headend:
        for guid, start in (("refuses", "http://127.0.0.1:1"), ("breaks", site.url)):
            body = "".join(f'<img src="{start}/{number}.png" alt="图{number}">' for number in range(6)) + '<img src="good.png">'
            feeds[f"/{guid}"] = rss(item(guid, body=body)).encode()
            said = headend.admin("import-notices", f"{office.url}/{guid}")
            counted(said, new=1)
            check("1 pictures taken, 6 left out" in said.out, f"what was taken: {said}")
            equal(said.err.count("could not be reached twice"), 1, f"lines that give up the host: {said.err}")
            check(said.err.count("left out: ") in (2, 3), f"pictures that were asked for: {said.err}")
            before = headend.admin("show-notice", guid)
            equal(before.count("<img"), 1, f"pictures in {before}")
            counted(headend.admin("import-notices", f"{office.url}/{guid}"), unchanged=1)
            equal(headend.admin("show-notice", guid), before, "the notice after an import that brought nothing")
        check(len(site.asked) in range(4, 7), f"pictures that the host was asked for in two imports: {site.asked}")
        broken_host.update({path: png(4, 1) for path in broken_host})
        counted(headend.admin("import-notices", office.url + "/breaks"), changed=1)
        equal(headend.admin("show-notice", "breaks").count("<img"), 7, "pictures once the host has come back")


def test_notices_come_before_their_pictures():
    """Ten pictures of a host that hangs cost one limit; a slow host that is good loses nothing, and is asked for two at a time."""
    let_go = threading.Event()
    at_once = []
    most = []

    def hang(_):
        let_go.wait(120)

    def slow(handler):
        at_once.append(1)
        most.append(len(at_once))
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(png()[:30])
        handler.wfile.flush()
        time.sleep(2)
        at_once.pop()
        handler.wfile.write(png()[30:])

    hanging = {f"/{number}.png": hang for number in range(10)}
    with Headend().start() as headend, Site(hanging) as one, Site({f"/{number}.png": slow for number in range(4)}) as other:
        body = "".join(f'<img src="{one.url}/{number}.png" alt="图{number}">' for number in range(10))
        body += "".join(f'<img src="{other.url}/{number}.png">' for number in range(4))
        with Site({"/feed.xml": rss(item("a", body=body), item("b")).encode()}) as feed:
            said = []
            began = time.monotonic()
            importing = threading.Thread(target=lambda: said.append(headend.admin("import-notices", feed.url + "/feed.xml")))
            importing.start()
            headend.eventually(lambda: set(headend.listed_ids()) == {"a", "b"}, "notices in the list before their pictures", 8)
            check(importing.is_alive(), "the import had ended before its notices were listed")
            body = headend.notice("a")["body"]
            check("<img" not in body and "图9" in body, f"a picture that is not there is shown: {body}")
            importing.join()
            took = time.monotonic() - began
            check(took < 45, f"ten pictures that hang, 10 s each, took {took:.0f} s")
            counted(said[0], new=2)
            check("4 pictures taken, 10 left out" in said[0].out, f"what was taken: {said[0]}")
            equal(said[0].err.count("could not be reached twice"), 1, "lines about the host that hangs")
            equal(max(most), 2, "pictures asked of one host at the same time")
            headend.eventually(lambda: headend.notice("a")["body"].count("<img") == 4, "the slow pictures", 8)
            let_go.set()
            hanging.update({path: png(4, 1) for path in hanging})
            counted(headend.admin("import-notices", feed.url + "/feed.xml"), changed=1, unchanged=1)
            headend.eventually(lambda: headend.notice("a")["body"].count("<img") == 14, "the pictures once they can be had", 8)


def test_pictures_are_put_into_ones_own_notices_only():
    """What another site's feed or a withdrawn notice has stays as it is, also while a picture of it is missing."""
    with Site({"/a.png": png(), "/gone": to("/none")}) as site, Headend() as headend:
        headend.config.write_text(headend.config.read_text(encoding="utf-8").replace("<pictures ", '<pictures inside-addresses="1" '),
                                  encoding="utf-8")
        feed = rss(plain_item("a", body=f'<img src="{site.url}/a.png"><img src="{site.url}/gone" alt="图">'))
        other = feed.replace("https://www.example.org/", "https://other.example/")
        counted(headend.take(feed), new=1)
        before = headend.admin("show-notice", "a")
        equal(before.count("<img"), 1, f"pictures in {before}")
        counted(headend.take(other), unchanged=1, refused=0)
        counted(headend.take(other.replace("/a.png", "/gone"), status=4), refused=1, changed=0)
        equal(headend.admin("show-notice", "a"), before, "the notice after another site's feeds")
        headend.admin("withdraw-notice", "a")
        for _ in range(2):
            said = headend.take(feed)
            counted(said, unchanged=1)
            equal(said.err.count("stays withdrawn"), 1, f"lines about the withdrawal: {said.err}")


def test_feeds_over_the_web():
    gbk = '<?xml version="1.0" encoding="GB2312"?>'.encode() + rss(item("gbk", "镕基")).partition("?>")[2].encode("gbk")
    pages = {"/feed.xml": rss(item("web", body='<img src="a.png">')).encode(), "/a.png": png(), "/gbk": gbk, "/round": to("/round")}
    with Headend().start() as headend, Site(pages) as site:
        headend.admin("import-notices", site.url + "/feed.xml")
        headend.admin("import-notices", site.url + "/gbk")
        for path in ("/none", "/round", "/a.png"):
            headend.admin("import-notices", site.url + path, status=1)
        headend.eventually(lambda: set(headend.listed_ids()) == {"web", "gbk"}, "both notices")
        equal(headend.notice("gbk")["title"], "镕基", "a title in GBK")
        source = re.search(r'src="([^"]*)"', headend.notice("web")["body"])
        check(source is not None, "the picture beside the feed was not taken")
        equal(headend.get(source[1]).body, png(), "the picture")


def test_all_or_nothing():
    with Headend() as headend:
        headend.take(rss(item("a")))
        headend.pictures.write_bytes(b"a file where the folder should be")
        (headend.folder / "p.png").write_bytes(png())
        said = headend.take(rss(item("b"), item("c", body='<img src="p.png">')), status=3)
        check("picture" in said.err, f"the message names the picture: {said}")
        headend.take(rss(item("d", body='<img src="http://127.0.0.1:1/p.png">')), status=3)
        equal([row[0] for row in headend.rows("--all")], ["a"], "what is in the store")


if __name__ == "__main__":
    tap.run(globals())
