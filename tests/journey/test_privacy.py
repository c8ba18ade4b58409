#!/usr/bin/python3
"""Marked persons use every personal screen, with nothing in between that is not real; then nothing of them is left: not on the box's flash, in
its log or memory, not in the headend's log, metrics, files or memory. Prints TAP."""

import json
import os
import re
import sys
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "contract"), os.path.dirname(HERE)]

import process_memory  # noqa: E402
from hall import ROOT  # noqa: E402
from tap import check, equal, run  # noqa: E402
from test_binding import WithPhone  # noqa: E402

NAME = "示例乙"
NUMBER = "431021189103070023"


def of_sample(file, *fields):
    """What the sandbox's samples say of this person, in the last of several accounts."""
    with open(os.path.join(ROOT, "assets", "sample-city", file), encoding="utf-8") as text:
        data = json.load(text)
    rows = next(rows for rows in data.values() if isinstance(rows, list) and rows and "id_number" in rows[0])
    row = next(row for row in reversed(rows) if row["id_number"] == NUMBER)
    return [row[field] for field in fields]


class Marked(WithPhone):
    """What may stand nowhere at all, what may pass through, and what stands on the screen while the session holds."""

    def __init__(self):
        super().__init__(sandbox=True, identity="oidc")
        account, fund_employer = of_sample("housing-fund.json", "GRZH", "DWMC")
        person, employer = of_sample("social-security.json", "aac001", "aab004")
        balance = next(row["balance"] for row in self.city.ask_sandbox("samples/housing-fund") if row["GRZH"] == account)
        self.secret = {"the name": NAME, "the ID number": NUMBER, "the account": account, "the person's number": person}
        self.passing = {"the employer": employer, "the fund's employer": fund_employer}
        self.shown = {"the balance": f"{balance // 100:,}.{balance % 100:02}"}

    def sign_in(self):
        self.hall.open("housing-fund")
        self.hall.until(lambda now: now["focus"] == "waiting", "the code")
        self.phone.open(self.scan())
        number = self.phone.agree(NAME)
        self.hall.until(lambda now: now["focus"] == "number", "the television asks for the number")
        self.hall.go(*number)
        self.hall.until(lambda now: now["screen"] == "housing-fund" and now["focus"] == "balance", "the balance")

    def pid(self, name):
        return next(child.pid for known, child in self.group.children if known == name)

    def memory(self, name):
        return process_memory.of(self.pid(name))

    def back(self):
        """To home by Back, which ends no session."""
        while self.hall.state()["screen"] != "home":
            self.hall.go("BACK")

    def visit(self):
        """Every personal screen that home leads to, its amounts shown."""
        for tile, screen in (("4", "social-security"), ("2", "own-cases"), ("5", "housing-fund")):
            self.back()
            self.hall.go(tile)
            self.hall.until(lambda now, wanted=screen: now["screen"] == wanted, screen)
            self.hall.wait()
            self.hall.go("OK")
            self.hall.go("DOWN", "OK")

    def metrics(self):
        with urllib.request.urlopen(self.city.address() + "/metrics", timeout=20) as answer:
            return answer.read()


def found(marks, content):
    """The sample city's guides name sample persons as examples, each with （示例） behind it: those do not count."""
    example = "（示例）".encode()
    return [what for what, words in marks.items() if re.search(re.escape(words.encode()) + b"(?!" + example + b")", content)]


def files_with(marks, folder, leave_out=()):
    left = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if os.path.isfile(path) and not any(word in path for word in leave_out):
                with open(path, "rb") as file:
                    left += [f"{what} in {os.path.relpath(path, folder)}" for what in found(marks, file.read())]
    return left


def test_nothing_is_left_of_a_person():
    process_memory.needs_wiping()
    with Marked() as scene:
        scene.sign_in()
        scene.hall.go("OK")
        everything = {**scene.secret, **scene.passing, **scene.shown}
        equal(found(scene.shown, scene.memory("tv-hall")), list(scene.shown), "while it is shown: this test sees what the hall holds")
        equal(found(scene.secret, scene.memory("tv-hall")), [], "what never comes to the box")
        equal(found({"the ID number": NUMBER}, scene.memory("headend")), ["the ID number"], "in the session: this test sees the headend")
        scene.visit()
        scene.hall.home()
        scene.hall.go("1")
        scene.hall.wait()
        equal(found(everything, scene.memory("tv-hall")), [], "in the box's memory after the session")
        equal(found(everything, scene.memory("headend")), [], "in the headend's memory after the session")
        equal(found(everything, scene.metrics()), [], "in the headend's metrics")
        equal(scene.hall.quit(), 0, "the end, so that nothing is still being written")
        # Pictures were taken of the code only; the sandbox is where these persons live.
        equal(files_with(everything, scene.folder, leave_out=("sandbox", "code.p")), [], "in files of box and headend, logs among them")


def test_core_files_are_forbidden():
    with Marked() as scene:
        for name in ("tv-hall", "headend"):
            with open(f"/proc/{scene.pid(name)}/limits", encoding="ascii") as limits:
                core = next(line.split() for line in limits if line.startswith("Max core file size"))
            equal(core[4:6], ["0", "0"], f"{name}: the largest core file")


if __name__ == "__main__":
    run(globals())
