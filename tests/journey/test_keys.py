#!/usr/bin/python3
"""Every key that a screen names does something or says why not, and so does every key that one presses to get something. Prints TAP."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

from hall import Scene  # noqa: E402
from tap import check, equal, run  # noqa: E402

# What a hint calls them → the keys, of which one at least has to do something.
HINTED = {"确定": ("OK",), "返回": ("BACK",), "主页": ("HOME",), "数字": tuple("123456789"), "方向": ("UP", "DOWN", "LEFT", "RIGHT"), "左右": ("LEFT", "RIGHT"),
          "上下": ("UP", "DOWN"), "翻页": ("PAGE_DOWN", "PAGE_UP"), "红键": ("RED",), "绿键": ("GREEN",), "黄键": ("YELLOW",), "蓝键": ("BLUE",), "左键": ("LEFT",),
          "右键": ("RIGHT",), "上键": ("UP",)}
ANSWERED = ("OK", "RED", "GREEN", "YELLOW", "BLUE", *"0123456789")

# A destination and the keys from there.
PLACES = [("home", ()), ("help", ()), ("search", ()), ("search", ("4", "5")), ("search", ("LEFT",)), ("search", ("4", "5", "LEFT")),
          ("search", tuple("98765432")), ("notices", ()), ("notices", ("RIGHT", "RIGHT")), ("notices", ("OK",)), ("guides", ()), ("guides", ("OK",)),
          ("guide/retirement", ()), *[("guide/retirement", (digit,)) for digit in "2345678"], ("guide/retirement", ("3", "OK")), ("guide/retirement", ("4", "OK")),
          ("questions/retirement", ()), ("questions/retirement", ("OK",)), ("questions/retirement", ("OK", "BLUE")), ("policies", ()), ("policies", ("OK",)),
          ("policies", ("DOWN", "OK")), ("stations", ()), ("stations", ("RIGHT",)), ("stations", ("OK",)), ("guide-stations/retirement", ()), ("cases", ()),
          ("cases", ("RED",) * 6), ("cases", ("5",)), ("cases", ("DOWN",)), ("notice/no-such", ()), ("guide/no-such", ()), ("station/no-such", ()),
          ("policy/no-such", ()), ("questions/no-such", ()), ("utility/electricity", ())]


def _open(hall, place):
    destination, keys = place
    hall.home()
    if destination != "home":
        hall.open(destination)
    return hall.go(*keys) if keys else hall.state()


def _answers(scene, place, key):
    """It changes something that one can see, or a line says why not."""
    _open(scene.hall, place)
    before = scene.hall.seen()
    state = scene.hall.go(key)
    return scene.hall.seen() != before, state["notice"]



def test_no_hint_names_a_dead_key():
    with Scene() as scene:
        scene.hall.clock()
        dead = []
        for place in PLACES:
            for hint in _open(scene.hall, place)["hints"]:
                check(hint in HINTED, f"{place}: what is {hint}?")
                if not any(_answers(scene, place, key)[0] for key in HINTED[hint]):
                    dead.append((*place, hint))
        equal(dead, [], "hints that name a dead key")


def test_what_one_presses_is_answered():
    with Scene() as scene:
        scene.hall.clock()
        silent = []
        for place in PLACES:
            for key in ANSWERED:
                changes, _ = _answers(scene, place, key)
                if not changes:
                    silent.append((*place, key))
        equal(silent, [], "keys without an answer")


def test_reasons():
    cases = [
        (("cases", ()), ("OK",), "还差 14 位"),
        (("cases", ()), ("2", "6", "OK"), "还差 12 位"),
        (("cases", ("RED",) * 6), ("OK",), "还没有输入，请先按数字键"),
        (("cases", ("RED",) * 6), ("RED",), "已经空了，没有可以删的"),
        (("search", ()), ("RED",), "已经空了，没有可以删的"),
        (("search", ()), ("GREEN",), "按拼音的首字母查找"),
        (("search", tuple("2345678923456789")), ("2",), "已经输满了，要改请先删掉一位"),
        (("home", ()), ("YELLOW",), "在这里按“黄键”没有用"),
        (("stations", ()), ("YELLOW",), "在这里按“黄键”没有用"),
    ]
    with Scene() as scene:
        for place, keys, words in cases:
            _open(scene.hall, place)
            equal(scene.hall.go(*keys)["notice"], words, f"{place}: {keys}")
        _open(scene.hall, ("cases", ()))
        scene.hall.go("OK")
        equal(scene.hall.go("2")["notice"], "", "the next key takes the line away")


if __name__ == "__main__":
    run(globals())
