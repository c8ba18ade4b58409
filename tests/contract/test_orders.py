#!/usr/bin/python3
"""Orders of boxes against the sandbox's utilities and payment providers, with the real headend. Prints TAP."""

import html
import pathlib
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from order_world import World, purchase  # noqa: E402
from tap import check, equal, run  # noqa: E402

WORLD = None
BOX = None


def a_box():
    """The same for most tests: an account may be looked at by ten boxes a day."""
    WORLD.turn("wechat", "honest")
    WORLD.turn("electricity", "none")
    return BOX


def states(orders):
    found = []
    for order in orders:
        if not found or found[-1] != order["state"]:
            found.append(order["state"])
    return found


def is_way(told, *wanted):
    """The states that were told, of which fast ones may have passed unseen; the last one was reached."""
    seen = states(told)
    rest = iter(wanted)
    check(all(state in rest for state in seen) and seen[-1] == wanted[-1], f"states: wanted of {wanted}, got {seen}")


def test_a_bill_is_paid():
    for wallet, kind in (("wechat", "electricity"), ("alipay", "gas"), ("wechat", "water")):
        box = a_box()
        bill = WORLD.bill(kind)
        order = box.order(bill, wallet)
        equal((order["state"], order["wallet"], order["operator"], order["tail"], order["bill"], order["fen"]),
              ("awaiting", wallet, f"sample-{kind}", bill[1][-4:], bill[2], bill[4]), "the order")
        check(order["code"] and 0 < order["expires_in"] <= 300, f"it has a code for some minutes: {order}")
        WORLD.phone_pays(order)
        told = box.until(order, "settled")
        is_way(told, "awaiting", "paid", "posting", "settled")
        check(told[-1]["receipt"], "there is a receipt")
        check(not any(one.get("receipt") for one in told[:-1]), "and none before")


def test_cancelled_at_the_provider_too():
    box = a_box()
    bill = WORLD.bill("electricity", "4300000084")
    order = box.order(bill)
    equal(box.cancel(order)["state"], "closing", "not yet: it may have been paid")
    is_way(box.until(order, "closed"), "awaiting", "closing", "closed")
    check("订单已关闭" in WORLD.sandbox.scan(order["code"]), "nobody can pay it any more")
    box.order(bill)


def test_only_its_box_sees_an_order():
    box = a_box()
    order = box.order(purchase())
    other = WORLD.box()
    other.cancel(order, status=404, error="no_such_order")
    other.code(order, status=404, error="no_such_order")
    other.post("/v1/orders/follow", {"order": order["order"], "moves": order["moves"], "seconds": 20}, 404, error="no_such_order")
    equal(other.open(), [], "the other box's orders")
    equal(box.open()[0]["order"], order["order"], "its own, the latest first")
    check("code" not in box.open()[0], "without its code")
    equal(box.now(order)["state"], "awaiting", "the order")


def test_the_same_key_is_the_same_order():
    box = WORLD.box()
    bill = WORLD.bill("electricity", "4300000034")
    question = box.question(bill)
    first, again = (box.post("/v1/orders", question) for _ in range(2))
    equal((again["order"], again["state"]), (first["order"], "awaiting"), "the same order")
    check(again["code"], "with a code again")
    box.post("/v1/orders", {**question, "wallet": "alipay"}, 409, error="key_reused")
    WORLD.box().post("/v1/orders", question, 409, error="bill_held")  # a key is a box's own
    box.post("/v1/orders", box.question(bill, "alipay"), 409, error="bill_held")  # one bill, over all wallets


def page(order, status=200):
    address = urllib.parse.urlsplit(order["receipt_page"])
    equal(f"{address.scheme}://{address.netloc}", "http://127.0.0.1:8080", "the receipt's address is one that phones reach")
    return html.unescape(WORLD.get(address.path, status).body.decode())


def test_the_receipt_is_a_page_for_the_phone():
    box = a_box()
    WORLD.turn("electricity", "slow-post")
    order = box.order(purchase(fen=5005))
    check("receipt_page" not in order, "there is none of what is not paid")
    WORLD.phone_pays(order)
    told = box.until(order, "posting", "post_unknown")[-1]
    text = page(told)
    for wanted in ("支付成功，正在入账", "￥50.05", "示例供电公司", "电费", "0076", "微信支付", 'http-equiv="refresh"'):
        check(wanted in text, f"the page says {wanted!r} while it is entered: {text[-900:]}")
    check("缴费成功" not in text and "收据号" not in text, "and not that it was entered")
    settled = box.until(told, "settled")[-1]
    text = page(settled)
    for wanted in ("缴费成功", settled["receipt"], "入账时间", "付款时间"):
        check(wanted in text, f"the page says {wanted!r} once it is entered")
    check("refresh" not in text and "4300000076" not in text, "it stands still, and has no whole account number")
    equal(WORLD.get(urllib.parse.urlsplit(settled["receipt_page"]).path).headers["cache-control"], "no-store", "Cache-Control")
    wrong = settled["receipt_page"][:-1] + ("0" if settled["receipt_page"][-1] != "0" else "1")
    check("没有找到" in page({"receipt_page": wrong}, 404), "nobody guesses another's")


if __name__ == "__main__":
    WORLD = World()
    with WORLD.start():
        BOX = WORLD.box()
        run(globals())
