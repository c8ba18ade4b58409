#!/usr/bin/python3
"""办件进度 by remote keys, with the real headend and the real sandbox behind it. Prints TAP."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

from hall import Scene  # noqa: E402
from presses import from_home  # noqa: E402
from tap import check, equal, run  # noqa: E402

WORDS = {"0": "已提交", "1": "已提交", "3": "已受理", "6": "需要您补正", "8": "办理中", "9": "办理中", "13": "已办结"}


class Cases(Scene):
    def __init__(self, **more):
        super().__init__(sandbox=True, **more)
        self.cases = {case["project_status"]: case for case in self.city.ask_sandbox("samples/cases")}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def type(self, text):
        for character in text:
            self.hall.key("STAR" if character == "X" else character)
        self.hall.wait()

    def look_up(self, case, tail=None):
        self.type(case["case_number"])
        self.hall.go("OK")
        self.type(tail or case["id_tail"])
        self.hall.go("OK")
        return self.hall.state()


def test_every_word_and_nothing_left_behind():
    with Cases() as scene:
        scene.hall.go("2")
        for status in ("0", "3", "6", "8"):
            state = scene.look_up(scene.cases[status])
            equal(state["screen"], "case", f"status {status}: screen ({state})")
            equal(state["title"], WORDS[status], f"status {status}: word")
            scene.hall.go("BACK")
            state = scene.hall.state()
            equal((state["focus"], state["position"]), ("number", 0), "the look-up afterwards is empty")


def test_presses_to_a_case():
    with Cases() as scene:
        case = scene.cases["8"]
        typed = [*case["case_number"], *case["id_tail"]]
        keys = ["2", *case["case_number"], "OK", *case["id_tail"], "OK"]
        state = from_home(scene, "a case's state, number entry aside", keys, 3, len(typed))
        equal(state["screen"], "case", "screen")


def test_wrong_numbers_are_said_before_any_request():
    with Cases() as scene:
        calls = scene.city.ask_sandbox("calls")
        number = scene.cases["8"]["case_number"]
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        scene.hall.go("2")
        scene.type(wrong)
        scene.hall.go("OK")
        equal(scene.hall.state()["focus"], "number", "OK on a number with a typing error stays")
        scene.hall.go("RED")
        scene.type(number[-1])
        scene.hall.go("OK")
        equal(scene.hall.state()["focus"], "tail", "the number mended leads on")
        scene.type("00")
        scene.hall.go("OK")
        equal(scene.hall.state()["focus"], "tail", "two of four")
        equal(scene.city.ask_sandbox("calls"), calls, "calls to the case system")


def test_no_such_case_and_wrong_tail_look_the_same():
    with Cases() as scene:
        scene.hall.go("2")
        wrong_tail = scene.look_up(scene.cases["8"], "0001")
        scene.hall.picture(os.path.join(scene.folder, "tail.ppm"))
        equal(wrong_tail["focus"], "refused", "a wrong tail")
        scene.hall.go("HOME", "2")
        other = dict(scene.cases["8"], case_number="43100025010199999959")
        digits = other["case_number"][:-2]
        check_digits = 98 - int(digits) * 100 % 97
        other["case_number"] = digits + f"{check_digits:02d}"
        no_such = scene.look_up(other)
        scene.hall.picture(os.path.join(scene.folder, "none.ppm"))
        equal(no_such["notice"], wrong_tail["notice"], "what is said")


def test_arrows_and_ok_alone():
    """The pad on the screen: the focus begins on the 5, and an X is its last key."""
    steps = {"1": ("UP", "LEFT"), "2": ("UP",), "3": ("UP", "RIGHT"), "4": ("LEFT",), "5": (), "6": ("RIGHT",),
             "7": ("DOWN", "LEFT"), "8": ("DOWN",), "9": ("DOWN", "RIGHT"), "0": ("DOWN", "DOWN"), "X": ("DOWN", "DOWN", "RIGHT")}
    back = {"UP": "DOWN", "DOWN": "UP", "LEFT": "RIGHT", "RIGHT": "LEFT"}
    with Cases() as scene:
        case = next(case for case in scene.cases.values() if case["id_tail"].endswith("X"))
        scene.hall.go("2", "DOWN")
        for text in (case["case_number"], case["id_tail"]):
            for character in text:
                scene.hall.key(*steps[character], "OK", *[back[key] for key in reversed(steps[character])])
                scene.hall.wait()
            scene.hall.go("DOWN", "DOWN", "RIGHT", "OK")
            if scene.hall.state()["screen"] == "case-lookup":
                scene.hall.go("DOWN")
        equal(scene.hall.state()["screen"], "case", "screen")


def test_the_case_system_is_down():
    with Cases() as scene:
        scene.hall.go("2")
        known = scene.cases["8"]
        equal(scene.look_up(known)["screen"], "case", "while it answers")
        scene.hall.go("BACK")
        scene.city.ask_sandbox("fault?set=cases:error", post=True)
        state = scene.look_up(scene.cases["3"])
        check(state["focus"] == "refused" and "没有应答" in state["notice"], f"unknown while it is down: {state}")


def test_rating_once():
    with Cases() as scene:
        scene.hall.go("2")
        case = scene.cases["13"]
        equal(scene.look_up(case)["focus"], "rate", "a finished case may be rated")
        scene.hall.go("OK", "DOWN")
        equal(scene.hall.state()["position"], 1, "the second star")
        scene.hall.go("OK")
        state = scene.hall.state()
        equal((state["total"], state["notice"]), (4, "谢谢，已经收到您的评价"), "after sending")
        scene.hall.go("BACK")
        state = scene.look_up(case)
        equal((state["total"], state["focus"]), (4, ""), "looked up again: rated, and not to be rated")


def test_three_minutes_without_a_key():
    with Cases() as scene:
        scene.hall.go("2")
        equal(scene.look_up(scene.cases["8"])["screen"], "case", "screen")
        scene.hall.pass_time(181000)
        state = scene.hall.state()
        equal((state["screen"], state["position"]), ("case-lookup", 0), "after three minutes")
        scene.type("4310")
        scene.hall.pass_time(181000)
        equal(scene.hall.state()["position"], 0, "what was typed, after three minutes")


def test_three_minutes_without_a_key_while_something_lies_on_it():
    with Cases() as scene:
        scene.hall.go("2")
        equal(scene.look_up(scene.cases["8"])["screen"], "case", "screen")
        scene.hall.go("MENU")
        scene.hall.pass_time(120000)
        scene.hall.go("DOWN")
        scene.hall.pass_time(120000)
        equal(scene.hall.go("BACK")["screen"], "case", "there was a key in between")
        scene.hall.go("MENU")
        scene.hall.pass_time(181000)
        equal(scene.hall.state()["stack"], ["home", "case-lookup", "help"], "after three minutes: what is read stays")
        state = scene.hall.go("BACK")
        equal((state["screen"], state["position"]), ("case-lookup", 0), "Back does not lead to the case")


def test_nothing_personal_is_written():
    with Cases() as scene:
        scene.hall.go("2")
        case = scene.cases["8"]
        equal(scene.look_up(case)["screen"], "case", "screen")
        scene.hall.go("HOME")
        for folder, _, files in os.walk(scene.folder):
            for name in files:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    content = file.read()
                if "sandbox" not in name:
                    check(case["case_number"].encode() not in content, f"{path} holds the case number")


if __name__ == "__main__":
    run(globals())
