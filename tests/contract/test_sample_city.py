#!/usr/bin/env python3
"""The sample city: the same each time it is made, well-formed, complete and marked as a sample. Prints TAP."""

import datetime
import os
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
    for part in ("rowspan", "colspan", "data-chart", "<o:p>", "<script>", "<style", "<font", "&nbsp;", "<ol>", "<h2>", "㛃", "䶮", "𫖯", "𬭎"):
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


# --- Halls, calendar and policies ---


def halls(folder):
    program = ROOT / "assets" / "sample-city" / "make-stations"
    subprocess.run([sys.executable, "-B", str(program), "--out", str(folder)], check=True, timeout=60)
    return pathlib.Path(folder) / "stations.xml"


def content(kind):
    """Every element of a kind in the files that stand beside the programs."""
    return [node for path in sorted((ROOT / "assets" / "sample-city" / "content").glob("*.xml"))
            for node in ElementTree.parse(path).getroot().iter(kind)]


def test_halls_are_the_same_each_time():
    assert HALLS.read_bytes() == halls(FOLDER / "halls-again").read_bytes(), "two runs of make-stations differ"


def test_halls_of_four_levels():
    stations = {node.get("id"): node for node in STATIONS}
    assert len(stations) == len(STATIONS), "two halls have one id"
    levels = [sum(node.get("level") == level for node in STATIONS) for level in "3456"]
    assert levels == [3, 11, 159, 2343], f"{levels} halls of the four levels, 3, 11, 159 and 2343 were expected"
    for own_id, node in stations.items():
        level, area, name = int(node.get("level")), node.get("area-code"), node.findtext("name")
        assert len(area) == {3: 6, 4: 6, 5: 9, 6: 12}[level], f"{own_id}: area {area}"
        assert node.get("sample") == "true" and (level < 6 or "（示例）" in name), f"{own_id}: {name} is not marked"
        assert level == 3 or int(stations[node.get("parent")].get("level")) == level - 1, f"{own_id}: parent {node.get('parent')}"
        assert level < 5 or area.startswith(stations[node.get("parent")].get("area-code")), f"{own_id}: lies outside of its parent"
        assert len(name) <= 40 and len(node.findtext("address") or "") <= 80, f"{own_id}: name or address too long"


def test_halls_lead_nobody_to_a_stranger():
    """No number that somebody may have, no address of a site that somebody has, no place outside of the city."""
    for node in STATIONS:
        own_id, phone, booking = node.get("id"), node.get("phone"), node.get("booking")
        assert phone is None or phone == "12345" or re.fullmatch(r"0735-000\d{4}", phone), f"{own_id}: phone {phone}"
        assert booking is None or booking.startswith("https://www.example.org/"), f"{own_id}: booking {booking}"
        assert (node.get("lat") is None) == (node.get("lon") is None), f"{own_id}: half a place"
        if node.get("lat"):
            lat, lon = int(node.get("lat")), int(node.get("lon"))
            assert 24_800_000 < lat < 27_000_000 and 112_100_000 < lon < 114_300_000, f"{own_id}: {lat} {lon} is not in the city"


def test_what_halls_name_is_there():
    root = ElementTree.parse(HALLS).getroot()
    hours, sets = ({node.get("id"): node for node in root.iter(kind)} for kind in ("hours", "set"))
    guides = {node.get("id") for node in content("guide")}
    assert set(sets["city"].get("direct").split()) == guides, "the city's own halls do not take every guide directly"
    for own_id, node in sets.items():
        direct, relay = ((node.get(name) or "").split() for name in ("direct", "relay"))
        assert set(direct + relay) <= guides and not set(direct) & set(relay), f"set {own_id}: a guide twice, or one that is not there"
    for node in STATIONS:
        assert node.get("hours") in {None, *hours} and node.get("handles") in sets, f"{node.get('id')}: hours or set"


def test_the_admin_program_has_nothing_to_say():
    """Flows without dead ends, names that exist, bounds: all that import looks at, and no warning either."""
    program = ROOT / "build" / os.environ.get("FLAVOUR", "release") / "tv-hall-admin"
    files = [str(path) for path in sorted((ROOT / "assets" / "sample-city" / "content").glob("*.xml"))]
    done = subprocess.run([str(program), "check", *files, str(HALLS)], capture_output=True, text=True, timeout=120, check=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if ": OK:" not in line]
    assert done.returncode == 0 and not said, "tv-hall-admin check: " + "\n".join(said[:10])


def test_calendar_is_one():
    days = content("day")
    dates = [datetime.datetime.strptime(node.get("date"), "%Y%m%d").date() for node in days]
    assert dates == sorted(set(dates)), "a day comes twice or out of order"
    assert {date.year for date in dates} >= {2026, 2027}, "a year is missing"
    for node, date in zip(days, dates):
        assert node.get("works") == "false" or date.weekday() >= 5, f"{date} is a working day anyway"


def test_policies_are_marked_and_found():
    policies = {node.get("id"): node for node in content("policy")}
    flow = next(node for node in content("flow") if node.get("kind") == "policies")
    items = {node.get("id"): node.findtext("name") for node in flow.iter("item")}
    assert len(policies) >= 18, f"{len(policies)} policies"
    assert items == {own_id: node.findtext("name") for own_id, node in policies.items()}, "the questions do not end in these policies"
    shown = {name for node in flow.iter("node") for name in (node.get("items") or "").split()}
    assert shown == set(policies), f"in no outcome: {set(policies) - shown}"
    guides = {node.get("id") for node in content("guide")}
    for own_id, node in policies.items():
        assert node.get("sample") == "true", f"{own_id} is not marked"
        assert node.get("guide") in {None, *guides}, f"{own_id}: there is no guide {node.get('guide')}"
        for line in ("who", "benefit"):
            text = node.findtext(line)
            assert not re.search(r"\d[\d.]*万?(元|%)", text) or "示例" in text, f"{own_id}: an amount in {line} is not marked"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        CITY = make(FOLDER / "city", "--now", NOW)
        NOTICES = notices(CITY)
        HALLS = halls(FOLDER / "halls")
        STATIONS = list(ElementTree.parse(HALLS).getroot().iter("station"))
        tap.run(globals())
