#!/usr/bin/python3
"""Every screen says itself in words: each destination and each kind of focus, dialogs and what stands in place of a screen. Prints TAP.

A destination of screens/destinations.c without a row in WALKS fails: whoever makes a screen says here how one moves on it.
"""

import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import bad_server  # noqa: E402
from hall import ROOT, Scene  # noqa: E402
from tap import check, equal, run  # noqa: E402
from walk import keys_of_case, open_links  # noqa: E402

PARTS = ("title", "focus", "value", "hint")
UNSPEAKABLE = re.compile(r"[0-9０-９*＊<>{}\[\]()（）【】|#_`^\\\"“”《》•●·…\n\t]")

# Destination: (what opens it, keys of which each moves the focus, the text in sight, or what is chosen).
WALKS = {
    "home": ("", "RIGHT DOWN LEFT UP UP DOWN"),
    "help": ("help", "RIGHT DOWN LEFT"),
    "learning": ("learning", "DOWN UP"),
    "search": ("search", "8 9 DOWN LEFT UP RED"),
    "notices": ("notices", "DOWN RIGHT DOWN PAGE_DOWN"),
    "notice": ("notices OK", "DOWN PAGE_DOWN"),
    "guides": ("guides", "DOWN RIGHT LEFT"),
    "guide": ("guide/retirement", "DOWN RIGHT RIGHT DOWN RIGHT RIGHT DOWN RIGHT RIGHT RIGHT RIGHT"),
    "questions": ("questions/retirement", "DOWN OK BLUE DOWN BACK"),
    "policies": ("policies", "DOWN DOWN PAGE_DOWN"),
    "policy": ("policies DOWN OK", ""),
    "stations": ("stations", "DOWN RIGHT DOWN OK"),
    "guide-stations": ("guide-stations/retirement", "DOWN PAGE_DOWN"),
    "station": ("stations OK", "RIGHT"),
    "township": ("township", "DOWN RIGHT OK"),
    "cases": ("cases", "2 6 DOWN LEFT UP OK RED"),
    "household": ("household", "DOWN DOWN OK"),
    # What is a person's own: here nobody has signed in, and what asks for it says itself. The journeys of these screens hear the rest.
    "social-security": ("social-security", ""),
    "housing-fund": ("housing-fund", ""),
    "own-cases": ("own-cases", ""),
    "own-retirement": ("own-retirement", ""),
    "case-lookup": ("case-lookup", ""),
    "utility": ("utility/electricity", ""),
    "own-utility": ("own-utility/gas", ""),
    "payment": ("payment", ""),  # of no order; test_payment.py hears the rest
    "retirement": ("retirement", "1 9 6 5 0 3 OK DOWN DOWN OK 3 0 OK"),
}


def destinations():
    """The word of each kind, as screens/destinations.c has them."""
    with open(os.path.join(ROOT, "screens", "destinations.c"), encoding="utf-8") as file:
        return re.findall(r'\[DESTINATION_\w+\] = \{"([a-z-]+)"', file.read())


def spoken(hall, where):
    """What it says of itself, which is whole: no part empty, nothing that a voice cannot read."""
    words = json.loads(hall.ask("say"))  # json and readline().decode() refuse what is not UTF-8
    equal(tuple(words), PARTS, f"{where}: parts")
    for part in PARTS:
        check(words[part].strip(), f"{where}: the {part} is empty: {words}")
        found = UNSPEAKABLE.search(words[part])
        check(not found, f"{where}: the {part} has {found and found[0]!r}, which nobody can say: {words[part]}")
        check("，，" not in words[part] and "。，" not in words[part], f"{where}: two pauses beside each other in {words[part]}")
    return words


def _seen(hall):
    state = hall.state()
    return state["screen"], state["focus"], state["position"], state["title"]


def walk(hall, where, keys):
    """The words after each key; other ones wherever something moved."""
    before, said = _seen(hall), spoken(hall, where)
    for key in keys:
        hall.go(key)
        now, words = _seen(hall), spoken(hall, f"{where} after {key}")
        if now != before:
            check(words != said, f"{where}: {key} led from {before} to {now}, and what is said is the same: {words}")
        before, said = now, words
        where = f"{where} {key}"


def _open(hall, way):
    for step in way.split():
        if re.match(r"[A-Z0-9_]+$", step):
            hall.go(step)
        else:
            hall.open(step)


def test_every_destination_has_a_row():
    known = destinations()
    check(len(known) > 10, f"the table of destinations is read: {known}")
    for word in known:
        check(word in WALKS, f"the destination \"{word}\" has no row in WALKS: how does one move on it?")
    for word in WALKS:
        check(word in known, f"WALKS has a row \"{word}\", which is no destination")


def test_every_destination_says_itself():
    with Scene(sandbox=True) as scene:
        hall = scene.hall
        for word, (way, keys) in WALKS.items():
            hall.home()
            _open(hall, way)
            walk(hall, word, keys.split())


def test_every_tile_of_home():
    with Scene() as scene:
        hall, said = scene.hall, {}
        for page in range(3):
            for _ in range(9):
                state, words = hall.state(), spoken(hall, "home")
                said[state["focus"]] = words["focus"]
                before = state["focus"]
                if hall.go("RIGHT")["focus"] == before:
                    hall.go("DOWN", "LEFT", "LEFT")
            hall.go("PAGE_DOWN")
        total = hall.state()["total"]
        equal(len(said), total, "tiles said")
        equal(len(set(said.values())), total, "different ones")


def test_a_case_and_what_belongs_to_it():
    with Scene(sandbox=True) as scene:
        hall = scene.hall
        for status in ("6", "8", "13"):
            hall.home()
            hall.open("cases")
            for key in keys_of_case(scene, status):
                hall.key(key)
            hall.wait()
            equal(hall.state()["screen"], "case", f"status {status}: screen")
            words = spoken(hall, f"case {status}")
            check("某" in words["value"], f"the applicant's mask is said: {words['value']}")
            walk(hall, f"case {status}", ["DOWN", "RIGHT", "OK", "DOWN"])


def test_parts_dialogs_and_what_stands_in_place_of_a_screen():
    with Scene() as scene:
        hall = scene.hall
        hall.open("guide/retirement")
        for keys in (["3", "OK", "RIGHT", "DOWN"], ["BACK", "4", "OK", "DOWN", "DOWN"]):
            walk(hall, "guide", keys)
        hall.home()
        hall.open("questions/retirement")
        hall.go("OK", "HOME")
        equal(hall.state()["screen"], "leaving", "it asks")
        walk(hall, "leaving", ["DOWN", "UP"])
        hall.go("2", "HOME")
        hall.go("1")
        open_links(hall)
        walk(hall, "links", ["DOWN"])
        hall.home()
        hall.clock(1_790_044_200_000)  # 2026-09-22 10:30 in Chenzhou
        hall.pass_time(11 * 60_000)
        check(hall.state()["quiet"], "the clock stands there")
        equal(spoken(hall, "clock")["value"][:5], "十点三十分", "the clock says the time")


def test_the_checklist_and_every_question_on_the_way():
    with Scene() as scene:
        hall = scene.hall
        hall.open("questions/retirement")
        for _ in range(20):
            before = spoken(hall, "question")
            hall.go("OK")
            if spoken(hall, "question")["focus"] == before["focus"] and hall.state()["focus"] == "number":
                hall.go("1", "OK")
            if hall.state()["focus"] in ("stations", "answers", "again"):
                break
        equal(hall.state()["focus"], "stations", "the checklist has come")
        walk(hall, "checklist", ["RIGHT", "DOWN", "RIGHT"])


def test_what_a_key_did_not_do_is_said_first():
    with Scene() as scene:
        hall = scene.hall
        hall.open("help")
        hall.go("GREEN")
        notice = hall.state()["notice"]
        check(notice, "the hall says why")
        check(spoken(hall, "help")["value"].startswith("在这里按"), "and it is heard first")


def test_nothing_to_show_is_said_too():
    with Scene(through=True, start_hall=False) as scene:
        scene.server.ill("/", bad_server.status(404))
        scene.hall.start()
        scene.hall.wait()
        for word in ("notices", "guides", "guide/retirement", "policies", "stations", "township", "questions/retirement"):
            scene.hall.home()
            scene.hall.open(word)
            spoken(scene.hall, f"{word} without a headend")


if __name__ == "__main__":
    sys.exit(run(globals()))
