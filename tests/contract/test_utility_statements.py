#!/usr/bin/python3
"""Statements of accounts with gas, water and electricity, and the accounts that households keep: the whole headend with the real sandbox
behind it. TAP."""

import copy
import json
import sqlite3

from headend import ROOT, city, ends
from statement_world import MAIN, World, ask, how_long, refused, typed
from tap import check, equal, run

WORLD = LIES = None
ACCOUNTS = {kind: json.loads((ROOT / "assets" / "sample-city" / f"utility-{kind}.json").read_text(encoding="utf-8"))["accounts"] for kind in MAIN}
NUMBERS = [account["account_no"] for accounts in ACCOUNTS.values() for account in accounts]


def test_the_list():
    answer = WORLD.get("/v1/utilities")
    equal(answer.headers["cache-control"], "public, max-age=60", "Cache-Control")
    said = answer.json()
    equal([(row["kind"], row["id"], row["name"], row["pattern"]) for row in said["utilities"]], list(city.UTILITIES), "utilities")
    equal(said["wallets"], [], "nothing can be paid without <payment>")
    equal(WORLD.ask("/v1/utilities", If_None_Match=answer.headers["etag"]).status, 304, "unchanged")


def test_a_statement_is_masked_and_explained():
    for kind, number in MAIN.items():
        said = WORLD.look(kind, number)
        account = said["account"]
        equal((account["kind"], account["operator"], account["tail"], account["name"], account["address"]),
              (kind, f"sample-{kind}", number[-4:], "示**", "示例市示例区示例街道"), f"{kind}: the account")
        bills = said["bills"]["bills"]
        check(len(bills) >= 12 and not said.get("bills_unknown"), f"{kind}: bills of 24 months")
        explained = {row["bill"]: row for row in said["explained"]}
        equal(sorted(explained), sorted(bill["id"] for bill in bills), f"{kind}: each is explained")
        for bill in bills:
            row = explained[bill["id"]]
            equal(row["verdict"], "equal" if bill["kind"] == "bill" else "not", f"{kind} {bill['id']}: verdict; {row}")
            if bill["kind"] == "bill":
                equal(row["total"], bill["principal"] + bill.get("surcharge", 0), f"{kind} {bill['id']}: total")
                equal(sum(line["fen"] for line in row["lines"]), row["total"], f"{kind} {bill['id']}: lines")


def test_what_explains_a_bill():
    said = WORLD.look("electricity", MAIN["electricity"])
    bill = said["bills"]["bills"][0]
    row = next(row for row in said["explained"] if row["bill"] == bill["id"])
    equal([(line["name"], line["tier"], line["quantity"], line["price"], line["fen"]) for line in row["lines"]],
          [("第一档", 1, 200000, 5880, 11760), ("第二档", 2, 150000, 6380, 9570), ("第三档", 3, 70000, 8880, 6216)], "lines of 420 kWh")
    equal((row["tariff"], row["source"], row["source_day"], row["used_after"], row.get("next_in", -1), row.get("price_changed", False)),
          ("居民一户一表（示例）", "示例：不是任何地方的价目", 20261130, 420000, -1, False), "tariff, source, cycle")
    equal([(part["from"], part["to"], part["version_from"]) for part in row["parts"]], [(bill["from"], bill["to"], 20200101)], "parts")
    small = next(row for row in said["explained"] if row.get("used_after") == 184000)
    equal((small["next_in"], small["next_name"], small["next_price"]), (16000, "第二档", 6380), "the next tier begins in 16 kWh")
    large = WORLD.look("water", "0735002")["explained"][0]
    equal((large["verdict"], large["people"], large["used_after"]), ("equal", 7, 56125), "a large household, with what the cycle had used")
    equal([(line["name"], line.get("tier", 0)) for line in large["lines"]],
          [("第一档", 1), ("第二档", 2), ("第三档", 3), ("污水处理费", 0), ("水资源费", 0)], "tiers, then extras")


def test_every_no_has_words():
    """What a utility says in place of an account."""
    for kind, number, word, step in (("gas", "RQ0042", "card_channel", "counter"), ("gas", "RQ0068", "card_not_new", "counter"),
                                     ("gas", "RQ0076", "card_unreadable", "counter"), ("gas", "RQ9999", "no_account", "check_number"),
                                     ("electricity", "4300000999", "no_account", "check_number"), ("water", "9999", "no_account", "check_number")):
        equal(refused(WORLD.look(kind, number)), (word, step), f"{kind} {number}")


def test_what_is_said_instead_of_bills():
    for kind, number, word in (("electricity", "4300000026", "nothing_owed"), ("electricity", "4300000050", "deduction_under_way"),
                               ("water", "0735003", "meter_fault")):
        said = WORLD.look(kind, number)
        equal([note["word"] for note in said["account"]["notes"]], [word], f"{number}: the first note")
        check(said["bills"]["bills"] == [] and not said.get("bills_unknown"), f"{number}: no bills, and that is known")
    notes = [note["word"] for note in WORLD.look("electricity", "4300000034")["account"]["notes"]]
    equal(notes, ["cut_off"], "what the account itself says")


def test_modes():
    smart = WORLD.look("electricity", "4300000076")["account"]
    equal((smart["mode"], smart["balance"], smart["balance_kind"], smart["top_up_most"]), ("smart", 3642, "estimated", 500000), "smart")
    card = WORLD.look("gas", "RQ0026")
    equal((card["account"]["mode"], card["account"]["top_up_least"], card["bills"]["bills"]), ("card", 1000, []), "card")


def test_a_bill_that_contradicts_itself_is_told_once():
    before = WORLD.metric('tv_hall_wrong_bills_total{what="sums"}')
    for _ in range(3):
        said = WORLD.look("electricity", "4300000068")
        bill = said["bills"]["bills"][0]
        check(bill["sum_differs"] and not bill.get("may_pay"), f"not to be paid: {bill}")
        equal(said["explained"][0]["verdict"], "differs", "what is to be paid is not what the tariff makes of it")
    equal(WORLD.metric('tv_hall_wrong_bills_total{what="sums"}'), before + 1, "counted once a version")


def test_the_night():
    box = WORLD.box()
    WORLD.turn("water", "night")
    for number in range(12):  # nobody is to blame
        equal(refused(ask(box, "water", f"0735{number:03}")), ("closed_now", "later"), "between 23:50 and 00:10")
    WORLD.reset()
    equal(ask(box, "water", MAIN["water"])["account"]["tail"], "5001", "afterwards")


def test_bad_questions():
    box = WORLD.box()
    before = {kind: WORLD.calls(kind) for kind in MAIN}
    for body, status, error in (
            ({}, 400, "bad_request"), ([], 400, "bad_request"), (b"", 400, "bad_request"), (b"{", 400, "bad_request"),
            ({"operator": "sample-gas"}, 400, "bad_request"), ({"account_no": "RQ0018"}, 400, "bad_request"),
            ({"operator": "sample-gas", "account_no": 18}, 400, "bad_request"),
            ({**typed("gas", "RQ0018"), "account": "a" * 32}, 400, "bad_request"), ({"account": "x" * 33}, 400, "bad_request"),
            (typed("gas", "R" * 40), 400, "bad_request"), ({"operator": "sample-gas", "account_no": "x" * 2000}, 400, "bad_request"),
            (typed("gas", "RQ1"), 400, "bad_number"), (typed("gas", "RQ-0018"), 400, "bad_number"), (typed("electricity", "430000001"), 400, "bad_number"),
            (typed("electricity", "43000000180"), 400, "bad_number"), (typed("electricity", "RQ00180018"), 400, "bad_number"),
            (typed("steam", "RQ0018"), 404, "no_such_utility"), ({"account": "a" * 32}, 401, "session_ended")):
        box.post("/v1/utilities/statement", body, status=status, error=error)
    equal({kind: WORLD.calls(kind) for kind in MAIN}, before, "nobody was asked")
    stranger = WORLD.box()
    stranger.token = "a" * 43
    stranger.post("/v1/utilities/statement", typed("gas", "RQ0018"), status=401, error="box_unknown")
    equal(WORLD.ask("/v1/utilities/statement").status, 405, "GET")


def test_numbers_of_others():
    """Whoever tries numbers is stopped, and each try takes a while."""
    box = WORLD.box()
    said = []
    for begin in (0, 5):  # those under way count as accounts, of which there may be five
        said += WORLD.at_once(lambda i, begin=begin: how_long(lambda: ask(box, "gas", f"RQ77{begin + i:02}")), 5)
    for no, took in said:
        equal(refused(no)[0], "no_account", "a number that no account has")
        check(took > 0.38, f"a refusal leaves at a moment of its own, not after {took:.3f} s")
    said = ask(box, "gas", MAIN["gas"], status=429, error="too_many")
    equal(said["limit"], "failures", "ten wrong numbers a day")
    check(said["retry_at"] > 0, "until tomorrow")
    check(WORLD.look("gas", MAIN["gas"])["account"], "another box's own")


def test_different_accounts_of_a_box():
    box = WORLD.box()
    for number in ("4300000018", "4300000026", "4300000034", "4300000042", "4300000050"):
        ask(box, "electricity", number)
    before = WORLD.calls("water")
    equal(ask(box, "water", MAIN["water"], status=429, error="too_many")["limit"], "persons", "five accounts a day, of all utilities")
    equal(WORLD.calls("water"), before, "the utility is not asked")
    for _ in range(3):
        check(ask(box, "electricity", MAIN["electricity"])["account"], "the same again")


def test_an_account_of_many_boxes():
    for _ in range(10):
        ask(WORLD.box(), "water", "SA-0735-004")
    equal(ask(WORLD.box(), "water", "SA-0735-004", status=429, error="too_many")["limit"], "target", "ten boxes a day")


def test_kept_accounts():
    box = WORLD.household_by_pin()
    equal(box.post("/v1/household/accounts")["accounts"], [], "none yet")
    said = box.post("/v1/household/accounts/keep", {**typed("electricity", MAIN["electricity"]), "nickname": "阿婆家"})["accounts"]
    said = box.post("/v1/household/accounts/keep", typed("gas", MAIN["gas"]))["accounts"]
    equal([(row["operator"], row["kind"], row["operator_name"], row["tail"], row.get("nickname", "")) for row in said],
          [("sample-electricity", "electricity", "示例供电公司", "0018", "阿婆家"), ("sample-gas", "gas", "示例燃气公司", "0018", "")], "kept")
    first, second = (row["id"] for row in said)
    equal(box.post("/v1/household/accounts")["accounts"], said, "read again")
    equal(box.post("/v1/utilities/statement", {"account": first})["account"]["tail"], "0018", "asked for by what is kept")
    said = box.post("/v1/household/accounts/rename", {"account": second, "nickname": "老屋"})["accounts"]
    equal([row.get("nickname", "") for row in said], ["阿婆家", "老屋"], "renamed")
    said = box.post("/v1/household/accounts/rename", {"account": first})["accounts"]
    equal([row.get("nickname", "") for row in said], ["", "老屋"], "the name is taken away")
    said = box.post("/v1/household/accounts/keep", {**typed("gas", MAIN["gas"]), "nickname": "新屋"})["accounts"]
    equal([row.get("nickname", "") for row in said], ["", "新屋"], "kept already: the nickname is taken")
    said = box.post("/v1/household/accounts/remove", {"account": first})["accounts"]
    equal([row["id"] for row in said], [second], "removed")
    box.post("/v1/utilities/statement", {"account": first}, status=404, error="no_such_account")


def test_bad_questions_for_kept_accounts():
    box = WORLD.household()
    for path, body, status, error in (
            ("keep", {}, 400, "bad_request"), ("keep", typed("gas", "RQ1"), 400, "bad_number"), ("keep", typed("steam", "RQ0018"), 404, "no_such_utility"),
            ("keep", {**typed("gas", "RQ0018"), "nickname": "九个字的名字太长了"}, 400, "bad_request"),
            ("keep", {**typed("gas", "RQ0018"), "nickname": "a\nb"}, 400, "bad_request"), ("keep", {"account": "a"}, 400, "bad_request"),
            ("rename", {}, 400, "bad_request"), ("rename", {"account": "a" * 32, "nickname": "x"}, 404, "no_such_account"),
            ("remove", {"account": "a" * 32}, 404, "no_such_account"), ("remove", {"account": ""}, 400, "bad_request")):
        box.post(f"/v1/household/accounts/{path}", body, status=status, error=error)
    box.post("/v1/household/accounts", b"[", status=400, error="bad_request")
    for number in range(12):
        said = box.post("/v1/household/accounts/keep", typed("electricity", f"43000010{number:02}"))
    box.post("/v1/household/accounts/keep", typed("gas", "RQ0018"), status=409, error="accounts_full")
    equal(len(box.post("/v1/household/accounts/keep", typed("electricity", "4300001000"))["accounts"]), 12, "one that is kept already")
    equal(len(said["accounts"]), 12, "as many as there may be")


def test_whose_they_are():
    mine, other, nobody = WORLD.household(), WORLD.household(), WORLD.box()
    kept = mine.post("/v1/household/accounts/keep", typed("gas", MAIN["gas"]))["accounts"][0]["id"]
    for path, body in (("/v1/utilities/statement", {"account": kept}), ("/v1/household/accounts/rename", {"account": kept, "nickname": "x"}),
                       ("/v1/household/accounts/remove", {"account": kept})):
        other.post(path, body, status=404, error="no_such_account")
        nobody.post(path, body, status=401, error="session_ended")
        mine.post(path, body, session=other.session, status=401, error="session_ended")
        mine.post(path, body, session=None, status=401, error="session_ended")
    equal(other.post("/v1/household/accounts")["accounts"], [], "of another household")


def test_they_go_with_the_last_member():
    box = WORLD.box()
    said, _ = box.sign_in("person-gone")
    box.post("/v1/household/accounts/keep", typed("gas", MAIN["gas"]))
    rows = WORLD.households("SELECT count(*) FROM kept_accounts WHERE box = ?", (box.number,))
    equal(rows, [(1,)], "kept")
    listed = ends("tv-hall-admin", "household", "list", "--config", WORLD.config, box.number)
    equal(listed.err, "tv-hall-admin: accounts of gas, water and electricity that it has kept: 1\n", "what household list says")
    box.post("/v1/household/unbind", {"member": said["session"]["member"]})
    equal(WORLD.households("SELECT count(*) FROM kept_accounts WHERE box = ?", (box.number,)), [(0,)], "unbound")


def test_they_go_with_the_box():
    box = WORLD.household()
    box.post("/v1/household/accounts/keep", typed("gas", MAIN["gas"]))
    ends("tv-hall-admin", "box", "revoke", "--config", WORLD.config, "--reason", "sold", box.number)
    equal(WORLD.households("SELECT count(*) FROM kept_accounts WHERE box = ?", (box.number,)), [(0,)], "revoked")


def test_old_kept_accounts_are_no_others():
    """What was kept on a day before is looked at however many others were; what was kept today counts."""
    box = WORLD.household()
    for number in ("RQ0026", "RQ0034", "RQ0050", "RQ0084", "RQ0018"):
        ask(box, "gas", number)
    kept = box.post("/v1/household/accounts/keep", typed("water", MAIN["water"]))["accounts"][0]["id"]
    equal(box.post("/v1/utilities/statement", {"account": kept}, status=429, error="too_many")["limit"], "persons", "kept today")
    WORLD.households("UPDATE kept_accounts SET kept_at = kept_at - 86400000 WHERE id = ?", (kept,))
    equal(box.post("/v1/utilities/statement", {"account": kept})["account"]["tail"], "5001", "kept yesterday")


def test_equal_questions_are_asked_once():
    boxes = WORLD.boxes(6)
    WORLD.fault("water", "delay:600")
    before = WORLD.calls("water")
    said = WORLD.at_once(lambda i: ask(boxes[i], "water", "0735006"), 6)
    WORLD.reset()
    equal({json.dumps(one, sort_keys=True) for one in said}, {json.dumps(said[0], sort_keys=True)}, "the same to all")
    check(WORLD.calls("water") - before <= 4, f"{WORLD.calls('water') - before} calls of six boxes: account and bills, twice at the most")


def test_faults():
    """Whatever comes from a utility, a household hears words, and the headend goes on."""
    for fault in ("error", "garbage", "cut", "wrong-types", "huge", "deep", "empty", "hang"):
        WORLD.fault("gas", fault)
        equal(refused(WORLD.look("gas", MAIN["gas"])), ("unavailable", "later"), f"gas {fault}")
        WORLD.reset()
        check(WORLD.look("gas", MAIN["gas"])["account"], f"after {fault}")
    equal(WORLD.get("/healthz").status, 200, "the headend")


LIES_ABOUT = {
    "a type": lambda data: data.update(mode="x"), "a missing name of the mode": lambda data: data.pop("mode"),
    "another account": lambda data: data.update(account_no="4300000026"), "arrears below nothing": lambda data: data.update(arrears="-1.00"),
    "2^63 fen": lambda data: data.update(arrears="92233720368547758.08"), "a balance without a kind": lambda data: data.update(balance="1.00"),
    "a name that is a number": lambda data: data.update(name=5), "notes without end": lambda data: data.update(notes=["021"] * 5),
}
LIES_ABOUT_BILLS = {
    "no list": lambda data: data.update(bills=5), "the same twice": lambda data: data.update(bills=data["bills"][:1] * 2),
    "129": lambda data: data.update(bills=data["bills"][:1] * 129), "a day that is none": lambda data: data["bills"][0].update(to="20261345"),
    "an end before its begin": lambda data: data["bills"][0].update(to="20200101"), "2^63 fen": lambda data: data["bills"][0].update(payable="92233720368547758.08"),
    "version 0": lambda data: data["bills"][0].update(version=0), "no quantity": lambda data: data["bills"][0].pop("quantity"),
}


def _lie(is_bills, change):
    def lying(answer):
        answer = copy.deepcopy(answer)
        if ("bills" in answer.get("data", {})) == is_bills:
            change(answer["data"])
        return answer
    return lying


def test_lies():
    for what, change in LIES_ABOUT.items():
        LIES.liar.change = _lie(False, change)
        equal(refused(LIES.look("electricity", MAIN["electricity"])), ("unavailable", "later"), f"account with {what}")
        LIES.liar.change = lambda answer: answer
        check(LIES.look("electricity", MAIN["electricity"])["account"], "a good one between, so that the breaker stays shut")
    for what, change in LIES_ABOUT_BILLS.items():
        LIES.liar.change = _lie(True, change)
        said = LIES.look("electricity", MAIN["electricity"])
        check(said["account"]["tail"] == "0018" and said["bills_unknown"] and said["bills"]["bills"] == [] and "explained" not in said,
              f"bills with {what}: {str(said)[:300]}")
        LIES.liar.change = lambda answer: answer
        check(not LIES.look("electricity", MAIN["electricity"]).get("bills_unknown"), "a good one between")


def test_a_bill_that_differs_from_its_tariff():
    def dearer(data):
        bill = data["bills"][0]
        bill["lines"] = [{"name": "第一档", "tier": 1, "quantity": "420", "price": "0.5880", "amount": "246.96"}]
        bill.update(principal="246.96", payable="246.96")
    LIES.liar.change = _lie(True, dearer)
    before = LIES.metric('tv_hall_wrong_bills_total{what="tariff"}')
    for _ in range(3):
        said = LIES.look("electricity", MAIN["electricity"])
        newest = said["bills"]["bills"][0]
        row = next(row for row in said["explained"] if row["bill"] == newest["id"])
        equal((newest["payable"], newest["may_pay"], row["verdict"], row["total"]), (24696, True, "differs", 27546), "both are shown")
    LIES.reset()
    equal(LIES.metric('tv_hall_wrong_bills_total{what="tariff"}'), before + 1, "once a version")
    lines = [line for line in LIES.log().splitlines() if "is not what the tariff" in line]
    equal(len(lines), 1, f"one line: {lines}")
    check("sample-electricity" in lines[0] and newest["id"] not in lines[0] and "4300000018" not in lines[0], f"of whom it says nothing: {lines[0]}")


def test_without_a_tariff():
    def other(data):
        data["tariff"] = "没有这个价目"
    LIES.liar.change = _lie(False, other)
    said = LIES.look("electricity", MAIN["electricity"])
    LIES.reset()
    equal({row["verdict"] for row in said["explained"]}, {"not"}, "nothing can be explained")
    check(said["bills"]["bills"][0]["may_pay"], "it can be paid all the same")


def test_changed_tariffs_hold_at_once():
    text = (ROOT / "assets" / "sample-city" / "content" / "tariffs.xml").read_text(encoding="utf-8")
    path = LIES.folder / "tariffs.xml"
    path.write_text(text.replace('end="200000" price="5880"', 'end="210000" price="5880"'), encoding="utf-8")
    LIES.admin("import-content", path)
    LIES.eventually(lambda: LIES.look("electricity", "4300000084")["explained"][0]["verdict"] == "differs", "the changed tariff")
    LIES.admin("withdraw-content", "tariff", "sample-electricity")
    LIES.eventually(lambda: LIES.look("electricity", "4300000042")["explained"][0]["verdict"] == "not", "the withdrawn tariff")


def test_a_utility_that_fails_is_spared():
    """After five failures in a row it is not asked for a while, and the others are."""
    WORLD.fault("water", "error")
    for _ in range(5):
        equal(refused(WORLD.look("water", MAIN["water"])), ("unavailable", "later"), "an error")
    before = WORLD.calls("water")
    equal(refused(WORLD.look("water", MAIN["water"])), ("unavailable", "later"), "spared")
    equal(WORLD.calls("water"), before, "it is not asked")
    equal(WORLD.metric("tv_hall_utility_sample_water_breaker_open"), 1, "its breaker")
    equal(WORLD.metric("tv_hall_utility_sample_gas_breaker_open"), 0, "another's")
    check(WORLD.look("gas", MAIN["gas"])["account"], "another utility")
    WORLD.reset()


def test_no_number_is_kept_or_logged():
    for place in (WORLD, LIES):
        log = place.log()
        for number in NUMBERS:
            check(number not in log, f"an account number in the log: {[line for line in log.splitlines() if number in line][:2]}")
        for path in place.folder.iterdir():
            if path.name.startswith("hall.db"):
                found = [number for number in NUMBERS if number.encode() in path.read_bytes()]
                equal(found, [], f"account numbers in {path.name}")
        check("示例甲" not in log, "a name in the log")


def test_their_key_stays():
    """After a restart what was kept is there; with another secret it is there without its number, and can be removed."""
    box = LIES.box()
    box.sign_in("person-again")
    box.post("/v1/household/accounts/keep", {**typed("gas", MAIN["gas"]), "nickname": "A"})
    again()
    box.sign_in("person-again")
    kept = box.post("/v1/household/accounts")["accounts"]
    equal([row["tail"] for row in kept], ["0018"], "after a restart")
    key = LIES.folder / "hall.db.household-accounts-key"
    equal((key.stat().st_mode & 0o777, key.stat().st_size), (0o600, 32), "the secret")
    key.unlink()
    # And with no utility any more.
    text = LIES.config.read_text(encoding="utf-8")
    LIES.config.write_text(text[:text.index("<utilities>")] + text[text.index("</utilities>") + 12:], encoding="utf-8")
    again()
    equal(LIES.get("/v1/utilities").json(), {"utilities": [], "wallets": []}, "an empty list")
    ask(box, "gas", "RQ0018", status=404, error="no_such_utility")
    box.sign_in("person-again")
    lost = box.post("/v1/household/accounts")["accounts"]
    equal([(row["tail"], row["kind"], row.get("operator_name", ""), row["nickname"]) for row in lost], [("", "gas", "", "A")], "without number and name")
    box.post("/v1/utilities/statement", {"account": kept[0]["id"]}, status=404, error="no_such_account")
    equal(box.post("/v1/household/accounts/remove", {"account": kept[0]["id"]})["accounts"], [], "removed")


def again():
    equal(LIES.stop(), 0, f"the headend's status; its log: {LIES.log()[-2000:]}")
    LIES.start("--per-address", "0")


if __name__ == "__main__":
    WORLD, LIES = World(), World(lies=True)
    with WORLD.start("--per-address", "0"), LIES.start("--per-address", "0"):
        run(globals())
