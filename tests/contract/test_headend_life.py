#!/usr/bin/env python3
"""The headend from start to end: configurations that change, stores that are broken, clients that misbehave, a stop under load. Prints TAP."""

import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1]), str(pathlib.Path(__file__).resolve().parent)]

import tap  # noqa: E402
from headend import Headend, item, program, rss  # noqa: E402


def write_config(one, text):
    """As a careful operator does: whole or not at all."""
    new = one.folder / "headend.xml.new"
    new.write_text(text, encoding="utf-8")
    new.rename(one.config)


def reloads(one, result):
    return float(re.search(rf'reloads_total{{result="{result}"}} (\d+)', one.get("/metrics").text())[1])


def test_configuration_taken_in_place():
    with Headend() as one:
        menu, config = one.get("/v1/menu"), one.get("/v1/config")
        write_config(one, one.config_text.replace(">使用帮助<", ">怎么用<"))
        one.until("the new name in the menu", lambda: "怎么用" in one.get("/v1/menu").text())
        tap.check("怎么用" in one.get("/v1/config").text(), "menu and configuration change together")
        tap.equal(one.get("/v1/menu").json()["rev"], menu.json()["rev"] + 1, "the menu's rev")
        tap.check(one.get("/v1/menu").headers["ETag"] != menu.headers["ETag"], "another ETag")
        write_config(one, one.config_text)
        one.until("the old name again", lambda: one.get("/v1/config").headers["ETag"] == config.headers["ETag"])
        tap.equal(one.get("/v1/menu").json()["rev"], menu.json()["rev"] + 2, "a rev never shrinks")
        one.stop()
        one.start()
        tap.equal(one.get("/v1/menu").json()["rev"], menu.json()["rev"] + 2, "the rev over a restart")


def test_broken_configuration_is_not_taken():
    with Headend() as one:
        before = one.get("/v1/config").headers["ETag"]
        broken = one.config_text.replace('safe-area="5"', 'safe-area="50"').replace('seconds="900"', 'seconds="soon"')
        write_config(one, broken)
        one.until("a bad reload counted", lambda: reloads(one, "bad") == 1)
        tap.equal(one.get("/v1/config").headers["ETag"], before, "the last good one is served")
        for element in ("display", "poll"):
            tap.check(re.search(rf"headend\.xml:\d+: {element}: ", one.log()), f"the log names {element}: {one.log()}")
        for number, text in enumerate(("", "<headend", "\0" * 100, one.config_text[: len(one.config_text) // 2]), 2):
            write_config(one, text)
            one.until(f"bad reload {number}", lambda number=number: reloads(one, "bad") == number)
            tap.equal(one.get("/v1/config").headers["ETag"], before, "the last good one is served")
        one.config.unlink()
        one.until("a missing file counted", lambda: reloads(one, "bad") == 6)
        write_config(one, one.config_text.replace(">使用帮助<", ">怎么用<"))
        one.until("a good one after all", lambda: "怎么用" in one.get("/v1/config").text())


def test_sighup_reads_again():
    with Headend() as one:
        one.child.send_signal(signal.SIGHUP)
        one.until("a reload", lambda: reloads(one, "good") == 1)


def start_fails(one, status, *words, arguments=()):
    done = subprocess.run([program("tv-hall-headend"), "--config", str(one.config), *arguments], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60, check=False)
    tap.equal(done.returncode, status, f"exit status ({done.stderr[-500:]})")
    for word in words:
        tap.check(word in done.stderr, f"the message says {word}: {done.stderr}")


def test_starts_that_fail():
    one = Headend()
    store = one.folder / "hall.db"
    store.write_bytes(b"this is no database at all, but long enough to look at. " * 100)
    before = store.read_bytes()
    start_fails(one, 3, "hall.db", "not a database")
    tap.equal(store.read_bytes(), before, "a broken store is left as it is")
    done = subprocess.run([program("tv-hall-admin"), "list-notices", "--config", str(one.config)], capture_output=True, check=False)
    tap.equal(done.returncode, 3, "list-notices on a broken store")
    store.unlink()
    one.admin("list-notices", status=3)
    tap.check(not store.exists(), "reading makes no store")
    one.start()
    one.stop()
    damaged = bytearray(store.read_bytes())
    damaged[4096:] = b"\xff" * (len(damaged) - 4096)
    store.write_bytes(damaged)
    start_fails(one, 3, "hall.db")
    tap.equal(store.read_bytes(), bytes(damaged), "a damaged store is left as it is")
    store.unlink()
    start_fails(one, 2, "--port", arguments=("--port", "70000"))
    start_fails(one, 2, arguments=("--nonsense",))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        start_fails(one, 4, "in use", arguments=("--port", str(taken.getsockname()[1])))
    one.config.write_text(one.config_text.replace("<theme>dusk</theme>", "<theme>DUSK!</theme>"), encoding="utf-8")
    start_fails(one, 1, "theme")
    one.config.write_text(one.config_text, encoding="utf-8")
    with one:
        tap.equal(one.get("/healthz").status, 200, "a start after all")


def test_ready_descriptor():
    one = Headend()
    read, write = os.pipe()
    child = subprocess.Popen([program("tv-hall-headend"), "--config", str(one.config), "--ready-fd", str(write)], pass_fds=[write],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as ready:
        line = ready.read()
    tap.check(re.fullmatch(r"http://127\.0\.0\.1:\d+\n", line), f"the address and then the end: {line!r}")
    child.terminate()
    tap.equal(child.wait(timeout=60), 0, "exit status")
    shutil.rmtree(one.folder)


def test_stop_under_load_loses_no_answer():
    with Headend() as one:
        one.feed(rss([item(f"a-{number}", body="<p>" + "正文" * 500 + "</p>") for number in range(50)]))
        one.until("50 listed", lambda: one.get("/v1/notices").json()["total"] == 50)
        lost, answered, stopping = [], [0] * 24, threading.Event()

        def client(number):
            connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=30)
            path = ("/v1/notices?limit=50", f"/v1/notices/a-{number % 50}", f"/v1/notices?limit={number % 50 + 1}")[number % 3]
            while True:
                try:
                    connection.request("GET", path)
                    response = connection.getresponse()
                    body = response.read()
                    if response.status != 200 or len(body) != int(response.headers["Content-Length"]):
                        lost.append(f"{path}: status {response.status}, {len(body)} bytes")
                        return
                    answered[number] += 1
                    if response.headers.get("Connection") == "close":
                        return
                except (OSError, http.client.HTTPException) as reason:
                    lost.append(f"{path}: {reason!r}, {'while stopping' if stopping.is_set() else 'before the stop'}")
                    return

        threads = [threading.Thread(target=client, args=(number,)) for number in range(24)]
        for thread in threads:
            thread.start()
        one.until("load from every client", lambda: min(answered) >= 10 or lost)
        stopping.set()
        status = one.stop()
        for thread in threads:
            thread.join()
        tap.equal(lost, [], f"lost answers of {sum(answered)}")
        tap.equal(status, 0, "exit status")


def test_slow_and_silent_clients():
    with Headend("--connections", "300", "--per-address", "0") as one:
        idle = []
        for _ in range(280):
            idle.append(socket.create_connection(("127.0.0.1", one.port), timeout=10))
        for number, client in enumerate(idle):
            if number % 2:
                client.sendall(b"GET /v1/menu HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        tap.equal(one.get("/v1/menu").status, 200, "beside 280 clients that say nothing more")
        for _ in range(200):
            idle.append(socket.create_connection(("127.0.0.1", one.port), timeout=10))
        time.sleep(0.5)
        open_ones = len(os.listdir(f"/proc/{one.child.pid}/fd"))
        tap.check(open_ones < 300 + 60, f"{open_ones} descriptors for 300 connections at most")
        for client in idle:
            client.close()
        one.until("an answer once they are gone", lambda: answers(one))


def answers(one):
    try:
        return one.get("/v1/menu").status == 200
    except (OSError, http.client.HTTPException):
        return False


def test_connections_per_address():
    with Headend("--per-address", "20") as one:
        clients = [socket.create_connection(("127.0.0.1", one.port), timeout=10) for _ in range(60)]
        time.sleep(0.5)
        open_ones = len(os.listdir(f"/proc/{one.child.pid}/fd"))
        tap.check(open_ones < 20 + 50, f"{open_ones} descriptors for 20 connections of one address")
        for client in clients:
            client.close()
        one.until("an answer once they are gone", lambda: answers(one))


def raw(one, data):
    """What comes back for these bytes."""
    with socket.create_connection(("127.0.0.1", one.port), timeout=40) as client:
        try:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            got = b""
            while chunk := client.recv(65536):
                got += chunk
        except OSError:
            return b""
        return got


def test_nonsense_on_the_wire():
    with Headend() as one:
        for data in (b"\0" * 5000, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /v1/menu HTTP/1.1\r\n" + b"A: b\r\n" * 20000,
                     b"GET /" + b"a" * 200000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"G" * 100000,
                     b"GET /v1/menu HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nxx",
                     b"POST /v1/menu HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
                     b"GET /v1/menu HTTP/1.1\r\nHost: x\r\nIf-None-Match: " + b'"' * 3000 + b"\r\n\r\n"):
            got = raw(one, data)
            tap.check(got == b"" or got.startswith(b"HTTP/1."), f"{data[:30]!r}: {got[:60]!r}")
            tap.equal(one.get("/v1/menu").status, 200, f"after {data[:30]!r}")
        many = raw(one, b"GET /v1/menu HTTP/1.1\r\nHost: x\r\n\r\n" * 20)
        tap.equal(many.count(b"HTTP/1.1 200"), 20, "twenty requests in one go")


def test_memory_is_bounded():
    with Headend() as one:
        one.feed(rss([item(f"a-{number}", title="标题" * 30) for number in range(300)]))
        one.until("300 listed", lambda: one.get("/v1/notices").json()["total"] == 300)
        connection = one.connect()
        for number in range(3000):  # each is another answer to keep: 3,000 × some 20 KiB
            connection.request("GET", f"/v1/notices?limit=100&area=431002{number:06}")
            tap.equal(len(connection.getresponse().read()) > 1000, True, "an answer")
        values = dict(re.findall(r"^(tv_hall_cache_\w+) (\S+)$", one.get("/metrics").text(), re.M))
        tap.check(float(values["tv_hall_cache_bytes"]) <= 32 * 2**20, f"the cache: {values}")
        tap.check(float(values["tv_hall_cache_answers"]) > 100, f"the cache: {values}")


def test_notices_begin_and_end_on_time():
    with Headend() as one:
        soon = time.time() + 4
        begin = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(soon))
        one.feed(rss([item("ends", valid_to=begin), item("begins", valid_from=begin)]))
        ids = lambda: [notice["id"] for notice in one.get("/v1/notices").json()["notices"]]  # noqa: E731
        one.until("the one that ends", lambda: ids() == ["ends"] or time.time() >= soon - 1)
        one.until("the one that begins, without anyone changing the store", lambda: ids() == ["begins"])
        tap.equal(one.get("/v1/notices/ends").status, 410, "the one that ended")


if __name__ == "__main__":
    tap.run(globals())
