#!/usr/bin/python3
"""From home to the own balance, with nothing in between that is not real: a Chromium as the phone, the sandbox's identity provider and
housing fund system, headend and hall. Counts keys. Prints TAP."""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "contract"), os.path.dirname(HERE)]

from tap import check, equal, run  # noqa: E402
from test_binding import WithPhone  # noqa: E402

AMOUNT = re.compile(r"[零一二三四五六七八九两十百千万亿]+(元|角)")


def number_of(scene, person):
    """From the code on the screen to the three digits that the phone shows."""
    scene.hall.until(lambda now: now["focus"] == "waiting", "the code")
    scene.phone.open(scene.scan())
    number = scene.phone.agree(person)
    scene.hall.until(lambda now: now["focus"] == "number", "the television asks for the number")
    return number


def test_from_a_deep_link_to_the_balance():
    with WithPhone(sandbox=True, identity="oidc") as scene:
        state = scene.hall.open("housing-fund")
        equal(state["screen"], "sign-in", "whoever has not signed in is asked to")
        number = number_of(scene, "示例甲")
        begin = scene.keys()
        scene.hall.go(*number)
        scene.hall.until(lambda now: now["screen"] == "housing-fund", "it goes on by itself")
        scene.hall.until(lambda now: now["focus"] == "balance", "the answer of the housing fund system")
        hidden = scene.hall.ask("say")
        check(not AMOUNT.search(hidden), f"no amount is said yet: {hidden[:300]}")
        scene.hall.go("OK")
        said = scene.hall.ask("say")
        check(AMOUNT.search(said), f"the balance is said: {said[:300]}")
        check("尾号八三二一" in said, f"whose account it is: {said[:400]}")
        print(f"# keys from the three digits to the balance: {scene.keys() - begin}")
        scene.shows_no_person("after the balance was shown")
        scene.hall.home()
        state = scene.hall.open("housing-fund")
        equal(state["screen"], "sign-in", "Home has ended the session: the next person sees nothing")


def test_keys_from_home():
    """From home to the own balance: the tile, the three digits of the phone, and then it stands there, its amounts as dots; OK shows them."""
    with WithPhone(sandbox=True, identity="oidc") as scene:
        scene.hall.home()
        begin = scene.keys()
        equal(scene.hall.go("5")["screen"], "sign-in", "the tile's digit")
        number = number_of(scene, "示例甲")
        scene.hall.go(*number)
        scene.hall.until(lambda now: now["screen"] == "housing-fund" and now["focus"] == "balance", "the account, without another key", 60)
        check(scene.keys() - begin <= 4, f"keys from home to the account for who scans: {scene.keys() - begin}, wanted 4 at most")
        check(not AMOUNT.search(scene.hall.ask("say")), "the amounts are dots")
        scene.hall.go("OK")
        check(AMOUNT.search(scene.hall.ask("say")), "OK, and no other key, shows them")
        equal(scene.keys() - begin, 5, "keys until the amount is shown: of these the number of the room has cost 3")


def test_keys_of_who_is_signed_in():
    with WithPhone(sandbox=True, identity="oidc") as scene:
        scene.hall.open("social-security")
        number = number_of(scene, "示例甲")
        scene.hall.go(*number)
        scene.hall.until(lambda now: now["screen"] == "social-security", "who is signed in", 60)
        equal(scene.hall.go("BACK")["screen"], "home", "by Back, which does not end the session")
        begin = scene.keys()
        scene.hall.go("5")
        scene.hall.until(lambda now: now["focus"] == "balance", "the account")
        scene.hall.go("OK")
        check(AMOUNT.search(scene.hall.ask("say")), "the balance is said")
        equal(scene.keys() - begin, 2, "keys from home to the amount for who is signed in")


def test_an_account_that_contradicts_itself():
    with WithPhone(sandbox=True, identity="oidc") as scene:
        scene.hall.open("housing-fund")
        number = number_of(scene, "示例丁")
        scene.hall.go(*number)
        scene.hall.until(lambda now: now["screen"] == "housing-fund" and now["focus"] == "balance", "the balance")
        check("对不上" in scene.hall.ask("say"), f"a caution: {scene.hall.ask('say')[:400]}")


if __name__ == "__main__":
    run(globals())
