"""Walks through the hall by remote keys, as data: the tour and the picture tests use the same.

tour.json: a list of stops. Each has a `name` (of its picture) and `keys` (each pressed and waited for, from where the stop before left
off; HOME first makes it independent). `screen`, where given, is the screen that must then be on top. `picture`: true also compares it
with tests/picture/reference. "CASE 6" among the keys stands for number and last 4 of the sandbox's case of that status, "CASE 要补的很多" for the
one that shows this, in a walk with `sandbox`; in one with `person`, "PHONE" is all of a sign-in, and "OPEN x" opens a destination.
"NOTICE 交一套材料" opens the notice with these words in its title, "CHART" turns pages until a chart is whole in sight. `english`, `offline` … are not keys: see `settings` of a walk.
"""

import json
import os
import urllib.request

from hall import ROOT, Scene
from person_world import PersonScene
from tap import check

TOUR = os.path.join(ROOT, "tests", "journey", "tour.json")


def read_walks():
    """[{"name", "config" or None, "stops": [...]}]"""
    with open(TOUR, encoding="utf-8") as file:
        return json.load(file)["walks"]


def scene_of(walk, size, now=None, painter=None):
    config = walk.get("config")
    if walk.get("person"):
        return PersonScene(size=size, now=now, painter=painter, shows_own=True)
    return Scene(size=size, config_source=os.path.join(ROOT, config) if config else None, now=now, sandbox=walk.get("sandbox", False), painter=painter)


def keys_of_case(scene, which):
    """What is typed to look up the sandbox's last case of a status, or the one that shows something; "none": a case that there is not."""
    status = "8" if which == "none" else which
    case = [case for case in scene.city.ask_sandbox("samples/cases") if case["project_status"] == status or status in case["shows"]][-1]
    tail = "0000" if which == "none" else case["id_tail"].replace("X", "*")
    return [*case["case_number"], "OK", *["STAR" if key == "*" else key for key in tail], "OK"]


def open_links(hall):
    """From a list of notices to the links of the first that has any."""
    for _ in range(60):
        if hall.go("OK", "OK")["screen"] == "links":
            return hall.state()
        hall.go("BACK", "DOWN")
    raise AssertionError("no notice with a link")


def open_notice(scene, words):
    """By its title, which is the only one that has these words."""
    with urllib.request.urlopen(f"{scene.city.address()}/v1/notices?limit=1000") as answer:
        found = [notice["id"] for notice in json.load(answer)["notices"] if words in notice["title"]]
    check(len(found) == 1, f"notices with {words} in their title: {found}")
    scene.hall.open(f"notice/{found[0]}")
    return scene.hall.until(lambda state: state["requests"] == 0, words)


def to_chart(hall):
    """Pages on until Left and Right lead from point to point."""
    while "左右" not in hall.state()["hints"]:
        before = hall.state()["position"]
        check(hall.go("PAGE_DOWN")["position"] > before, "a chart in this article")


def go(scene, *keys):
    """Keys as they stand in a walk; "LINKS" opens those of the first notice in the list that has any."""
    for key in keys:
        if key == "LINKS":
            open_links(scene.hall)
        elif key == "PHONE":
            scene.sign_in()
        elif key == "CHART":
            to_chart(scene.hall)
        elif key.startswith("NOTICE "):
            open_notice(scene, key.removeprefix("NOTICE "))
        elif key.startswith("OPEN "):
            scene.hall.open(key.removeprefix("OPEN "))
            scene.hall.until(lambda state: state["requests"] == 0, key)
        elif key == "HOME":
            scene.hall.home()
        else:
            scene.hall.go(*(keys_of_case(scene, key.removeprefix("CASE ")) if key.startswith("CASE ") else [key]))
    return scene.hall.state()


def stops(scene, walk, clock=None):
    """Goes from stop to stop; yields each when the hall stands there."""
    if clock is not None:
        scene.hall.clock(clock)
    for stop in walk["stops"]:
        state = go(scene, *stop["keys"])
        if "screen" in stop:
            check(state["screen"] == stop["screen"],
                  f"{stop['name']}: after {' '.join(stop['keys'])} wanted screen {stop['screen']}, got {state}")
        yield stop
