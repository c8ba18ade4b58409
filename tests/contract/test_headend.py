#!/usr/bin/python3
"""Every answer of the real headend, held against docs/openapi.yaml. Prints TAP."""

import re
import tempfile
import xml.etree.ElementTree as ElementTree

from real_headend import Headend, item, keeps_contract, rss, sample_city
import tap
from tap import check, equal

HEADEND = None
CACHED = ("/v1/config", "/v1/menu", "/v1/notices")


def test_config_is_the_box_part():
    root = ElementTree.fromstring(HEADEND.get("/v1/config").body)
    equal([child.tag for child in root], ["box"], "what /v1/config holds")


def test_menu_says_what_the_configuration_says():
    menu = HEADEND.get("/v1/menu").json()
    wanted = [tile.get("id") for tile in ElementTree.parse(HEADEND.config).getroot().iter("tile")]
    equal([tile["id"] for tile in menu["tiles"]], wanted, "the tiles")
    equal(menu["region_name"]["zh"], "郴州市", "the region")


def test_notices_of_every_category_and_their_texts():
    everything = HEADEND.listed()
    check(len(everything) >= 55, f"{len(everything)} notices are listed, some 60 were expected")
    by_category = []
    for category in range(1, 6):
        notices = HEADEND.listed(f"&category={category}")
        check(notices, f"category {category} is empty")
        equal({notice["category"] for notice in notices}, {category}, f"the categories of category {category}")
        by_category += notices
    equal(sorted(n["id"] for n in by_category), sorted(n["id"] for n in everything), "all categories together")
    for notice in everything:
        whole = HEADEND.get("/v1/notices/" + notice["id"]).json()
        equal({name: whole[name] for name in notice}, notice, f"summary and whole of {notice['id']}")


def test_urgent_first_then_newest():
    notices = HEADEND.listed()
    keys = [(0 if n["level"] == 2 else 1, -n["published"]) for n in notices]
    equal(keys, sorted(keys), "the order of the list")
    check(keys[0][0] == 0 and keys[-1][0] == 1, "an urgent notice first and another last were expected")


def test_total_and_limit():
    whole = HEADEND.get("/v1/notices?limit=1000").json()
    equal(whole["total"], len(whole["notices"]), "total of one page that holds all")
    first = HEADEND.get("/v1/notices?limit=1").json()
    equal((first["total"], len(first["notices"])), (whole["total"], 1), "total and rows of a page of one")
    check(first.get("next"), "a first page that is not the last has no `next`")
    equal(len(HEADEND.get("/v1/notices").json()["notices"]), min(50, whole["total"]), "rows without a limit")


def test_area_rule():
    def concerns(notice, household):
        def stem(code):
            for end, start in ((12, 9), (9, 6), (6, 4), (4, 2)):
                if len(code) == end and set(code[start:]) == {"0"}:
                    code = code[:start]
            return code
        one, other = stem(notice), stem(household)
        return one.startswith(other) or other.startswith(one)
    everything = HEADEND.listed()
    for area in ("431000", "431003", "431003001", "431003001002", "431025106", "430000", "110000"):
        wanted = [n["id"] for n in everything if concerns(n["area_code"], area)]
        equal([n["id"] for n in HEADEND.listed(f"&area={area}")], wanted, f"notices for {area}")


def test_pictures_of_every_notice():
    seen = set()
    for notice in HEADEND.listed():
        body = HEADEND.get("/v1/notices/" + notice["id"]).json()["body"]
        check("<script" not in body, f"{notice['id']}: a script was kept")
        for source in re.findall(r'<img[^>]*\bsrc="([^"]*)"', body):
            check(source.startswith("/v1/pictures/"), f"{notice['id']}: picture {source} is not the headend's own")
            seen.add(source)
    check(len(seen) >= 5, f"{len(seen)} pictures, at least 5 were expected")
    for source in seen:
        answer = HEADEND.get(source)
        kinds = {b"\x89PNG": "image/png", b"\xff\xd8\xff\xe0": "image/jpeg", b"\xff\xd8\xff\xdb": "image/jpeg",
                 b"\xff\xd8\xff\xe1": "image/jpeg"}
        equal(answer.headers["content-type"], kinds.get(answer.body[:4]), f"Content-Type of {source}")


def test_health_and_metrics():
    health = HEADEND.get("/healthz").json()
    equal(health["notices"], HEADEND.get("/v1/notices").json()["total"], "notices in /healthz")
    page = HEADEND.get("/metrics").body.decode()
    names = set()
    for line in page.splitlines():
        if not line.startswith("#"):
            found = re.fullmatch(r'([a-z_]+)(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+', line)
            check(found is not None, f"/metrics: {line!r} is not of the text format")
            names.add(found[1])
    check({"tv_hall_requests_total", "tv_hall_notices", "tv_hall_response_seconds_bucket"} <= names, f"metrics: {sorted(names)}")


def test_etag_answers_not_modified():
    notice = "/v1/notices/" + HEADEND.listed()[0]["id"]
    for path in (*CACHED, notice, "/v1/notices?category=3&limit=5"):
        tag = HEADEND.get(path).headers["etag"]
        check(re.fullmatch(r'(W/)?"[^"]+"', tag), f"{path}: ETag {tag}")
        for held in (tag, f'"other", {tag}', "*", "W/" + tag.removeprefix("W/")):
            answer = HEADEND.get(path, status=304, If_None_Match=held)
            equal(answer.headers.get("etag", "").removeprefix("W/"), tag.removeprefix("W/"), f"{path}: ETag of the 304")
        for held in ('"other"', "nonsense", '"' + "x" * 200 + '"'):
            HEADEND.get(path, If_None_Match=held)


def test_gzip_is_the_same_text():
    for path in (*CACHED, "/v1/notices?limit=1000"):
        plain = HEADEND.get(path)
        check("content-encoding" not in plain.headers, f"{path}: encoded without being asked for")
        for wanted in ("gzip", "br;q=1.0, gzip;q=0.8", "*"):
            packed = HEADEND.get(path, Accept_Encoding=wanted)
            equal(packed.headers.get("content-encoding"), "gzip", f"{path}: Content-Encoding for {wanted}")
            equal(packed.body, plain.body, f"{path}: text of both encodings")
            check("accept-encoding" in packed.headers.get("vary", "").lower(), f"{path}: Vary is missing")
            check(len(packed.raw) < len(plain.raw), f"{path}: {len(packed.raw)} bytes packed, {len(plain.raw)} plain")
        for unwanted in ("gzip;q=0", "identity", "br"):
            check("content-encoding" not in HEADEND.get(path, Accept_Encoding=unwanted).headers, f"{path}: gzip for {unwanted}")


def test_head_is_get_without_body():
    for path in (*CACHED, "/healthz", "/v1/notices/" + HEADEND.listed()[0]["id"]):
        get = HEADEND.get(path)
        head = HEADEND.ask(path, method="HEAD")
        equal(head.status, 200, f"HEAD {path}: status")
        equal(head.raw, b"", f"HEAD {path}: body")
        for name in ("etag", "content-type", "content-length", "cache-control"):
            equal(head.headers.get(name), get.headers.get(name), f"HEAD {path}: {name}")


def test_wrong_parameters_are_refused():
    for query in ("area=1", "area=43100a", "area=", "area=4310001", "category=6", "category=-1", "category=x", "category=",
                  "limit=0", "limit=1001", "limit=99999999999", "limit=1.5", "after=x", "after=2.1.a", "after=" + "9" * 90,
                  "after=0.12.%2F", "area=431000&area=431000", "limit=5&limit=6"):
        HEADEND.get("/v1/notices?" + query, status=400)
    HEADEND.get("/v1/notices?unknown=1&limit=1")


def test_what_is_not_there():
    for path in ("/v1/notices/none", "/v1/pictures/none.png"):
        HEADEND.get(path, status=404)
    for path in ("/", "/v1", "/v1/notices/", "/v2/notices", "/v1/pictures/../hall.db", "/v1/pictures/..%2Fhall.db",
                 "/v1/pictures/.hidden", "/v1/notices/" + "a" * 41, "/v1/notices/a%00b"):
        answer = HEADEND.ask(path)
        check(answer.status in (400, 404), f"{path}: status {answer.status}, 404 was expected")
        check(re.fullmatch(r"[a-z_]+", answer.json()["error"]), f"{path}: the error {answer.json()}")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = HEADEND.ask("/v1/notices", method=method)
        equal((answer.status, answer.headers.get("allow")), (405, "GET, HEAD"), f"{method}: status and Allow")


def test_paging_is_complete_under_inserts():
    """Every notice that was there from the first page to the last is met exactly once, whatever comes between."""
    first = {n["id"] for n in HEADEND.listed()}
    met = []
    after = ""
    turn = 0
    while True:
        page = HEADEND.get(f"/v1/notices?limit=5{after}").json()
        met += [n["id"] for n in page["notices"]]
        if not page.get("next"):
            break
        after = "&after=" + page["next"]
        turn += 1
        rev = HEADEND.get("/healthz").json()["rev"]
        HEADEND.take(rss(item(f"between-{turn}", date="2099-01-01T00:00:00Z" if turn % 2 else "2001-01-01T00:00:00Z")))
        HEADEND.eventually(lambda: HEADEND.get("/v1/notices?limit=1").json()["rev"] > rev, "the insert")
    equal(len(met), len(set(met)), "notices that were met, and different ones")
    check(first <= set(met), f"missed between the pages: {sorted(first - set(met))}")


def test_a_change_changes_the_etag():
    before = HEADEND.get("/v1/notices")
    HEADEND.take(rss(item("changes-the-etag")))
    HEADEND.eventually(lambda: HEADEND.ask("/v1/notices", If_None_Match=before.headers["etag"]).status == 200, "another ETag")
    check(HEADEND.get("/v1/notices").json()["rev"] > before.json()["rev"], "the rev did not grow")


def test_an_empty_store():
    empty = Headend(FOLDER + "/empty").start()
    try:
        equal(empty.get("/v1/notices").json()["notices"], [], "notices of an empty store")
        empty.get("/healthz")
        keeps_contract("/v1/menu", empty.ask("/v1/menu"))
        equal(empty.stop(), 0, "status after SIGTERM")
    finally:
        empty.end()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as FOLDER:
        HEADEND, _ = sample_city(FOLDER)
        HEADEND.start()
        try:
            tap.run(globals())
        finally:
            HEADEND.end()
