#!/usr/bin/python3
"""The strip above the tiles of home: what is urgent is one key away, stays until it ends, and never takes the focus. Prints TAP."""

import json
import urllib.request

import bad_server
from hall import Scene
from presses import from_home
from tap import check, equal, run

DAY_MS = 86400000


def test_an_urgent_notice_is_one_key_away():
    with Scene() as scene:
        equal(scene.hall.state()["focus"], "notices", "the strip does not take the focus")
        state = from_home(scene, "the urgent notice", ["RED"], 1)
        equal(state["screen"], "article", "the red key opens it")
        opened = state["destination"]
        equal(scene.hall.go("BACK")["focus"], "notices", "back on the tile")
        state = from_home(scene, "the urgent notice, on a remote without colours", ["UP", "OK"], 2)
        equal(state["destination"], opened, "the same notice")
        equal(scene.hall.go("BACK")["focus"], "urgent", "read, it stays, and Back leads to where one was")
        equal(scene.hall.go("UP", "LEFT", "RIGHT")["focus"], "urgent", "nothing lies beyond it")
        equal(scene.hall.go("DOWN")["focus"], "notices", "down to the tile that had the focus")
        equal(scene.hall.go("DOWN", "UP", "UP")["focus"], "urgent", "from the tiles' first row only")
        equal(scene.hall.go("3")["screen"], "guides", "digits open tiles from there, too")
        equal(scene.hall.go("BACK")["focus"], "guides", "and take the focus with them")


def test_it_goes_when_the_notice_ends():
    with Scene() as scene:
        equal(scene.hall.go("UP")["focus"], "urgent", "there is one")
        with urllib.request.urlopen(scene.city.address() + "/v1/notices?category=0&limit=50") as answer:
            notices = json.load(answer)["notices"]
        ends = max(notice["valid_to"] for notice in notices if notice["level"] == 2)
        scene.hall.clock(ends + DAY_MS)
        scene.hall.until(lambda state: state["focus"] == "notices", "the focus goes back to the tiles")
        equal(scene.hall.go("UP")["focus"], "notices", "nothing is urgent any more")
        equal(scene.hall.go("RED")["screen"], "home", "nor opened")


def test_one_that_comes_takes_nothing_from_who_is_choosing():
    with Scene(through=True, start_hall=False) as scene:

        def quiet(request):
            with urllib.request.urlopen(scene.city.address() + request.path) as upstream:
                record = json.load(upstream)
            record["notices"] = [notice for notice in record["notices"] if notice["level"] < 2]
            record["rev"] -= 1
            bad_server.body(json.dumps(record, ensure_ascii=False).encode())(request)

        scene.server.ill("/v1/notices", quiet)
        scene.hall.start()
        scene.hall.wait()
        equal(scene.hall.go("UP")["focus"], "notices", "nothing is urgent")
        scene.hall.go("RIGHT")
        scene.server.well()
        scene.hall.pass_time(901 * 1000)
        scene.hall.until(lambda _: any("/v1/notices" in path for path in scene.server.requests[-2:]), "the notices are asked for again")
        scene.hall.wait()
        equal(scene.hall.go("LEFT")["focus"], "progress", "the key that wakes the hall; the focus stays on the tile")
        equal(scene.hall.go("UP")["focus"], "urgent", "the strip has come")
        check(scene.hall.go("OK")["screen"] == "article", "and opens")


if __name__ == "__main__":
    run(globals())
