#!/usr/bin/python3
"""Two phones, two wallets, two televisions: what a household can pay twice, how each of it ends, and what the television and the phone say of it.
The real headend, the sandbox's utilities and wallets. Prints TAP."""

import html
import json
import os
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "contract"), os.path.dirname(HERE)]

from order_world import purchase  # noqa: E402
from payment_world import PaymentScene  # noqa: E402
from tap import check, equal, run  # noqa: E402

SCENE = None


def is_told(*parts, never=()):
    words = " ".join(json.loads(SCENE.hall.ask("say")).values())
    check(all(part in words for part in parts) and not any(part in words for part in never), f"wanted {parts} and none of {never}, got {words}")


def shown(order, state):
    """The order on the television, as it stands."""
    SCENE.hall.home()
    SCENE.hall.open("payment/" + order["order"])
    SCENE.until(state)


def page(order):
    """The receipt on the phone."""
    address = urllib.parse.urlsplit(SCENE.box.now(order)["receipt_page"])
    return html.unescape(SCENE.world.get(address.path).body.decode())


def pays(order, how="pay"):
    """By the code that the television shows, which is another than the one that was made first; the cashier's page."""
    codes = [one["code"] for one in SCENE.world.sandbox.ask("/sandbox/samples/cashier") if one["out_trade_no"] == order["order"] and one["code"]]
    return SCENE.world.sandbox.phone(codes[0], how)


def refunds_end():
    """And all money is somewhere."""
    world = SCENE.world
    world.hurry()
    world.eventually(lambda: not world.ledger("SELECT 1 FROM refunds WHERE state <> 'refunded'"), "the end of all refunds")
    received, entered, back, wrong = world.sums()
    equal((received - entered - back, wrong), (0, []), f"received {received}, entered {entered}, given back {back}")


def payments_of(order):
    return SCENE.world.ledger("SELECT fen, counts FROM payments WHERE order_id = ? ORDER BY counts", (order["order"],))


def test_one_code_and_two_phones_one_after_the_other():
    """The wallet itself takes no second payment."""
    order = SCENE.box.order(purchase(fen=2000))
    shown(order, "waiting")
    pays(order)
    SCENE.until("settled")
    check('class="wechat paid"' in pays(order), "the second phone reads that it is paid")
    is_told("缴费成功", "二十元", never=("退回",))
    equal(payments_of(order), [(2000, 1)], "payments")
    refunds_end()


def test_one_code_and_two_phones_at_once():
    """Both payments come through: one is entered, the other goes back by its own number."""
    order = SCENE.box.order(purchase(fen=2100))
    shown(order, "waiting")
    SCENE.world.turn("electricity", "code-047")
    try:
        pays(order)
        SCENE.until("post-unknown")
        pays(order, "twice")
        SCENE.world.eventually(lambda: len(payments_of(order)) == 2, "the second payment")
        is_told("支付成功", "不要再付", never=("没有缴成",))
    finally:
        SCENE.world.turn("electricity", "none")
    SCENE.world.hurry()
    SCENE.until("settled", 40)
    is_told("缴费成功", "付了两次", "二十一元")
    equal(payments_of(order), [(2100, 0), (2100, 1)], "payments: one counts")
    refunds_end()
    shown(order, "settled")
    is_told("缴费成功", "付了两次，多付的已经退回", "回单号", never=("没有缴成",))
    text = page(order)
    check("缴费成功" in text and "付了两次，多付的已经退回" in text and "￥21.00" in text, f"the phone's page: {text[-900:]}")


def test_a_bill_that_another_television_pays():
    bill = SCENE.world.bill("electricity")
    other = SCENE.world.box()
    order = other.order(bill, "alipay")
    SCENE.hall.home()
    SCENE.hall.go("8", "1", *bill[1], "OK")
    SCENE.hall.until(lambda s: s["screen"] == "utility-account" and s["requests"] == 0 and s["total"] > 0, "the account")
    equal(SCENE.hall.go("OK")["focus"], "wechat", "the wallet is asked")
    SCENE.hall.go("OK")
    SCENE.until("bill-held")
    is_told("这张账单正在付", "不要重复付", "这一次没有扣钱")
    pays(order)
    other.until(order, "settled", seconds=40)
    equal(SCENE.hall.go("OK")["screen"], "utility-account", "back at the account")
    state = SCENE.hall.until(lambda s: s["requests"] == 0 and s["total"] > 0, "the account anew")
    check(state["focus"] != "pay", f"nothing is owed any more: {state}")
    refunds_end()


def test_one_wallet_after_the_other():
    """The first is cancelled, the second pays, and then somebody pays the first code all the same: it goes back, and the bill stays paid."""
    bill = SCENE.world.bill("water")
    first = SCENE.box.order(bill, "wechat")
    shown(first, "waiting")
    SCENE.hall.go("BACK", "DOWN", "OK")
    SCENE.until("closed")
    is_told("已取消，没有扣钱")
    second = SCENE.box.order(bill, "alipay")
    shown(second, "waiting")
    pays(second)
    SCENE.until("settled", 40)
    check('class="wechat closed"' in pays(first), "the wallet does not take what is closed")
    equal(payments_of(first), [], "nothing was paid")
    pays(first, "late")
    SCENE.box.until(first, "refunded", seconds=40)
    shown(first, "refunded")
    is_told("没有缴成，钱已退回", "这一单没有缴成", "已经退回", never=("账单还没有缴", "缴费成功", "付了两次"))
    check("没有缴成，钱已退回" in page(first), "the phone's page")
    shown(second, "settled")
    is_told("缴费成功", never=("退回",))
    refunds_end()


def test_a_password_that_is_typed_while_the_other_wallet_is_wanted():
    """Somebody types the password of the first code while the television cancels it: no second order is made, and the first is entered."""
    order = SCENE.box.order(purchase("gas", 3000), "wechat")
    shown(order, "waiting")
    pays(order, "begin")
    SCENE.hall.go("BACK", "DOWN", "OK")
    SCENE.until("closing")
    is_told("正在取消", "手机上已经付了的，会继续办理")
    pays(order)
    SCENE.until("settled", 40)
    is_told("缴费成功")
    equal(payments_of(order), [(3000, 1)], "payments")
    refunds_end()


if __name__ == "__main__":
    with PaymentScene() as SCENE:
        SCENE.start()
        run(globals())
