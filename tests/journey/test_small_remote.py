#!/usr/bin/python3
"""A remote with arrows and OK and nothing else, through evdev nodes: the element for Back gets the focus when a screen has nothing more in
that direction and never before, it leads out of every screen, and from home to television."""

import os
import re
import subprocess

from hall import FLAVOUR, ROOT, Scene, program
from person_world import PersonScene
from remotes import Remotes
from tap import check, equal, run
from walk import go

ARROWS = ("UP", "DOWN", "LEFT", "RIGHT", "OK")
BACK_WAY = {"UP": "DOWN", "DOWN": "UP", "LEFT": "RIGHT", "RIGHT": "LEFT"}
# From the 5 to each key of the pad.
WAYS = {"1": ("UP", "LEFT"), "2": ("UP",), "3": ("UP", "RIGHT"), "4": ("LEFT",), "5": (), "6": ("RIGHT",), "7": ("DOWN", "LEFT"),
        "8": ("DOWN",), "9": ("DOWN", "RIGHT"), "0": ("DOWN", "DOWN"), "X": ("DOWN", "DOWN", "RIGHT")}


class _Small:
    """A scene and its small remote."""

    def __init__(self, stay=True, start_hall=True, kind=Scene, **more):
        self.remotes = Remotes()
        self.remote = self.remotes.add("small remote", *ARROWS)
        try:
            self.scene = kind(devices=self.remotes, start_hall=False, sandbox=True, **more)
            self.hall = self.scene.hall
            self.hall.stay = stay
            if start_hall:
                self.start()
        except BaseException:
            self.remotes.__exit__()
            raise

    def start(self):
        self.hall.start()
        self.hall.wait()
        self.hall.clock()  # pictures differ by what keys do alone

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        try:
            self.scene.__exit__(*reason)
        finally:
            self.remotes.__exit__()

    def press(self, *names):
        """Each is waited for: the hall reads a node when it likes."""
        for name in names:
            before = int(self.hall.ask("keys-pressed"))
            self.remote.press(name)
            self.hall.until_pressed(before + 1)
            self.hall.wait()
        return self.hall.state()

    def picture(self):
        """What is shown, as bytes."""
        return self.hall.seen()

    def type_on_pad(self, text):
        """The focus is on the 5, and is there again afterwards; it must not leave the pad on its way."""
        for character in text:
            before = self.hall.state()["position"]
            for key in WAYS[character]:
                equal(self.press(key)["back"], "shown", f"{key} on the way to {character}")
            check(self.press("OK")["position"] > before, f"{character} is typed")  # the first brings the area's digits along
            for key in reversed(WAYS[character]):
                equal(self.press(BACK_WAY[key])["back"], "shown", f"{BACK_WAY[key]} back from {character}")


def _case(scene, wanted):
    return next(case for case in scene.city.ask_sandbox("samples/cases") if wanted(case))


def test_a_case_is_looked_up_on_the_keys_shown():
    with _Small() as small:
        case = _case(small.scene, lambda case: case["id_tail"].endswith("X"))
        equal(small.press("RIGHT", "OK")["screen"], "case-lookup", "the second tile")
        for text in (case["case_number"].removeprefix("431000"), case["id_tail"]):
            small.press("DOWN")
            small.type_on_pad(text)
            state = small.press("DOWN", "DOWN", "RIGHT", "OK")
        equal(state["screen"], "case", "screen")


def test_signing_in_instead_of_a_number():
    with _Small() as small:
        equal(small.press("RIGHT", "OK")["focus"], "number", "the number of a case")
        equal(small.press("RIGHT")["focus"], "own", "Right of it: to sign in")
        equal(small.press("LEFT")["focus"], "number", "and back")
        state = small.press("DOWN", "RIGHT", "RIGHT")
        equal((state["focus"], state["back"]), ("own", "shown"), "past the keys shown")
        equal(small.press("OK")["screen"], "sign-in", "OK there")
        small.press("UP")
        equal(small.press("OK")["screen"], "case-lookup", "back by the element")


def test_above_the_keys_shown_stands_back():
    with _Small() as small:
        small.press("RIGHT", "OK", "DOWN")
        equal(small.press("UP")["back"], "shown", "the row of the 2")
        equal(small.press("UP")["back"], "focused", "above it")
        equal(small.press("DOWN")["back"], "shown", "and down again")


def test_steps_of_a_case_are_scrolled_before_back_gets_the_focus():
    with _Small() as small:
        case = _case(small.scene, lambda case: "三十个环节" in case["shows"])
        go(small.scene, "2", *case["case_number"], "OK", *case["id_tail"], "OK")
        equal(small.press("DOWN")["screen"], "case", "screen")
        for _ in range(30):
            before = small.picture()
            if small.press("UP")["back"] == "focused":
                break
            check(small.picture() != before, "UP that does not lead to Back scrolls")
        equal(small.hall.state()["back"], "focused", "UP at the first step")
        small.press("DOWN")
        top = small.picture()
        small.press("DOWN", "DOWN", "DOWN")
        for left in (2, 1, 0):
            equal(small.press("UP")["back"], "shown", f"UP with {left} more steps above")
        check(small.picture() == top, "as many UP as DOWN")


def test_left_deletes_a_digit_of_an_answer():
    with _Small() as small:
        go(small.scene, "TILE policies", "OK", "1")
        equal(go(small.scene, "4", "5")["focus"], "number", "two digits without the keys shown")
        for left in (1, 0):
            before = small.picture()
            equal(small.press("LEFT")["back"], "shown", f"LEFT with {left + 1} digits")
            check(small.picture() != before, "a digit is deleted")


def test_a_long_explanation_of_a_form_is_paged_back():
    with _Small(start_hall=False) as small:
        path = os.path.join(small.scene.folder, "content.xml")
        with open(os.path.join(ROOT, "assets", "sample-city", "content", "guides-full-a.xml"), encoding="utf-8") as source, open(path, "w", encoding="utf-8") as target:
            text, count = re.subn("<meaning>与身份证.*?</mistake>", f"<meaning>{'说' * 200}</meaning><mistake>{'错' * 200}</mistake>",
                                  source.read(), count=1, flags=re.DOTALL)
            equal(count, 1, "fields in the sample to make longer")
            target.write(text)
        subprocess.run([program("tv-hall-admin", FLAVOUR), "import-content", "--config", small.scene.city.config, path], check=True,
                       capture_output=True)
        small.start()
        equal(go(small.scene, "3", "DOWN", "1", "4", "OK")["screen"], "guide-form", "screen")
        small.press("DOWN", "UP")  # from here on the header has the element for Back
        before = small.picture()
        small.press("RIGHT")
        check(small.picture() != before, "RIGHT pages on")
        equal(small.press("LEFT")["back"], "shown", "LEFT pages back")
        check(small.picture() == before, "the explanation is at its top")
        equal(small.press("LEFT")["back"], "focused", "LEFT at the top")


ACCOUNT = ("8", "1", *"4300000018", "OK")  # a sample that owes a bill
# Each screen and what lies on it; the keys lead there from home.
SCREENS = (("notices", ("1",)), ("article", ("1", "OK")), ("links", ("1", "LINKS")), ("help", ("TILE help",)), ("help", ("1", "OK", "MENU")),
           ("help", ("2", "4", "3", "MENU")), ("policies", ("TILE policies",)), ("policy", ("TILE policies", "DOWN", "OK")), ("questions", ("TILE policies", "OK")),
           ("questions", ("TILE policies", "OK", "1", "4", "5", "DOWN")), ("questions", ("TILE policies", "OK", "1", "3", "3", "OK", "BLUE")), ("guides", ("3",)),
           ("guides", ("3", "DOWN", "RIGHT", "DOWN")), ("guide", ("3", "DOWN", "1")), ("guide", ("3", "DOWN", "1", "2", "PAGE_DOWN")),
           ("guide-material", ("3", "DOWN", "1", "3", "OK")), ("guide-form", ("3", "DOWN", "1", "4", "OK", "DOWN")),
           ("guide", ("3", "DOWN", "1", "5", "PAGE_DOWN")), ("guide", ("3", "DOWN", "1", "8")), ("stations", ("9",)), ("township", ("9", "RIGHT", "RIGHT", "OK", "3")),
           ("stations", ("9", "RIGHT", "DOWN", "OK")), ("stations", ("3", "DOWN", "1", "7")), ("station", ("9", "OK")), ("search", ("0",)),
           ("search", ("0", "8", "9", "DOWN")), ("case-lookup", ("2",)), ("case-lookup", ("2", "DOWN")), ("case-lookup", ("2", "4", "3")),
           ("utilities", ("8",)), ("account-entry", ("8", "1")), ("account-entry", ("6", "1", "7", "UP", "7")), ("utility-account", ACCOUNT),
           ("utility-bills", (*ACCOUNT, "2")), ("utility-bill", (*ACCOUNT, "2", "OK")), ("bill-explained", (*ACCOUNT, "2", "OK", "OK")),
           ("utility-history", (*ACCOUNT, "3")), ("utility-answer", ("8", "1", *"4399999999", "OK")),
           ("case-lookup", ("2", "CASE none")), ("case", ("2", "CASE 6")), ("case", ("2", "CASE 13", "OK")),
           ("retirement", ("3", "DOWN", "1", "9", "2", "1", "9")), ("retirement-result", ("3", "DOWN", "1", "9", "2", "1", "9", "6", "6", "0", "3", "OK", "2", "9", "OK")))


def _to_back(small):
    """Up, and if that does not lead there, Left: until Back has the focus or a screen without the element is left by OK."""
    for key in ("UP", "LEFT"):
        for _ in range(40):
            state = small.hall.state()
            if state["back"] != "shown":
                return state
            state = small.press(key)
    return small.hall.state()


def _leave_all(small, keys):
    for _ in range(16):
        if small.hall.state()["stack"] == ["home"]:
            return
        if small.hall.state()["screen"] == "leaving":
            small.press("DOWN")
            small.press("OK")
            continue
        small.press("UP")  # from here on the remote in use is the small one
        if small.hall.state()["screen"] == "leaving":
            small.press("DOWN", "DOWN", "OK")  # from Back to the second choice: the answers are thrown away
            continue
        state = _to_back(small)
        if state["screen"] != "links":
            equal(state["back"], "focused", f"{keys}: Back is reached in {state}")
        small.press("OK")
    raise AssertionError(f"{keys}: not left: {small.hall.state()}")


def test_every_screen_can_be_left():
    with _Small() as small:
        for screen, keys in SCREENS:
            equal(go(small.scene, "HOME", *keys)["screen"], screen, f"after {keys}")
            _leave_all(small, keys)


# Of who has signed in: what opens it, the small remote's keys from there, the screen that is then on top.
OWN = (("household", (), "household"), ("household", ("OK",), "member"), ("household", ("OK", "DOWN", "DOWN", "OK"), "consents"),
       ("household", ("OK", "DOWN", "DOWN", "OK", "OK"), "consents"), ("social-security", (), "social-security"), ("social-security", ("OK",), "insurance"),
       ("social-security", ("OK", "OK", "RIGHT", "OK"), "insurance-chart"), ("housing-fund", (), "housing-fund"), ("housing-fund", ("OK", "RIGHT", "DOWN"), "housing-fund"),
       ("housing-fund", ("OK", "RIGHT", "RIGHT", "RIGHT", "RIGHT", "DOWN"), "housing-fund"), ("own-cases", (), "own-cases"), ("own-cases", ("OK",), "case"),
       ("own-cases", ("DOWN", "DOWN", "OK", "OK"), "case"), ("own-retirement", (), "own-retirement"))


def test_what_is_a_persons_own_by_arrows_and_ok():
    with _Small(kind=PersonScene, shows_own=True) as small:
        small.scene.sign_in_at_home()
        for opened, keys, screen in OWN:
            depth = len(small.hall.state()["stack"])
            small.hall.open(opened)
            small.hall.until(lambda state: state["requests"] == 0, f"{opened}: its answer")
            equal(small.press(*keys)["screen"] if keys else small.hall.state()["screen"], screen, f"{opened} {keys}")
            for _ in range(8):
                if len(small.hall.state()["stack"]) <= depth:
                    break
                small.press("UP")  # from here on the header has the element for Back
                equal(_to_back(small)["back"], "focused", f"{opened} {keys}: Back is reached in {small.hall.state()}")
                small.press("OK")
            equal(len(small.hall.state()["stack"]), depth, f"{opened} {keys}: screens once it was left")
            equal(small.hall.ask("session"), "holds", f"{opened} {keys}: going back has not ended the session")


def test_the_screen_for_learning_keys_goes_by_itself():
    with _Small() as small:
        equal(go(small.scene, "TILE help")["screen"], "help", "screen")
        equal(small.press("OK")["screen"], "learning", "OK in help")
        equal(small.press("DOWN", "OK")["title"], "ask", "the second choice")
        small.hall.until(lambda state: state["screen"] == "help", "no key is pressed", 60)
        _leave_all(small, "learning")


def test_from_home_to_television():
    with _Small(stay=False) as small:
        equal(small.press("DOWN", "RIGHT")["back"], "shown", "at home, where Back ends the hall")
        small.press("UP")
        equal(small.press("UP")["focus"], "urgent", "above the tiles")
        equal(small.press("UP")["back"], "focused", "above what is urgent")
        small.remote.press("OK")
        equal(small.hall.ended(), 0, "status of a hall that is left")


if __name__ == "__main__":
    run(globals())
