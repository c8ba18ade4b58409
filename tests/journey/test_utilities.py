#!/usr/bin/python3
"""Accounts and bills of gas, water and electricity on the television: numbers that are typed and kept ones, what is shown of them, where every answer of
a utility leads, and that nothing stays. Prints TAP."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "contract"), os.path.dirname(HERE)]

import process_memory  # noqa: E402
import utility_records as records  # noqa: E402
from headend import CONTRACT, fits  # noqa: E402
from tap import check, equal, run  # noqa: E402
from utility_records import CARD, EMPTY, GOOD, LATER, REFUSED  # noqa: E402
from utility_scene import UtilityScene  # noqa: E402

IDLE_MS = 181000


def test_records_keep_the_contract():
    schemas = CONTRACT["components"]["schemas"]
    fits(schemas["UtilityList"], records.UTILITIES)
    fits(schemas["KeptAccounts"], records.kept(3))
    for number in (GOOD, EMPTY, REFUSED, CARD, LATER):
        fits(schemas["UtilityStatement"], records.statement(number))


def test_a_number_is_judged_while_it_is_typed():
    with UtilityScene() as scene:
        hall = scene.hall
        equal(hall.go("8")["focus"], "sample-electricity", "the first company")
        equal(hall.go("1")["screen"], "account-entry", "its number")
        equal(hall.go(*GOOD[:9], "OK")["notice"], "户号还没有输完", "OK on a short one")
        equal(hall.go(GOOD[9])["notice"], "可以了，按确定键查询", "ten digits")
        equal(hall.go("1", "2", "3", "4")["notice"], "户号不是这样的，请对照缴费单改一改", "fourteen")
        equal(hall.go("OK")["screen"], "account-entry", "a wrong one is not asked for")
        equal(scene.asked, [], "questions")
        equal(hall.go("LEFT", "LEFT", "LEFT", "LEFT", "OK")["screen"], "utility-account", "the account")
        equal(scene.asked, [{"operator": "sample-electricity", "account_no": GOOD}], "what was asked")


def test_letters_of_a_number():
    with UtilityScene() as scene:
        hall = scene.hall
        hall.go("7", "1")
        check("A" in scene_typed(scene, "2", "UP"), "2 and Up")
        check("A 3" in scene_typed(scene, "3").replace("三", " 3"), "and a digit")
        equal(hall.go("HOME", "8", "2")["position"], 2, "CZ writes itself")
        equal(hall.go(*"12345678")["notice"], "可以了，按确定键查询", "the digits behind it")


def scene_typed(scene, *keys):
    scene.hall.go(*keys)
    return scene.said()["value"]


def test_an_account_says_whose_it_is_and_what_is_owed():
    with UtilityScene() as scene:
        hall = scene.hall
        state = scene.type(GOOD)
        equal((state["screen"], state["focus"]), ("utility-account", "pay"), "paying is first")
        said = scene.said()
        for words in ("二百七十五元四角六分", "张某某", "零零一七"):
            check(words in said["focus"] + said["value"], f"{words} is not said: {said}")
        equal(hall.go("2")["screen"], "utility-bills", "the bills")
        equal(hall.state()["total"], len(records.bills()), "all of them")
        equal(hall.go("OK")["focus"], "pay", "the bill that is owed can be paid")
        equal(hall.go("RIGHT", "OK")["screen"], "bill-explained", "how it was reckoned")
        said = scene.said()["value"]
        for words in ("一分不差", "再用三十七度", "夏季"):
            check(words in said, f"{words} is not said: {said}")
        equal(hall.go("BACK", "BACK", "BACK", "3")["screen"], "utility-history", "two years")
        equal(hall.go("DOWN")["focus"], "quantity", "use in place of amounts")
        hall.go("LEFT", "OK", "PAGE_DOWN")
        check("凭证编号" in scene.said()["value"], "a paid bill has its receipt")
        equal(hall.go("BACK", "BACK", "5")["screen"], "account-entry", "this is not mine")
        equal(hall.state()["position"], len(GOOD), "the number still stands there")


def test_a_bill_that_differs_shows_both():
    with UtilityScene() as scene:
        scene.type(GOOD)
        scene.hall.go("2", "DOWN", "DOWN", "DOWN", "DOWN", "OK", "OK")
        said = scene.said()["value"]
        check("一百一十元零一分" in said and "一百一十元，" in said, f"both sums: {said}")


def test_times_of_use_and_a_cycle_of_the_opening_are_told():
    with UtilityScene() as scene:
        answer = records.statement(GOOD)
        bill = answer["bills"]["bills"][0]
        plain = answer["explained"][0]
        lines = [{**plain["lines"][0], "time": "peak"}, {**plain["lines"][1], "time": "valley"}, plain["lines"][2]]
        for more, told, silent in (({}, (), ("峰、谷", "开户的月份")), ({"lines": lines}, ("第一档，峰", "峰、谷是按用电的时段算的"), ("开户的月份",)),
                                   ({"cycle_of_opening": True}, ("从开户的月份算起",), ("峰、谷",))):
            scene.statements[GOOD] = {**answer, "explained": [{**plain, "bill": bill["id"], **more}]}
            scene.type(GOOD)
            state = scene.hall.go("2", "OK", "BLUE")
            equal(state["screen"], "bill-explained", "how it was worked out")
            words = scene.said()["value"]
            check(all(part in words for part in told) and not any(part in words for part in silent), f"{more.keys()}: wanted {told}, none of {silent}: {words}")


def test_amounts_that_an_account_takes():
    with UtilityScene() as scene:
        hall = scene.hall
        equal(scene.type(CARD)["focus"], "top-up", "what can be paid in")
        check("三十五元二角一分" in scene.said()["value"], "the balance")
        equal(hall.go("OK")["total"], 5, "20, 50, 100, 200 of up to 250, and one's own")
        hall.go("5")
        for typed, notice in (("9", "最少 10.00 元，最多 250.00 元"), ("99", "可以了，按确定键去缴"), ("999", "最少 10.00 元，最多 250.00 元")):
            equal(hall.go(typed[-1])["notice"], notice, typed)
        equal(hall.go("OK")["screen"], "amount-entry", "too much is not taken")


# The word of a next step: the buttons' first leads there.
LEADS = {"nothing": "account-entry", "check_number": "account-entry", "later": "utility-account", "do_not_pay": "utility-account",
         "history": "utility-account", "look_again": "utility-account", "amount": "utility-account", "load_card": "stations", "counter": "stations",
         "restore": "guide", "call": "guide"}


def test_every_no_of_a_utility_leads_on():
    words = CONTRACT["components"]["schemas"]["UtilityAnswer"]["properties"]["next"]["enum"]
    equal(sorted(LEADS), sorted(words), "a row for each next step")
    with UtilityScene() as scene:
        for following, screen in LEADS.items():
            scene.statements[REFUSED] = {"refused": records.answer("other", following, "公司这样说", "这是公司的话。", "这样做")}
            state = scene.type(REFUSED)
            equal((state["screen"], state["focus"]), ("utility-answer", "next"), following)
            scene.statements[REFUSED] = records.statement(GOOD)  # it says yes when it is asked again
            scene.hall.go("OK")
            state = scene.hall.until(lambda now: now["requests"] == 0, following)
            equal(state["screen"], screen, f"{following}: the next step")


def test_notes_of_an_account_lead_on():
    with UtilityScene() as scene:
        notes = [records.answer("already_paid", "history", "缴过了", "话", "看看"), records.answer("cut_off", "restore", "停了", "话", "打电话")]
        answer = records.statement(GOOD)
        scene.statements[GOOD] = {**answer, "account": {**answer["account"], "notes": notes}}
        scene.type(GOOD)
        equal(scene.hall.go("2", "OK")["screen"], "utility-bills", "what was paid")
        equal(scene.hall.go("BACK", "3")["screen"], "utility-answer", "the other note")
        equal(scene.hall.go("OK")["destination"], "guide/electricity-payment", "where the telephone stands")


def test_nothing_is_owed_only_where_that_is_known():
    """The card beside: number, what the company said instead of bills, what stands on it."""
    empty, known = records.statement(records.EMPTY), {"bills": [], "source": "sample", "as_of": 1780000000000}
    with UtilityScene() as scene:
        for word, has_bills, badge in (("nothing_owed", True, "没有欠费"), ("already_paid", True, "没有欠费"), ("deduction_under_way", True, "请留意"),
                                       ("meter_fault", True, "请留意"), (None, True, "没有欠费"), (None, False, "请留意")):
            notes = {"notes": [records.answer(word, "nothing", "题", "话", "做")]} if word else {}
            scene.statements[records.EMPTY] = {"account": {**empty["account"], **notes}, **({"bills": known} if has_bills else {"bills_unknown": True})}
            scene.type(records.EMPTY)
            beside = " ".join(scene.said().values()).replace("请留意，做", "")  # without the row of the note
            equal([one for one in ("没有欠费", "请留意") if one in beside], [badge], f"{word}, bills known: {has_bills}: {beside}")


def test_one_s_own_accounts_by_the_pin():
    with UtilityScene() as scene:
        hall, scene.phone.pin = scene.hall, "246801"
        hall.go("8", "3")
        hall.until(lambda now: now["screen"] == "pin", "one's own, of a household with a PIN")
        hall.go(*"246802")
        hall.until(lambda now: now["notice"] != "", "another PIN")
        hall.go(*"246801")
        state = hall.until(lambda now: now["screen"] == "utilities" and now["requests"] == 0 and now["total"] > 3, "the kept ones")
        equal(state["focus"], scene.accounts[0]["id"], "the first of them")
        hall.home()
        hall.go("8", "3")
        hall.until(lambda now: now["screen"] == "pin", "asked again, once Home has ended the session")
        hall.go("YELLOW")
        hall.until(lambda now: now["screen"] == "sign-in", "by phone instead")


def test_one_s_own_accounts():
    with UtilityScene() as scene:
        hall = scene.hall
        hall.go("8", "3")
        hall.until(lambda now: now["screen"] == "sign-in", "one's own, of a household without a PIN")
        hall.home()
        scene.sign_in_at_home()
        state = hall.go("8")
        equal((state["focus"], state["total"]), (scene.accounts[0]["id"], 5), "the kept ones are first")
        check("自己家" in scene.said()["focus"], "by its name")
        equal(hall.go("OK")["focus"], "pay", "the bill")
        equal(scene.asked[-1], {"account": scene.accounts[0]["id"]}, "what was asked")
        equal(hall.go("OK")["screen"], "payment", "the third key from home opens the payment")
        hall.go("BACK")
        hall.until(lambda now: now["screen"] == "utility-account" and now["requests"] == 0, "back at the account")
        equal(hall.go("4", "2")["screen"], "utility-account", "renamed")
        equal(scene.kept_posts[-1], ("rename", {"account": scene.accounts[0]["id"], "nickname": "父母家"}), "what was posted")
        equal(hall.go("4", "7")["screen"], "keep-account", "asks whether it is to be kept no longer")
        equal(len(scene.kept_posts), 1, "nothing was posted yet")
        equal(hall.go("OK")["screen"], "utilities", "removed, and its screen has gone")
        equal(scene.kept_posts[-1], ("remove", {"account": "k" * 22 + "1"}), "what was posted")
        state = hall.until(lambda now: now["requests"] == 0, "the accounts")
        equal(state["total"], 4, "one less")


def test_a_typed_one_is_kept():
    with UtilityScene() as scene:
        hall = scene.hall
        scene.sign_in_at_home()
        hall.go("8", "3", *EMPTY, "OK")
        equal(hall.go("1", "1")["screen"], "utility-account", "kept")
        equal(scene.kept_posts, [("keep", {"operator": "sample-electricity", "account_no": EMPTY, "nickname": "自己家"})], "what was posted")
        check("改名" in scene.said()["focus"], "it can be renamed now")


def test_where_nobody_sells_it_here_the_guide_stands():
    for utilities in ({"utilities": [], "wallets": []}, {"utilities": records.UTILITIES["utilities"][:1], "wallets": []}):
        with UtilityScene(utilities=utilities) as scene:
            state = scene.hall.go("8")
            equal((state["focus"], state["total"]), (":elsewhere", 1), "what can be chosen")
            equal(scene.hall.go("OK")["destination"], "guide/electricity-payment", "other ways")


def test_nothing_can_be_paid_without_wallets():
    with UtilityScene(utilities={**records.UTILITIES, "wallets": []}) as scene:
        equal(scene.type(GOOD)["focus"], "elsewhere", "where else")
        equal(scene.hall.go("OK")["destination"], "guide/electricity-payment", "other ways")
        equal(scene.hall.go("BACK", "2", "OK")["focus"], "explain", "no button to pay a bill")


def test_failures_say_what_to_do():
    with UtilityScene() as scene:
        for status, notice in ((503, "查询系统暂时没有回应"), (429, "今天查的次数太多了"), (404, "查不到这一户")):
            scene.statements[GOOD] = status
            state = scene.type(GOOD)
            equal(state["screen"], "utility-account", status)
            check(state["notice"] not in ("", "正在向公司查询"), f"{status}: {state['notice']}, for example {notice}")
        scene.statements[GOOD] = {}
        check(scene.type(GOOD)["notice"] not in ("", "正在向公司查询"), "neither a no nor an account")


def test_nothing_stays():
    process_memory.needs_wiping()
    with UtilityScene() as scene:
        hall = scene.hall
        marks = {"the name": "张**".encode(), "the number": GOOD.encode(), "the address": "人民路街道***".encode(), "the bill": b"B0017-202610A"}
        scene.type(GOOD)
        hall.go("2", "OK")
        seen = process_memory.of(hall.process.pid)
        equal([what for what, words in marks.items() if words not in seen], [], "what stands on the screen is not found: this test sees nothing")
        hall.pass_time(IDLE_MS)
        equal(hall.state()["stack"], ["home", "utilities"], "after three minutes")
        hall.go("HOME", "1")
        seen = process_memory.of(hall.process.pid)
        equal([what for what, words in marks.items() if words in seen], [], "left in memory")


def test_the_session_takes_its_accounts_along():
    with UtilityScene() as scene:
        hall = scene.hall
        scene.sign_in_at_home()
        hall.go("8", "OK", "2")
        hall.pass_time(IDLE_MS)
        equal(hall.state()["stack"], ["home"], "after three minutes")
        equal(hall.ask("session"), "none", "session")


if __name__ == "__main__":
    run(globals())
