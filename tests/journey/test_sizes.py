#!/usr/bin/python3
"""Screens of any size that check and SIZE= allow: 4:3 shows as much side by side as 16:9, 2160 lines as sharp as 1080. TAP."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from hall import Scene  # noqa: E402
from person_world import PersonScene  # noqa: E402
from tap import check, run  # noqa: E402

import numpy  # noqa: E402
from PIL import Image  # noqa: E402

CLOCK = 1795510262000
SCREENS = ("home", "guide/retirement", "notices", "policies", "search", "stations")
OWN_SCREENS = ("household", "social-security", "housing-fund", "own-cases", "own-retirement")
SAFE_PERCENT = 5  # as run/city.py writes it


def pictures(size):
    """{screen: its pixels}"""
    seen = {}
    with Scene(size=size) as scene:
        scene.hall.clock(CLOCK)
        for screen in SCREENS:
            scene.hall.go("HOME")
            if screen != "home":
                scene.hall.open(screen)
            path = scene.hall.picture(os.path.join(scene.folder, "picture.ppm"))
            with Image.open(path) as picture:
                seen[screen] = numpy.asarray(picture.convert("RGB")).astype(int)
    return seen


def own_pictures(size):
    """The same of who has signed in, amounts shown."""
    seen = {}
    with PersonScene(size=size, shows_own=True) as scene:
        scene.hall.clock(CLOCK)
        scene.sign_in_at_home()
        for screen in OWN_SCREENS:
            scene.hall.open(screen)
            scene.hall.until(lambda state: state["requests"] == 0, screen)
            if screen == "housing-fund":
                scene.hall.go("OK")
            path = scene.hall.picture(os.path.join(scene.folder, "picture.ppm"))
            with Image.open(path) as picture:
                seen[screen] = numpy.asarray(picture.convert("RGB")).astype(int)
    return seen


def strip(picture, rows):
    """From the top of the safe area down."""
    top = picture.shape[0] * SAFE_PERCENT // 100
    return picture[top:top + rows]


def test_a_narrow_screen_shows_as_much_side_by_side():
    """Header, tabs and buttons of 4:3 are those of a 16:9 screen as wide, to the byte: nothing is cut that was not, nothing overlaps."""
    for narrow, wide in (((1024, 768), (1024, 576)), ((960, 720), (960, 540)), ((1280, 960), (1280, 720))):
        here, there = pictures(narrow), pictures(wide)
        for screen in ("guide/retirement", "notices", "stations"):
            rows = wide[1] // 6
            same = numpy.array_equal(strip(here[screen], rows), strip(there[screen], rows))
            check(same, f"{screen} at {narrow}: its head is another than at {wide}")


def test_small_screens_are_drawn():
    for size in ((640, 480), (720, 576), (854, 480)):
        for screen, picture in {**pictures(size), **own_pictures(size)}.items():
            lines = picture.shape[0]
            edge = max(1, lines * SAFE_PERCENT // 100 - 6)  # the focus ring stands out of the safe area a little
            outside = numpy.concatenate([picture[:edge].reshape(-1, 3), picture[-edge:].reshape(-1, 3)])
            check((outside == outside[0]).all(), f"{screen} at {size}: something is drawn outside of the safe area")


def test_2160_lines_are_1080_lines_twice_as_sharp():
    """Icons, too: made smaller, the picture is that of 1080 lines. (Home with its strip differs by 1.1; with icons of fewer lines by 4.)"""
    large, small = pictures((3840, 2160)), pictures((1920, 1080))
    for screen in SCREENS:
        shrunk = numpy.asarray(Image.fromarray(large[screen].astype(numpy.uint8)).resize((1920, 1080), Image.BOX)).astype(int)
        difference = float(numpy.abs(shrunk - small[screen]).mean())
        check(difference < (1.5 if screen == "home" else 2.5), f"{screen} at 2160 lines differs by {difference:.2f} a pixel from 1080 lines")


if __name__ == "__main__":
    run(globals())
