#!/usr/bin/python3
"""Instructions a key of the hall's main loop, counted by callgrind on DirectFB's dummy system: the same on any machine, however busy.

instructions.py [--keep FOLDER]    exit 1 when a budget is exceeded"""

import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(ROOT, "tests", "journey"), os.path.join(ROOT, "tests"), os.path.join(ROOT, "run")]

from figures import Figures, median  # noqa: E402
from hall import Hall, shared_city  # noqa: E402
from processes import Failed, Group  # noqa: E402

NINE_TILES = os.path.join(ROOT, "assets", "sample-city", "nine-tiles.xml")
SIZE = (1280, 720)
HOME = ["RIGHT", "RIGHT", "DOWN", "LEFT", "LEFT", "UP"]
ROUNDS = 9
AT_REST = "next_screen_service"  # what is done once nothing has been pressed for a while: not of a key, and told beside it


def control(pid, *arguments):
    subprocess.run(["callgrind_control", *arguments, str(pid)], stdin=subprocess.DEVNULL, capture_output=True, check=True)


def called(text, function):
    """Instructions of all calls of a function, with what it calls in turn."""
    known = re.search(rf"^c?fn=(\(\d+\)) {function}$", text, re.M)
    calls = rf"^cfn={re.escape(known[1])}.*\ncalls=.*\n\S+ (\d+)$" if known else "(?!)"
    return sum(int(cost) for cost in re.findall(calls, text, re.M))


def dumped(folder, name):
    """What callgrind counted up to the dump of this name: of keys, and at rest."""
    for path in glob.glob(os.path.join(folder, "callgrind.out*")):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if f"Trigger: dump {name}\n" in text:
            at_rest = called(text, AT_REST)
            return int(re.search(r"^summary: (\d+)", text, re.M)[1]) - at_rest, at_rest
    raise Failed(f"callgrind wrote no dump {name}")


def counted(hall, folder, name, keys):
    """Instructions a key, and of the rest after a round. The first round is not counted: letters are made in it. The median of the others:
    requests are answered in some."""
    pid = hall.process.pid
    rounds, rests = [], []
    for number in range(ROUNDS + 1):
        for key in keys:
            hall.key(key)  # the next one ends the motion of the focus
        control(pid, f"--dump={name}-{number}")
        if number > 0:
            of_keys, at_rest = dumped(folder, f"{name}-{number}")
            rounds.append(of_keys / len(keys))
            rests.append(at_rest)
    return median(rounds), median(rests)


def show(figures, screen, what, count, budget):
    a_key, a_rest = count
    figures.show(f"{screen}: instructions a key{what}", a_key / 1e6, "million", budget)
    if a_rest > 10000:  # less: OK opens nothing there
        figures.show(f"{screen}: instructions of a rest after it", a_rest / 1e6, "million")


def open_long_article(hall):
    """Among the policy notices."""
    hall.go("1", "RIGHT", "RIGHT")
    for _ in range(20):
        if hall.go("OK")["total"] > 1500:
            return
        hall.go("BACK", "DOWN")
    raise Failed("no long article among the first")


def there_and_back(times):
    return ["DOWN"] * times + ["UP"] * times


def main():
    keep = sys.argv[2] if len(sys.argv) > 2 and sys.argv[1] == "--keep" else None
    folder = keep or tempfile.mkdtemp(prefix="instructions-")
    os.makedirs(folder, exist_ok=True)
    figures = Figures()
    group = Group(os.path.join(folder, "log"))
    try:
        city = shared_city("release", NINE_TILES, 1000).copy_store(folder)
        city.start_headend(group, SIZE)
        hall = Hall(os.path.join(folder, "hall"), city.config, group, "dummy", SIZE, "release",
                    before=["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out"])
        hall.start()
        hall.wait()
        show(figures, "home", "", counted(hall, folder, "home", HOME), 0.5)
        hall.go("1")
        show(figures, "list", ", rows that scroll", counted(hall, folder, "list", there_and_back(20)), 1.2)
        hall.go("HOME")
        open_long_article(hall)
        show(figures, "article", "", counted(hall, folder, "article", there_and_back(10)), 0.5)
        hall.go("HOME")
        hall.open("guide/retirement")
        show(figures, "guide, what it tells", "", counted(hall, folder, "guide", there_and_back(6)), 0.5)
        hall.go("2")
        show(figures, "guide, stations of its way", "", counted(hall, folder, "way", there_and_back(2)), 1.0)
        hall.quit()
        hall.close()
    finally:
        group.end()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    return figures.close()


if __name__ == "__main__":
    sys.exit(main())
