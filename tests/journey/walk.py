"""Walks through the hall by remote keys, as data: the tour and the picture tests use the same.

tour.json: a list of stops. Each has a `name` (of its picture) and `keys` (each pressed and waited for, from where the stop before left
off; HOME first makes it independent). `screen`, where given, is the screen that must then be on top. `picture`: true also compares it
with tests/picture/reference. "CASE 6" among the keys stands for number and last 4 of the sandbox's case of that status, "CASE 要补的很多" for the
one that shows this, in a walk with `sandbox`; in one with `person`, "PHONE" is all of a sign-in, and "OPEN x" opens a destination.
"NOTICE 交一套材料" opens the notice with these words in its title, "CHART" turns pages until a chart is whole in sight.

In a walk with `sandbox`, "SANDBOX turn?set=gas:night" is posted to its /sandbox (docs/upstreams.md); with `wallets` besides, one can pay by the sandbox's:
"SCANNED pay" is what the phone does with the newest code ("wrong": a fen too much …), "UNTIL settled" waits for what comes by itself, "OVERDUE": the
code that waits cannot be paid any more, and nobody asks yet whether it was; "POWER CUT" starts the hall anew.
"""

import contextlib
import json
import os
import sqlite3
import urllib.parse
import urllib.request

from hall import ROOT, Scene
from person_world import PersonScene
from tap import check

TOUR = os.path.join(ROOT, "tests", "journey", "tour.json")
CODE_HOLDS_MS = 300000


def read_walks():
    """[{"name", "config" or None, "stops": [...]}]"""
    with open(TOUR, encoding="utf-8") as file:
        return json.load(file)["walks"]


def scene_of(walk, size, now=None, painter=None):
    config = walk.get("config")
    if walk.get("person"):
        return PersonScene(size=size, now=now, painter=painter, shows_own=True)
    return Scene(size=size, config_source=os.path.join(ROOT, config) if config else None, now=now, sandbox=walk.get("sandbox", False),
                 wallets=walk.get("wallets", False), painter=painter)


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


def scanned(scene, how):
    """The cashier's page, and what the phone does there."""
    code = scene.city.ask_sandbox("samples/cashier")[-1]["code"]
    body = urllib.parse.urlencode({"code": code, "how": how}).encode()
    with urllib.request.urlopen(f"{scene.city.sandbox}/cashier/", data=body, timeout=20) as answer:
        answer.read()


def let_code_run_out(scene):
    """For box and headend; when the headend would ask the wallet is far away, so that the screen stands."""
    with contextlib.closing(sqlite3.connect(scene.city.store + ".ledger", timeout=20)) as database, database:
        database.execute("UPDATE orders SET expires_at = created_at, sweep_at = sweep_at + 3600000 WHERE state = 'awaiting'")
    scene.hall.pass_time(CODE_HOLDS_MS)
    scene.hall.until(lambda state: not state["offline"], "the order is heard of again")


def start_anew(scene):
    """As after a power cut; its clock stands again, where it stood."""
    scene.hall.cut_power()
    scene.hall.start()
    if scene.stands_at is not None:
        scene.hall.clock(scene.stands_at)
    scene.hall.wait()


def go(scene, *keys):
    """Keys as they stand in a walk; "LINKS" opens those of the first notice in the list that has any."""
    for key in keys:
        if key == "LINKS":
            open_links(scene.hall)
        elif key == "POWER CUT":
            start_anew(scene)
        elif key.startswith("SANDBOX "):
            what = key.removeprefix("SANDBOX ")
            check(scene.city.ask_sandbox(what, post=True) == {"ok": True}, f"the sandbox takes {what}")
        elif key.startswith("SCANNED "):
            scanned(scene, key.removeprefix("SCANNED "))
        elif key.startswith("UNTIL "):
            scene.hall.until(lambda state, focus=key.removeprefix("UNTIL "): state["focus"] == focus, key)
            scene.hall.wait()
        elif key == "OVERDUE":
            let_code_run_out(scene)
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
    scene.stands_at = clock
    if clock is not None:
        scene.hall.clock(clock)
    for stop in walk["stops"]:
        state = go(scene, *stop["keys"])
        if "screen" in stop:
            check(state["screen"] == stop["screen"],
                  f"{stop['name']}: after {' '.join(stop['keys'])} wanted screen {stop['screen']}, got {state}")
        yield stop
