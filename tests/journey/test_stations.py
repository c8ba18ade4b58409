#!/usr/bin/python3
"""就近办 and 全市通办 by remote keys, with the real headend and the sample city's 2,516 halls. Prints TAP."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

from hall import Scene  # noqa: E402
from presses import from_home  # noqa: E402
from tap import check, equal, run  # noqa: E402

TUESDAY_10 = 1795485600000  # 2026-11-24 10:00 at +08:00
TUESDAY_20 = TUESDAY_10 + 10 * 3600 * 1000


def test_nearest_first():
    with Scene() as scene:
        state = scene.hall.go("9")
        equal((state["screen"], state["focus"]), ("stations", "s431000"), "the city's own hall is the nearest of all")
        equal(state["total"], 2516, "halls in all")
        state = scene.hall.go("DOWN")
        check(state["focus"] != "s431000", "Down moves")
        equal(scene.hall.go("OK")["screen"], "station", "OK opens one")
        equal(scene.hall.go("BACK")["focus"], state["focus"], "Back returns to it")


def test_by_area_down_and_up():
    with Scene() as scene:
        scene.hall.go("9", "RIGHT")
        equal(scene.hall.state()["total"], 12, "the city's hall and eleven counties")
        county = scene.hall.go("DOWN")["focus"]
        state = scene.hall.go("OK")
        equal(state["focus"], county, "first stands the county's own hall")
        check(state["total"] > 5, f"its townships: {state}")
        town = scene.hall.go("DOWN")["focus"]
        equal(scene.hall.go("OK")["focus"], town, "first stands the township's own hall")
        equal(scene.hall.go("OK")["screen"], "station", "OK on it opens it")
        scene.hall.go("BACK")
        equal(scene.hall.go("BACK")["focus"], town, "Back leads one level up, to where one was")
        equal(scene.hall.go("BACK")["focus"], county, "and another")
        equal(scene.hall.go("BACK")["screen"], "home", "and out")


def test_presses_to_the_nearest_that_takes_retirement():
    with Scene() as scene:
        scene.hall.go("3")
        walk = ["3"]
        # The shelves are walked until 退休 is among the matters, as in test_guides.
        state = scene.hall.state()
        for _ in range(20):
            if state["focus"] == "150":
                break
            state = scene.hall.go("DOWN")
            walk.append("DOWN")
        equal(state["focus"], "150", "the shelf of 离职退休")
        state = from_home(scene, "the nearest hall that takes retirement", [*walk, "1", "7"], 8)
        equal((state["screen"], state["focus"]), ("stations", "s431000"), "where one gets")
        check(0 < state["total"] < 2516, f"only those that take it: {state['total']}")


def test_a_hall_leads_to_the_guides_of_what_it_handles():
    with Scene() as scene:
        state = from_home(scene, "a guide of what the nearest hall handles", ["9", "OK", "OK", "OK"], 4)
        equal((state["screen"], state["stack"]), ("guide", ["home", "stations", "station", "station-matters", "guide"]), "OK on the first matter")
        state = scene.hall.go("BACK")
        check(state["screen"] == "station-matters" and state["total"] > 20, f"the list: {state}")
        first = state["focus"]
        other = scene.hall.go("DOWN")["focus"]
        check(other != first, "Down moves")
        scene.hall.go("OK")
        equal(scene.hall.go("BACK")["focus"], other, "Back from the guide leads to its row")
        equal(scene.hall.go("BACK")["screen"], "station", "and Back again to the hall")
        equal(scene.hall.go("GREEN")["screen"], "station-matters", "Green does as OK")


def test_a_halls_hours_follow_the_clock():
    with Scene() as scene:
        scene.hall.go("9", "OK")
        pictures = []
        for moment in (TUESDAY_10, TUESDAY_20):
            scene.hall.clock(moment)
            scene.hall.wait()
            pictures.append(scene.hall.seen())
        check(pictures[0] != pictures[1], "open at ten and closed at eight look the same")


def test_without_network():
    with Scene(through=True) as scene:
        scene.hall.go("9", "HOME")
        scene.server.close()
        state = scene.hall.go("9")
        equal(state["total"], 2516, "from the cache")


if __name__ == "__main__":
    run(globals())
