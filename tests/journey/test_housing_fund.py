#!/usr/bin/python3
"""A person's own housing fund on the television: signed in by a headend that grants at once, with the answers of the real service
and sandbox. Every section by the five keys that any remote has; amounts before, while and after they are shown. TAP."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "contract"))

from bad_server import body, status  # noqa: E402
from fund_world import CONTRADICTIONS, MAN, RESIDENT, WOMAN, Place  # noqa: E402
from hall import Scene  # noqa: E402
from tap import check, equal, run  # noqa: E402

CODES = {"device_code": "A" * 43, "user_code": "BCDF-GHJK", "verification_uri": "http://127.0.0.1/bind",
         "verification_uri_complete": "http://127.0.0.1/bind?code=BCDF-GHJK", "expires_in": 600, "interval": 1}
GRANTED = {"state": "granted", "user_code": "BCDF-GHJK", "verification_uri_complete": CODES["verification_uri_complete"], "expires_in": 600,
           "interval": 1, "session_token": "B" * 43, "is_new": False,
           "session": {"level": 2, "member": "a" * 32, "alias": "", "name": "示**", "scope": "social-security housing-fund cases",
                       "idle_in": 180, "ends_in": 900}}
ANSWERS = {}


def _answers():
    """What the service says of the sample persons, asked once."""
    if not ANSWERS:
        with Place() as place:
            for person in (MAN, WOMAN, RESIDENT, CONTRADICTIONS):
                ANSWERS[person] = place.service.raw(person)
    return ANSWERS


class World(Scene):
    """A hall whose headend grants every code and knows one person."""

    def __init__(self, person, **options):
        super().__init__(through=True, **options)
        self.answer = json.loads(_answers()[person])
        self.server.ill("/v1/device_authorization", body(json.dumps(CODES).encode()))
        self.server.ill("/v1/token", body(json.dumps(GRANTED).encode()))
        self.server.ill("/v1/person/housing-fund", body(_answers()[person].encode()))

    def sign_in(self):
        """Opens the screen, through the sign-in."""
        state = self.hall.open("housing-fund")
        if state["screen"] == "sign-in":
            self.hall.until(lambda now: now["screen"] == "housing-fund" or now["focus"] == "granted", "granted")
            if self.hall.state()["screen"] == "sign-in":
                self.hall.go("OK")
        self.hall.wait()
        state = self.hall.state()
        equal(state["screen"], "housing-fund", "screen")
        return state

    def said(self):
        return self.hall.ask("say")


def _amount_in(said):
    """Speech has written amounts out; what is hidden is said as that."""
    found = re.search(r"[零一二三四五六七八九两十百千万亿]+(元|角)", said)
    return found[0] if found else ""


def _walk(world, check_said):
    """Every section, a few rows down each; back to the first."""
    seen = []
    while True:
        seen.append(world.hall.state()["focus"])
        for _ in range(4):
            check_said(world.said())
            world.hall.go("DOWN")
        world.hall.go("UP", "UP", "UP", "UP", "UP")
        before = world.hall.state()["focus"]
        if world.hall.go("RIGHT")["focus"] == before:
            break
    for _ in range(8):
        world.hall.go("LEFT")
    return seen


def test_amounts_come_with_ok_and_go_after_15_seconds():
    with World(MAN) as world:
        equal(world.sign_in()["focus"], "balance", "section")
        hidden = []
        seen = _walk(world, hidden.append)
        equal(seen, ["balance", "ledger", "withdrawals", "loan", "curve"], "sections, by Left and Right alone")
        for said in hidden:
            check(not _amount_in(said), f"an amount is said before it is shown: {said[:300]}")
        world.hall.go("OK")
        check(_amount_in(world.said()), f"after OK the balance is said: {world.said()[:300]}")
        world.hall.pass_time(14000)
        check(_amount_in(world.said()), "still, after 14 s")
        world.hall.pass_time(2000)
        check(not _amount_in(world.said()), "not any more, after 16 s")
        world.hall.go("OK")
        world.hall.go("OK")
        check(not _amount_in(world.said()), "a second OK hides them")


def test_the_curve_is_walked_through():
    with World(MAN) as world:
        world.sign_in()
        world.hall.go("5", "OK")
        last = world.said()
        world.hall.go("DOWN")
        world.hall.go("LEFT")
        before = world.said()
        check(before != last, f"another month is told: {before[:300]}")
        equal(world.hall.state()["focus"], "curve", "Left stays in the chart")
        world.hall.go("UP", "LEFT")
        equal(world.hall.state()["focus"], "loan", "Up leads out of it")


def test_two_accounts():
    with World(WOMAN) as world:
        world.sign_in()
        first = world.said()
        check("尾号六二零八" in first, f"the account in use comes first: {first[:400]}")
        for _ in range(6):
            world.hall.go("RIGHT")
        equal(world.hall.state()["focus"], "other", "the way to the other account")
        world.hall.go("OK")
        equal(world.hall.state()["focus"], "balance", "its balance")
        check(world.said() != first, "another account is told")
        world.hall.go("6", "OK")
        equal(world.said(), first, "and back")


def test_nobody_and_contradictions():
    with World(RESIDENT) as world:
        world.sign_in()
        check("没有查到" in world.hall.state()["notice"], f"notice: {world.hall.state()['notice']}")
    with World(CONTRADICTIONS) as world:
        world.sign_in()
        check("对不上" in world.said() and "冻结" in world.said(), f"cautions: {world.said()[:400]}")


def test_a_system_that_is_down_and_comes_back():
    with World(MAN) as world:
        world.server.ill("/v1/person/housing-fund", status(503, b'{"error":"unavailable","message":"down"}'))
        state = world.sign_in()
        equal(state["focus"], "", "nothing is shown")
        check(state["notice"] != "", "it is said why")
        world.server.ill("/v1/person/housing-fund", body(_answers()[MAN].encode()))
        world.hall.go("OK")
        equal(world.hall.until(lambda now: now["focus"] == "balance", "asked again")["focus"], "balance", "after OK")


def test_sizes_and_nothing_left_behind():
    for size in ((720, 576), (1920, 1080)):
        with World(MAN, size=size) as world:
            world.sign_in()
            world.hall.go("OK")
            _walk(world, lambda said: check(said != "", "every section says something"))
            world.hall.home()
            log = world.hall.log()
            check(str(world.answer["accounts"][0]["balance"]) not in log and not _amount_in(log), "no amount in the log")
            for folder, _, files in os.walk(world.hall.state_folder):
                for name in files:
                    with open(os.path.join(folder, name), "rb") as file:
                        text = file.read().decode("latin-1")
                        check(str(world.answer["accounts"][0]["balance"]) not in text, f"the balance stands in {name}")


run(globals())
