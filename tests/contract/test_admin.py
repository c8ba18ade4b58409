#!/usr/bin/python3
"""tv-hall-admin's command line: its usage, and its check of a configuration. Prints TAP."""

import datetime
import os
import re
import threading

from headend import ROOT, Headend, ends, item, rss, item, rss
import tap
from tap import check, equal

NOTICES = ("import-notices", "add-notice", "list-notices", "show-notice", "withdraw-notice", "export-notices")
CONTENT = ("import-content", "list-content", "withdraw-content", "export-content")
COMMANDS = (*NOTICES, *CONTENT, "check")


def test_help():
    for command in COMMANDS:
        said = ends("tv-hall-admin", command, "--help")
        check(f"Usage: tv-hall-admin {command}" in said.out, f"{command} --help shows no usage: {said}")


def test_wrong_usage():
    for words in ([], ["none"], ["nonsense", "--config", "x"], ["import-notices", "--category", "九", "x"]):
        ends("tv-hall-admin", *words, status=2)
    with Headend() as headend:
        for command in COMMANDS:
            headend.admin(command, "--none", status=2)
            ends("tv-hall-admin", command, "--none", "x", status=2)
            if command not in ("list-notices", "list-content"):  # they need nothing more
                ends("tv-hall-admin", command, status=2)
            if command not in ("check", "import-content"):  # they take as many files as one likes
                headend.admin(command, "a", "b", "c", status=2)


def test_check_of_a_configuration():
    with Headend() as headend:
        said = headend.admin("check", headend.config)
        check(said.out.count("\n") == 1 and not said.err, f"check of a good file says one line: {said!r}")
        good = headend.config.read_text(encoding="utf-8")
        bad = headend.folder / "bad.xml"
        bad.write_text(good.replace('digit="1"', 'digit="77"').replace("<theme>dusk", "<theme>DUSK !"), encoding="utf-8")
        said = headend.admin("check", bad, status=1)
        equal(len(re.findall(rf"^{re.escape(str(bad))}:\d+: [^:]+: .+: .+$", said.err, re.M)), 2, f"errors in {said!r}")
        bad.write_text(good.replace('row="1"', 'row="99"', 2).replace('digit="2"', 'digit="1"'), encoding="utf-8")
        said = headend.admin("check", bad, status=1)
        check(len(said.err.splitlines()) >= 2, f"at least two errors in {said!r}")
        for line in said.err.splitlines():
            check(line.startswith(f"{bad}:"), f"file and line first: {line}")
        headend.admin("check", headend.folder / "missing.xml", status=1)
        bad.write_text(re.sub(r'file="[^"]*Bold', 'file="/nowhere/Bold', good), encoding="utf-8")
        said = headend.admin("check", bad)
        check(": OK: " in said.out and said.err.count("\n") == 1 and "/nowhere/Bold" in said.err, f"a font that is not here is told: {said!r}")


def test_check_of_a_utility_s_answers():
    with Headend() as headend:
        good = ROOT / "assets" / "utilities" / "answers.xml"
        said = headend.admin("check", good, headend.config)
        check(f"{good}: OK: 31 answers" in said.out and said.out.count(": OK: ") == 2 and not said.err, f"good files of two kinds: {said!r}")
        bad = headend.folder / "bad.xml"
        text = good.read_text(encoding="utf-8")
        bad.write_text(text.replace('code="042"', 'code="047"').replace('word="cut_off"', 'word="cut"'), encoding="utf-8")
        said = headend.admin("check", bad, status=1)
        line = text[:text.index('word="cut_off"')].count("\n") + 1
        check(said.err.startswith(f"{bad}:{line}: answer: ") and "cut" in said.err, f"the line of a word that there is not: {said!r}")
        bad.write_text(text.replace('code="042"', 'code="047"'), encoding="utf-8")
        said = headend.admin("check", bad, status=1)
        line = text[:text.index('code="047"')].count("\n") + 1
        check(f"{bad}:{line}: answer: code=\"047\" stands in line" in said.err, f"the line of a code that comes twice: {said!r}")


def test_no_control_character_reaches_the_terminal():
    """Whatever a feed, a file's name or an argument brings; line ends and tabs stay."""
    controls = [0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0x061c, 0x200e, 0x200f, 0x2028, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff]
    allowed_in_xml = "".join(map(chr, controls[1:]))
    with Headend() as headend:
        evil = headend.folder / "a\x1b[2J\x9b31m\u202e.xml"
        evil.write_text(rss(item("evil", title="标题" + allowed_in_xml, extra=f"<category>{allowed_in_xml}</category>",
                                 body=f"<p>前{allowed_in_xml}后</p>" + "字" * 3000, speech=f"说{allowed_in_xml}"),
                            item("bad" + allowed_in_xml, title=allowed_in_xml, valid_to="never" + allowed_in_xml)), encoding="utf-8")
        said = [headend.admin("import-notices", evil, status=4), headend.admin("list-notices", "--all"), headend.admin("show-notice", "evil"),
                headend.admin("show-notice", "\x1b]0;x\x07\x9b", status=1), headend.admin("check", evil, status=1),
                headend.admin("import-content", evil, status=1), ends("tv-hall-admin", "\x1b[31m", status=2),
                headend.admin("import-notices", str(evil) + "\u2066none", status=1), headend.admin("list-content", "\x9b", status=2)]
        for text in said:
            raw = sorted({f"U+{ord(character):04X}" for character in text if ord(character) in controls or ord(character) < 32} - {"U+0009", "U+000A"})
            equal(raw, [], f"control characters in {text[:300]!r}")
        check("\\u202e" in said[2].out, f"show-notice makes U+202E visible: {said[2].out[:300]!r}")
        equal(said[2].out.count("字"), 3000, "characters of a long text shown")


def test_exports_to_one_file_at_once():
    with Headend() as headend:
        headend.take(rss(*[item(f"n-{number}", body="<p>" + "字" * 5000 + "</p>") for number in range(40)]))
        out = headend.folder / "out.xml"
        wrong = []

        def export():
            try:
                headend.admin("export-notices", out)
            except AssertionError as reason:
                wrong.append(str(reason))

        threads = [threading.Thread(target=export) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        equal(wrong, [], "exports that failed")
        equal(out.read_text(encoding="utf-8").count("<entry>"), 40, "entries in the file")
        equal([path.name for path in headend.folder.glob("out*")], ["out.xml"], "files that stay")


def test_what_does_not_ship_is_refused():
    """What a box would refuse, or show without its icon: with line and what there is. The headend takes no such version either."""
    cases = ((r"<theme>dusk", "<theme>night", r"theme: there is no theme \"night\": one of day dusk$"),
             (r'icon="outage"', 'icon="fire"', r"tile: there is no icon \"fire\": one of .*\bemergency\b"),
             (r'icon="outage"', 'icon="water.x"', r"tile: "),
             (r'(<backend url="http://127.0.0.1):[0-9]+', r"\1:99999", r"backend: "),
             (r'(<backend url="http://127.0.0.1):[0-9]+', r"\1:65536", r"backend: "),
             (r'(<backend url="http://127.0.0.1):[0-9]+', r"\1:0", r"backend: "),
             (r'(<listen [^>]*port=)"[0-9]+"', r'\1"65536"', r"listen: "))
    with Headend().start() as headend:
        good = headend.config.read_text(encoding="utf-8")
        bad = headend.folder / "bad.xml"
        for number, (pattern, value, wanted) in enumerate(cases):
            text, count = re.subn(pattern, value, good, count=1)
            equal(count, 1, f"places of {pattern}")
            bad.write_text(text, encoding="utf-8")
            said = headend.admin("check", bad, status=1)
            check(re.search(rf"^{re.escape(str(bad))}:\d+: {wanted}", said.err, re.M), f"{wanted} was expected in {said.err}")
            equal(len(said.err.splitlines()), 1, f"errors of {value}: {said.err}")
            headend.config.write_text(text, encoding="utf-8")
            headend.eventually(lambda number=number: headend.metric('tv_hall_config_reloads_total{result="bad"}') == number + 1, f"a bad version: {value}")
        equal(headend.metric('tv_hall_config_reloads_total{result="good"}'), 0, "versions taken")


def moment(hours):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)).isoformat(timespec="seconds")


def test_a_notice_by_hand():
    """It is urgent, stands first, ends, and is taken back by its id."""
    with Headend().start() as headend:
        headend.take(rss(item("old", title="旧的")))
        said = headend.admin("add-notice", "--title", "暴雨<红色>预警 & 停课", "--until", moment(6), "请留在室内。\n\n远离 <河道> & 山谷。")
        name = said.out.partition(":")[0]
        headend.eventually(lambda: headend.listed_ids()[:1] == [name], "the notice first in the list")
        notice = headend.notice(name)
        for field, wanted in (("title", "暴雨<红色>预警 & 停课"), ("level", 2), ("category", 5), ("area_code", "431000"), ("org_name", "电视政务大厅"),
                              ("body", "<p>请留在室内。</p><p>远离 &lt;河道&gt; &amp; 山谷。</p>")):
            equal(notice[field], wanted, field)
        check(notice["valid_to"] > notice["published"], f"its time: {notice}")
        said = headend.take(rss(item(name, "假")), status=4)
        check("belongs to the site  operator" in said.err, f"no feed changes what was published by hand: {said.err}")
        equal(headend.notice(name)["title"], "暴雨<红色>预警 & 停课", "its title after a feed named it")
        headend.admin("withdraw-notice", name)
        headend.eventually(lambda: name not in headend.listed_ids(), "the end of the notice")
        headend.eventually(lambda: headend.ask(f"/v1/notices/{name}").status == 410, "410 for the notice that was taken back")
        said = headend.admin("add-notice", "--title", "停水", "--level", "重要", "--category", "停水停电停气", "--area", "431003", "--office", "示例水务",
                             "--from", moment(1), "--until", moment(3), "今晚停水。")
        later = headend.rows("--all")
        row = next(row for row in later if row[0] == said.out.partition(":")[0])
        check("停水" in row and "431003" in row, f"the second notice: {row}")
        check(said.out.partition(":")[0] not in headend.listed_ids(), "a notice was shown before its time")


def test_a_notice_by_hand_is_checked():
    good = ["--title", "停水", "--until", moment(6), "今晚停水。"]
    with Headend() as headend:
        for option, value, wanted in (("--title", "", "empty"), ("--title", "　 ", "empty"), ("--title", "长" * 81, "81 characters"), ("--title", "a\nb", "control"),
                                      ("--title", b"a\x9bb", "UTF-8"), ("--title", "a\x9bb", "control"), ("--title", "a\u202eb", "control"), ("--until", moment(-1), "over"),
                                      ("--until", "soon", "no moment"), ("--until", moment(0), "before it begins"), ("--from", "2026-02-30", "no moment"),
                                      ("--level", "3", "--level"), ("--level", "紧", "--level"), ("--category", "9", "--category"), ("--area", "43100", "--area"),
                                      ("--office", "名" * 61, "61 characters")):
            said = headend.admin("add-notice", *good, option, os.fsdecode(value) if isinstance(value, bytes) else value, status=2)
            check(option in said.err and wanted in said.err and said.err.count("\n") == 1, f"{option} {value}: {wanted} was expected in {said.err!r}")
        headend.admin("add-notice", "今晚停水。", status=2)
        headend.admin("add-notice", *good, "--from", moment(7), status=2)
        for text, wanted in (("", "empty"), ("\n \n", "empty"), ("a\x07b", "control")):
            said = headend.admin("add-notice", *good[:-1], text, status=1)
            check(wanted in said.err, f"{text!r}: {wanted} was expected in {said}")
        equal(headend.rows("--all"), [], "notices after so many that were refused")


if __name__ == "__main__":
    tap.run(globals())
