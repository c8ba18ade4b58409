#!/usr/bin/python3
"""Every answer of the real headend to a well-formed or a wrong request, held against docs/openapi.yaml. Prints TAP."""

import contextlib
import pathlib
import re
import sqlite3
import time
import xml.etree.ElementTree as ElementTree

from headend import FLAVOUR, Headend, item, plain_item, rss, sample_city, sample_content, serving
import tap
from tap import check, equal

HEADEND = None  # with the whole sample city
LISTS = ("/v1/config", "/v1/menu", "/v1/notices")


def test_every_route():
    """Of a store with a notice for each state that one can be in."""
    with serving(rss(plain_item("ended", valid_to="2020-01-01"), plain_item("ended-at", valid_to="2020-01-01T00:00:00Z"),
                     plain_item("now"), plain_item("tomorrow", valid_from="2099-01-01"),
                     plain_item("tomorrow-at", valid_from="2099-01-01T00:00:00Z"), plain_item("gone", withdrawn="true"))) as headend:
        page = headend.get("/v1/notices").json()
        equal([notice["id"] for notice in page["notices"]], ["now"], "what is listed")
        equal((page["total"], page["withdrawn"]), (1, ["gone"]), "total and withdrawn")
        for path, status in (("/v1/config", 200), ("/v1/menu", 200), ("/v1/notices", 200), ("/v1/notices/now", 200),
                             ("/v1/notices/ended", 410), ("/v1/notices/ended-at", 410), ("/v1/notices/tomorrow", 404),
                             ("/v1/notices/tomorrow-at", 404), ("/v1/notices/gone", 410), ("/v1/notices/none", 404),
                             ("/v1/pictures/none.png", 404), ("/healthz", 200), ("/metrics", 200),
                             ("/v1/notices?area=431002&category=1&limit=1000", 200), ("/v1/notices?unknown=1&limit=1", 200)):
            headend.get(path, status)
        equal({row[0] for row in headend.rows("--all")}, {"ended", "ended-at", "now", "tomorrow", "tomorrow-at"},
              "what list-notices --all shows")


def test_an_empty_store():
    with Headend().start() as headend:
        equal(headend.get("/v1/notices").json()["notices"], [], "notices of an empty store")
        headend.get("/healthz")
        headend.get("/v1/menu")


def test_config_is_the_box_part():
    answer = HEADEND.get("/v1/config")
    equal([child.tag for child in ElementTree.fromstring(answer.body)], ["box"], "what /v1/config holds")
    check(b"<server" not in answer.body, "a box got <server>")


def test_menu_says_what_the_configuration_says():
    menu = HEADEND.get("/v1/menu").json()
    tiles = list(ElementTree.parse(HEADEND.config).getroot().iter("tile"))
    by_place = sorted(tiles, key=lambda tile: (int(tile.get("row")), int(tile.get("column"))))
    equal([tile["id"] for tile in menu["tiles"]], [tile.get("id") for tile in by_place], "the tiles in the order of their places")
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
        whole = HEADEND.notice(notice["id"])
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
        equal(HEADEND.listed_ids(f"&area={area}"), wanted, f"notices for {area}")


def test_pictures_of_every_notice():
    seen = set()
    for name in HEADEND.listed_ids():
        body = HEADEND.notice(name)["body"]
        check("<script" not in body, f"{name}: a script was kept")
        for source in re.findall(r'<img[^>]*\bsrc="([^"]*)"', body):
            check(source.startswith("/v1/pictures/"), f"{name}: picture {source} is not the headend's own")
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
    names = {name.partition("{")[0] for name in HEADEND.metrics()}
    check({"tv_hall_requests_total", "tv_hall_notices", "tv_hall_response_seconds_bucket"} <= names, f"metrics: {sorted(names)}")


def test_metrics_count():
    with Headend().start() as headend:
        # On one connection: a request is counted when its answer is sent, and there that is before the next is read.
        one = headend.connect()
        tag = headend.get("/v1/menu", connection=one).headers["etag"]
        headend.get("/v1/menu", 304, connection=one, If_None_Match=tag)
        headend.ask("/none", connection=one)
        values = headend.metrics(one)
        one.close()
        for name, value in (('tv_hall_requests_total{route="menu",status="2xx"}', 1),
                            ('tv_hall_requests_total{route="menu",status="3xx"}', 1),
                            ('tv_hall_requests_total{route="other",status="4xx"}', 1), ("tv_hall_not_modified_total", 1),
                            ("tv_hall_cache_hits_total", 1), ("tv_hall_cache_misses_total", 1), ("tv_hall_notices", 0),
                            ("tv_hall_response_seconds_count", 3), ("tv_hall_rev", 0)):
            equal(values.get(name), float(value), name)


def test_etag_answers_not_modified():
    for path in (*LISTS, "/v1/notices/" + HEADEND.listed_ids()[0], "/v1/notices?category=3&limit=5"):
        tag = HEADEND.get(path).headers["etag"]
        check(re.fullmatch(r'(W/)?"[^"]+"', tag), f"{path}: ETag {tag}")
        bare = tag.removeprefix("W/")
        for held in (tag, bare, "W/" + bare, f'"other", {tag}', "*"):
            for encoding in ("identity", "gzip"):
                answer = HEADEND.get(path, 304, If_None_Match=held, Accept_Encoding=encoding)
                equal(answer.headers.get("etag"), tag, f"{path}: ETag of the 304 to {held} in {encoding}")
                check("cache-control" in answer.headers, f"{path}: a 304 without Cache-Control")
        for held in ('"other"', "nonsense", '"', tag[:-2], '"' + "x" * 200 + '"'):
            HEADEND.get(path, If_None_Match=held)


def test_gzip_is_the_same_text():
    for path in (*LISTS, "/v1/notices?limit=1000"):
        plain = HEADEND.get(path)
        check("content-encoding" not in plain.headers, f"{path}: encoded without being asked for")
        equal(plain.headers.get("vary"), "Accept-Encoding", f"{path}: Vary")
        for wanted in ("gzip", "br, gzip;q=0.5", "br;q=1.0, gzip;q=0.8", "deflate,GZIP", "*"):
            packed = HEADEND.get(path, Accept_Encoding=wanted)
            equal(packed.headers.get("content-encoding"), "gzip", f"{path}: Content-Encoding for {wanted}")
            equal(packed.body, plain.body, f"{path}: text for {wanted}")
            equal(packed.headers.get("vary"), "Accept-Encoding", f"{path}: Vary for {wanted}")
            check(len(packed.raw) < len(plain.raw), f"{path}: {len(packed.raw)} bytes packed, {len(plain.raw)} plain")
        for unwanted in ("gzip;q=0", "gzip; q=0.000", "identity", "br", ""):
            answer = HEADEND.get(path, Accept_Encoding=unwanted)
            check("content-encoding" not in answer.headers, f"{path}: encoded for {unwanted!r}")
            equal(answer.body, plain.body, f"{path}: text for {unwanted!r}")


def test_head_is_get_without_body():
    for path in (*LISTS, "/healthz", "/v1/notices/" + HEADEND.listed_ids()[0]):
        get = HEADEND.get(path)
        head = HEADEND.get(path, method="HEAD")
        equal(head.raw, b"", f"HEAD {path}: body")
        equal(head.headers.get("content-length"), str(len(get.raw)), f"HEAD {path}: Content-Length")
        for name in ("etag", "content-type", "content-length", "cache-control"):
            equal(head.headers.get(name), get.headers.get(name), f"HEAD {path}: {name}")


def is_refused(path, status, method="GET"):
    """Fails unless the answer has this status and an error. The answer."""
    what = f"{method} {path[:60]}"
    answer = HEADEND.ask(path, method)
    equal(answer.status, status, f"{what}: status")
    error = answer.json()
    check(set(error) == {"error", "message"} and re.fullmatch(r"[a-z_]+", error["error"]), f"{what}: error and message, got {error}")
    return answer


def test_wrong_parameters_are_refused():
    for query in ("area=", "area=1", "area=4310", "area=43100a", "area=43100x", "area=4310001", "area=431000%00", "area=431000&area=431000",
                  "category=", "category=-1", "category=6", "category=x", "limit", "limit=", "limit=0", "limit=-1", "limit=1001",
                  "limit=1.5", "limit=1e2", "limit=99999999999", "limit=99999999999999999999", "limit=5&limit=6",
                  "after=", "after=x", "after=2.1.a", "after=1.x.a", "after=1.9999999999999999999.a", "after=1.-5.a", "after=1.5.a'--",
                  "after=1.5.", "after=1.05.a", "after=0.12.%2F", "after=" + "9" * 90, "after=" + "1" * 200):
        is_refused("/v1/notices?" + query, 400)


def test_what_is_not_there():
    for path in ("/", "/v1", "/V1/menu", "/v1/menu/", "/v2/notices", "/v1/notices/", "/v1/notices/none", "/v1/notices/a%2fb",
                 "/v1/notices/" + "a" * 41, "/v1/pictures/", "/v1/pictures/none.png", "/v1/pictures/A.png", "/v1/pictures/..",
                 "/v1/pictures/.x", "/v1/pictures/.hidden", "/v1/pictures/../hall.db", "/v1/pictures/..%2Fhall.db",
                 "/v1/pictures/%2e%2e%2fhall.db"):
        is_refused(path, 404)
    for path in ("/v1/menu%00x", "/v1/notices/a%00b"):
        is_refused(path, 400)
    for path in ("/v1/menu?" + "x" * 2100, "/" + "y" * 5000):
        is_refused(path, 414)


def test_other_methods():
    for path in ("/v1/menu", "/v1/notices"):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
            answer = is_refused(path, 405, method)
            equal((answer.headers.get("allow"), answer.json()["error"]), ("GET, HEAD", "method_not_allowed"), f"{method} {path}")
    is_refused("/none", 404, "POST")  # no method would do


def test_paging_is_complete_under_inserts():
    """Every notice that was there from the first page to the last is met exactly once, whatever comes between."""
    first = set(HEADEND.listed_ids())
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
        HEADEND.eventually(lambda rev=rev: HEADEND.get("/v1/notices?limit=1").json()["rev"] > rev, "the insert")
    equal(len(met), len(set(met)), "notices that were met, and different ones")
    check(first <= set(met), f"missed between the pages: {sorted(first - set(met))}")


def test_a_clock_that_was_ahead_leaves_nothing_behind():
    """What says its age (as_of) is said anew once the clock is right, though nothing else has changed."""
    if FLAVOUR != "release":
        raise tap.Skip("the clock is preloaded, which sanitizers do not bear")
    library = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    ahead = ["env", f"LD_PRELOAD={library}", "FAKETIME=+3000d", "FAKETIME_DONT_FAKE_MONOTONIC=1"]
    lists = ("/v1/notices", "/v1/guides", "/v1/policies", "/v1/stations")
    with sample_content() as headend:
        headend.take(rss(item("one")))
        for table in ("notices", "content"):  # as an import wrote them while the clock was ahead
            with contextlib.closing(sqlite3.connect(headend.folder / "hall.db")) as store:
                store.execute(f"UPDATE {table} SET changed = changed + 3000 * 86400000")
                store.commit()
        guide = next(line.split("\t")[1] for line in headend.admin("list-content", "guide").out.splitlines())
        flow = next(line.split("\t")[1] for line in headend.admin("list-content", "flow").out.splitlines())
        headend.start(before=ahead)
        old = {path: headend.get(path) for path in (*lists, "/v1/notices/one", f"/v1/guides/{guide}", f"/v1/flows/{flow}")}
        for path in lists:
            equal(headend.ask(path, If_None_Match=old[path].headers["etag"]).status, 304, f"{path} again on the same day")
        equal(headend.stop(), 0, "status of the headend whose clock is ahead")
        headend.start()
        for path, answer in old.items():
            now = time.time() * 1000
            check(answer.json()["as_of"] > now + 2999 * 86400000, f"{path} under the wrong clock: {answer.json()['as_of']}")
            right = headend.get(path, If_None_Match=answer.headers["etag"])
            check(now - 86400000 < right.json()["as_of"] < now + 1000, f"{path} under the right clock: {right.json()['as_of']}, now {now:.0f}")
            equal(headend.ask(path, If_None_Match=right.headers["etag"]).status, 304, f"{path} again")


def test_a_change_changes_the_etag():
    before = HEADEND.get("/v1/notices")
    tag = before.headers["etag"]
    HEADEND.take(rss(item("changes-the-etag")))
    HEADEND.eventually(lambda: HEADEND.ask("/v1/notices", If_None_Match=tag).status == 200, "another ETag")
    after = HEADEND.get("/v1/notices", If_None_Match=tag)
    check(after.json()["rev"] > before.json()["rev"], "the rev did not grow")


if __name__ == "__main__":
    HEADEND, _ = sample_city()
    with HEADEND.start():
        tap.run(globals())
