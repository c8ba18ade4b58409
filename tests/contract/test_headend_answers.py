#!/usr/bin/env python3
"""Every wrong request, every tag, every encoding: what test_headend.py asks once, here by tables. Prints TAP."""

import pathlib
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1]), str(pathlib.Path(__file__).resolve().parent)]

import tap  # noqa: E402
from headend import Headend, item, rss  # noqa: E402


def test_every_route():
    with Headend() as one:
        one.feed(rss([item("a-1", valid_to="2020-01-01"), item("a-2"), item("a-3", valid_from="2099-01-01"),
                      item("a-4", withdrawn="true")]))
        one.until("a-2 listed", lambda: one.get("/v1/notices").json()["total"] == 1)
        for path, status in (("/v1/config", 200), ("/v1/menu", 200), ("/v1/notices", 200), ("/v1/notices/a-2", 200),
                             ("/v1/notices/a-1", 410), ("/v1/notices/a-3", 404), ("/v1/notices/a-4", 410),
                             ("/v1/notices/none", 404), ("/v1/pictures/none.png", 404), ("/healthz", 200), ("/metrics", 200),
                             ("/v1/notices?area=431002&category=1&limit=1000", 200), ("/v1/notices?unknown=1", 200)):
            tap.equal(one.get(path).status, status, path)
        tap.equal(one.get("/v1/notices").json()["withdrawn"], ["a-4"], "withdrawn")
        tap.check("<server" not in one.get("/v1/config").text(), "no box gets <server>")
        tap.equal([tile["id"] for tile in one.get("/v1/menu").json()["tiles"]],
                  ["notices", "progress", "guides", "policies", "outages", "emergencies", "search", "help", "nearby"], "tiles in the order of their places")


def test_wrong_requests():
    with Headend() as one:
        for path, status in (("/", 404), ("/v1", 404), ("/v1/menu/", 404), ("/V1/menu", 404), ("/v1/notices/", 404),
                             ("/v1/notices/a%2fb", 404), ("/v1/notices/" + "a" * 41, 404), ("/v1/pictures/", 404),
                             ("/v1/pictures/..", 404), ("/v1/pictures/.x", 404), ("/v1/pictures/../hall.db", 404),
                             ("/v1/pictures/%2e%2e%2fhall.db", 404), ("/v1/pictures/A.png", 404), ("/v1/menu%00x", 400),
                             ("/v1/notices?limit=0", 400), ("/v1/notices?limit=1001", 400), ("/v1/notices?limit=-1", 400),
                             ("/v1/notices?limit=1e2", 400), ("/v1/notices?limit=", 400), ("/v1/notices?limit", 400),
                             ("/v1/notices?limit=99999999999999999999", 400), ("/v1/notices?category=6", 400),
                             ("/v1/notices?category=x", 400), ("/v1/notices?area=4310", 400), ("/v1/notices?area=43100x", 400),
                             ("/v1/notices?area=431000%00", 400), ("/v1/notices?limit=5&limit=6", 400),
                             ("/v1/notices?after=", 400), ("/v1/notices?after=2.1.a", 400), ("/v1/notices?after=1.x.a", 400),
                             ("/v1/notices?after=1.9999999999999999999.a", 400), ("/v1/notices?after=1.-5.a", 400),
                             ("/v1/notices?after=1.5.a'--", 400), ("/v1/notices?after=1.5.", 400),
                             ("/v1/notices?after=" + "1" * 200, 400), ("/v1/notices?after=1.05.a", 400),
                             ("/v1/menu?" + "x" * 2100, 414), ("/" + "y" * 5000, 414)):
            answer = one.get(path)
            tap.equal(answer.status, status, path[:60])
            error = answer.json()
            tap.check(set(error) == {"error", "message"}, f"{path[:60]}: the Error schema, but {error}")
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
            answer = one.get("/v1/menu", method=method)
            tap.equal((answer.status, answer.headers.get("Allow")), (405, "GET, HEAD"), method)
            tap.equal(answer.json()["error"], "method_not_allowed", method)
        tap.equal(one.get("/none", method="POST").status, 404, "POST to nothing")


def test_etag_and_not_modified():
    with Headend() as one:
        one.feed(rss([item("a-1")]))
        one.until("a-1 listed", lambda: one.get("/v1/notices").json()["total"] == 1)
        for path in ("/v1/config", "/v1/menu", "/v1/notices", "/v1/notices/a-1"):
            etag = one.get(path).headers["ETag"]
            for encoding in ("identity", "gzip"):
                answer = one.get(path, If_None_Match=etag, Accept_Encoding=encoding)
                tap.equal((answer.status, answer.body, answer.headers["ETag"]), (304, b"", etag), f"{path} {encoding}")
                tap.check("Cache-Control" in answer.headers, f"{path}: a 304 with Cache-Control")
            for value, status in ((f'"other", {etag}', 304), ("*", 304), (etag.removeprefix("W/"), 304), ('"other"', 200),
                                  ("nonsense", 200), ('"', 200), (etag[:-2], 200)):
                tap.equal(one.get(path, If_None_Match=value).status, status, f"{path} If-None-Match: {value}")
        old = one.get("/v1/notices").headers["ETag"]
        one.feed(rss([item("a-1"), item("a-2")]))
        one.until("a-2 listed", lambda: one.get("/v1/notices").json()["total"] == 2)
        tap.equal(one.get("/v1/notices", If_None_Match=old).status, 200, "the old tag after a change")


def test_gzip_and_head():
    with Headend() as one:
        one.feed(rss([item(f"a-{number}") for number in range(40)]))
        one.until("40 listed", lambda: one.get("/v1/notices").json()["total"] == 40)
        for path in ("/v1/config", "/v1/menu", "/v1/notices"):
            plain = one.get(path)
            tap.check("Content-Encoding" not in plain.headers, f"{path}: plain unless asked")
            tap.equal(plain.headers["Vary"], "Accept-Encoding", f"{path}: Vary")
            for wanted, packed in (("gzip", True), ("br, gzip;q=0.5", True), ("deflate,GZIP", True), ("*", True), ("gzip;q=0", False),
                                   ("gzip; q=0.000", False), ("br", False), ("", False), ("identity", False)):
                answer = one.get(path, Accept_Encoding=wanted)
                tap.equal(answer.headers.get("Content-Encoding") == "gzip", packed, f"{path}: Accept-Encoding: {wanted}")
                tap.equal(answer.text(), plain.text(), f"{path}: the same text for {wanted}")
                if packed:
                    tap.check(len(answer.body) < len(plain.body), f"{path}: gzip is smaller")
            head = one.get(path, method="HEAD")
            tap.equal((head.status, head.body), (200, b""), f"HEAD {path}")
            for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control"):
                tap.equal(head.headers[name], plain.headers[name], f"HEAD {path}: {name}")


def test_metrics_count():
    with Headend() as one:
        etag = one.get("/v1/menu").headers["ETag"]
        one.get("/v1/menu", If_None_Match=etag)
        one.get("/none")
        text = one.get("/metrics").text()
        values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        for name, value in (('tv_hall_requests_total{route="menu",status="2xx"}', 1),
                            ('tv_hall_requests_total{route="menu",status="3xx"}', 1),
                            ('tv_hall_requests_total{route="other",status="4xx"}', 1), ("tv_hall_not_modified_total", 1),
                            ("tv_hall_cache_hits_total", 1), ("tv_hall_cache_misses_total", 1), ("tv_hall_notices", 0),
                            ("tv_hall_response_seconds_count", 3), ("tv_hall_rev", 0)):
            tap.equal(float(values[name]), float(value), name)
        for line in text.splitlines():
            tap.check(line.startswith("# ") or len(line.rsplit(" ", 1)) == 2, f"a line of Prometheus' format: {line}")


def test_bodies_are_cleaned():
    body = ('<p onclick="x()">一<script>alert(1)</script><b>二</p></b><iframe src="http://www.example.org/"></iframe>'
            '<a href="javascript:x">三</a><a href="/more.html">四</a><img src="none.png" alt="图示"><!-- 注 -->')
    with Headend() as one:
        done = one.feed(rss([item("a-1", body=body).replace("<title>", "<link>https://www.example.org/x/y.html</link><title>", 1)]))
        tap.check("picture none.png left out" in done.stderr, f"the report names the picture: {done.stderr}")
        one.until("a-1 listed", lambda: one.get("/v1/notices").json()["total"] == 1)
        notice = one.get("/v1/notices/a-1").json()
        for wanted in ("一", "二", "三", "四", "图示", "https://www.example.org/more.html"):
            tap.check(wanted in notice["body"], f"{wanted} stays: {notice['body']}")
        for unwanted in ("script", "alert", "onclick", "iframe", "<img", "注", "<!--"):
            tap.check(unwanted not in notice["body"], f"{unwanted} goes: {notice['body']}")
        tap.equal(notice["qr_link"], "https://www.example.org/x/y.html", "qr_link")


if __name__ == "__main__":
    tap.run(globals())
