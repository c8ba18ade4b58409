#!/usr/bin/python3
"""Memory of the hall (PSS) while a person looks at all that is his own, at rest with the last of it on the screen, and after the session.

own_memory.py    exit 1 when a budget is exceeded"""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(ROOT, "tests", "journey"), os.path.join(ROOT, "tests"), os.path.join(ROOT, "run")]
os.environ["FLAVOUR"] = "release"

import proc  # noqa: E402
from figures import Figures  # noqa: E402
from person_world import PersonScene  # noqa: E402

MOST_AT_REST = 14.5  # half a second after the last key, as after 200 rows of a list (bench.py)
WALK = (("social-security", ("OK", "OK", "RIGHT", "OK")), ("housing-fund", ("OK", "2", "DOWN", "DOWN", "DOWN", "3", "4", "5", "LEFT", "LEFT")),
        ("own-cases", ("DOWN", "DOWN", "OK")), ("own-retirement", ("DOWN", "DOWN")))


def main():
    figures = Figures()
    most = 0.0
    with PersonScene(shows_own=True) as scene:
        hall = scene.hall
        pid = hall.process.pid
        time.sleep(3)  # what the start needed has been given back
        figures.show("own data: memory on the home screen before (PSS)", proc.pss_mib(pid), "MiB")
        hall.open(WALK[0][0])
        scene.sign_in()
        for screen, keys in WALK:
            hall.open(screen)
            hall.until(lambda state, screen=screen: state["screen"] == screen and state["requests"] == 0, screen)
            for key in keys:
                hall.key(key)
                hall.wait()
                most = max(most, proc.pss_mib(pid))
        figures.show("own data: most memory at any key (PSS)", most, "MiB")
        time.sleep(0.5)
        figures.show("own data: memory half a second after the last key (PSS)", proc.pss_mib(pid), "MiB", MOST_AT_REST)
        hall.home()
        hall.wait()
        time.sleep(0.5)
        figures.show("own data: memory half a second after the session (PSS)", proc.pss_mib(pid), "MiB", MOST_AT_REST)
    return figures.close()


if __name__ == "__main__":
    sys.exit(main())
