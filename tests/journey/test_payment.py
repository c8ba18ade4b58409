#!/usr/bin/python3
"""A television follows what it pays: the real headend, the sandbox's utilities and providers, a real Chromium on the cashier's page as the phone.
Prints TAP."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.path[:0] = [HERE, os.path.join(TESTS, "contract"), TESTS]

from selenium.webdriver.common.by import By  # noqa: E402

from browser import browser  # noqa: E402
from household_world import SCOPES  # noqa: E402
from order_world import ACCOUNTS, new_key, purchase  # noqa: E402
from payment_world import PaymentScene  # noqa: E402
from tap import check, equal, run  # noqa: E402

SCENE = None
MINUTE_MS = 60000


def said():
    return json.loads(SCENE.hall.ask("say"))


def is_told(*parts):
    words = " ".join(said().values())
    check(all(part in words for part in parts), f"wanted {parts} to be said, got {words}")


def begun(kind="electricity", fen=2000, wallet="wechat"):
    """An order of this television, kept in its journal as by the hall itself, on the screen."""
    key = new_key()
    order = SCENE.box.order(purchase(kind, fen), wallet, key=key)
    if SCENE.hall.process:
        SCENE.cut_power()
    SCENE.write_journal((key, ""))
    SCENE.start()
    SCENE.hall.open("payment/" + order["order"])
    SCENE.until("waiting")
    return order, key


def scanned():
    """What stands in the code on the screen, as a camera reads it."""
    SCENE.hall.wait()
    picture = SCENE.hall.picture(os.path.join(SCENE.folder, "seen.ppm"))
    done = subprocess.run(["zbarimg", "--quiet", "--raw", picture], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


@contextlib.contextmanager
def cashier(code):
    """A real browser on the cashier's page."""
    driver = browser(390, 780, mobile=True)
    try:
        driver.get(f"{SCENE.world.sandbox.url}/cashier/?" + urllib.parse.urlencode({"code": code}))
        yield driver
    finally:
        driver.quit()


def home_says(*parts):
    """The strip above the tiles."""
    end = time.monotonic() + 20
    while True:
        SCENE.hall.key("UP", "UP")
        SCENE.hall.wait()
        if SCENE.hall.state()["focus"] == "order" and all(part in said()["focus"] for part in parts):
            return
        check(time.monotonic() < end, f"home: wanted {parts}, got {SCENE.hall.state()} {said()}")
        SCENE.hall.key("DOWN", "DOWN")
        time.sleep(0.1)


def test_the_phone_pays_while_the_television_watches():
    order, key = begun()
    code = scanned()
    check(code.startswith("weixin://wxpay/"), f"the code on the screen: {code}")
    is_told("请用微信支付扫码付款", "二十元", "现在离开会怎样")
    with cashier(code) as phone:
        SCENE.world.fault("electricity", "delay:5000:1")
        phone.find_element(By.CSS_SELECTOR, 'button[value="pay"]').click()
        SCENE.until("paid")
        is_told("支付成功", "不要再付", "会继续入账")
        check("缴费成功" not in " ".join(said().values()), "it is not entered yet")
        check("支付成功" in phone.find_element(By.TAG_NAME, "body").text, "the phone says that it has paid")
    SCENE.until("settled", 40)
    is_told("缴费成功", "回单号")
    equal(SCENE.journal(), {key: order["order"]}, "the journal until somebody has seen it")
    equal(SCENE.hall.go("BACK")["screen"], "home", "Back leaves at once")
    equal(SCENE.journal(), {}, "the journal after that")
    check(not any(word in " ".join(said().values()) for word in ("缴费成功", "二十元")), "home does not say it again")


def test_a_utility_that_takes_long():
    begun()
    code = scanned()
    SCENE.world.turn("electricity", "lost-answer")
    SCENE.world.fault("electricity", "error")
    try:
        SCENE.world.sandbox.phone(code)
        SCENE.until("post-unknown", 40)
        is_told("支付成功", "核对", "不要再付")
    finally:
        SCENE.world.fault("electricity", "none")
        SCENE.world.turn("electricity", "none")
    SCENE.until("settled", 60)


def test_cancelling_asks_first():
    order, _ = begun("gas", 3000)
    for key in ("BACK", "HOME"):
        equal(SCENE.hall.go(key)["focus"], "wait", f"{key} asks")
        is_told("不付了吗")
        equal(SCENE.hall.go("BACK")["focus"], "waiting", "Back keeps waiting")
    SCENE.hall.go("HOME", "HOME", "DOWN", "OK")
    SCENE.hall.until(lambda s: s["focus"] in ("closing", "closed"), "it is cancelled")
    SCENE.until("closed")
    is_told("没有扣钱")
    equal(SCENE.box.now(order)["state"], "closed", "at the headend")
    SCENE.hall.go("OK")
    equal(SCENE.journal(), {}, "the journal")


def test_paid_while_somebody_asks_whether_to_stop():
    _, _ = begun()
    SCENE.hall.go("BACK")
    SCENE.world.sandbox.phone(SCENE.box.open()[0].get("code") or SCENE.box.code(SCENE.box.open()[0])["code"])
    SCENE.until("settled")


def test_a_code_that_lives_is_left_alone():
    begun()
    SCENE.hall.pass_time(4 * MINUTE_MS)
    equal(SCENE.hall.state()["focus"], "waiting", "after four minutes without a key")
    is_told("这个码还能付")
    SCENE.hall.pass_time(MINUTE_MS)
    SCENE.hall.until(lambda s: s["focus"] in ("expired", "waiting"), "its time is over")
    order = SCENE.box.open()[0]
    SCENE.box.cancel(order)
    SCENE.box.until(order, "closed")
    SCENE.until("closed")
    SCENE.hall.pass_time(4 * MINUTE_MS)
    equal(SCENE.hall.state()["screen"], "home", "nobody is there: nothing of it stands on the screen")
    check(SCENE.journal(), "and nobody has seen it")
    home_says("没有扣钱")


def test_the_headend_goes_away():
    order, _ = begun()
    code = scanned()
    SCENE.world.stop(signal.SIGKILL)
    SCENE.hall.until(lambda s: s["offline"], "the headend is missed")
    is_told("连不上服务器", "照样办理")
    equal(scanned(), code, "the code stays")
    SCENE.world.start()
    SCENE.hall.until(lambda s: not s["offline"], "the headend is back", 40)
    equal(SCENE.hall.state()["focus"], "waiting", "it is still waited for")
    SCENE.world.sandbox.phone(code)
    SCENE.until("settled", 40)
    equal(SCENE.box.now(order)["state"], "settled", "at the headend")


def test_the_power_is_cut_between_scan_and_receipt():
    order, key = begun("electricity", 12850)
    code = scanned()
    SCENE.cut_power()
    SCENE.world.sandbox.phone(code)
    SCENE.box.until(order, "settled")
    equal(SCENE.journal()[key], order["order"], "the journal")
    SCENE.start()
    home_says("您上次的电费", "一百二十八元五角", "缴费成功")
    equal(SCENE.hall.go("OK")["screen"], "payment", "OK leads to it")
    SCENE.until("settled")
    SCENE.hall.go("BACK")
    equal(SCENE.journal(), {}, "the journal")
    SCENE.cut_power()
    SCENE.start()
    equal(SCENE.hall.go("UP", "UP")["focus"], "notices", "it is said once")


def test_a_key_that_named_nothing_is_forgotten():
    if SCENE.hall.process:
        SCENE.cut_power()
    key = new_key()
    SCENE.write_journal((key, ""))
    SCENE.start()
    equal(SCENE.journal(), {key: ""}, "at first: it may still be on its way")
    end = time.monotonic() + 20
    while SCENE.journal():
        check(time.monotonic() < end, f"the journal has {SCENE.journal()}")
        SCENE.hall.pass_time(MINUTE_MS // 2)
    equal(SCENE.hall.go("UP")["focus"], "notices", "nothing is said")


def started():
    if SCENE.hall.process:
        SCENE.cut_power()
    SCENE.write_journal()
    SCENE.start()


def test_a_typed_number_is_paid_from_home():
    started()
    SCENE.hall.go("8", "1", *ACCOUNTS["electricity"], "OK")
    SCENE.hall.until(lambda s: s["screen"] == "utility-account", "the account")
    equal(SCENE.hall.go("OK")["focus"], "wechat", "the wallet is asked")
    equal(SCENE.journal(), {}, "nothing is ordered yet")
    SCENE.hall.go("DOWN", "OK")
    SCENE.until("waiting")
    is_told("请用支付宝扫码付款", "电费", "示例供电公司")
    equal(list(SCENE.journal().values()), [SCENE.box.open()[0]["order"]], "the journal")
    SCENE.world.sandbox.phone(scanned())
    SCENE.until("settled")
    with cashier(scanned()) as phone:  # the receipt's page
        phone.get(scanned())
        page = phone.find_element(By.TAG_NAME, "body").text
        check("缴费成功" in page and "275.46" in page, f"the receipt's page: {page}")
    equal(SCENE.hall.go("OK")["screen"], "utility-account", "back to the account")
    equal(SCENE.journal(), {}, "the journal")


def test_the_households_bill_in_five_keys():
    started()
    SCENE.box.sign_in()
    SCENE.box.post("/v1/household/accounts/keep", {"operator": "sample-gas", "account_no": ACCOUNTS["gas"], "nickname": "家里"})
    SCENE.hall.open("own-utility/gas")
    SCENE.hall.until(lambda s: s["focus"] == "waiting", "the code of the sign-in")
    phone = SCENE.world.phone()
    phone.scan({"verification_uri_complete": scanned()})
    phone.agree("person-a", SCOPES.split())
    SCENE.hall.until(lambda s: s["focus"] == "number", "the room's number")
    SCENE.hall.go(*phone.number())
    SCENE.hall.until(lambda s: s["focus"] == "granted", "the session")
    SCENE.hall.go("OK")
    while SCENE.hall.state()["screen"] != "home":
        SCENE.hall.go("BACK")
    keys = ["6"]
    state = SCENE.hall.go("6")
    while state["focus"] != "waiting":
        check(len(keys) < 5, f"five keys did not lead to the code: {keys} {state}")
        keys.append("OK")
        SCENE.hall.go("OK")
        state = SCENE.hall.until(lambda s: s["requests"] == 0 and s["focus"] not in ("", "ordering"), "an answer")
    print(f"# {len(keys)} keys to the code: {' '.join(keys)}")
    is_told("家里", "燃气费")
    # The session ends, and what lies below goes; the payment stays.
    SCENE.hall.pass_time(4 * MINUTE_MS)
    equal(SCENE.hall.ask("session"), "none", "the session")
    state = SCENE.hall.state()
    equal((state["screen"], state["focus"], state["stack"]), ("payment", "waiting", ["home", "payment"]), "the screens")
    SCENE.world.sandbox.phone(scanned())
    SCENE.until("settled")


def test_an_order_that_is_none():
    started()
    SCENE.hall.open("payment/no-such-order")
    SCENE.until("no-such-order")
    is_told("找不到这一单", "服务电话")
    equal(SCENE.hall.go("OK")["screen"], "home", "OK leaves")


if __name__ == "__main__":
    with PaymentScene() as SCENE:
        run(globals())
