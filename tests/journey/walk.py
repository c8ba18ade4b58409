"""Walks through the hall by remote keys, as data: the tour and the picture tests use the same.

tour.json: a list of stops. Each has a `name` (of its picture) and `keys` (each pressed and waited for, from where the stop before left
off; HOME first makes it independent). `screen`, where given, is the screen that must then be on top. `picture`: true also compares it
with tests/picture/reference. `english`, `offline` … are not keys: see `settings` of a walk.
"""

import json
import os

from hall import ROOT, Scene
from tap import check

TOUR = os.path.join(ROOT, "tests", "journey", "tour.json")


def read_walks():
    """[{"name", "config" or None, "stops": [...]}]"""
    with open(TOUR, encoding="utf-8") as file:
        return json.load(file)["walks"]


def scene_of(walk, size):
    config = walk.get("config")
    return Scene(size=size, config_source=os.path.join(ROOT, config) if config else None)


def stops(scene, walk, clock=None):
    """Goes from stop to stop; yields each when the hall stands there."""
    if clock is not None:
        scene.hall.clock(clock)
    for stop in walk["stops"]:
        state = scene.hall.go(*stop["keys"]) if stop["keys"] else scene.hall.state()
        if "screen" in stop:
            check(state["screen"] == stop["screen"],
                  f"{stop['name']}: after {' '.join(stop['keys'])} wanted screen {stop['screen']}, got {state}")
        yield stop
