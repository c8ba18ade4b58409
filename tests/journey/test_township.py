#!/usr/bin/python3
"""Where the household lives: asked once, where it first matters; kept, named, changed; and what goes by it. Keys are counted. Prints TAP."""

import os

from hall import Scene
from presses import from_home
from tap import check, equal, run

BEIHU_FIRST = "431002001"  # 人民路街道
GUIYANG_FIRST = "431021001"  # 龙潭街道


def _asks(state, what):
    equal((state["screen"], state["focus"]), ("township", "431002"), what)


def test_it_is_asked_once_where_it_first_matters():
    with Scene(township=None) as scene:
        equal(scene.hall.state()["screen"], "home", "nothing is asked at the start")
        equal(scene.hall.go("1")["screen"], "notices", "nor for notices")
        state = from_home(scene, "the nearest hall, on a box that has not been told", ["9", "1", "1"], 3)
        equal((state["screen"], state["focus"]), ("stations", "s" + BEIHU_FIRST), "the township's own hall is the nearest")
        check("人民路街道" in state["title"], f"the screen names where it counts from: {state['title']}")
        state = from_home(scene, "the nearest hall from then on", ["9"], 1)
        equal(state["focus"], "s" + BEIHU_FIRST, "asked once")
        scene.hall.quit()
        scene.hall.start()
        scene.hall.wait()
        equal(scene.hall.go("9")["focus"], "s" + BEIHU_FIRST, "kept over a start")


def test_a_matter_asks_too_and_goes_by_it():
    with Scene(township=None) as scene:
        _asks(scene.hall.open("guide-stations/retirement"), "before the nearest hall for a matter")
        state = scene.hall.go("3", "1")
        equal((state["screen"], state["focus"]), ("stations", "s" + GUIYANG_FIRST), "the nearest that takes it")
        check(state["total"] < 2516, f"only those that take it: {state['total']}")


def test_back_chooses_nothing_and_the_whole_region_is_an_answer():
    with Scene(township=None) as scene:
        _asks(scene.hall.go("9"), "the first time")
        equal(scene.hall.go("BACK")["focus"], "s431000", "the list stands there nevertheless, from the region's own hall")
        scene.hall.home()
        _asks(scene.hall.go("9"), "nothing was chosen")
        equal(scene.hall.go("2")["focus"], "431003001", "the townships of the second district")
        equal(scene.hall.go("BACK")["focus"], "431003", "Back leads to the districts, to where one was")
        state = scene.hall.go("DOWN", "DOWN", "DOWN", "RIGHT", "OK")
        equal((state["screen"], state["focus"]), ("stations", "s431000"), "everywhere")
        scene.hall.home()
        equal(scene.hall.go("9")["screen"], "stations", "who does not want to say is not asked again")


def test_it_is_changed_from_the_list_and_from_help():
    with Scene(township=f"{BEIHU_FIRST} 人民路街道\n") as scene:
        state = from_home(scene, "another township, from the stations", ["9", "RIGHT", "RIGHT", "OK", "3", "1"], 6)
        equal((state["screen"], state["focus"]), ("stations", "s" + GUIYANG_FIRST), "all goes by the new one at once")
        equal(scene.hall.go("RIGHT")["focus"], "s" + GUIYANG_FIRST, "by area one begins at the own township")
        state = from_home(scene, "another township, from Help", ["MENU", "RIGHT", "OK", "1", "1"], 5)
        equal(state["screen"], "help", "back where one was")
        scene.hall.home()
        equal(scene.hall.go("9")["focus"], "s" + BEIHU_FIRST, "changed")


def test_notices_and_outages_are_asked_for_the_township():
    with Scene(township=None, through=True) as scene:
        scene.hall.go("1", "HOME", "9", "3", "1", "HOME")
        everywhere = scene.hall.go("1")["total"]
        scene.hall.go("HOME", "TILE outages")
        asked = [path for path in scene.server.requests if path.startswith("/v1/notices?")]
        check("area=431000&" in asked[0], f"before: {asked[0]}")
        check(f"area={GUIYANG_FIRST}&" in asked[-1], f"after: {asked[-1]}")
        check(0 < everywhere < 61, f"only what concerns the township: {everywhere}")


def test_what_is_broken_or_of_another_region_is_asked_anew():
    for kept in ("", "431", "431002001x 人民路", "110101001 东华门街道\n", "431002001 " + "路" * 40):
        with Scene(township=kept) as scene:
            _asks(scene.hall.go("9"), f"kept is {kept!r}")
            equal(scene.hall.go("1", "2")["focus"], "s431002002", "and can be chosen")
            with open(os.path.join(scene.hall.state_folder, "township"), encoding="utf-8") as file:
                equal(file.read(), "431002002 北湖街道\n", "what is kept then")


if __name__ == "__main__":
    run(globals())
