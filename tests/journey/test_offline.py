#!/usr/bin/python3
"""Without a network the hall shows what a household has to know, and says so; it fills seconds after the network is back. Prints TAP."""

import os
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing

import bad_server
from hall import Scene, program
from tap import check, equal, run

NOTICES = "/v1/notices"


def _cut(_request):
    """The cable is out: the connection ends without an answer."""
    raise OSError("cut")


_portal = bad_server.body("<!DOCTYPE html><html><body>请登录</body></html>".encode(), content_type="text/html")


def _moved(request):
    request.send_response(302)
    request.send_header("Location", "http://portal.invalid/login")
    request.send_header("Content-Length", "0")
    request.end_headers()


def _fetched_ahead(scene):
    """Lets the hall fetch ahead, without a key; the articles and pictures that it has asked for."""
    scene.hall.ask("pass 40000")
    quiet_since, seen = time.monotonic(), 0
    while time.monotonic() - quiet_since < 2:
        if len(scene.server.requests) != seen:
            quiet_since, seen = time.monotonic(), len(scene.server.requests)
        time.sleep(0.05)
    return [path for path in scene.server.requests if path.startswith((f"{NOTICES}/", "/v1/pictures/"))]


def test_what_is_urgent_is_readable_that_nobody_has_opened():
    with Scene(through=True) as scene:
        fetched = _fetched_ahead(scene)
        articles = [path for path in fetched if path.startswith(NOTICES)]
        check(5 <= len(articles) <= 20, f"urgent and important articles, and no more than 20: {articles}")
        check(any("pictures" in path for path in fetched), f"with their pictures: {fetched}")
        equal(len(set(fetched)), len(fetched), "each once")
        scene.server.ill("/", _cut)
        scene.hall.key("1")
        state = scene.hall.until(lambda state: state["offline"], "the list says that there is no network")
        check(state["total"] > 0, f"rows: {state}")
        scene.hall.key("OK")
        state = scene.hall.until(lambda state: state["offline"], "the article says it, too")
        equal(state["screen"], "article", "the first, which is urgent")
        check(state["total"] > 100, f"its text is there: {state}")


def test_what_has_not_changed_is_not_fetched_again():
    with Scene(through=True) as scene:
        _fetched_ahead(scene)
        before = len(scene.server.requests)
        scene.hall.ask("pass 1500000")
        time.sleep(4)
        asked = scene.server.requests[before:]
        lists = [path for path in asked if path.startswith(NOTICES)]
        check(1 <= len(lists) <= 2 and all("after=" not in path for path in lists), f"one question for the list: {asked}")
        check(not any("pictures" in path for path in asked), f"no picture: {asked}")


def test_categories_are_parts_of_the_one_list_and_home_says_that_it_is_offline():
    with Scene(through=True) as scene:
        _fetched_ahead(scene)
        online = {}
        scene.server.ill("/", _cut)
        for category in range(1, 6):
            scene.hall.ask(f"open notices/{category}")
            state = scene.hall.until(lambda state: state["offline"], f"category {category}: no network is said")
            check(state["total"] > 0 and state["focus"] != "", f"category {category}: its rows are shown: {state}")
            check("显示的是" in state["notice"], f"category {category}: since when: {state}")
            online[category] = state["focus"]
            scene.hall.key("BACK")
            state = scene.hall.until(lambda state: state["offline"] and state["screen"] == "home", "home says it")
            check("暂时连不上网络" in state["notice"], f"home: {state}")
        equal(len(set(online.values())), 5, f"each category has rows of its own: {online}")
        scene.server.well()
        scene.hall.until(lambda state: not state["offline"] and state["notice"] == "", "home is well again", 15)


def _import(scene, *titles):
    """Imports urgent notices into the store, whether or not it is served."""
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title><pubDate>Tue, 10 Nov 2026 09:00:00 +0800</pubDate>"
                    f"<description>字</description><hall:level>2</hall:level></item>" for title in titles)
    feed = os.path.join(scene.folder, "feed.xml")
    with open(feed, "w", encoding="utf-8") as file:
        file.write(f'<rss version="2.0" xmlns:hall="urn:tv-hall:notice:1"><channel><title>x</title><link>https://www.example.org/</link>'
                   f"<description>x</description>{items}</channel></rss>")
    subprocess.run([program("tv-hall-admin"), "import-notices", "--config", scene.city.config, feed], check=True, capture_output=True)


def test_what_is_there_after_a_backup_was_brought_back_is_shown_at_once():
    with Scene(through=True) as scene:
        backup = os.path.join(scene.folder, "backup.db")
        with closing(sqlite3.connect(scene.city.store)) as store, closing(sqlite3.connect(backup)) as copy:
            store.backup(copy)
        before = scene.hall.go("1")["total"]
        scene.hall.go("HOME")
        _import(scene, "一", "二", "三")
        time.sleep(1)  # the headend sees it
        scene.hall.ask("pass 31000")
        equal(scene.hall.go("1")["total"], before + 3, "rows, with a higher rev")
        scene.hall.go("HOME")
        scene.group.stop("headend")
        for end in ("-wal", "-shm"):
            if os.path.exists(scene.city.store + end):
                os.unlink(scene.city.store + end)
        shutil.copy(backup, scene.city.store)
        _import(scene, "红色预警")
        scene.server.pass_to(scene.city.start_headend(scene.group, (1280, 720), scene.server.port))
        scene.hall.ask("pass 31000")
        equal(scene.hall.go("1")["total"], before + 1, "rows of the backup, and the warning")


def _fills_soon(illness):
    with Scene(through=True, start_hall=False) as scene:
        scene.server.ill("/", illness)
        scene.hall.start()
        scene.hall.key("1")
        state = scene.hall.until(lambda state: state["offline"], "an empty screen")
        equal((state["total"], state["notice"]), (0, "现在连不上网络"), "what is said")
        time.sleep(15)  # tried several times by now
        tries = len(scene.server.requests)
        check(tries < 40, f"not more than some tries: {tries}")
        scene.server.well()
        begin = time.monotonic()
        scene.hall.until(lambda state: state["total"] > 0, "it fills by itself", 14)
        print(f"# filled after {time.monotonic() - begin:.1f} s")


def test_behind_a_page_that_wants_a_login():
    _fills_soon(_portal)


def test_behind_a_redirect_to_elsewhere():
    _fills_soon(_moved)


def test_without_a_cable():
    _fills_soon(_cut)


if __name__ == "__main__":
    run(globals())
