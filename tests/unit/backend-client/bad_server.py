#!/usr/bin/env python3
"""A headend that behaves badly on purpose, on a free port of the loopback interface.

Prints its port on one line and serves until its standard input ends. The first part of a path is how to behave, the second keeps
the tests' counters apart: /hang/a/v1/menu. Raw sockets, as a well-bred HTTP library would refuse most of this.
"""
import email.utils
import gzip
import json
import os
import socket
import sys
import threading
import time
import zlib

counters = {}
counters_lock = threading.Lock()

NOW = int(time.time() * 1000)
DAY = 86400 * 1000


def count(key):
    with counters_lock:
        counters[key] = counters.get(key, 0) + 1
        return counters[key]


def summary(name, **more):
    return {"id": name, "title": "示例 " + name, "category": 1, "level": 0, "area_code": "431000", "org_name": "示例单位",
            "published": NOW - DAY, "rev": 5, **more}


def notice_list(*names, rev=10, withdrawn=(), items=None):
    notices = items if items is not None else [summary(n) for n in names]
    return {"rev": rev, "as_of": NOW, "total": len(notices), "notices": notices, "withdrawn": list(withdrawn)}


def menu(rev=1):
    tile = {"id": "notices", "icon": "notices", "digit": 1, "row": 1, "column": 1, "name": {"zh": "通知公告"},
            "content": {"kind": "notices"}}
    return {"rev": rev, "region_name": {"zh": "郴州市"}, "hall_name": {"zh": "电视政务大厅"},
            "tiles": [tile, {**tile, "id": "future", "content": {"kind": "holograms"}}]}


def guide(name, **more):
    return {"id": name, "name": "示例 " + name, "theme": "012", "summary": "", "brief": False, "rev": 5, **more}


def flow(name):
    nodes = [{"id": "q", "kind": "radio", "text": "问", "options": [{"id": "a", "text": "甲"}], "default": "end"},
             {"id": "end", "kind": "outcome", "text": "清单"}]
    return {"id": name, "kind": "checklist", "title": "示例", "start": "q", "nodes": nodes, "items": [{"id": "card", "name": "证"}], "rev": 5}


def policy(name, **more):
    return {"id": name, "name": "示例", "org_name": "示例单位", "who": "", "benefit": "", "rev": 5, **more}


def policies(*items, rev=5):
    return {"rev": rev, "as_of": NOW, "policies": list(items)}


def service_record(path):
    """What the contract calls guides, flows, policies and stations; None: something else."""
    name = path.rsplit("/", 1)[1]
    if path.startswith("/v1/guides/"):
        return guide(name)
    if path.startswith("/v1/flows/"):
        return flow(name)
    station = {"id": "s1", "name": "示例大厅", "level": 3, "area_code": "431000"}
    return {"/v1/guides": {"rev": 5, "as_of": NOW, "themes": [], "guides": [guide("g1"), guide("g2")]},
            "/v1/policies": policies(policy("p1"), policy("over", valid_to=NOW - 1000), policy("held", valid_to=NOW + DAY)),
            "/v1/stations": {"rev": 5, "as_of": NOW, "stations": [station]}}.get(path)


def good_record(path):
    if path.startswith("/v1/menu"):
        return menu()
    if path.startswith("/v1/notices?"):
        return notice_list("n1", "n2")
    service = service_record(path)
    if service is not None:
        return service
    return {**summary(path.rsplit("/", 1)[1]), "body": "<p>正文</p>"}


class Answer:
    def __init__(self, connection, path, headers, posted=b""):
        self.connection, self.path, self.headers, self.posted = connection, path, headers, posted

    def raw(self, data):
        self.connection.sendall(data)

    def head(self, status=200, date=None, **headers):
        lines = [f"HTTP/1.1 {status} X", "Date: " + (date or email.utils.formatdate(usegmt=True))]
        lines += [f"{k.replace('_', '-')}: {v}" for k, v in headers.items()]
        self.raw(("\r\n".join(lines) + "\r\n\r\n").encode())

    def whole(self, body, status=200, **headers):
        if not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        self.head(status, **{"Content_Length": len(body), **headers})
        self.raw(body)

    def pieces(self, body, size, **headers):
        self.head(Content_Length=len(body), **headers)
        for at in range(0, len(body), size):
            self.raw(body[at:at + size])

    def good(self, record=None, etag='"e1"', **headers):
        if self.headers.get("if-none-match") == etag:
            self.head(304, ETag=etag, **headers)
        else:
            self.whole(good_record(self.path) if record is None else record, ETag=etag, **headers)


def zeros(times, size=1 << 20):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b" " * size) for _ in range(times)) + packer.flush()


def forever(answer, data, pause=0.0):
    while True:
        answer.raw(data)
        if pause:
            time.sleep(pause)


def trickle(a, n):
    a.head(Content_Length=100000)
    forever(a, b" ", 0.05)


def cut(a, n):
    a.head(Content_Length=10000)
    a.raw(b'{"rev":1,')


def cut_chunked(a, n):
    a.head(Transfer_Encoding="chunked")
    a.raw(b'9\r\n{"rev":1,\r\n')


def endless(a, n):
    a.head(Transfer_Encoding="chunked")
    forever(a, b"10000\r\n" + b" " * 65536 + b"\r\n")


def header_flood(a, n):
    a.raw(b"HTTP/1.1 200 OK\r\n")
    forever(a, b"X-Flood: " + b"x" * 1000 + b"\r\n")


def empty_gzip(a, n):
    """A stream that goes on for ever and unpacks to nothing."""
    a.head(Content_Encoding="gzip")
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    a.raw(packer.compress(b"") + packer.flush(zlib.Z_SYNC_FLUSH))
    forever(a, b"\x00\x00\x00\xff\xff" * 4096)


def times(a, n):
    items = [summary("now"), summary("over", valid_to=NOW - 1000), summary("coming", valid_from=NOW + DAY),
             summary("held", valid_from=NOW - DAY, valid_to=NOW + DAY)]
    a.good(notice_list(items=items))


def soon_over(a, n):
    """The list says that n2 holds; a little later it does not."""
    end = int(time.time() * 1000) + 1500
    if n == 1:
        a.good(notice_list(items=[summary("n1"), summary("n2", valid_to=end)]))
    else:
        a.head(304, ETag='"e1"')


def withdraw(a, n):
    """First n1 and n2, then n2 is withdrawn; the single notice is always there."""
    if "/v1/notices?" not in a.path:
        a.good()
    elif "category=2" in a.path:
        a.good(notice_list("n1", withdrawn=["n2"], rev=11), etag='"e2"')
    else:
        a.good(notice_list("n1", "n2"))


def echo_request(a, n):
    """The area and the cursor come back as titles."""
    a.good(notice_list(items=[summary("n1", title=a.path[-80:])]))


CASE_HEADERS = {"content-type": "application/json", "cache-control": "no-store", "tv-hall-box": "0123456789abcdef" * 2}


def posted_well(a):
    """What was posted, if it is as the contract has it; else None."""
    wrong = [k for k, v in CASE_HEADERS.items() if a.headers.get(k) != v] + [k for k in ("if-none-match", "expect") if k in a.headers]
    if a.method != "POST" or wrong:
        return None
    return json.loads(a.posted)


def case(a, n, **more):
    """A case whose applicant is what was posted: the test sees what came."""
    asked = posted_well(a)
    if asked is None:
        a.whole(b"not as the contract has it", 418)
        return
    record = {"case_number": asked["case_number"], "task_name": "示例", "org_name": "示例单位", "status": 20, "apply_date": 20260105,
              "as_of": NOW, "applicant": asked["id_tail"], "ask": ",".join(sorted(asked)), **more}
    a.whole({"stars": asked["stars"]} if "stars" in asked else record, Cache_Control="no-store", ETag='"never"')


CREDENTIAL, SESSION = "b" * 43, "s" * 43
PERSON_HEADERS = {"content-type": "application/json", "cache-control": "no-store", "authorization": f"Bearer {CREDENTIAL}"}


def person(a, n, alias=None):
    """A household whose one member is called as was posted, and named by the session: the test sees what came."""
    wrong = [k for k, v in PERSON_HEADERS.items() if a.headers.get(k) != v] + [k for k in ("if-none-match", "expect") if k in a.headers]
    if a.method != "POST" or wrong or a.headers.get("tv-hall-session", SESSION) != SESSION:
        a.whole(b"not as the contract has it", 418)
        return
    asked = json.loads(a.posted)
    a.whole({"members": [{"id": "m1", "alias": alias or asked.get("member", "none"), "bound_at": NOW, "level": 2,
                          "name": "session" if "tv-hall-session" in a.headers else "box"}], "has_pin": False},
            Cache_Control="no-store", ETag='"never"')


def order(a, n, after=0, **more):
    """Says which question it was by the state. Other questions are answered meanwhile."""
    time.sleep(after)
    if a.path.endswith("/v1/menu"):
        a.good()
        return
    states = {"/v1/orders": "created", "/v1/orders/follow": "paid", "/v1/orders/cancel": "closing", "/v1/orders/code": "awaiting"}
    state = next(state for path, state in states.items() if a.path.split("?")[0].endswith(path))
    a.whole({"order": "order-1", "idempotency_key": "k" * 22, "state": state, "moves": 3, "wallet": "wechat", "operator": "sample-gas",
             "kind": "gas", "fen": 1, "created_at": NOW, "changed_at": NOW, **more}, Cache_Control="no-store")


def order_flow(a, n, *lost, **more):
    """Makes an order, and moves it with each question; `lost`: the numbers of the requests that have no answer."""
    asked = json.loads(a.posted)
    path = a.path.split("?")[0].rsplit("/", 1)[1]
    FLOW_KEYS.setdefault(a.full_path.split("/")[2], asked.get("idempotency_key"))  # of the first question
    if n in lost:
        return
    key = FLOW_KEYS[a.full_path.split("/")[2]]
    if path == "orders" and asked["idempotency_key"] != key:
        a.whole(b"another key", 418)
        return
    moves = asked.get("moves", 2) + 1
    state = {"orders": "awaiting", "code": "awaiting", "cancel": "closing"}.get(path) or {1: "awaiting", 4: "paid", 5: "settled"}.get(moves, "closed")
    code = {"code": "weixin://sample"} if path in ("orders", "code") else {}
    order(a, n, **{"idempotency_key": key, "state": state, "moves": moves, "expires_in": 300 if state == "awaiting" else 0, **code, **more})


FLOW_KEYS = {}
NOTE = {"word": "closed_now", "next": "later", "title": "夜里不办", "text": "正在结账。", "action": "请明天再来。"}


def refusal(status, error="x", **more):
    return lambda a, n: a.whole({"error": error, "message": "m", **more}, status)


def ahead(a, n, gone=False):
    """Thirty urgent notices with twelve pictures each."""
    if "/v1/notices?" in a.path:
        a.good(notice_list(items=[summary(f"n{i}", level=2 - i % 2) for i in range(30)]))
    elif "/v1/pictures/" in a.path:
        a.whole(b"\x89PNG picture", ETag='"p"', Content_Type="image/png")
    elif gone:
        a.whole(REFUSALS[404], 404)
    else:
        name = a.path.rsplit("/", 1)[1]
        a.good({**summary(name), "body": "".join(f'<p><img src="/v1/pictures/{name}-{i}.png"></p>' for i in range(12))})


def ahead_pages(a, n):
    """Pages without an end, an urgent notice on each."""
    if "/v1/notices?" in a.path:
        page = int(a.path.rpartition("after=p")[2]) if "after=p" in a.path else 0
        a.good({**notice_list(items=[summary(f"n{page}", level=2), summary(f"m{page}")]), "next": f"p{page + 1}"})
    else:
        a.good()


def members(path):
    """gzip as some proxies write it: a member for each piece."""
    text = json.dumps(good_record(path)).encode()
    return b"".join(gzip.compress(text[at:at + 50]) for at in range(0, len(text), 50))


PAGE = "<!DOCTYPE html><html><body>请登录</body></html>".encode()
REFUSALS = {404: {"error": "not_found", "message": "x"}, 410: {"error": "gone", "message": "x"}}
# What a proxy, a router or another server says in the headend's place.
STRANGERS = {"page": PAGE, "empty": b"", "object": b"{}", "word": b'{"error":"nope","message":"x"}', "other": b'{"error":"Not Found"}', "cut": b'{"error":"not_f'}

BEHAVIOURS = {
    "case": case,
    "case-other": lambda a, n: case(a, n, case_number="43100026010500000202"),
    "case-nonsense": lambda a, n: case(a, n, rated=31337),
    "case-lost-once": lambda a, n: None if n == 1 else case(a, n),
    "case-hang-once": lambda a, n: time.sleep(60) if n == 1 else case(a, n),
    "case-lost": lambda a, n: None if n < 9 else case(a, n),
    "case-lost-in-body-once": lambda a, n: cut(a, n) if n == 1 else case(a, n),
    "case-500-once": lambda a, n: a.whole(b"oops", 500) if n == 1 else case(a, n),
    "case-moved": lambda a, n: a.head(307, Location=f"/case/x{a.path}", Content_Length=0),
    "case-large": lambda a, n: case(a, n, more=" " * 70000),
    "bad-number": refusal(400),
    "person": person,
    "person-nonsense": lambda a, n: a.whole({"members": [{"id": "m1", "alias": "x", "name": "x", "level": 31337, "bound_at": NOW}], "has_pin": 0}),
    "person-lost-once": lambda a, n: None if n == 1 else person(a, n),
    "person-500-once": lambda a, n: a.whole(b"oops", 500) if n == 1 else person(a, n),
    "person-moved": lambda a, n: a.head(307, Location=f"/person/x{a.path}", Content_Length=0),
    "person-large": lambda a, n: a.whole({"more": " " * 2200000}),
    "person-slow": lambda a, n: (time.sleep(0.3), person(a, n)),
    "public": lambda a, n: a.whole(b"why so open", 418) if a.headers.keys() & {"authorization", "tv-hall-session", "tv-hall-box"} else a.good(),
    "session-ended": refusal(401, "session_ended"),
    "order": order,
    "flow": order_flow,
    "flow-lost-once": lambda a, n: order_flow(a, n, 1),
    "flow-lost-in-between": lambda a, n: order_flow(a, n, 2, 3),
    "flow-no-code": lambda a, n: order_flow(a, n, **({"code": ""} if a.path.split("?")[0].endswith("/v1/orders") else {})),
    "flow-other-order": lambda a, n: order_flow(a, n, **({"order": "order-2", "state": "settled"} if n == 2 else {})),
    "flow-other-key": lambda a, n: order_flow(a, n, **({"idempotency_key": "x" * 32, "state": "settled"} if n == 1 else {})),
    "flow-down-in-between": lambda a, n: a.whole(json.dumps({"error": "unavailable", "message": "m"}).encode(), 503) if n == 2 else order_flow(a, n),
    "flow-odd-refusal": lambda a, n: a.whole(json.dumps({"error": "bill_held", "message": "m"}).encode(), 409) if n == 2 else order_flow(a, n),
    "flow-gone": lambda a, n: a.whole(json.dumps({"error": "no_such_order", "message": "m"}).encode(), 404) if n == 2 else order_flow(a, n),
    "order-reused": refusal(409, "key_reused"),
    "order-down": refusal(503, "provider_unavailable"),
    "order-late": lambda a, n: order(a, n, 0 if a.path.endswith("/v1/menu") else 2),
    "order-nonsense": lambda a, n: order(a, n, state="gone"),
    "order-word": refusal(409, "bill_held"),
    "order-note": refusal(409, "utility_says", note=NOTE),
    "order-bad-note": refusal(409, "utility_says", note={"word": "closed_now"}),
    "box-unknown": refusal(401, "box_unknown"),
    "no-consent": refusal(403, "no_consent"),
    "too-late": refusal(409, "too_late"),
    "unavailable": refusal(503, "unavailable"),
    "no-such": refusal(404, "no_such_case"),
    "no-such-portal": lambda a, n: a.whole(b"<html>", 404),
    "rated": refusal(409, "already_rated"),
    "not-finished": refusal(409, "not_finished"),
    "persons": refusal(429, "too_many", limit="persons", retry_at=1800000000000),
    "failures": refusal(429, "too_many", limit="failures", retry_at=1800000000001),
    "target": refusal(429, "too_many", limit="target", retry_at=1800000000002),
    "upstream": refusal(503, "upstream"),
    "down": lambda a, n: a.whole(b"<html>Service Unavailable", 503),
    "other-id": lambda a, n: a.good(guide("g9") if "guides" in a.path else flow("f9")),
    "bad-flow": lambda a, n: a.good({**flow("f1"), "start": "lost"}),
    "good": lambda a, n: a.good(),
    "gzip": lambda a, n: a.whole(gzip.compress(json.dumps(good_record(a.path)).encode()), ETag='"g"', Content_Encoding="gzip"),
    "hang": lambda a, n: time.sleep(60),
    "hang-in-body": lambda a, n: (a.head(Content_Length=1000), a.raw(b"{"), time.sleep(60)),
    "trickle": trickle,
    "trickle-head": lambda a, n: (a.raw(b"HTTP/1.1 200 OK\r\nX: "), forever(a, b"x", 0.05)),
    "close": lambda a, n: None,
    "not-http": lambda a, n: a.raw(b"SSH-2.0-hello\r\n\r\n\r\n"),
    "circle": lambda a, n: a.head(302, Location=a.full_path, Content_Length=0),
    "other-host": lambda a, n: a.head(302, Location=f"http://localhost:{PORT}/good/x{a.path}", Content_Length=0),
    "other-port": lambda a, n: a.head(302, Location=f"http://127.0.0.1:{OTHER_PORT}/good/x{a.path}", Content_Length=0),
    "to-file": lambda a, n: a.head(302, Location="file:///etc/passwd", Content_Length=0),
    "to-nowhere": lambda a, n: a.head(302, Content_Length=0),
    "redirect-once": lambda a, n: a.head(307, Location=f"/good/x{a.path}", Content_Length=0),
    "500-once": lambda a, n: a.whole(b"oops", 500) if n == 1 else a.good(),
    "500": lambda a, n: a.whole(b"oops", 500),
    "good-then-500": lambda a, n: a.good() if n == 1 else a.whole(b"oops", 500),
    "good-then-hang": lambda a, n: a.good() if n == 1 else time.sleep(60),
    "good-then-garbage": lambda a, n: a.good() if n == 1 else a.whole(b'{"rev":'),
    "503-wait": lambda a, n: a.whole(b"later", 503, Retry_After="1") if n == 1 else a.good(),
    "429": lambda a, n: a.whole(b"slow down", 429),
    "403": lambda a, n: a.whole(b"no", 403),
    "404": lambda a, n: a.whole(REFUSALS[404], 404),
    "good-then-404": lambda a, n: a.good() if n == 1 else a.whole(REFUSALS[404], 404),
    "good-then-410": lambda a, n: a.good() if n == 1 or "?" in a.path else a.whole(REFUSALS[410], 410),
    **{f"good-then-{status}-{name}": (lambda a, n, status=status, body=body: a.good() if n == 1 else a.whole(body, status))
       for status in (404, 410) for name, body in STRANGERS.items()},
    "good-then-410-all": lambda a, n: a.good() if n == 1 else a.whole(REFUSALS[410], 410),
    "ahead": ahead,
    "ahead-gone": lambda a, n: ahead(a, n, gone=True),
    "ahead-pages": ahead_pages,
    "portal-once": lambda a, n: a.whole(PAGE, Content_Type="text/html; charset=gb2312") if n == 1 else a.good(),
    "portal-403-once": lambda a, n: a.whole(PAGE, 403, Content_Type="text/html") if n == 1 else a.good(),
    "portal-302-once": lambda a, n: a.head(302, Location=f"http://localhost:{PORT}/good/x{a.path}", Content_Length=0) if n == 1 else a.good(),
    "portal-404-once": lambda a, n: a.whole(PAGE, 404, Content_Type="text/html") if n == 1 else a.good(),
    "portal-nameless": lambda a, n: a.whole(b"\r\n  " + PAGE),
    "portal-2099": lambda a, n: a.whole(PAGE, Content_Type="text/html", date="Thu, 01 Jan 2099 00:00:00 GMT"),
    "date-2099-once": lambda a, n: a.good(date="Thu, 01 Jan 2099 00:00:00 GMT" if n == 1 else None),
    "gzip-members": lambda a, n: a.whole(members(a.path), ETag='"g"', Content_Encoding="gzip"),
    "gzip-members-trickled": lambda a, n: a.pieces(members(a.path), 7, ETag='"g"', Content_Encoding="x-gzip"),
    "gzip-padded": lambda a, n: a.whole(members(a.path) + bytes(40), ETag='"g"', Content_Encoding="gzip"),
    "gzip-then-garbage": lambda a, n: a.whole(members(a.path) + b"garbage", ETag='"g"', Content_Encoding="gzip"),
    "gzip-member-missing": lambda a, n: a.whole(members(a.path)[:-12], ETag='"g"', Content_Encoding="gzip"),
    "brotli": lambda a, n: a.whole(b"\x0b\x02\x80{}\x03", ETag='"g"', Content_Encoding="br"),
    "old-rev-other-life": lambda a, n: a.good({**notice_list(f"n{n}", rev=20 - n), "life": f"000000000000000{n}"}, etag=f'"{n}"'),
    "old-rev-same-life": lambda a, n: a.good({**notice_list(f"n{n}", rev=20 - n), "life": "0123456789abcdef"}, etag=f'"{n}"'),
    "old-rev-first-life": lambda a, n: a.good({**notice_list(f"n{n}", rev=20 - n), **({"life": "0123456789abcdef"} if n > 1 else {})}, etag=f'"{n}"'),
    "204": lambda a, n: a.head(204),
    "304": lambda a, n: a.head(304, ETag='"e1"'),
    "cut": cut,
    "cut-chunked": cut_chunked,
    "short": lambda a, n: (a.head(Content_Length=20), a.raw(json.dumps(good_record(a.path)).encode())),
    "huge-length": lambda a, n: a.head(Content_Length=99999999999),
    "negative-length": lambda a, n: (a.head(Content_Length=-5), a.raw(b"{}")),
    "large": lambda a, n: a.whole(b" " * (4 * 1024 * 1024 + 1)),
    "gzip-bomb": lambda a, n: a.whole(BOMB, Content_Encoding="gzip"),
    "gzip-broken": lambda a, n: a.whole(b"\x1f\x8b\x08\x00garbage garbage", Content_Encoding="gzip"),
    "gzip-cut": lambda a, n: a.whole(gzip.compress(json.dumps(good_record(a.path)).encode())[:60], Content_Encoding="gzip"),
    "gzip-empty": empty_gzip,
    "endless": endless,
    "header-flood": header_flood,
    "portal": lambda a, n: a.whole(b"<html><body>Please log in</body></html>", Content_Type="text/html"),
    "empty": lambda a, n: a.whole(b""),
    "long-etag": lambda a, n: a.good(etag='"' + "e" * 500 + '"'),
    "bare-etag": lambda a, n: a.good(etag="e1"),
    "old-rev": lambda a, n: a.good(notice_list("n1", "n2", rev=10) if n == 1 else notice_list("n3", rev=9), etag=f'"{n}"'),
    "new-rev": lambda a, n: a.good(notice_list("n1", "n2", rev=10) if n == 1 else notice_list("n3", rev=11), etag=f'"{n}"'),
    "times": times,
    "soon-over": soon_over,
    "withdraw": withdraw,
    "withdrawn-notice": lambda a, n: a.good({**summary("n1"), "body": "", "withdrawn": True}),
    "over-notice": lambda a, n: a.good({**summary("n1", valid_to=NOW - DAY), "body": ""}),
    "other-notice": lambda a, n: a.good({**summary("n9"), "body": ""}),
    "date-1999": lambda a, n: a.good(date="Fri, 01 Jan 1999 00:00:00 GMT"),
    "date-2200": lambda a, n: a.good(date="Wed, 01 Jan 2200 00:00:00 GMT"),
    "date-2031": lambda a, n: a.good(date="Wed, 01 Jan 2031 00:00:00 GMT"),
    "date-garbage": lambda a, n: a.good(date="yesterday"),
    "echo": echo_request,
    "picture": lambda a, n: a.whole(b"\x89PNG picture", ETag='"p"', Content_Type="image/png"),
    "config": lambda a, n: a.good(b"<headend/>"),
}


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data and len(data) < 65536:
        got = connection.recv(4096)
        if not got:
            return None
        data += got
    lines = data.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
    length = int(headers.get("content-length", 0))
    posted = data.split(b"\r\n\r\n", 1)[1]
    while len(posted) < length:
        got = connection.recv(4096)
        if not got:
            return None
        posted += got
    method, full_path, _ = lines[0].split(" ")
    return method, full_path, headers, posted


def serve(connection):
    try:
        request = read_request(connection)
        if request:
            method, full_path, headers, posted = request
            behaviour, token, path = full_path[1:].split("/", 2)
            answer = Answer(connection, "/" + path, {**headers}, posted)
            answer.method, answer.full_path = method, full_path
            BEHAVIOURS[behaviour](answer, count((behaviour, token, path)))
    except OSError:
        pass  # the client has gone, as it should
    finally:
        connection.close()


def listen():
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=(listener,), daemon=True).start()
    return listener.getsockname()[1]


def accept(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


BOMB = zeros(60)  # 60 MB in 60 KB
PORT = listen()
OTHER_PORT = listen()
os.write(1, f"{PORT}\n".encode())
sys.stdin.read()
