#!/usr/bin/python3
"""The headend and those who ask: hostile, slow, silent and many clients. Prints TAP."""

import contextlib
import http.client
import os
import re
import resource
import socket
import sqlite3
import subprocess
import sys
import threading
import time

from headend import FLAVOUR, ROOT, Headend, item, plain_item, rss, serving
import tap
from tap import check, equal

sys.path.insert(0, str(ROOT / "tests" / "bench"))

import proc  # noqa: E402

HEADEND = None  # with one notice
HOST = b"Host: a\r\n"
LAST = HOST + b"Connection: close\r\n\r\n"


def connect(headend):
    # Longer than the 30 s after which the headend closes a connection on which nothing comes.
    return socket.create_connection(("127.0.0.1", headend.port), timeout=40)


def raw(request, finish=True):
    """What comes back on a connection of its own until the headend closes it."""
    with connect(HEADEND) as connection:
        try:
            connection.sendall(request)
            if finish:
                # libmicrohttpd often overlooks an end that comes together with what was sent, and then waits those 30 s.
                time.sleep(0.05)
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the headend closed it before all was sent; what it answered may still be there
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
        return answer


def statuses(answer):
    return [int(number) for number in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


def is_well(after="all that"):
    equal(HEADEND.get("/v1/notices/one").json()["title"], "通知", f"the notice after {after}")
    check(HEADEND.child.poll() is None, f"the headend has ended after {after}")


def test_hostile_requests():
    """(request, statuses of which one is expected); None: it may be closed without an answer."""
    for request, allowed in (
            (b"GET /v1/notices/one HTTP/1.1\r\n" + LAST, {200}),
            (b"GET /v1/notices HTTP/1.1\r\nConnection: close\r\n\r\n", {200, 400}),
            (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n" + LAST, {414, 431}),
            (b"GET /" + b"a" * 200000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", {414, 431, 400, None}),
            (b"GET /" + b"a" * 500000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", {414, 431, 400, None}),
            (b"G" * 100000, {400, 414, 431, None}),
            (b"GET /v1/menu HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 500000 + b"\r\n\r\n", {431, 400, 413, None}),
            (b"GET /v1/menu HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 50000 + b"\r\n", {431, 400, 413, None}),
            (b"GET /v1/menu HTTP/1.1\r\n" + b"A: b\r\n" * 20000, {431, 400, 413, None}),
            (b"GET /v1/menu HTTP/1.1\r\n" + HOST + b"If-None-Match: " + b'"' * 3000 + b"\r\n\r\n", {200}),
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200), {400, None}),
            (b"GET\r\n\r\n", {400, None}),
            (b"GET / HTTP/9.9\r\n\r\n", {400, 505, None}),
            (b"GET /v1/menu HTTP/9.9\r\n" + HOST + b"\r\n", {400, 505, None}),
            (bytes(range(256)) * 100, {400, None}),
            (b"\0" * 5000, {400, None}),
            (b"\r\n" * 10000, {400, 414, None}),
            (b"GET /v1/notices/%ff%fe HTTP/1.1\r\n" + LAST, {400, 404}),
            (b"GET /v1/notices/one%00 HTTP/1.1\r\n" + LAST, {400, 404}),
            (b"GET /v1/pictures/..%2f..%2fetc%2fpasswd HTTP/1.1\r\n" + LAST, {400, 404}),
            (b"POST /v1/notices HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999999999999\r\n\r\n", {400, 405, 413, None}),
            (b"POST /v1/notices HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\nConnection: close\r\n\r\n", {400, 405}),
            (b"GET /v1/menu HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nConnection: close\r\n\r\nabcde", {400}),
            (b"GET /v1/menu HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999\r\n\r\nxx", {400, 413, None}),
            (b"POST /v1/menu HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n", {400, 405, 413}),
            (b"POST /v1/menu HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n", {400, 405, 413}),
    ):
        what = f"{request[:60]!r}, {len(request)} bytes"
        answer = raw(request)
        check(answer == b"" or answer.startswith(b"HTTP/1.1 "), f"{what}: an answer or none was expected, got {answer[:60]!r}")
        check((statuses(answer) or [None])[0] in allowed, f"{what}: answered {answer[:60]!r}, one of {allowed} was expected")
        check(b"root:" not in answer, f"{what}: a file of the system came back")
        is_well(what)


def test_pipelined_requests_are_answered_in_order():
    one = b"GET /v1/notices/one HTTP/1.1\r\nHost: a\r\n\r\n"
    gone = b"GET /v1/notices/none HTTP/1.1\r\nHost: a\r\n\r\n"
    answer = raw(one + gone + one + b"GET /v1/menu HTTP/1.1\r\n" + LAST, finish=False)
    equal(statuses(answer), [200, 404, 200, 200], "four answers")
    equal(statuses(raw(b"GET /v1/menu HTTP/1.1\r\nHost: a\r\n\r\n" * 20)), [200] * 20, "answers to twenty in one go and no more to come")


def test_one_connection_for_many():
    connection = connect(HEADEND)
    with connection, connection.makefile("rb") as stream:
        for _ in range(50):
            connection.sendall(b"GET /v1/notices/one HTTP/1.1\r\nHost: a\r\n\r\n")
            equal(stream.readline().split()[1], b"200", "status on a kept connection")
            length = 0
            while (line := stream.readline()) != b"\r\n":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            equal(len(stream.read(length)), length, "bytes of the body")


def test_slow_clients_do_not_hold_others_up():
    idle = [connect(HEADEND) for _ in range(200)]
    try:
        for number, connection in enumerate(idle):
            connection.sendall((b"", b"GET /v1/not", b"GET /v1/menu HTTP/1.1\r\nHost: a\r\nX: ")[number % 3])
        is_well()
    finally:
        for connection in idle:
            connection.close()


def test_clients_that_go_away():
    for _ in range(50):
        with connect(HEADEND) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.sendall(b"GET /v1/notices?limit=1000 HTTP/1.1\r\nHost: a\r\n\r\n" * 20)
    is_well()


def test_many_at_once_while_the_store_changes():
    wrong = []

    def ask():
        for _ in range(40):
            answer = HEADEND.ask("/v1/notices?limit=100")
            rows = answer.json()["notices"] if answer.status == 200 else []
            if answer.status != 200 or len({row["id"] for row in rows}) != len(rows) or "one" not in {row["id"] for row in rows}:
                wrong.append(answer.body[:200])

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for number in range(5):
        HEADEND.take(rss(*[item(f"many-{number}-{i}") for i in range(5)]))
    for thread in threads:
        thread.join()
    equal(wrong, [], "answers that were not whole")
    HEADEND.eventually(lambda: "many-4-4" in HEADEND.listed_ids(), "the last import")


def answers(headend):
    """Whether it does: over its limit, it closes a connection without an answer."""
    try:
        headend.get("/v1/menu")
        return True
    except (OSError, http.client.HTTPException):
        return False


def open_descriptors(headend):
    return len(os.listdir(f"/proc/{headend.child.pid}/fd"))


def test_connections_are_bounded():
    with Headend().start("--connections", "300", "--per-address", "0") as headend:
        idle = [connect(headend) for _ in range(280)]
        for number, connection in enumerate(idle):
            if number % 2:
                connection.sendall(b"GET /v1/menu HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        headend.get("/v1/menu")  # beside 280 clients that say nothing more
        idle += [connect(headend) for _ in range(200)]
        time.sleep(0.5)
        check(open_descriptors(headend) < 300 + 60, f"{open_descriptors(headend)} descriptors for 300 connections at most")
        for connection in idle:
            connection.close()
        headend.eventually(lambda: answers(headend), "an answer once they are gone")


def test_connections_of_one_address_are_bounded():
    with Headend().start("--per-address", "20") as headend:
        idle = [connect(headend) for _ in range(60)]
        time.sleep(0.5)
        check(open_descriptors(headend) < 20 + 50, f"{open_descriptors(headend)} descriptors for 20 connections of one address")
        for connection in idle:
            connection.close()
        headend.eventually(lambda: answers(headend), "an answer once they are gone")


class Dribble:
    """Clients of many addresses that never end the head of a request: they send a byte each, as often as `every` says, and come again when
    they are shut."""

    def __init__(self, headend, addresses, each, every):
        self.headend, self.every, self.ended = headend, every, threading.Event()
        self.clients = [self.client(address) for address in addresses for _ in range(each)]
        self.addresses = [address for address in addresses for _ in range(each)]
        self.thread = threading.Thread(target=self.go_on)

    def client(self, address):
        client = socket.socket()
        client.bind((address, 0))
        client.connect(("127.0.0.1", self.headend.port))
        client.sendall(b"GET /v1/menu HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        return client

    def go_on(self):
        while not self.ended.wait(self.every):
            for number, client in enumerate(self.clients):
                try:
                    client.sendall(b"x")
                except OSError:
                    client.close()
                    try:
                        self.clients[number] = self.client(self.addresses[number])
                    except OSError:
                        pass

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        for client in self.clients:
            client.close()


def test_slow_clients_do_not_take_every_place():
    with Headend().start("--connections", "300", "--per-address", "40") as headend:
        with Dribble(headend, [f"127.0.0.{number}" for number in range(2, 11)], 36, 0.5):
            kept = headend.connect()
            kept.connect()
            took = []
            for _ in range(60):
                begun = time.monotonic()
                headend.get("/v1/menu")
                took.append(time.monotonic() - begun)
                time.sleep(0.05)
            check(sorted(took)[-4] < 3, f"new clients beside 324 slow ones for 300 places waited {max(took) * 1000:.0f} ms")
            check(headend.metric('tv_hall_connections_shut_total{why="room"}') > 20, "those that were shut are counted")
            headend.get("/v1/menu", connection=kept)  # the only one of its address is not the one to go
            kept.close()
        check(open_descriptors(headend) < 300 + 60, f"{open_descriptors(headend)} descriptors for 300 connections at most")


def test_clients_that_fetch_no_answer_do_not_take_every_place():
    with Headend() as headend:
        with_many_notices(headend, 2000)
        headend.start("--connections", "300", "--per-address", "0")
        headend.get("/v1/notices?limit=1000")
        lists = b"GET /v1/notices?limit=1000 HTTP/1.1\r\nHost: a\r\n\r\n" * 20
        clients = []
        for number in range(330):
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # the system is not to take much for a client either
            client.bind((f"127.0.0.{2 + number % 9}", 0))
            client.connect(("127.0.0.1", headend.port))
            client.sendall(lists)
            clients.append(client)
        time.sleep(1.5)
        took = []
        for _ in range(20):
            begun = time.monotonic()
            headend.get("/v1/menu")
            took.append(time.monotonic() - begun)
        check(sorted(took)[-2] < 3, f"new clients waited {[round(each, 3) for each in sorted(took)[-4:]]} s")
        for client in clients:
            client.close()


def test_one_address_shuts_itself_out_only():
    """Its slowest go when it has as many as it may have; its new ones are served, and so are others."""
    with Headend().start("--per-address", "40") as headend:
        with Dribble(headend, ["127.0.0.1"], 60, 0.2):
            for _ in range(20):
                begun = time.monotonic()
                headend.get("/v1/menu")
                check(time.monotonic() - begun < 3, f"a new client of the address waited {time.monotonic() - begun:.2f} s")
            check(open_descriptors(headend) < 40 + 50, f"{open_descriptors(headend)} descriptors for 40 connections of an address")


def test_heads_and_bodies_have_a_deadline():
    """However steadily it drips in. (what is sent at first, after how many seconds the connection is shut)"""
    wanted = ((b"GET /v1/menu HTTP/1.1\r\nHost: a\r\nX-Slow: ", 30), (b"GET /v1/me", 30), (b"", 30),
              (b"POST /v1/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n{", 20))
    clients = [connect(HEADEND) for _ in wanted]
    begun = time.monotonic()
    shut_after = [None] * len(wanted)
    for client, (first, _) in zip(clients, wanted):
        client.sendall(first)
    while None in shut_after and time.monotonic() - begun < 40:
        time.sleep(0.5)
        for number, client in enumerate(clients):
            if shut_after[number] is None:
                try:
                    client.sendall(b"x")
                    client.setblocking(False)
                    gone = client.recv(1000) == b""
                except BlockingIOError:
                    gone = False
                except OSError:
                    gone = True
                client.setblocking(True)
                if gone:
                    shut_after[number] = time.monotonic() - begun
    for client, (first, seconds), after in zip(clients, wanted, shut_after):
        client.close()
        check(after is not None and seconds - 1 < after < seconds + 4, f"{first[:30]!r}, a byte each half a second: shut after {after} s, wanted {seconds}")


def test_few_descriptors_do_not_make_it_spin():
    with Headend() as headend:
        headend.start()
        used = open_descriptors(headend)
        resource.prlimit(headend.child.pid, resource.RLIMIT_NOFILE, (used + 6, used + 6))
        clients = [connect(headend) for _ in range(30)]
        time.sleep(0.3)
        begun = proc.cpu_seconds(headend.child.pid)
        time.sleep(1)
        spent = proc.cpu_seconds(headend.child.pid) - begun
        check(spent < 0.1, f"{spent:.2f} s of processor time in a second without a descriptor left")
        for client in clients:
            client.close()
        headend.eventually(lambda: answers(headend), "an answer once they are gone")


def with_many_notices(headend, count):
    """Copies of one, straight into the store: an import of so many would take longer than the test."""
    headend.take(rss(item("one", body="<p>" + "字" * 500 + "</p>")))
    columns = ("title, category, level, area_code, area_prefix, org_name, published, valid_from, valid_to, body, speech, qr_link, source, "
               "source_hash, pictures_missing, changed, rev")
    with contextlib.closing(sqlite3.connect(headend.folder / "hall.db")) as store:
        store.execute(f"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1}) INSERT INTO notices (id, guid, "
                      f"{columns}) SELECT 'n-' || i, 'g-' || i, {columns} FROM notices, n WHERE id = 'one'")
        store.commit()


def test_counts_are_kept_and_not_counted():
    """Processor time of an answer that is not ready, with 20,000 notices: (what is asked, ms)"""
    if FLAVOUR != "release":
        raise tap.Skip("of a release only")
    with Headend() as headend:
        with_many_notices(headend, 20000)
        headend.start()
        after = headend.get("/v1/notices").json()
        equal(after["total"], 20000, "total of the list")
        connection = headend.connect()
        for what, paths, most in (("any area", [f"/v1/notices?area=431002{number:06}" for number in range(80)], 2),
                                  ("any page", [f"/v1/notices?after={after['next']}&limit={number}" for number in range(1, 81)], 2),
                                  ("/healthz", ["/healthz"] * 80, 0.5), ("/metrics", ["/metrics"] * 80, 1)):
            headend.get(paths[0], connection=connection)
            begun = proc.cpu_seconds(headend.child.pid)
            for path in paths:
                headend.ask(path, connection=connection)
            each = (proc.cpu_seconds(headend.child.pid) - begun) * 1000 / len(paths)
            check(each < most, f"{what}: {each:.2f} ms of processor time for one, wanted less than {most}")
        connection.close()


FLOOD = """
import http.client, itertools, sys, threading, time
numbers = itertools.count()
def ask(client):
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), source_address=(f"127.0.0.{2 + client % 9}", 0))
    while True:
        number = next(numbers)
        connection.request("GET", f"/v1/notices?area=431002{number % 1000000:06}&limit={500 + number % 500}")
        connection.getresponse().read()
for client in range(64):
    threading.Thread(target=ask, args=(client,), daemon=True).start()
time.sleep(60)
"""


def test_who_asks_for_what_is_not_ready_pays_for_it():
    """Sixty-four clients of nine addresses ask for long lists that nobody has asked for, as fast as they can."""
    if FLAVOUR != "release":
        raise tap.Skip("of a release only")
    with Headend() as headend:
        with_many_notices(headend, 20000)
        headend.start()
        ready = ["/v1/notices?area=431000", "/v1/menu", "/v1/notices", "/v1/guides"]
        with contextlib.closing(headend.connect()) as connection:
            for path in ready * 2:
                headend.get(path, connection=connection)
            flood = subprocess.Popen([sys.executable, "-c", FLOOD, str(headend.port)], stderr=subprocess.DEVNULL)
            try:
                headend.eventually(lambda: headend.metric("tv_hall_cache_misses_total") > 30, "the flood")
                before = headend.metric("tv_hall_cache_misses_total")
                took = {"ready": [], "not ready": []}
                for number in range(150):
                    for kind, path in (("ready", ready[number % len(ready)]), ("not ready", "/healthz")):
                        begun = time.monotonic()
                        headend.get(path, connection=connection)
                        took[kind].append(time.monotonic() - begun)
                middle, most = sorted(took["ready"])[75], sorted(took["ready"])[-4]
                check(middle < 0.03 and most < 0.2, f"ready answers took {middle * 1000:.1f} ms, of a hundred the slowest two {most * 1000:.0f}")
                middle = sorted(took["not ready"])[75]
                check(middle < 1, f"/healthz took {middle * 1000:.0f} ms: its turn comes after one of each of nine addresses")
                check(flood.poll() is None, "the flood goes on")
                check(headend.metric("tv_hall_cache_misses_total") > before + 20, "lists of the flood that were made meanwhile")
            finally:
                flood.kill()
                flood.wait()


def test_an_idle_connection_costs_little():
    """At most 8 KiB, also when it has asked for something."""
    if FLAVOUR != "release":
        raise tap.Skip("of a release only")
    request = b"GET /v1/menu HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n"
    with Headend().start() as headend:
        def serve(count):
            clients = [connect(headend) for _ in range(count)]
            for client in clients:
                client.sendall(request)
            for client in clients:
                check(client.recv(65536).startswith(b"HTTP/1.1 200"), "an answer")
            return clients

        idle = serve(50)
        before = proc.pss_mib(headend.child.pid)
        idle += serve(1500)
        time.sleep(0.3)
        each = (proc.pss_mib(headend.child.pid) - before) * 2**20 / 1500
        check(each <= 8192, f"{each:.0f} bytes for an idle connection")
        for client in idle:
            client.close()


def test_heads_of_some_length_are_taken():
    """An address of 2,048 bytes with 2,000 bytes of headers beside; what is longer is refused, not dropped."""
    for address, headers, wanted in ((100, 3000, 200), (2048, 2000, 200), (2049, 2000, 414), (100, 8000, 431)):
        path = b"/v1/menu?x=" + b"a" * (address - 11)
        lines = b"".join(b"X-%02d: %s\r\n" % (number, b"b" * 92) for number in range(headers // 100))
        equal(statuses(raw(b"GET " + path + b" HTTP/1.1\r\n" + lines + LAST)), [wanted], f"statuses for {address} bytes of address, {headers} of headers")


def test_memory_is_bounded():
    with serving(rss(*[plain_item(f"a-{number}", title="标题" * 30) for number in range(300)])) as headend:
        connection = headend.connect()
        for number in range(3000):  # each is another answer to keep: 3,000 × some 20 KiB
            connection.request("GET", f"/v1/notices?limit=100&area=431002{number:06}")
            raw = connection.getresponse().read()
            check(len(raw) > 1000, f"an answer of some length was expected: {raw[:200]!r}")
        connection.close()
        check(headend.metric("tv_hall_cache_bytes") <= 32 * 2**20, f"the cache holds {headend.metric('tv_hall_cache_bytes')} bytes")
        check(headend.metric("tv_hall_cache_answers") > 100, f"the cache holds {headend.metric('tv_hall_cache_answers')} answers")


if __name__ == "__main__":
    with serving(rss(item("one"))) as HEADEND:
        tap.run(globals())
