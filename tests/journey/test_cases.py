#!/usr/bin/python3
"""办件进度 by remote keys, with the real headend and the real sandbox behind it. Prints TAP."""

import json
import os
import sys
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import process_memory  # noqa: E402
from hall import Scene  # noqa: E402
from presses import from_home  # noqa: E402
from tap import check, equal, run  # noqa: E402

WORDS = {"0": "已提交", "1": "已提交", "3": "已受理", "6": "需要您补正", "8": "办理中", "9": "办理中", "13": "已办结"}


class Cases(Scene):
    def __init__(self, **more):
        super().__init__(sandbox=True, **more)
        self.samples = self.city.ask_sandbox("samples/cases")
        self.cases = {case["project_status"]: case for case in self.samples}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def stored(self, case):
        """What the case system holds."""
        question = json.dumps({"project_no": case["case_number"]}).encode()
        with urllib.request.urlopen(f"{self.city.sandbox}/case/v1/query", data=question) as answer:
            return json.load(answer)["data"]

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


def test_the_city_is_filled_in():
    with Cases() as scene:
        case = scene.cases["8"]
        number = case["case_number"]
        equal(number[:6], "431000", "a number of the city")
        for what, typed in (("what the city's numbers begin with is there", number[6:]), ("who types all of it types it once", number)):
            scene.hall.go("2")
            scene.type(typed)
            equal(scene.hall.state()["position"], 20, f"{what}: digits")
            equal(scene.hall.go("OK")["focus"], "tail", what)
            scene.hall.go("HOME")
        scene.hall.go("2", *["RED"] * 6)
        scene.type("431002")
        equal(scene.hall.state()["position"], 6, "another area's code, typed over it")
        scene.hall.go("HOME")
        keys = ["2", *number[6:], "OK", *case["id_tail"], "OK"]
        equal(from_home(scene, "a case's state, number entry aside", keys, 3, 18)["screen"], "case", "screen")


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


def test_after_a_refusal_the_last_four_are_typed_again():
    with Cases() as scene:
        case = scene.cases["8"]
        scene.hall.go("2")
        equal(scene.look_up(case, "0001")["focus"], "refused", "a wrong tail")
        state = scene.hall.go("OK")
        equal((state["focus"], state["position"]), ("tail", 0), "after OK")
        scene.type(case["id_tail"])
        equal(scene.hall.go("OK")["screen"], "case", "with the right four")
        scene.hall.go("BACK")
        equal(scene.look_up(case, "0001")["focus"], "refused", "a wrong tail again")
        state = scene.hall.go("BACK")
        equal((state["focus"], state["position"]), ("number", 20), "Back leads to the number, which stands")


def test_a_digit_too_many_is_answered():
    with Cases() as scene:
        scene.hall.go("2")
        scene.type(scene.cases["8"]["case_number"])
        equal(scene.hall.state()["notice"], "", "twenty digits")
        scene.type("1")
        state = scene.hall.state()
        check(state["position"] == 20 and "输满" in state["notice"], f"the twenty-first: {state}")
        equal(scene.hall.go("LEFT")["notice"], "", "after deleting one")


def test_help_keeps_what_is_typed():
    with Cases() as scene:
        case = scene.cases["8"]
        scene.hall.go("2")
        scene.type(case["case_number"])
        equal(scene.hall.go("MENU")["screen"], "help", "help")
        equal(scene.hall.go("BACK")["position"], 20, "the digits after help")
        scene.hall.go("OK")
        scene.type("0001")
        equal(scene.hall.go("OK")["focus"], "refused", "a wrong tail")
        equal(scene.hall.go("MENU", "BACK")["focus"], "refused", "the refusal after help")
        scene.hall.go("OK", "MENU")
        scene.hall.pass_time(181000)
        state = scene.hall.go("BACK")
        equal((state["screen"], state["focus"], state["position"]), ("case-lookup", "number", 0), "after three minutes in help")
        scene.type(case["case_number"])
        scene.hall.go("HOME", "2")
        equal(scene.hall.state()["position"], 0, "after home")


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


def test_all_that_is_asked_for_can_be_read():
    """A supplement as long as the contract allows fills the place of the steps; they come below it, and Up leads back to it."""
    with Cases() as scene:
        case = next(case for case in scene.city.ask_sandbox("samples/cases") if "要补的很多" in case["shows"])
        scene.hall.go("2")
        equal(scene.look_up(case)["position"], 0, "what to do comes first")
        before = -1
        state = scene.hall.state()
        while state["position"] != before:
            before = state["position"]
            state = scene.hall.go("DOWN")
        check(before > 1, f"Down leads past it to the steps: {before}")
        equal(scene.hall.go(*["UP"] * before)["position"], 0, "Up leads back")


def _matter_and_guide(scene, guide):
    """A sample case whose matter that guide tells of, and the guide's name."""
    with urllib.request.urlopen(f"http://127.0.0.1:{scene.city.port}/v1/guides/{guide}") as answer:
        found = json.load(answer)
    codes = {member.get("task_code") for member in found["members"]} - {None}
    return next(case for case in scene.samples if scene.stored(case)["task_code"] in codes), found


def test_the_guide_of_the_matter():
    with Cases() as scene:
        case, guide = _matter_and_guide(scene, "restaurant")
        scene.hall.go("2")
        equal(scene.look_up(case)["focus"], "guide", "the button that leads to the guide")
        for keys in (("OK",), ("BLUE",)):
            state = scene.hall.go(*keys)
            equal((state["screen"], state["title"]), ("guide", "概览"), f"{keys}: the guide opens")
            state = scene.hall.go("3")
            equal((state["title"], state["total"]), ("材料", len(guide["materials"])), f"{keys}: its materials")
            state = scene.hall.go("BACK")
            equal((state["screen"], state["focus"]), ("case", "guide"), f"Back from the guide after {keys}")


def test_no_guide_no_button():
    with Cases() as scene:
        case = next(case for case in scene.samples if "食品小作坊" in scene.stored(case)["task_name"])
        scene.hall.go("2")
        state = scene.look_up(case)
        equal(state["screen"], "case", "screen")
        check(state["focus"] != "guide", f"a button without a guide: {state}")
        equal(scene.hall.go("BLUE")["screen"], "case", "Blue does nothing")


def test_three_minutes_in_the_guide_of_a_case():
    with Cases() as scene:
        case, _ = _matter_and_guide(scene, "restaurant")
        scene.hall.go("2")
        scene.look_up(case)
        equal(scene.hall.go("OK")["screen"], "guide", "screen")
        scene.hall.pass_time(181000)
        state = scene.hall.state()
        equal((state["screen"], state["stack"]), ("guide", ["home", "case-lookup", "guide"]), "the guide stays, the case below it does not")
        state = scene.hall.go("BACK")
        equal((state["screen"], state["position"]), ("case-lookup", 0), "Back leads to an empty look-up")
        scene.look_up(case)
        scene.hall.go("INFO")
        scene.hall.pass_time(181000)
        check("case" not in scene.hall.state()["stack"], f"the case lies below the help: {scene.hall.state()['stack']}")


def test_the_case_waits_while_its_guide_is_read():
    with Cases() as scene:
        case, _ = _matter_and_guide(scene, "restaurant")
        scene.hall.go("2")
        scene.look_up(case)
        scene.hall.go("OK")
        for _ in range(3):
            scene.hall.pass_time(120000)
            scene.hall.go("RIGHT")
        equal(scene.hall.go("BACK")["screen"], "case", "after six minutes with a key every two")


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
        equal(scene.hall.quit(), 0, "the end, so that nothing is still being written")
        for folder, _, files in os.walk(scene.folder):
            for name in files:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    content = file.read()
                if "sandbox" not in name:
                    check(case["case_number"].encode() not in content, f"{path} holds the case number")


def test_nothing_personal_stays_in_memory():
    process_memory.needs_wiping()
    with Cases() as scene:
        case = scene.cases["6"]
        texts = {"what is asked for": "接着办：\n请上传一张近期白底证件照片。", "why": "照片不清晰", "who": "李**", "when": "11:00 办完",
                "the number": case["case_number"]}
        personal = {what: words.encode() for what, words in texts.items()}
        scene.hall.go("2")
        equal(scene.look_up(case)["screen"], "case", "screen")
        seen = process_memory.of(scene.hall.process.pid)
        missing = [what for what, words in personal.items() if words not in seen]
        equal(missing, [], "what stands on the screen is not found: this test sees nothing")
        scene.hall.go("HOME", "1")
        seen = process_memory.of(scene.hall.process.pid)
        equal([what for what, words in personal.items() if words in seen], [], "left in memory after the case")


if __name__ == "__main__":
    run(globals())
