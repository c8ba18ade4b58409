#!/usr/bin/python3
"""Orders of boxes against the sandbox's utilities and payment providers, with the real headend. Prints TAP."""

import html
import json
import pathlib
import sys
import time
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
    for wallet, bill in (("wechat", WORLD.bill()), ("alipay", WORLD.bill("water")), ("wechat", purchase("gas"))):
        box = a_box()
        kind = bill[0]
        order = box.order(bill, wallet)
        equal((order["state"], order["wallet"], order["operator"], order["tail"], order.get("bill", ""), order["fen"]),
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


def test_an_account_that_the_household_keeps():
    box = WORLD.box()
    box.sign_in()
    kept = box.post("/v1/household/accounts/keep", {"operator": "sample-electricity", "account_no": "4300000076", "nickname": "家"})
    question = {**box.question(purchase()), "account": {"account": kept["accounts"][0]["id"]}}
    order = box.post("/v1/orders", question)
    equal((order["operator"], order["tail"], order["state"]), ("sample-electricity", "0076", "awaiting"), "the order")
    WORLD.phone_pays(order)
    text = page(box.until(order, "settled")[-1])
    check("预存" in text and "账期" not in text, f"what is paid in has no period: {text[-900:]}")
    box.post("/v1/orders", {**question, "idempotency_key": box.question(purchase())["idempotency_key"]}, 401, session=None, error="session_ended")
    other = WORLD.box()
    other.sign_in("person-b")
    other.post("/v1/orders", {**question, "idempotency_key": box.question(purchase())["idempotency_key"]}, 404, error="no_such_account")


def test_how_the_invoice_stands():
    """The company is asked when somebody looks at the receipt, by the serial alone; what it does not say the page does not say either."""
    box = WORLD.box()

    def seen(amount):
        order = box.order(purchase(fen=amount))
        WORLD.phone_pays(order)
        settled = box.until(order, "settled")[-1]
        end = time.monotonic() + 20
        while "正在向公司问" in (text := page(settled)):
            check("refresh" in text and time.monotonic() < end, f"the company was not asked: {text[-900:]}")
            time.sleep(0.1)
        return text, settled

    WORLD.turn("electricity", "invoice")
    text, settled = seen(2100)
    check(f"已经开好，发票号末四位 {settled['receipt'][-4:]}" in text, f"issued: {text[-900:]}")
    WORLD.turn("electricity", "no-invoice")
    text, _ = seen(2400)
    check("缴费成功" in text and "电子发票</dt>" not in text and "现在问不到" not in text, f"nothing is said of it: {text[-900:]}")
    WORLD.turn("electricity", "none")
    check("已经开好" in page(settled), "what was heard stands for some minutes")
    check("还没有开" in seen(2200)[0], "none is made yet")
    order = box.order(purchase(fen=2300))
    WORLD.phone_pays(order)
    settled = box.until(order, "settled")[-1]
    WORLD.fault("electricity", "error:0:1")
    end = time.monotonic() + 20
    while "正在向公司问" in (text := page(settled)):
        check(time.monotonic() < end, "an answer, or that there is none")
        time.sleep(0.1)
    WORLD.fault("electricity", "none")
    check("现在问不到" in text and "缴费成功" in text and "refresh" not in text, f"not known: {text[-900:]}")


# --- What goes wrong outside, each in a thread of its own, as most of it takes the sweeper's 5 seconds ---


def lost_words_of_a_posting(kind, word, bill):
    """The utility hangs up, or is slow: entered once, under one serial."""
    def scenario(box):
        order = box.order(bill, "alipay" if kind == "gas" else "wechat")
        WORLD.phone_pays(order)
        is_way(box.until(order, "settled"), "awaiting", "paid", "posting", "post_unknown", "posting", "post_unknown", "settled")
    scenario.turns = ((kind, word),)
    return scenario


def slow_posting_seen_on_the_phone(box):
    """The receipt's page: 支付成功 while it is entered, 缴费成功 once it is."""
    bill = WORLD.bill("water", "0735002")
    rows = WORLD.sandbox.ask("/water/utility/v1/bills", json.dumps({"account_no": "0735002"}).encode())["data"]["bills"]
    period = [f"{day[:4]} 年 {int(day[4:6])} 月 {int(day[6:])} 日" for row in rows if row["bill_no"] == bill[2] for day in (str(row["from"]), str(row["to"]))]
    equal(len(period), 2, "days of its period")
    order = box.order(bill)
    check("receipt_page" not in order, "there is none of what is not paid")
    WORLD.phone_pays(order)
    told = box.until(order, "posting", "post_unknown")[-1]
    text = page(told)
    for wanted in ("支付成功，正在入账", f"￥{bill[4] // 100}.{bill[4] % 100:02}", "示例自来水公司", "水费", "5002", bill[2], "账期", *period, "微信支付", 'http-equiv="refresh"'):
        check(wanted in text, f"the page says {wanted!r} while it is entered: {text[-900:]}")
    check("缴费成功" not in text and "收据号<" not in text, "and not that it was entered")
    told = box.until(told, "settled")
    is_way(told, "posting", "post_unknown", "posting", "post_unknown", "settled")
    settled = told[-1]
    text = page(settled)
    for wanted in ("缴费成功", settled["receipt"], "入账时间", "付款时间", "电子发票"):
        check(wanted in text, f"the page says {wanted!r} once it is entered")
    end = time.monotonic() + 20
    while "refresh" in text:  # until the company has said how the invoice stands
        check("正在向公司问" in text and time.monotonic() < end, f"it asks anew without need: {text[-900:]}")
        time.sleep(0.1)
        text = page(settled)
    check("还没有开" in text, f"how the e-invoice stands: {text[-900:]}")
    check("refresh" not in text and "0735002" not in text, "it stands still, and has no whole account number")
    equal(WORLD.get(urllib.parse.urlsplit(settled["receipt_page"]).path).headers["cache-control"], "no-store", "Cache-Control")
    wrong = settled["receipt_page"][:-1] + ("0" if settled["receipt_page"][-1] != "0" else "1")
    check("没有找到" in page({"receipt_page": wrong}, 404), "nobody guesses another's")


slow_posting_seen_on_the_phone.turns = (("water", "slow-post"),)


def wrong_amount(box):
    order = box.order(purchase())
    WORLD.phone_pays(order, "wrong")
    told = box.until(order, "refunded")
    is_way(told, "awaiting", "paid", "refunding", "refund_unknown", "refunded")
    equal((told[-1]["refunded"], told[-1].get("refunding", 0)), (2001, 0), "what was paid is given back, not what was ordered")


def expired(box):
    order = box.order(purchase("gas"))
    WORLD.age(order, 300000)
    is_way(box.until(order, "closed"), "awaiting", "closing", "closed")
    check("订单已关闭" in WORLD.sandbox.scan(order["code"]), "nobody can pay it any more")


def never_scanned(box):
    """Alipay has no trade of it: "not there" proves nothing until its end and the grace are over."""
    order = box.order(purchase("gas"), "alipay")
    box.cancel(order)
    time.sleep(6)
    equal(box.now(order)["state"], "closing", "not there before its end")
    WORLD.age(order, 660000)
    is_way(box.until(order, "closed"), "awaiting", "closing", "closed")


def paid_at_the_last_moment(box):
    """Somebody is typing the password while the television cancels: the wallet closes nothing then."""
    order = box.order(purchase())
    WORLD.phone_pays(order, "begin")
    equal(box.cancel(order)["state"], "closing", "cancelled")
    time.sleep(1)
    equal(box.now(order)["state"], "closing", "it may still be paid")
    WORLD.phone_pays(order)
    is_way(box.until(order, "settled"), "awaiting", "closing", "paid", "posting", "post_unknown", "settled")


def no_notification(box):
    """It is asked after at 5 s."""
    order = box.order(purchase("gas"), "alipay")
    WORLD.phone_pays(order)
    is_way(box.until(order, "settled"), "awaiting", "paid", "posting", "post_unknown", "posting", "post_unknown", "settled")


def test_what_is_lost_or_late_outside():
    WORLD.turn("alipay", "quiet")
    scenarios = (lost_words_of_a_posting("gas", "late-post", purchase("gas")), slow_posting_seen_on_the_phone,
                 lost_words_of_a_posting("electricity", "lost-answer", purchase()), wrong_amount, expired, never_scanned, paid_at_the_last_moment,
                 no_notification)
    for scenario in scenarios:
        for kind, word in getattr(scenario, "turns", ()):
            WORLD.turn(kind, word)
    boxes = WORLD.boxes(len(scenarios))
    WORLD.at_once(lambda index: scenarios[index](boxes[index]), len(scenarios))


def refused(number, word, kind="electricity"):
    """The utility does not take it: nothing stays entered, all is given back, and the household reads why."""
    def scenario(box):
        bill = WORLD.bill(kind, number)
        order = box.order(bill)
        WORLD.phone_pays(order)
        told = box.until(order, "refunded")
        is_way(told, "awaiting", "paid", "posting", "post_unknown", "refunding", "refund_unknown", "refunded")
        equal((told[-1]["refunded"], told[-1]["note"]["word"]), (bill[4], word), "what was given back, and why")
        check("钱已退回" in page(told[-1]), "the phone's page says so")
    return scenario


def entered_with_a_note(bill, word):
    def scenario(box):
        order = box.order(bill())
        WORLD.phone_pays(order)
        equal(box.until(order, "settled")[-1]["note"]["word"], word, "what is left to do")
    return scenario


def changes_while_it_is_paid(box):
    bill = WORLD.bill("gas")
    order = box.order(bill)
    WORLD.turn("gas", "version")
    WORLD.phone_pays(order)
    told = box.until(order, "refunded")
    equal(told[-1]["note"]["word"], "bill_changed", "why it was not taken")
    box.order(bill, status=409, error="bill_changed")  # the version that was shown is none any more
    box.order((*bill[:3], bill[3] + 1, bill[4]), status=409, error="amount_differs")
    now = WORLD.bill("gas")
    check(now[3] > bill[3] and now[4] > bill[4], f"another version, with a late fee: {bill}, {now}")
    again = box.order(now)
    WORLD.phone_pays(again)
    box.until(again, "settled")


def test_what_a_utility_says_of_a_posting():
    scenarios = (refused("4300000092", "already_paid"), refused("SA-0735-004", "odd_amount", "water"),
                 entered_with_a_note(lambda: purchase("gas", number="RQ0026"), "not_loaded"), changes_while_it_is_paid)
    for kind in ("gas", "water", "electricity"):
        WORLD.turn(kind, "none")
    boxes = WORLD.boxes(len(scenarios))
    WORLD.at_once(lambda index: scenarios[index](boxes[index]), len(scenarios))


def test_what_is_not_made():
    box = WORLD.box()
    bill = WORLD.bill("electricity", "4300000115000")
    box.order((*bill[:4], bill[4] + 1), status=409, error="amount_differs")
    box.order((*bill[:3], 7, bill[4]), status=409, error="bill_changed")
    box.order((*bill[:2], "NO-SUCH-BILL", 1, bill[4]), status=409, error="bill_changed")
    box.order(purchase(fen=999), status=409, error="amount_differs")
    box.order(purchase(fen=500001), status=409, error="amount_differs")
    said = box.order(("electricity", "4300000050", "B0050", 1, 2000), status=409, error="utility_says")  # bank deduction under way
    equal(said["note"]["word"], "deduction_under_way", "the utility's words")
    box.order(purchase("electricity", number="123"), status=400, error="bad_number")
    box.post("/v1/orders", {**box.question(purchase()), "account": {"operator": "no-such", "account_no": "4300000076"}}, 404, error="no_such_utility")
    box.post("/v1/orders", {**box.question(purchase()), "idempotency_key": "short"}, 400)
    box.post("/v1/orders", {**box.question(purchase()), "fen": 0}, 400)
    box.post("/v1/orders", {**box.question(purchase()), "fen": 2 ** 63}, 400)
    box.post("/v1/orders", {**box.question(purchase()), "wallet": "unionpay"}, 400)
    box.post("/v1/orders", {**box.question(purchase()), "account": {"account": "a-kept-one"}}, 401, error="session_ended")
    WORLD.turn("gas", "night")
    equal(box.order(purchase("gas"), status=409, error="utility_says")["note"]["word"], "closed_now", "at night")
    WORLD.turn("gas", "none")
    equal(WORLD.ledger("SELECT count(*) FROM orders WHERE box = ?", (box.number,)), [(0,)], "orders of this box")


def test_all_money_is_somewhere():
    """After all of the above: what the wallets took is entered or given back, to the fen, and the books agree."""
    WORLD.eventually(lambda: not WORLD.ledger("SELECT 1 FROM refunds WHERE state <> 'refunded'"), "the end of all refunds")
    received, entered, back, wrong = WORLD.sums()
    equal((received - entered - back, wrong), (0, []), f"received {received}, entered {entered}, given back {back}")
    equal(WORLD.ledger("SELECT coalesce(sum(CASE WHEN debit = 'clearing' THEN fen WHEN credit = 'clearing' THEN -fen ELSE 0 END), 0) FROM entries"),
          [(0,)], "clearing with nothing in flight")
    check("ERROR" not in WORLD.log().upper().replace("NOTICE", ""), f"no line of an error: {WORLD.log()[-1500:]}")


if __name__ == "__main__":
    WORLD = World()
    with WORLD.start():
        BOX = WORLD.box()
        run(globals())
