#!/usr/bin/python3
"""What stands on the screen is asked for again: what has gone leaves it, what can no longer be asked for is marked, and the focus stays."""

import json
import time
import urllib.request

import bad_server
from hall import Scene
from tap import check, equal, run

FIVE_MINUTES, QUARTER = 300_500, 900_500
# Keys from home, and how long until it is asked for again.
LISTS = {"notices": (("1",), FIVE_MINUTES), "guides": (("3",), FIVE_MINUTES), "policies": (("TILE policies",), FIVE_MINUTES),
         "stations": (("9",), QUARTER), "search": (("0", "4"), FIVE_MINUTES)}
SINGLE = {"article": (("1", "OK"), FIVE_MINUTES), "guide": (("3", "RIGHT", "OK"), FIVE_MINUTES),
          "policy": (("TILE policies", "DOWN", "OK"), FIVE_MINUTES), "station": (("9", "OK"), QUARTER)}
MINUTE = 60_000


def _now():
    return int(time.time() * 1000)


def _json(content):
    return bad_server.body(json.dumps(content, ensure_ascii=False).encode())


def _notice(name, body, **changes):
    return {"id": name, "title": "标题", "category": 1, "level": 0, "area_code": "431000", "org_name": "示例", "published": 1790000000000,
            "rev": 9_000_000, "body": body, **changes}


def _policy(name, **changes):
    return {"id": name, "name": f"示例 {name}", "org_name": "示例单位", "who": "人人", "benefit": "甲\n乙", "rev": 1, **changes}


def _policies(*policies, rev=9_000_000, flow="policy-match"):
    return {"rev": rev, "as_of": 1, "flow": flow, "policies": list(policies)}


def _open(scene, name, keys):
    scene.hall.key("HOME", "HOME")  # after ten minutes the first only wakes the screen
    state = scene.hall.go(*keys)
    equal((state["screen"], state["offline"]), (name, False), f"after {keys}")
    return state


def test_what_stands_is_marked_when_it_cannot_be_asked_for_and_well_again_when_it_can():
    with Scene(through=True) as scene:
        for name, (keys, milliseconds) in {**LISTS, **SINGLE}.items():
            before = _open(scene, name, keys)
            scene.server.ill("/v1/", bad_server.status(400))
            scene.hall.ask(f"pass {milliseconds}")
            state = scene.hall.until(lambda now: now["offline"], f"{name}: nothing says that it is as it was")
            equal((state["screen"], state["focus"], state["total"]), (name, before["focus"], before["total"]), f"{name}: what is shown")
            scene.server.well()
            scene.hall.ask(f"pass {milliseconds}")
            state = scene.hall.until(lambda now: not now["offline"], f"{name}: it is still marked")
            equal((state["focus"], state["position"]), (before["focus"], before["position"]), f"{name}: where one was")


def test_what_is_kept_does_not_unmark_what_failed():
    with Scene(through=True) as scene:
        for name, (keys, milliseconds) in {**LISTS, **SINGLE}.items():
            _open(scene, name, keys)
            scene.server.ill("/v1/", bad_server.status(400))
            scene.hall.ask(f"pass {milliseconds}")
            scene.hall.until(lambda now: now["offline"], f"{name}: nothing says that it is as it was")
            scene.server.well()
            scene.server.ill("/v1/", bad_server.hang)
            scene.hall.ask(f"pass {milliseconds}")
            scene.hall.until(lambda now: now["requests"] > 0, f"{name}: it is not asked for again")
            check(scene.hall.state()["offline"], f"{name}: the mark is gone before the headend has answered")
            scene.server.well()
            scene.hall.key("HOME")


def test_a_notice_that_is_gone_leaves_the_screen():
    with Scene(through=True) as scene:
        state = scene.hall.go("1", "OK")
        check(state["total"] > 0, f"an article: {state}")
        scene.server.ill("/v1/notices/", bad_server.status(410))
        scene.hall.ask(f"pass {FIVE_MINUTES}")
        state = scene.hall.until(lambda now: now["offline"], "the withdrawn notice stands all night")
        equal(state["screen"], "article", "the screen stays and says so")
        check(state["notice"] != "", f"it says so: {state}")


def test_a_correction_comes_while_it_is_read_and_after_the_links():
    with Scene(through=True) as scene:
        name = scene.hall.go("1")["focus"]
        link = '<p><a href="https://example.org/">往下</a></p>'
        scene.server.ill("/v1/notices/", _json(_notice(name, link + "<p>行</p>" * 60)))
        scene.hall.go("OK", "DOWN", "DOWN", "DOWN")
        before = scene.hall.state()
        check(before["position"] > 0, f"scrolled: {before}")
        scene.server.ill("/v1/notices/", _json(_notice(name, link + "<p>行</p>" * 61, title="更正", rev=9_000_001)))
        scene.hall.pass_time(FIVE_MINUTES)
        state = scene.hall.state()
        equal((state["title"], state["position"]), ("更正", before["position"]), "the correction, where one was reading")
        equal(scene.hall.go("OK")["screen"], "links", "OK shows the links")
        scene.server.ill("/v1/notices/", _json(_notice(name, link, title="再更正", rev=9_000_002)))
        scene.hall.ask(f"pass {FIVE_MINUTES}")
        equal(scene.hall.go("BACK")["title"], "再更正", "asked for again when the links are closed")


def test_a_picture_of_the_former_version_does_not_come_into_the_corrected_one():
    with Scene(through=True) as scene:
        name = scene.hall.go("1")["focus"]
        with urllib.request.urlopen(f"{scene.city.address()}/v1/notices?limit=1000") as answer:
            ids = [notice["id"] for notice in json.load(answer)["notices"]]
        picture = None
        for notice in ids:
            with urllib.request.urlopen(f"{scene.city.address()}/v1/notices/{notice}") as answer:
                body = json.load(answer)["body"]
            if "/v1/pictures/" in body:
                picture = body[body.index("/v1/pictures/"):].split('"')[0]
                break
        check(picture, "the sample city has a picture")
        held = []

        def hold(request):
            held.append(request)
            while len(held) < 2 and not request.closed.wait(0.05):
                pass
            scene.server.pass_on(request)

        def show(source, rev):
            scene.server.ill("/v1/notices/", _json(_notice(name, f'<p><img src="{source}" alt="字"></p>', rev=rev)))

        scene.server.ill(picture, hold)
        scene.server.ill("/v1/pictures/new", bad_server.status(404))
        show(picture, 9_000_000)
        scene.hall.key("OK")
        scene.hall.until(lambda now: held, "the picture is asked for")
        show("/v1/pictures/new", 9_000_001)
        scene.hall.ask(f"pass {FIVE_MINUTES}")
        scene.hall.until(lambda now: any("/v1/pictures/new" in path for path in scene.server.requests) or now["requests"] <= 1, "the correction")
        time.sleep(0.5)
        scene.hall.clock()
        before = scene.hall.seen()
        held.append(None)  # the former picture comes
        scene.hall.wait()
        time.sleep(0.5)
        scene.hall.wait()
        check(scene.hall.seen() == before, "the picture of the former version stands in the corrected one")


def test_a_policy_that_ends_leaves_the_list_at_the_minute():
    with Scene(through=True) as scene:
        end = _now() + 30 * MINUTE
        scene.server.ill("/v1/policies", _json(_policies(_policy("a"), _policy("b", valid_to=end), _policy("c"))))
        state = scene.hall.go("TILE policies", "DOWN", "DOWN", "DOWN")
        equal((state["focus"], state["total"]), ("c", 4), "the entrance and three policies")
        scene.hall.clock(end + MINUTE)
        scene.hall.wait()
        state = scene.hall.state()
        equal((state["focus"], state["total"]), ("c", 3), "the one that has ended is gone, and the focus is where it was")


if __name__ == "__main__":
    run(globals())
