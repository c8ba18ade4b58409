#!/usr/bin/env python3
"""The sample city: the same for the same day and seed, well-formed, complete and marked as a sample. Prints TAP."""

import datetime
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import tap  # noqa: E402

HALL = "{urn:tv-hall:notice:1}"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
NOW = "2026-11-24T12:00:00+08:00"
MARK = "本信息为示例内容。"


def make(folder, *options):
    program = ROOT / "assets" / "sample-city" / "make-notices"
    subprocess.run([sys.executable, "-B", str(program), "--out", str(folder), *options], check=True, timeout=120)
    return pathlib.Path(folder)


def notices(folder):
    """Every notice of every feed, whatever the feed's format."""
    found = []
    for path in sorted(folder.glob("*.xml")):
        root = ElementTree.parse(path).getroot()
        for item in root.iter("item"):
            found.append({"id": item.findtext("guid"), "title": item.findtext("title"), "office": item.findtext(CREATOR),
                          "body": item.findtext(CONTENT), "node": item})
        for entry in root.iter(ATOM + "entry"):
            found.append({"id": entry.findtext(ATOM + "id"), "title": entry.findtext(ATOM + "title"),
                          "office": entry.findtext(f"{ATOM}author/{ATOM}name"), "body": entry.findtext(ATOM + "content"),
                          "node": entry})
    for notice in found:
        for name in ("category", "level", "area", "valid-from", "valid-to", "speech", "withdrawn"):
            notice[name] = notice["node"].findtext(HALL + name)
    return found


def test_same_for_same_day_and_seed():
    again = make(FOLDER / "again", "--now", NOW)
    other = make(FOLDER / "other", "--now", NOW, "--seed", "7", "--feeds-only")
    for path in sorted(p for p in CITY.rglob("*") if p.is_file()):
        twin = again / path.relative_to(CITY)
        assert path.read_bytes() == twin.read_bytes(), f"{path.name} differs between two runs with the same --now and --seed"
    assert (CITY / "outages.xml").read_bytes() != (other / "outages.xml").read_bytes(), "another seed gave the same feed"


def test_every_notice_is_marked():
    for notice in NOTICES:
        assert MARK in notice["body"], f"{notice['id']}: the body lacks {MARK}"
        assert "（示例）" in notice["office"], f"{notice['id']}: the office {notice['office']} is not marked"
        numbers = re.findall(r"\b0\d{2,3}-\d{6,8}\b|\b1[3-9]\d{9}\b", notice["body"])
        assert all(number.startswith("0735-000") for number in numbers), f"{notice['id']}: telephone numbers {numbers}"
        links = re.findall(r'href="([^"]*)"', notice["body"])
        assert all(re.match(r"https://www\.example\.(com|org)/", link) for link in links), f"{notice['id']}: links {links}"


def test_notices_keep_to_the_contract():
    assert 60 <= len(NOTICES) <= 70, f"{len(NOTICES)} notices, some 60 were expected"
    assert len({n["id"] for n in NOTICES}) == len(NOTICES), "two notices have one id"
    for notice in NOTICES:
        assert 1 <= len(notice["title"]) <= 80 and len(notice["office"]) <= 60, f"{notice['id']}: title or office too long"
        assert re.fullmatch(r"\d{6}|\d{9}", notice["area"]), f"{notice['id']}: area {notice['area']}"
        assert notice["category"] in "12345" and notice["level"] in "012", f"{notice['id']}: category or level"
        assert notice["speech"], f"{notice['id']}: nothing to be spoken"


def test_the_city_is_whole():
    assert {n["category"] for n in NOTICES} == set("12345"), "a category is empty"
    counties = {n["area"][:6] for n in NOTICES} - {"431000"}
    assert len(counties) == 11, f"notices of {len(counties)} counties, 11 were expected"
    assert any(len(n["area"]) == 9 for n in NOTICES), "no notice of a township"
    assert sum(n["level"] == "2" for n in NOTICES) == 2, "two urgent notices were expected"
    assert sum(n["level"] == "1" for n in NOTICES) >= 5, "a handful of important notices was expected"


def test_special_cases_are_there():
    now = datetime.datetime.fromisoformat(NOW)
    until = [datetime.datetime.fromisoformat(n["valid-to"]) for n in NOTICES if n["valid-to"]]
    start = [datetime.datetime.fromisoformat(n["valid-from"]) for n in NOTICES if n["valid-from"]]
    assert sum(moment < now for moment in until) == 1, "one expired notice was expected"
    assert [moment > now for moment in start] == [True], "one notice from tomorrow on was expected"
    assert sum(n["withdrawn"] == "true" for n in NOTICES) == 1, "one withdrawn notice was expected"
    bodies = "".join(n["body"] for n in NOTICES)
    for part in ("rowspan", "colspan", "<o:p>", "<script>", "<style", "<font", "&nbsp;", "<ol>", "<h2>", "㛃", "䶮", "𫖯", "𬭎"):
        assert part in bodies, f"no body has {part}"
    long_ones = [n for n in NOTICES if len(re.sub(r"<[^>]*>", "", n["body"])) > 2500]
    assert len(long_ones) >= 2, "two notices of more than 2,500 characters were expected"


def test_pictures_are_there():
    named = {name for n in NOTICES for name in re.findall(r'src="([^"]*)"', n["body"])}
    assert len(named) >= 5, f"only {len(named)} pictures"
    for name in named:
        head = (CITY / name).read_bytes()[:8]
        assert head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")), f"{name} is neither PNG nor JPEG"
        assert re.fullmatch(r"pictures/[a-z0-9][a-z0-9.-]{0,79}", name), f"{name} does not keep to the contract"


def test_every_month_has_a_city():
    for month in range(1, 13):
        found = notices(make(FOLDER / str(month), "--now", f"2027-{month:02d}-15T09:30:00", "--feeds-only"))
        assert len(found) == 64, f"month {month}: {len(found)} notices"


def test_a_thousand_on_demand():
    found = notices(make(FOLDER / "thousand", "--now", NOW, "--count", "1000", "--feeds-only"))
    assert len(found) == 1000 and len({n["id"] for n in found}) == 1000, f"{len(found)} notices, 1000 were asked for"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        CITY = make(FOLDER / "city", "--now", NOW)
        NOTICES = notices(CITY)
        tap.run(globals())
