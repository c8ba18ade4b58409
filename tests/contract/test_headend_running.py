#!/usr/bin/python3
"""The headend from start to end: its configuration and what changes under it, signals, broken stores, exit codes. Prints TAP."""

import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from contextlib import closing

from headend import FLAVOUR, Headend, city, ends, item, plain_item, rss, serving
import tap
from tap import check, equal


def text_of(headend):
    return headend.config.read_text(encoding="utf-8")


def changed(text, *pairs):
    for old, new in pairs:
        check(old in text, f"headend.xml has no {old}")
        text = text.replace(old, new)
    return text


def put_config(headend, text):
    """Puts another file in the place of the configuration, as an editor does: whole or not at all."""
    fresh = headend.config.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, headend.config)


def reloads(headend, result):
    return headend.metric(f'tv_hall_config_reloads_total{{result="{result}"}}')


def served(headend):
    """Menu and configuration with their tags."""
    answers = [headend.get(path) for path in ("/v1/menu", "/v1/config")]
    return [(answer.headers["etag"], answer.body.decode()) for answer in answers]


def menu_of(headend):
    return headend.get("/v1/menu").json()


def test_a_good_configuration_is_taken_in_place():
    with Headend().start() as headend:
        good, rev = text_of(headend), menu_of(headend)["rev"]
        (menu_tag, _), (config_tag, _) = served(headend)
        put_config(headend, changed(good, (">使用帮助<", ">怎么用<"), ("电视政务大厅", "示例大厅")))
        headend.eventually(lambda: menu_of(headend)["hall_name"]["zh"] == "示例大厅", "the new name")
        (new_menu_tag, menu), (_, config) = served(headend)
        check("怎么用" in menu, "the menu has not the new name of a tile")
        check("怎么用" in config and "示例大厅" in config, "menu and configuration did not change together")
        equal(menu_of(headend)["rev"], rev + 1, "the menu's rev")
        check(new_menu_tag != menu_tag, "the menu has the old ETag")
        headend.get("/v1/config", 200, If_None_Match=config_tag)
        headend.config.write_text(good, encoding="utf-8")  # in place, as other editors do
        headend.eventually(lambda: menu_of(headend)["hall_name"]["zh"] == "电视政务大厅", "the old name")
        equal(served(headend)[1][0], config_tag, "the configuration's ETag with its old content")
        equal(menu_of(headend)["rev"], rev + 2, "the menu's rev, which never shrinks")
        equal(headend.stop(), 0, "status")
        headend.start()
        equal(menu_of(headend)["rev"], rev + 2, "the menu's rev after a restart")


LISTS = ("/v1/menu", "/v1/notices", "/v1/guides", "/v1/policies", "/v1/stations")


def test_a_backup_that_is_brought_back_begins_another_life():
    with Headend().start() as headend:
        def lists():
            return {path: headend.get(path).json() for path in LISTS}

        def take(*guids):
            headend.take(rss(*map(plain_item, guids)))
            headend.eventually(lambda: headend.get("/v1/notices").json()["total"] >= len(guids), "the import")
            return lists()

        before = take("a")
        equal(len({one["life"] for one in before.values()}), 1, "the lists' lives")
        check(re.fullmatch("[0-9a-f]{16}", before["/v1/menu"]["life"]), f"a life: {before['/v1/menu']}")
        with closing(sqlite3.connect(headend.folder / "hall.db")) as store, closing(sqlite3.connect(headend.folder / "backup.db")) as backup:
            store.backup(backup)
        after = take("a", "b", "c")
        equal(after["/v1/notices"]["life"], before["/v1/notices"]["life"], "the life while it runs")
        check(after["/v1/notices"]["rev"] > before["/v1/notices"]["rev"], "the rev did not grow")
        equal(headend.stop(), 0, "status")
        shutil.copy(headend.folder / "backup.db", headend.folder / "hall.db")
        headend.start()
        restored = lists()
        equal(restored["/v1/notices"]["total"], 1, "notices of the backup")
        equal(restored["/v1/notices"]["rev"], before["/v1/notices"]["rev"], "the rev of the backup")
        for path, one in restored.items():
            check(one["life"] != after[path]["life"], f"{path}: the life did not end: {one['life']}")


def test_a_broken_configuration_changes_nothing():
    with Headend().start() as headend:
        good, before = text_of(headend), served(headend)
        broken = (changed(good, ('safe-area="5"', 'safe-area="50"'), ('seconds="900"', 'seconds="soon"')),
                  changed(good, ('digit="2"', 'digit="1"')), changed(good, ("</headend>", "")), changed(good, ('row="1"', 'row="99"')),
                  "", "<headend", "\0" * 100, good[:len(good) // 2])
        count = 0

        def is_refused(what):
            nonlocal count
            count += 1
            headend.eventually(lambda: reloads(headend, "bad") == count, f"bad reload {count}, {what}")
            equal(served(headend), before, f"what is served with {what}")

        for text in broken:
            put_config(headend, text)
            is_refused(f"the configuration {text[-60:]!r}")
        for element in ("display", "poll"):
            check(re.search(rf"headend\.xml:\d+: {element}: .+: .+", headend.log()), f"the log names no line of {element}: {headend.log()}")
        headend.config.unlink()
        is_refused("none at all")
        headend.child.send_signal(signal.SIGHUP)
        is_refused("none at all and SIGHUP")
        put_config(headend, changed(good, (">使用帮助<", ">怎么用<")))
        headend.eventually(lambda: "怎么用" in served(headend)[1][1], "a good one after all")
        put_config(headend, broken[1])
        headend.eventually(lambda: reloads(headend, "bad") == count + 1, "a bad one after a good one")
        check("怎么用" in served(headend)[1][1], "the last good one is not served")
        check(headend.child.poll() is None, "the headend has ended")


def test_hangup_reads_the_configuration_again():
    with Headend().start() as headend:
        log = headend.log()
        headend.child.send_signal(signal.SIGHUP)
        headend.eventually(lambda: reloads(headend, "good") == 1, "a reload of the file as it is")
        check(headend.log() != log, "nothing was logged")
        headend.config.write_text(changed(text_of(headend), ("电视政务大厅", "信号大厅")), encoding="utf-8")
        headend.child.send_signal(signal.SIGHUP)
        headend.eventually(lambda: menu_of(headend)["hall_name"]["zh"] == "信号大厅", "the new name")


def test_notices_begin_and_end_on_time():
    with Headend().start() as headend:
        soon = time.time() + 4
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(soon))
        headend.take(rss(plain_item("ends", valid_to=moment), plain_item("begins", valid_from=moment)))
        headend.eventually(lambda: headend.listed_ids() == ["ends"] or time.time() >= soon - 1, "the one that ends")
        headend.eventually(lambda: headend.listed_ids() == ["begins"], "the one that begins, without anyone changing the store")
        headend.get("/v1/notices/ends", 410)


def test_its_address_is_told_once_it_serves():
    with Headend() as headend:
        reader, writer = os.pipe()
        child = subprocess.Popen([city.program("tv-hall-headend", FLAVOUR), "--config", str(headend.config), "--ready-fd", str(writer)],
                                 pass_fds=[writer], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            os.close(writer)
            with os.fdopen(reader) as ready:
                line = ready.read()
            check(re.fullmatch(r"http://127\.0\.0\.1:\d+\n", line), f"--ready-fd: the address and then the end were expected: {line!r}")
            equal(child.stdout.readline(), "listening on " + line, "standard output")
            child.terminate()
            equal(child.wait(60), 0, "status after SIGTERM")
        finally:
            child.kill()
            child.wait()
            child.stdout.close()


def test_stop_under_load_loses_no_answer():
    with serving(rss(*[plain_item(f"a-{number}", body="<p>" + "正文" * 500 + "</p>") for number in range(50)])) as headend:
        lost, answered, stopping = [], [0] * 24, threading.Event()

        def client(number):
            connection = headend.connect()
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
        headend.eventually(lambda: min(answered) >= 10 or lost, "load from every client")
        stopping.set()
        status = headend.stop()
        for thread in threads:
            thread.join()
        equal(lost, [], f"lost answers of {sum(answered)}")
        equal(status, 0, "status")


def test_sigterm_lets_answers_end():
    """A connection that is open takes its answer, then the headend goes, and its port with it."""
    with serving(rss(*[item(f"n-{i}", title="题" * 60) for i in range(500)])) as headend:
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


def test_killed_it_starts_again():
    with serving(rss(item("one"))) as headend:
        headend.get("/v1/notices")
        headend.end()
        headend.start()
        equal(headend.listed_ids(), ["one"], "notices after SIGKILL")


def start_fails(headend, status, *words):
    """The headend ends with this status and names these words."""
    said = ends("tv-hall-headend", "--config", headend.config, status=status)
    for word in words:
        check(word in said.err, f"the message says {word}: {said}")


def test_a_broken_store_is_left_as_it_is():
    with Headend() as headend:
        store = headend.folder / "hall.db"
        headend.admin("list-notices", status=3)
        check(not store.exists(), "reading has made a store")
        headend.take(rss(item("one")))
        headend.start()
        equal(headend.stop(), 0, "status")
        whole = store.read_bytes()
        for path in headend.folder.glob("hall.db-*"):
            path.unlink()
        for damaged, words in ((b"this is no database at all, but long enough to look at. " * 100, ("hall.db", "not a database")),
                               (whole[:4096] + b"\xff" * (len(whole) - 4096), ("hall.db",))):
            store.write_bytes(damaged)
            start_fails(headend, 3, *words)
            headend.admin("list-notices", status=3)
            headend.take(rss(item("two")), status=3)
            check(store.read_bytes() == damaged, f"a store that begins {damaged[:20]!r} was changed")


def test_exit_codes():
    with Headend() as headend:
        equal("Usage: " in ends("tv-hall-headend", "--help").out, True, "--help shows its usage")
        for front in ((), ("--config", headend.config)):
            for words in (("--none",), ("--port", "x"), ("--port", "70000"), ("word",)):
                said = ends("tv-hall-headend", *front, *words, status=2)
                check(words[0] in said.err, f"the message names {words[0]}: {said}")
        ends("tv-hall-headend", "--config", "/nonexistent.xml", status=1)
        good = text_of(headend)
        for text, word in ((changed(good, ("<theme>dusk</theme>", "<theme>DUSK!</theme>")), "theme"), ("<headend/>", "")):
            headend.config.write_text(text, encoding="utf-8")
            start_fails(headend, 1, word)
        headend.config.write_text(good, encoding="utf-8")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            said = ends("tv-hall-headend", "--config", headend.config, "--port", taken.getsockname()[1], status=4)
            check("in use" in said.err, f"the message says that the port is in use: {said}")
        with Headend().start() as other:
            ends("tv-hall-headend", "--config", headend.config, "--port", other.port, status=4)
        headend.start()
        headend.get("/healthz")


if __name__ == "__main__":
    tap.run(globals())
