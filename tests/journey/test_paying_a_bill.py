#!/usr/bin/python3
"""From home to the receipt of one's bill: the real headend, the sandbox's utilities and wallets. Prints TAP."""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "contract"), os.path.dirname(HERE)]

from payment_world import PaymentScene  # noqa: E402
from tap import check, equal, run  # noqa: E402

OWES, SMART = "4300000018", "4300000076"


def _account(hall, number):
    hall.go("8", "1", *number, "OK")
    return hall.until(lambda now: now["screen"] == "utility-account" and now["requests"] == 0 and now["total"] > 0, "the account")


def test_a_bill_is_paid_and_is_owed_no_more():
    with PaymentScene() as scene:
        hall = scene.start().hall
        equal(_account(hall, OWES)["focus"], "pay", "what is owed is first")
        equal(hall.go("OK")["screen"], "payment", "the wallets")
        hall.go("OK")
        scene.until("waiting")
        order = scene.box.code(scene.box.open()[0])
        equal((order["fen"], order["tail"]), (27546, OWES[-4:]), "what the order is of")
        scene.world.phone_pays(order)
        scene.until("settled")
        hall.go("BACK")
        state = hall.until(lambda now: now["screen"] == "utility-account" and now["requests"] == 0 and now["total"] > 0, "the account anew")
        check(state["focus"] != "pay", f"it is owed no more: {state}")
        words = " ".join(json.loads(hall.ask("say")).values())
        check("275.46" not in words and "二百七十五" not in words, f"nor does the account's card say that it is: {words}")
        hall.go("1", "OK")
        check("凭证编号" in json.loads(hall.ask("say"))["value"] or hall.go("PAGE_DOWN") and "凭证编号" in json.loads(hall.ask("say"))["value"], "its receipt")


def test_an_amount_is_paid_in():
    with PaymentScene() as scene:
        hall = scene.start().hall
        equal(_account(hall, SMART)["focus"], "top-up", "it is paid in advance")
        equal(hall.go("OK", "5")["screen"], "payment", "the fifth amount")
        hall.go("OK")
        scene.until("waiting")
        equal(scene.box.open()[0]["fen"], 30000, "300 yuan")
        equal(hall.go("BACK")["screen"] in ("payment", "utility-account", "leaving"), True, "one may go away")


if __name__ == "__main__":
    run(globals())
