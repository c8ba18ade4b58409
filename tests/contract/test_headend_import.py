#!/usr/bin/python3
"""Feeds into the store by tv-hall-admin, out of it again, and what boxes then get. Prints TAP."""

import email.utils
import re
import shutil
import subprocess
import time
import xml.etree.ElementTree as ElementTree

from headend import FLAVOUR, Headend, city, counted, item, plain_item, rss, sample_city, serving
from small_site import png
import tap
from tap import check, equal

ATOM_ATTRIBUTES = ('xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" '
                   'xmlns:hall="urn:tv-hall:notice:1"')


def atom(inner):
    return f"<feed {ATOM_ATTRIBUTES}><title>示例</title><id>urn:x</id><link href='http://example.org/atom'/>{inner}</feed>"


def test_sample_city_twice_without_doubles():
    city_headend, feeds = sample_city()
    with city_headend as headend:
        before = headend.admin("list-notices", "--all")
        files = sorted(path.name for path in headend.pictures.iterdir())
        for feed in feeds:
            counted(headend.admin("import-notices", feed), new=0, changed=0, withdrawn=0, refused=0)
        equal(headend.admin("list-notices", "--all"), before, "what is listed after the second import")
        equal(sorted(path.name for path in headend.pictures.iterdir()), files, "the pictures after the second import")


def test_changes_are_told_from_repetitions():
    with Headend() as headend:
        counted(headend.take(rss(plain_item("a", "旧题"), plain_item("b"))), read=2, new=2, changed=0, unchanged=0, refused=0)
        counted(headend.take(rss(plain_item("a", "旧题"), plain_item("b"))), read=2, new=0, changed=0, unchanged=2, refused=0)
        headend.start()
        before = {name: headend.notice(name)["rev"] for name in "ab"}
        counted(headend.take(rss(plain_item("a", "新题"), plain_item("b"), plain_item("c"))), read=3, new=1, changed=1, unchanged=1)
        headend.eventually(lambda: headend.notice("a")["title"] == "新题", "the new title")
        check(headend.notice("a")["rev"] > before["a"], "the rev of the changed notice did not grow")
        equal(headend.notice("b")["rev"], before["b"], "the rev of the other")
        counted(headend.take(rss(plain_item("b"))), read=1, unchanged=1)
        equal(sorted(row[0] for row in headend.rows()), ["a", "b", "c"], "what a feed no longer shows is still listed")


def test_long_guids_are_whole_or_refused():
    """Addresses as guids may be long and differ only at their end: none is cut, and one that is too long is refused."""
    same = "https://www.example.com/" + "x" * 600
    with serving(rss(item(same + "1"), item(same + "2"))) as headend:
        equal(len(headend.listed()), 2, "notices whose guids differ after 600 characters")
        said = headend.take(rss(item("y" * 1001)), status=4)
        check("guid is longer than 1000 bytes" in said, f"a guid of 1,001 bytes: {said}")


def test_extension_elements():
    """With a hyphen, as the export writes them; what item() makes of its keywords has an underscore, which is taken too."""
    extra = ("<hall:category>3</hall:category><hall:level>2</hall:level><hall:area>431003001</hall:area>"
             "<hall:valid-from>2026-01-02T03:04:05+08:00</hall:valid-from><hall:valid-to>2099-01-02T03:04:05Z</hall:valid-to>"
             "<hall:speech>请注意。</hall:speech>")
    wanted = {"category": 3, "level": 2, "area_code": "431003001", "valid_from": 1767294245000, "valid_to": 4071006245000,
              "speech": "请注意。", "org_name": "示例局（示例）", "published": 1793491200000, "body": "<p>正文</p>"}
    with serving(rss(item("one", extra=extra))) as headend:
        notice = headend.notice("one")
        equal({name: notice.get(name) for name in wanted}, wanted, "the notice")


def test_encodings():
    text = rss(plain_item("g", "供水公告：㛃䶮"))
    for declared, codec in (("GB18030", "gb18030"), ("GBK", "gb18030"), ("gb2312", "gb18030"), ("UTF-16", "utf-16"),
                            ("UTF-8", "utf-8-sig")):
        with Headend() as headend:
            headend.take(text.replace('encoding="UTF-8"', f'encoding="{declared}"').encode(codec))
            equal([row[6] for row in headend.rows()], ["供水公告：㛃䶮"], f"title from {declared}")


def test_atom_as_it_is_published():
    with Headend() as headend:
        headend.take(f"""<feed {ATOM_ATTRIBUTES} xml:base="https://www.example.org/a/"><title>示例<![CDATA[网]]></title><id>urn:x</id>
          <author><name>示例局</name></author>
          <entry><id>tag:example.org,2026:1</id><title type="html">停水 &lt;b&gt;通知&lt;/b&gt; &amp;amp; 安排</title>
            <link href="n/1.html"/><link rel="self" href="https://www.example.org/none"/><updated>2026-11-10T01:00:00Z</updated>
            <category term="x" label="停水停电"/>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>一<br/>二</p></div></content></entry>
          <entry><id>tag:example.org,2026:2</id><title>文字</title><updated>2026-11-11T01:00:00Z</updated>
            <content>1 &lt; 2</content></entry>
          </feed>""")
        rows = headend.rows()
        equal([row[6] for row in rows], ["文字", "停水 通知 & 安排"], "titles")
        equal([row[5] for row in rows], ["通知公告", "停水停电停气"], "categories")
        first, second = (headend.admin("show-notice", row[0]) for row in rows)
        check("1 &lt; 2" in first, f"plain text is not markup: {first}")
        for wanted in ("<p>一<br>二</p>", "office: 示例局", "link: https://www.example.org/a/n/1.html", "source: 示例网"):
            check(wanted in second, f"{wanted} in {second}")


def _table(values, mark, head="<th>月份</th><th>办结</th>"):
    rows = "".join(f"<tr><td>2026-{i + 1:02d}</td><td>{value}</td></tr>" for i, value in enumerate(values))
    return f"<table {mark}><caption>示例</caption><tr>{head}</tr>{rows}</table>"


def test_charts_are_marked_where_a_table_is_one():
    """What stays a table keeps all of its text, and the report says why, once."""
    many = [str(n) for n in range(121)]
    bodies = {
        "good": (_table(["1,264", "—", "１２"], 'data-chart="bars" data-unit="件" onclick="x()"'), ""),
        "words": (_table(["约 12"], 'data-chart="line"'), 'row 2, column 2: "约 12" is no number'),
        "kind": (_table(["12"], 'data-chart="pie"'), 'data-chart="pie" is neither "line" nor "bars"'),
        "rows": (_table(many, 'data-chart="line"'), "it has more than 120 rows of numbers"),
        "heads": (_table(["1"], 'data-chart="line"', "<td>2025-12</td><td>7</td>"), "row 1: the first row has no headings"),
        "plain": (_table(["约 12"], ""), ""),
    }
    with Headend() as headend:
        feed = rss(*(item(name, body=body) for name, (body, _) in bodies.items()))
        said = headend.take(feed)
        counted(said, read=len(bodies), new=len(bodies), refused=0)
        for entry, (name, (_, why)) in enumerate(bodies.items(), start=1):
            line = f"entry {entry}: a table marked with data-chart stays a table: {why}"
            equal(said.count(line) if why else said.count(f"entry {entry}: "), 1 if why else 0, f"lines about {name} in {said}")
        headend.start()
        good = headend.notice("good")["body"]
        check(good.startswith('<table data-chart="bars" data-unit="件"><caption>示例</caption>'), f"the mark of a chart: {good}")
        for name, (body, why) in bodies.items():
            kept = headend.notice(name)["body"]
            equal("data-chart" in kept, name == "good", f"the mark of {name}")
            equal(re.sub("<[^>]*>", "", kept), re.sub("<[^>]*>", "", body), f"the text of {name}")
        check("stays a table" not in headend.take(feed), "the same feed again says it again")


def test_withdrawal_by_the_feed():
    """A tombstone of Atom, a mark in the entry (empty or true), and one beside the entries. Only what is published anew comes back."""
    later = {"date": email.utils.formatdate(time.time() + 3600)}
    with serving(rss(*[plain_item(name) for name in "abcde"])) as headend:
        counted(headend.take(atom('<at:deleted-entry ref="a" when="2026-11-20T00:00:00Z"/>')), withdrawn=1)
        counted(headend.take(rss(plain_item("b", withdrawn=""), plain_item("c", withdrawn="true"),
                                 '<hall:withdrawn ref="d" when="2026-11-20T00:00:00Z"/>', plain_item("e"))), withdrawn=3, unchanged=1)
        headend.eventually(lambda: headend.listed_ids() == ["e"], "the withdrawals")
        for name in "abcd":
            headend.get("/v1/notices/" + name, 410)
        equal(set(headend.get("/v1/notices").json()["withdrawn"]), set("abcd"), "withdrawn ids")
        equal({row[0]: row[1] for row in headend.rows("--all")},
              {"a": "withdrawn", "b": "withdrawn", "c": "withdrawn", "d": "withdrawn", "e": "listed"}, "states")
        headend.take(rss(plain_item("a"), plain_item("b", "再次发布", **later), plain_item("c"), plain_item("d", **later),
                         plain_item("later")))
        headend.eventually(lambda: "later" in headend.listed_ids(), "the next import")
        equal(sorted(headend.listed_ids()), ["b", "d", "e", "later"], "what its feed publishes anew, and nothing else, is listed again")
        equal(headend.notice("b")["title"], "再次发布", "a title that was published again")


def test_withdrawal_by_the_operator():
    feed = rss(item("one"), item("two"))
    with serving(feed) as headend:
        equal(headend.admin("withdraw-notice", "one").strip(), "one: is withdrawn", "what withdraw-notice says")
        headend.eventually(lambda: headend.listed_ids() == ["two"], "the withdrawal")
        headend.get("/v1/notices/one", 410)
        equal({row[0]: row[1] for row in headend.rows("--all")}, {"one": "withdrawn", "two": "listed"}, "states")
        headend.take(feed)
        headend.take(rss(item("one", date="2098-01-01T00:00:00Z")))
        headend.take(rss(item("later")))
        headend.eventually(lambda: "later" in headend.listed_ids(), "the next import")
        check("one" not in headend.listed_ids(), "an import brought back what the operator withdrew")
        headend.admin("withdraw-notice", "--undo", "one")
        headend.eventually(lambda: "one" in headend.listed_ids(), "the notice that was brought back")
        headend.admin("withdraw-notice", "none", status=1)


def test_withdrawal_of_what_was_never_seen():
    with Headend() as headend:
        tombstone = atom('<at:deleted-entry ref="never-seen"/>')
        counted(headend.take(tombstone), withdrawn=1)
        counted(headend.take(tombstone), withdrawn=0, unchanged=1)


def test_wrong_entries_are_refused_by_number():
    """And keep no good one out."""
    feed = rss(plain_item("ok"), "<item><title>x</title></item>", "<item><guid>t</guid></item>", plain_item("ok", "again"),
               plain_item("area", area_code="4310"), plain_item("times", valid_from="2026-01-02", valid_to="2026-01-01"),
               plain_item("big", body="<p>" + "字" * 200000 + "</p>"), plain_item("long", "长" * 200), plain_item("x" * 41),
               plain_item("date", date="no date"), plain_item("level", level="9"), plain_item("short-area", area="12"))
    with Headend().start() as headend:
        said = headend.take(feed, status=4)
        counted(said, read=12, new=5, refused=7)
        for number, word in ((2, "guid"), (3, "title"), (4, "entry 1"), (5, "area_code"), (6, "valid_to"), (7, "512 KiB"), (10, "date"),
                             (11, "level"), (12, "area")):
            check(any(f"entry {number}: " in line and word in line for line in said.err.splitlines()),
                  f"entry {number} and {word} in {said}")
        equal(sorted({int(number) for number in re.findall(r"entry (\d+): ", said.err)}),
              [2, 3, 4, 5, 6, 7, 10, 11, 12], "entries of which something is said")
        rows = {row[0]: row for row in headend.rows()}
        equal(rows["long"][6], "长" * 79 + "…", "a title that is too long")
        check(any(len(name) == 34 and name.startswith("n-") for name in rows), f"an id made from a guid that is none: {list(rows)}")
        headend.eventually(lambda: set(headend.listed_ids()) == set(rows), "the good entries")
        equal(rows["date"][2], "unknown", "the date that is none")


def test_unknown_dates():
    """Said to boxes as not known, and sorted by the first import, which stays; a date that is understood later is taken."""
    feed = rss(plain_item("none", date=""), plain_item("wrong", date="2026-02-30"), plain_item("known"))
    with Headend().start() as headend:
        headend.take(feed)
        headend.eventually(lambda: len(headend.listed()) == 3, "the notices")
        first = {notice["id"]: notice for notice in headend.listed()}
        equal({name: notice.get("undated", False) for name, notice in first.items()},
              {"none": True, "wrong": True, "known": False}, "what the list says is not known")
        equal(headend.notice("wrong").get("undated"), True, "what the notice says is not known")
        age = time.time() * 1000 - first["none"]["published"]
        check(0 <= age < 60000, f"it is sorted by the time of the import, {age} ms ago")
        shown = headend.admin("show-notice", "none")
        check("published: unknown" in shown, f"show-notice: {shown}")
        time.sleep(1.1)
        counted(headend.take(feed), unchanged=3, changed=0)
        counted(headend.take(rss(plain_item("none", "新题", date=""))), changed=1)
        headend.eventually(lambda: headend.notice("none")["title"] == "新题", "the new title")
        equal(headend.notice("none")["published"], first["none"]["published"], "the place of a notice without a date")
        counted(headend.take(rss(plain_item("wrong", date="2026年2月28日"))), changed=1)
        headend.eventually(lambda: "undated" not in headend.notice("wrong"), "the date")
        equal(headend.notice("wrong")["published"], 1772208000000, "the date that was mended")


def site(address, *items):
    return rss(*items).replace("https://www.example.org/", address)


def test_a_guid_belongs_to_its_site():
    """(what another site's feed has, whether it is refused): nothing of the first site's is changed, and it is said."""
    tombstone = '<hall:withdrawn ref="a"/>'
    with Headend() as headend:
        headend.take(rss(plain_item("a", "甲"), plain_item("urn:x:b", "乙")))
        before = headend.rows("--all")
        for items in ([plain_item("a", "假")], [plain_item("urn:x:b", "假")], [plain_item("a", withdrawn="")], [tombstone],
                      [plain_item("a", "甲", valid_to="2026-01-02")]):
            said = headend.take(site("https://evil.example/", *items), status=4)
            counted(said, changed=0, withdrawn=0, refused=1)
            check("belongs to the site example.org" in said.err, f"it is said whose it is: {said.err}")
            equal(headend.rows("--all"), before, f"what is listed after {items}")
        # Its own feed may, under any scheme and path.
        counted(headend.take(site("http://EXAMPLE.org/column/", plain_item("a", "甲二"))), changed=1, refused=0)
        # A site that has moved.
        counted(headend.take(site("https://new.example/", plain_item("a", "甲三")), "--take-over"), changed=1, refused=0)
        counted(headend.take(rss(plain_item("a", "甲四")), status=4), refused=1)
        counted(headend.take(site("https://new.example/", plain_item("a", "甲五"))), changed=1)


def test_withdrawn_before_it_came_by_another_site():
    with Headend() as headend:
        headend.take(site("https://evil.example/", '<hall:withdrawn ref="later" when="2099-01-01T00:00:00Z"/>'))
        counted(headend.take(rss(plain_item("later"))), new=1)
        equal([row[:2] for row in headend.rows("--all")], [["later", "listed"]], "what another site had withdrawn before")


def test_what_is_no_feed_changes_nothing():
    """(text, what the message says); an entity may be one of HTML and no other."""
    good = rss(plain_item("two"), plain_item("three"))
    with_entity = rss(item("two", "&a;")).partition("?>\n")[2]
    laughs = "".join(f'<!ENTITY l{n} "{"&l%d;" % (n - 1) * 10}">' for n in range(1, 12))
    channel = '<rss version="2.0"><channel><title>%s</title></channel></rss>'
    with serving(rss(item("one"))) as headend:
        for text, word in (("", ""), ("no XML", "line"), ("<html/>", "neither"), ("<html><body/></html>", "neither"),
                           ("<rss/>", ""), (b"\0" * 1000, ""), (b"\xff\xfe\x00", ""), ("<rss>" + "<a>" * 100000, ""), ("<a>" * 100000, ""),
                           (good[:good.index("<item>") + 30], "breaks off"),
                           ('<!DOCTYPE rss [<!ENTITY a "b">]>' + with_entity, "entit"),
                           ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + with_entity, "entit"),
                           ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + channel % "&a;", "entit"),
                           ('<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss>&b;</rss>', "entit"),
                           (f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>' + channel % "&l11;", "entit")):
            said = headend.take(text, status=1)
            check(word in said.err and said.err.strip(), f"{word!r} in {said.err!r} for {text[:60]!r}")
        for place in (headend.folder / "missing.xml", headend.folder, "http://127.0.0.1:1/feed.xml"):
            headend.admin("import-notices", place, status=1)
        equal([row[0] for row in headend.rows("--all")], ["one"], "what is in the store")
        equal(headend.listed_ids(), ["one"], "what is listed")
        counted(headend.take(good.replace("示例通知", "示例&nbsp;通知\x0b", 1)), new=2)


def test_two_imports_at_once():
    with Headend() as headend:
        headend.take(rss())
        feeds = []
        for number in range(4):
            feeds.append(headend.folder / f"feed{number}.xml")
            feeds[-1].write_text(rss(*[plain_item(f"{name}-{number % 2}") for name in range(200)]), encoding="utf-8")
        running = [subprocess.Popen([city.program("tv-hall-admin", FLAVOUR), "import-notices", "--config", str(headend.config), str(feed)],
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for feed in feeds]
        said = [child.communicate(timeout=100) for child in running]
        equal([child.returncode for child in running], [0] * 4, f"statuses; they said {said}")
        equal(len(headend.rows()), 400, "notices")


def test_show_and_list():
    with serving(rss(item("one", "标题在此"))) as headend:
        check("标题在此" in headend.admin("list-notices"), "list-notices does not show the title")
        check("<p>正文</p>" in headend.admin("show-notice", "one"), "show-notice does not show the text")
        headend.admin("show-notice", "none", status=1)


def test_export_is_read_back_without_a_change():
    soup = '<p class="Mso"><span><o:p></o:p>一<b>二<i>三</b></i><table><tr><td>四<td>五</table><p>六<div><p>七</div><img src="p.png">'
    with Headend() as one, Headend() as other:
        (one.folder / "p.png").write_bytes(png())
        one.take(rss(plain_item("a", body=soup, level=2, area_code="431002001", valid_from="2026-01-01", valid_to="2099-01-01",
                                speech="请听 & 说"),
                     item("b", extra="<hall:level>2</hall:level>", body="<p>甲&amp;乙 ]]&gt;</p>"),
                     plain_item("https://www.example.org/?a=1&b=2"), plain_item("12"), plain_item("undated", date="?"),
                     plain_item("gone")))
        one.take(rss(plain_item("z"), title=""), name="second.xml")
        one.admin("withdraw-notice", "gone")
        export = one.folder / "export.xml"
        one.admin("export-notices", export)
        ElementTree.parse(export)
        counted(one.admin("import-notices", export), read=7, new=0, changed=0, unchanged=7, withdrawn=0, refused=0)
        shutil.copytree(one.pictures, other.pictures)
        counted(other.admin("import-notices", export), read=7, new=6, withdrawn=1)
        equal(other.rows(), one.rows(), "what the other headend lists")
        one.start()
        other.start()
        for name in (row[0] for row in one.rows()):
            shown = [[line for line in store.admin("show-notice", name).splitlines() if not re.match("rev:|changed:", line)]
                     for store in (one, other)]
            equal(shown[1], shown[0], f"notice {name}")
            sent = [{key: value for key, value in store.notice(name).items() if key not in ("rev", "as_of")}
                    for store in (one, other)]
            equal(sent[1], sent[0], f"notice {name} as a box gets it")
        other.get("/v1/notices/gone", 410)
        one.admin("export-notices", "/nonexistent/export.xml", status=3)


if __name__ == "__main__":
    tap.run(globals())
