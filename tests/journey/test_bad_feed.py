#!/usr/bin/python3
"""The feed goes bad while the hall runs: what was on the screen stays, the screen says so, one line in the log says what, and all is well
again when the feed is."""

import json
import os
import subprocess
import time
import urllib.request

import bad_server
from hall import FLAVOUR, Scene
from city import program
from tap import check, equal, run

NOTICE = {"id": "n-1", "title": "标题", "category": 1, "level": 0, "area_code": "431000", "org_name": "示例", "published": 1790000000000,
          "rev": 1}


def _article(html):
    """Answers whatever notice is asked for with this body."""
    def answer(request):
        notice = dict(NOTICE, id=request.path.rsplit("/", 1)[1], title="炸弹", body=html)
        bad_server.body(json.dumps(notice, ensure_ascii=False).encode())(request)
    return answer


def _list(**changes):
    answer = {"rev": 9_000_000, "as_of": 1, "total": 1, "notices": [NOTICE]}
    answer.update(changes)
    return json.dumps(answer, ensure_ascii=False).encode()


def _notice(**changes):
    notice = dict(NOTICE, **changes)
    return _list(notices=[{key: value for key, value in notice.items() if value is not None}])


GOOD = _list()
FEEDS = {
    "cut off": (bad_server.cut(GOOD, 80), ""),
    "ends in the middle of JSON": (bad_server.body(GOOD[:80]), ""),
    "not JSON": (bad_server.body(b"<html>portal</html>"), ""),
    "not UTF-8": (bad_server.body(GOOD.replace("标题".encode(), b"\xff\xfe\xfd")), ""),
    "another type": (bad_server.body(_notice(title=7)), "title"),
    "a field is missing": (bad_server.body(_notice(title=None)), "title"),
    "too long": (bad_server.body(_notice(title="长" * 500)), "title"),
    "out of range": (bad_server.body(_notice(category=77)), "category"),
    "too deep": (bad_server.body(b'{"x":' + b"[" * 100000), ""),
    "too many": (bad_server.body(_list(notices=[NOTICE] * 1500)), "notices"),
    "500": (bad_server.status(500), ""),
    "redirects in a circle": (bad_server.redirect_circle, ""),
    "a gzip bomb": (bad_server.gzip_bomb(256), ""),
    "endless": (bad_server.endless, ""),
}


def _peak_kib(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))


def _until(scene, wanted, what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        state = scene.hall.state()
        if wanted(state):
            return state
        time.sleep(0.05)
    raise AssertionError(f"{what}: still {scene.hall.state()} after {seconds} s")


def _shake(scene):
    """Every key still answers."""
    before = scene.hall.state()["position"]
    scene.hall.key("DOWN")
    check(scene.hall.state()["position"] == before + 1, "a key moves the focus while the feed is bad")
    scene.hall.key("UP")


def _warnings(scene):
    return [line for line in scene.hall.log().splitlines() if "/v1/notices" in line and "warning" in line]


def _one_bad_feed(scene, name, illness, named):
    scene.hall.home()
    good = scene.hall.go("1")
    scene.hall.go("BACK")
    before = len(_warnings(scene))
    scene.server.ill("/v1/notices", illness)
    scene.hall.key("1")
    state = _until(scene, lambda s: s["offline"], f"{name}: the screen does not say so")
    equal(state["total"], good["total"], f"{name}: rows that stay on the screen")
    check(state["notice"] != "", f"{name}: the status line says something")
    _shake(scene)
    log = _warnings(scene)[before:]
    check(len(log) >= 1, f"{name}: no line in the log says what was wrong")
    check(named in log[-1], f"{name}: the log names the field {named}: {log[-1]}")
    check(_peak_kib(scene.hall.process) < (900_000 if scene.hall.flavour == "asan" else 64_000), f"{name}: memory stays bounded")
    scene.server.well()
    scene.hall.key("HOME", "1")
    _until(scene, lambda s: not s["offline"] and s["total"] == good["total"], f"{name}: not well again")


def test_bad_lists_leave_the_old_rows():
    """One hall takes them all, one after another, and is well in between."""
    with Scene(through=True) as scene:
        for name, (illness, named) in FEEDS.items():
            _one_bad_feed(scene, name, illness, named)


def test_a_server_that_hangs_or_trickles_never_stops_the_keys():
    for name, illness in (("hang", bad_server.hang), ("trickle", bad_server.trickle(GOOD))):
        with Scene(through=True) as scene:
            scene.hall.go("1")
            scene.hall.go("BACK")
            scene.server.ill("/v1/notices", illness)
            scene.hall.key("1")
            for _ in range(20):
                scene.hall.key("DOWN")
            equal(scene.hall.state()["position"], 20, f"{name}: keys move on")
            scene.hall.key("BACK")
            equal(scene.hall.state()["screen"], "home", f"{name}: Back works")


def test_without_anything_cached_the_screen_says_what_to_do_and_ok_tries_again():
    with Scene(through=True, start_hall=False) as scene:
        scene.server.ill("/v1/notices", bad_server.status(404))
        scene.hall.start()
        scene.hall.key("1")
        state = _until(scene, lambda s: s["notice"] not in ("", "正在取内容，请稍候…") and s["total"] == 0, "no message")
        check(state["offline"], "the screen knows that it could not be filled")
        scene.server.well()
        scene.hall.key("OK")
        _until(scene, lambda s: s["total"] > 50, "OK does not try again")


def test_no_network_at_the_start_shows_what_is_cached():
    with Scene() as scene:
        rows = scene.hall.go("1")["total"]
        scene.hall.go("OK", "BACK", "BACK")
        equal(scene.hall.quit(), 0, "exit status")
        scene.group.stop("headend")
        scene.hall.start()
        state = _until(scene, lambda s: s["offline"], "home does not say that there is no network")
        equal(state["total"], 15, "tiles")
        scene.hall.key("1")
        state = _until(scene, lambda s: s["offline"], "the list does not say that there is no network")
        check(0 < state["total"] <= rows, "cached rows")
        scene.hall.key("OK")
        state = _until(scene, lambda s: s["offline"], "the article does not say that there is no network")
        equal(state["screen"], "article", "screen")
        check(state["total"] > 100, "the cached article is shown")


def test_bodies_of_attackers_are_read_like_any_other():
    bombs = {
        "deep": "<div>" * 100000,
        "tables": "<table><tr><td>" * 30000,
        "attributes": "<p " + " ".join(f"a{i}=1" for i in range(40000)) + ">x",
        "script": "<script>while(1);</script><p>text</p>",
        "unclosed": "<p><b><i><a href='https://example.org/'>" + "字" * 100000,
        "entities": "&amp;" * 100000,
        "nothing": "",
    }
    with Scene(through=True) as scene:
        scene.hall.go("1")
        for name, html in bombs.items():
            scene.server.ill("/v1/notices/", _article(html[:500000]))
            scene.hall.key("DOWN", "OK")
            state = _until(scene, lambda s: s["title"] == "炸弹" and s["requests"] == 0, f"{name}: the article does not open", 120)
            equal((state["screen"], state["offline"]), ("article", False), name)
            scene.hall.key("PAGE_DOWN", "BACK")
            equal(scene.hall.state()["screen"], "notices", f"{name}: Back")
            scene.server.well()


def test_pictures_that_lie_leave_their_words():
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (60000).to_bytes(4, "big") + (60000).to_bytes(4, "big") + b"\x08\x02\0\0\0" + b"\0" * 64
    body = '<p>before</p><p><img src="/v1/pictures/lie.png" alt="caption"></p><p>after</p>'
    for name, content in (("size", png), ("empty", b""), ("text", b"not a picture"), ("cut", b"\xff\xd8\xff\xe0\0\x10JFIF\0")):
        with Scene(through=True) as scene:
            scene.server.ill("/v1/notices/", _article(body))
            scene.server.ill("/v1/pictures/", bad_server.body(content, "image/png"))
            scene.hall.key("1")
            scene.hall.wait()
            scene.hall.key("OK")
            _until(scene, lambda s: s["title"] == "炸弹" and s["requests"] == 0, f"{name}: the article does not open")
            check("cannot be shown" in scene.hall.log(), f"{name}: the log says that the picture cannot be shown")


def test_an_article_that_is_left_takes_its_pictures_with_it():
    """A picture that is still being asked for, again and again, must not come back to a screen that has gone."""
    with Scene(through=True) as scene:
        scene.server.ill("/v1/notices/", _article('<p>before</p><p><img src="/v1/pictures/none.png" alt="caption"></p>'))
        scene.server.ill("/v1/pictures/", bad_server.status(500))
        scene.hall.key("1")
        scene.hall.wait()
        for _ in range(3):
            scene.hall.key("OK")
            _until(scene, lambda s: s["title"] == "炸弹" and any("/v1/pictures/" in path for path in scene.server.requests), "no picture is asked for")
            time.sleep(0.3)
            scene.hall.key("BACK")
            scene.server.requests.clear()
        time.sleep(3)  # past the first tries after a failure
        equal(scene.hall.state()["screen"], "notices", "the hall goes on")
        check(not any("/v1/pictures/" in path for path in scene.server.requests), "nobody asks for the picture any more")


def test_withdrawn_and_gone_notices_leave_the_screen():
    with Scene() as scene:
        first = scene.hall.go("1")["focus"]
        scene.hall.go("OK", "BACK", "BACK")
        subprocess.run([program("tv-hall-admin", FLAVOUR), "withdraw-notice", "--config", scene.city.config, first], check=True,
                       capture_output=True)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with urllib.request.urlopen(scene.city.address() + "/v1/notices?area=431000&category=0&limit=50") as answer:
                if first not in [notice["id"] for notice in json.load(answer)["notices"]]:
                    break
            time.sleep(0.1)
        scene.hall.key("1")
        scene.hall.wait()
        _until(scene, lambda s: s["focus"] != first and s["total"] > 0, "the withdrawn notice is still in the list")
        files = [name for _, _, names in os.walk(scene.hall.state_folder) for name in names]
        check(files, "there is a cache")


if __name__ == "__main__":
    run(globals())
