#!/usr/bin/python3
"""A set-top box in QEMU, the short way: television, the hall's key, a notice by infrared, back. `make test-box` does much more."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import machine  # noqa: E402
from tap import Skip, check, run  # noqa: E402

WALK = (("home", ()), ("notices", ("1",)), ("article", ("OK",)))


def test_article_and_back_by_infrared():
    reason = machine.missing(["x86-64"])
    if reason:
        raise Skip(reason)
    from scene import BoxScene  # pylint: disable=import-outside-toplevel
    scene = BoxScene("x86-64", WALK)
    try:
        scene.power_on("tv_hall.hang-after=30000")  # other tests run beside it; the watchdog's own times: test_supervisor.py, make test-box
        scene.open_hall()
        for key, name in (("1", "notices"), ("ENTER", "article"), ("BACK", "notices"), ("BACK", "home"), ("BACK", "television")):
            scene.press_until_screen(key, name)
        check(scene.box.pid_of("tv-hall") == 0, "the hall still runs after Back on its first screen")
    finally:
        scene.close()


if __name__ == "__main__":
    run(globals())
