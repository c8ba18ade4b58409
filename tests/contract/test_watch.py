#!/usr/bin/python3
"""`make watch`: what is saved is built, and what has become another is started anew, once. TAP."""

import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "run"))

from tap import equal, run  # noqa: E402
from watch import Watcher, changes, destination, snapshot  # noqa: E402


class Desk:
    """A folder to save into; builds are counted, and what they make is said beforehand."""

    def __init__(self, folder):
        self.folder = folder
        self.made = {"tv-hall": 1, "headend": 1}
        self.builds = 0
        self.good = True
        self.started = []
        self.save("a.c", "one")
        self.watcher = Watcher({"headend": lambda: self.started.append("headend"), "tv-hall": lambda: self.started.append("tv-hall")},
                               [folder], self._build, lambda: dict(self.made))

    def _build(self):
        self.builds += 1
        return self.good

    def save(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        os.utime(path, ns=(0, sum(text.encode()) * len(text)))

    def look(self, builds, started, what):
        self.watcher.look()
        self.watcher.look()
        equal((self.builds, self.started), (builds, started), what)


def test_saving():
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder)
        desk.look(0, [], "nothing saved")
        desk.save("a.c", "a comment")
        desk.look(1, [], "saved, and built to the same")
        desk.save("a.c", "two")
        desk.made["tv-hall"] = 2
        desk.look(2, ["tv-hall"], "another hall")
        desk.save("b.c", "new")
        desk.made = {"tv-hall": 3, "headend": 3}
        desk.look(3, ["tv-hall", "headend", "tv-hall"], "both, the headend first")
        os.unlink(os.path.join(folder, "b.c"))
        desk.look(4, ["tv-hall", "headend", "tv-hall"], "a file removed")
        desk.save(".a.c.swp", "an editor's")
        desk.save("a.c~", "an editor's")
        desk.look(4, ["tv-hall", "headend", "tv-hall"], "an editor's own files")
        desk.good = False
        desk.made["tv-hall"] = 4
        desk.save("a.c", "no C")
        desk.look(5, ["tv-hall", "headend", "tv-hall"], "what does not build")
        desk.good = True
        desk.save("a.c", "C again")
        desk.look(6, ["tv-hall", "headend", "tv-hall", "tv-hall"], "mended")


def test_changes():
    equal(changes({"a": 1, "b": 1}, {"a": 2, "c": 1}), ["a", "b", "c"], "written, removed, made")
    equal(snapshot("/nowhere/at/all"), {}, "a folder that is not there")


def test_hall_that_does_not_answer():
    equal(destination("/nowhere/at/all"), "", "its screen")


if __name__ == "__main__":
    sys.exit(run(globals()))
