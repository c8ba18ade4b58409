#!/usr/bin/python3
"""The headend as it runs: hostile and slow clients, another headend.xml under it, signals, ports. Prints TAP."""

import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import threading

from real_headend import FLAVOUR, ROOT, Headend, city, item, rss
import tap
from tap import check, equal

FOLDER = None
HEADEND = None


def raw(request, finish=True):
    """What comes back on a connection of its own until the headend closes it, or after one answer."""
    with socket.create_connection(("127.0.0.1", HEADEND.port), timeout=20) as connection:
        try:
            connection.sendall(request)
            if finish:
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


def status_of(answer):
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return int(found[1]) if found else None


def is_well():
    equal(HEADEND.get("/v1/notices/one").json()["title"], "通知", "the notice after all that")
    check(HEADEND.child.poll() is None, "the headend has ended")


def test_hostile_requests():
    host = b"Host: a\r\n"
    for request, allowed in (
            (b"GET /v1/notices/one HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n", {200}),
            (b"GET /v1/notices HTTP/1.1\r\nConnection: close\r\n\r\n", {200, 400}),
            (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n", {414, 431}),
            (b"GET /" + b"a" * 500000 + b" HTTP/1.1\r\n" + host + b"\r\n", {414, 431, 400, None}),
            (b"GET /v1/menu HTTP/1.1\r\n" + host + b"X: " + b"a" * 500000 + b"\r\n\r\n", {431, 400, 413, None}),
            (b"GET /v1/menu HTTP/1.1\r\n" + host + b"X: a\r\n" * 50000 + b"\r\n", {431, 400, 413, None}),
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200), {400, None}),
            (b"GET\r\n\r\n", {400, None}),
            (b"GET /v1/menu HTTP/9.9\r\n" + host + b"\r\n", {400, 505, None}),
            (bytes(range(256)) * 100, {400, None}),
            (b"\r\n" * 10000, {400, 414, None}),
            (b"GET /v1/notices/%ff%fe HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n", {400, 404}),
            (b"GET /v1/notices/one%00 HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n", {400, 404}),
            (b"GET /v1/pictures/..%2f..%2fetc%2fpasswd HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n", {400, 404}),
            (b"POST /v1/notices HTTP/1.1\r\n" + host + b"Content-Length: 99999999999999999999\r\n\r\n", {400, 405, 413, None}),
            (b"POST /v1/notices HTTP/1.1\r\n" + host + b"Content-Length: -1\r\nConnection: close\r\n\r\n", {400, 405}),
            (b"GET /v1/menu HTTP/1.1\r\n" + host + b"Content-Length: 5\r\nConnection: close\r\n\r\nabcde", {400}),
            (b"POST /v1/menu HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nffffffffffff\r\n", {400, 405, 413}),
    ):
        answer = raw(request)
        check(status_of(answer) in allowed, f"{request[:60]!r}: answered {answer[:60]!r}, one of {allowed} was expected")
        check(b"root:" not in answer, f"{request[:60]!r}: a file of the system came back")
    is_well()


def test_pipelined_requests_are_answered_in_order():
    one = b"GET /v1/notices/one HTTP/1.1\r\nHost: a\r\n\r\n"
    gone = b"GET /v1/notices/none HTTP/1.1\r\nHost: a\r\n\r\n"
    last = b"GET /v1/menu HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    answer = raw(one + gone + one + last, finish=False)
    equal([int(n) for n in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)], [200, 404, 200, 200], "the answers")


def test_one_connection_for_many():
    connection = socket.create_connection(("127.0.0.1", HEADEND.port), timeout=20)
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
    idle = [socket.create_connection(("127.0.0.1", HEADEND.port), timeout=20) for _ in range(200)]
    try:
        for number, connection in enumerate(idle):
            connection.sendall((b"", b"GET /v1/not", b"GET /v1/menu HTTP/1.1\r\nHost: a\r\nX: ")[number % 3])
        is_well()
    finally:
        for connection in idle:
            connection.close()


def test_clients_that_go_away():
    for _ in range(50):
        with socket.create_connection(("127.0.0.1", HEADEND.port), timeout=20) as connection:
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
    HEADEND.eventually(lambda: "many-4-4" in {n["id"] for n in HEADEND.listed()}, "the last import")


def change_config(pattern, replacement):
    """Puts another file in the place of the configuration, as an editor does. Returns the old text."""
    old = HEADEND.config.read_text(encoding="utf-8")
    new, count = re.subn(pattern, replacement, old)
    check(count > 0, f"nothing in headend.xml matches {pattern}")
    fresh = HEADEND.config.with_suffix(".new")
    fresh.write_text(new, encoding="utf-8")
    os.replace(fresh, HEADEND.config)
    return old


def hall_name():
    return HEADEND.get("/v1/menu").json()["hall_name"]["zh"]


def test_a_good_configuration_is_taken_in_place():
    before = HEADEND.get("/v1/menu")
    tag = HEADEND.get("/v1/config").headers["etag"]
    old = change_config("电视政务大厅", "示例大厅")
    HEADEND.eventually(lambda: hall_name() == "示例大厅", "the new name")
    check(HEADEND.get("/v1/menu").json()["rev"] > before.json()["rev"], "the menu's rev did not grow")
    check("示例大厅" in HEADEND.get("/v1/config", If_None_Match=tag).body.decode(), "/v1/config still is the old one")
    HEADEND.config.write_text(old, encoding="utf-8")
    HEADEND.eventually(lambda: hall_name() == "电视政务大厅", "the old name")


def test_a_broken_configuration_changes_nothing():
    before = HEADEND.get("/v1/menu").body, HEADEND.get("/v1/config").body
    for pattern, replacement in (('digit="2"', 'digit="1"'), ("</headend>", ""), ('row="1"', 'row="99"')):
        bad = HEADEND.get("/metrics").body
        old = change_config(pattern, replacement)
        HEADEND.eventually(lambda seen=bad: reloads_bad(HEADEND.get("/metrics").body) > reloads_bad(seen), "the count of bad reloads")
        equal((HEADEND.get("/v1/menu").body, HEADEND.get("/v1/config").body), before, f"what is served with {replacement!r}")
        HEADEND.config.write_text(old, encoding="utf-8")
    check(re.search(r"headend\.xml:\d+: .+: .+: .+", HEADEND.log()), f"the log names no line: {HEADEND.log()[-500:]}")
    HEADEND.config.rename(HEADEND.config.with_suffix(".away"))
    HEADEND.child.send_signal(signal.SIGHUP)
    is_well()
    HEADEND.config.with_suffix(".away").rename(HEADEND.config)


def reloads_bad(page):
    lines = [line for line in page.decode().splitlines() if "reload" in line and re.search(r"bad|fail", line) and line[0] != "#"]
    check(len(lines) == 1, f"one metric of bad reloads was expected, found {lines}")
    return float(lines[0].split()[-1])


def test_hangup_reads_the_configuration_again():
    before = HEADEND.log()
    HEADEND.config.write_text(HEADEND.config.read_text(encoding="utf-8").replace("电视政务大厅", "信号大厅"), encoding="utf-8")
    HEADEND.child.send_signal(signal.SIGHUP)
    HEADEND.eventually(lambda: hall_name() == "信号大厅", "the new name")
    check(HEADEND.log() != before, "nothing was logged")


def test_sigterm_lets_answers_end():
    """A connection that is open takes its answer, then the headend goes, and its port with it."""
    headend = Headend(pathlib.Path(FOLDER) / "stops")
    headend.take(rss(*[item(f"n-{i}", title="题" * 60) for i in range(500)]))
    headend.start()
    try:
        with socket.create_connection(("127.0.0.1", headend.port), timeout=20) as connection:
            connection.sendall(b"GET /v1/notices?limit=1000 HTTP/1.1\r\nHost: a\r\n\r\n")
            head = connection.recv(1024)
            headend.child.send_signal(signal.SIGTERM)
            length = int(re.search(rb"[Cc]ontent-[Ll]ength: (\d+)", head)[1])
            body = head.partition(b"\r\n\r\n")[2]
            while len(body) < length:
                piece = connection.recv(65536)
                check(piece, f"the answer was cut at {len(body)} of {length} bytes")
                body += piece
        equal(headend.child.wait(30), 0, "status after SIGTERM")
        headend.child = None
        try:
            socket.create_connection(("127.0.0.1", headend.port), timeout=5).close()
            check(False, "the port is still open")
        except ConnectionRefusedError:
            pass
        headend.start()
        equal(headend.get("/v1/notices?limit=1").json()["total"], 500, "notices after a restart")
        equal(headend.stop(signal.SIGINT), 0, "status after SIGINT")
    finally:
        headend.end()


def test_killed_it_starts_again():
    headend = Headend(pathlib.Path(FOLDER) / "killed")
    try:
        headend.take(rss(item("one")))
        headend.start()
        headend.get("/v1/notices")
        headend.end()
        headend.start()
        equal([n["id"] for n in headend.listed()], ["one"], "notices after SIGKILL")
    finally:
        headend.end()


def program(*arguments):
    done = subprocess.run([city.program("tv-hall-headend", FLAVOUR), *map(str, arguments)], cwd=ROOT, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_exit_codes():
    spare = Headend(pathlib.Path(FOLDER) / "codes")
    equal(program("--help")[0], 0, "status of --help")
    for words in (["--none"], ["--port", "x"], ["--port", "70000"], ["word"]):
        equal(program(*words)[0], 2, f"status of {words}")
    equal(program("--config", "/nonexistent.xml")[0], 1, "status without a configuration")
    status, said = program("--config", spare.config, "--port", HEADEND.port)
    equal(status, 4, f"status when the port is taken: {said}")
    (spare.folder / "hall.db").write_bytes(b"no database" * 999)
    equal(program("--config", spare.config)[0], 3, "status with a damaged store")
    spare.config.write_text("<headend/>")
    equal(program("--config", spare.config)[0], 1, "status with a broken configuration")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as FOLDER:
        HEADEND = Headend(pathlib.Path(FOLDER) / "running")
        HEADEND.take(rss(item("one")))
        HEADEND.start()
        try:
            tap.run(globals())
        finally:
            HEADEND.end()
