#!/usr/bin/python3
"""Gas, water and electricity: the adapter of the headend with the real sandbox behind it: every operation, every code, every lie. TAP."""

import datetime
import re
import time
import xml.etree.ElementTree

from headend import ROOT
from tap import check, equal, run
from utility_world import UTILITIES, end_worlds, world

MAIN = {"electricity": "4300000018", "water": "0735001", "gas": "RQ0018"}
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).strftime("%Y%m%d")
ROWS = xml.etree.ElementTree.parse(ROOT / "assets" / "utilities" / "answers.xml").getroot()
CODES = {row.get("code"): row.get("word") for row in ROWS if row.get("code")}
LEFT_OPEN = {"timed_out", "being_processed"}


def _owed(bill):
    return (bill["principal"] + bill.get("surcharge", 0) + bill.get("late_fee", 0) - bill.get("deduction", 0)
            - bill.get("previous_balance", 0) + bill.get("new_balance", 0))


def test_accounts_are_masked():
    with world() as place:
        for kind, _, name, _ in UTILITIES:
            account = place.asking.done(kind, "account", MAIN[kind])
            equal({key: account.get(key) for key in ("kind", "operator", "operator_name", "tail", "name", "address", "mode", "people")},
                  {"kind": kind, "operator": f"sample-{kind}", "operator_name": name, "tail": MAIN[kind][-4:], "name": "示**",
                   "address": "示例市示例区示例街道", "mode": "postpaid", "people": 4}, f"{kind}: the account")
            check(account["arrears"] > 0 and account["as_of"] > 0, f"{kind}: something is owed: {account}")
            check("balance" not in account, f"{kind}: no balance was said")


def test_modes_and_what_is_left_to_do():
    with world() as place:
        smart = place.asking.done("electricity", "account", "4300000076")
        equal((smart["mode"], smart["balance"], smart["balance_kind"], smart["balance_day"]), ("smart", 3642, "estimated", int(TODAY)), "smart")
        card = place.asking.done("gas", "account", "RQ0026")
        equal((card["mode"], card["balance_kind"], card["top_up_least"], card["top_up_most"]), ("card", "meter", 1000, 199900), "card")
        for kind, number, word, step in (("gas", "RQ0034", "not_loaded", "load_card"), ("gas", "RQ0084", "card_unwritten", "load_card"),
                                         ("electricity", "4300000034", "cut_off", "restore")):
            notes = place.asking.done(kind, "account", number)["notes"]
            equal([(note["word"], note["next"]) for note in notes], [(word, step)], f"{number}: notes")
            check(all(notes[0][part] for part in ("title", "text", "action")), f"{number}: words of the note")
        bought = place.asking.done("gas", "post", place.serial(), "RQ0026", "-", 0, 5000)
        equal((bought["state"], bought["note"]), ("posted", "not_loaded"), "bought, and to be loaded")
        equal(place.asking.done("gas", "account", "RQ0026").get("balance", 0), card.get("balance", 0), "on the meter only when it is loaded")
        place.asking.done("electricity", "post", place.serial(), "4300000076", "-", 0, 5000)
        equal(place.asking.done("electricity", "account", "4300000076")["balance"], 3642 + 5000, "paid into the account of a smart meter")
        number, bill, version, fen = place.bill("electricity", "4300000034")
        paid = place.asking.done("electricity", "post", place.serial(), number, bill, version, fen)
        equal(paid["note"], "cut_off", "paid, and restoration is to be applied for")


def test_bills_are_right_to_the_fen():
    with world() as place:
        for kind, number in MAIN.items():
            bills = place.asking.done(kind, "bills", number)["bills"]
            check(len(bills) >= 12, f"{kind}: 24 months")
            equal([bill["to"] for bill in bills], sorted((bill["to"] for bill in bills), reverse=True), f"{kind}: the newest first")
            equal([bill["id"] for bill in bills if bill.get("may_pay")], [bills[0]["id"]], f"{kind}: one is owed")
            for bill in bills:
                equal(bill["payable"], _owed(bill), f"{kind} {bill['id']}: parts")
                lines = bill.get("lines", [])
                equal(bill["principal"], sum(line["fen"] for line in lines if line.get("tier")) if lines else bill["principal"], "tiers")
                equal(bill.get("surcharge", 0), sum(line["fen"] for line in lines if not line.get("tier")), "extras")
                check(not bill.get("sum_differs") and not bill.get("readings_differ"), f"{kind} {bill['id']}: nothing to be cautious about")
        newest = place.asking.done("electricity", "bills", MAIN["electricity"])["bills"][0]
        equal((newest["quantity"], newest["payable"], newest["current_reading"] - newest["previous_reading"]), (420000, 27546, 420000), "420 kWh")
        equal([(line["quantity"], line["price"], line["fen"]) for line in newest["lines"]],
              [(200000, 5880, 11760), (150000, 6380, 9570), (70000, 8880, 6216)], "tiers of 420 kWh")


def test_kinds_of_bills():
    with world() as place:
        bills = place.asking.done("electricity", "bills", MAIN["electricity"])["bills"]
        kinds = {kind: [bill for bill in bills if bill["kind"] == kind] for kind in ("bill", "adjustment", "reversal")}
        equal({kind: len(found) for kind, found in kinds.items()}, {"bill": 25, "adjustment": 1, "reversal": 1}, "kinds")
        reversal = kinds["reversal"][0]
        reversed_bill = next(bill for bill in bills if bill["id"] == reversal["reverses"])
        equal((reversed_bill["is_void"], reversed_bill["payable"]), (True, -reversal["payable"]), "a negative mirror makes it void")
        check(not reversed_bill.get("may_pay"), "what is void is not owed")
        equal(kinds["adjustment"][0]["payable"], -1260, "an adjustment in favour")
        equal(len([bill for bill in bills if bill.get("is_estimated")]), 1, "estimated readings")
        invoices = [bill for bill in bills if bill.get("invoice") == "issued"]
        equal([bill["invoice_tail"] for bill in invoices], ["0018"], "the number of an invoice, its last 4")
        part = place.asking.done("electricity", "bills", "4300000115000")["bills"][0]
        equal((part["previous_balance"], part.get("new_balance", 0), part["payable"], part["may_pay"]), (10000, 0, _owed(part), True), "paid in part")
        zero = place.asking.done("water", "bills", "0735006")["bills"][0]
        check(zero["payable"] == 0 and not zero.get("may_pay"), "a bill of nothing is not to be paid")


def test_contradictions_are_shown_and_told():
    with world() as place:
        wrong = place.asking.done("electricity", "bills", "4300000068")["bills"][0]
        check(wrong["sum_differs"] and not wrong.get("may_pay"), "a bill that does not add up is not to be paid")
        meter = place.asking.done("electricity", "bills", "4300000084")["bills"][0]
        check(meter["readings_differ"] and meter["may_pay"], "a meter that was changed is a caution")
        log = place.asking.log()
        for text in ("sample-electricity: bills: a bill whose parts do not add up",
                     "sample-electricity: bills: a bill whose quantity is not the difference of its readings"):
            check(text in log, f"told to the operator: {text}; {log}")


def test_a_posting_and_its_life():
    with world() as place:
        order = (place.serial(), *place.bill("electricity", MAIN["electricity"]))
        equal(place.asking.done("electricity", "query", *order)["state"], "not_there", "before")
        first = place.asking.done("electricity", "post", *order)
        check(first["state"] == "posted" and first["receipt"] and first["posted"] > 0, f"posted: {first}")
        equal(place.asking.done("electricity", "post", *order), first, "the same again: the same receipt")
        equal(place.asking.done("electricity", "query", *order), first, "asked")
        place.asking.expect("refused", "already_paid", "electricity", "post", place.serial(), *order[1:])
        bills = place.asking.done("electricity", "bills", order[1])["bills"]
        equal([(bill["receipt"], bill["written_off_day"]) for bill in bills if bill["id"] == order[2]], [(first["receipt"], int(TODAY))], "written off")
        check(not any(bill.get("may_pay") for bill in bills), "nothing is owed any more")
        equal(place.asking.done("electricity", "account", order[1]).get("arrears", 0), 0, "nor does the account say so")
        equal(place.asking.done("electricity", "reverse", *order)["state"], "not_posted", "reversed")
        equal(place.asking.done("electricity", "reverse", *order)["state"], "not_posted", "and again")
        equal(place.asking.done("electricity", "query", *order)["state"], "not_posted", "for ever")
        place.asking.expect("refused", "serial_void", "electricity", "post", *order)
        again = place.asking.done("electricity", "post", place.serial(), *order[1:])
        check(again["receipt"] != first["receipt"], "under another serial it can be paid")


def test_what_a_posting_may_be_refused_for():
    with world() as place:
        number, bill, version, fen = place.bill("electricity", MAIN["electricity"])
        for word, order in (("odd_amount", (number, bill, version, fen - 1)), ("bill_changed", (number, bill, version + 1, fen)),
                            ("no_bill", (number, "B-none", version, fen)), ("no_account", ("4300000999", bill, version, fen))):
            place.asking.expect("refused", word, "electricity", "post", place.serial(), *order)
        for kind, number, word in (("electricity", "4300000042", "too_old"), ("electricity", "4300000092", "already_paid"),
                                   ("electricity", "4300000107", "being_paid"), ("water", "SA-0735-004", "odd_amount"),
                                   ("water", "0735005", "not_offered")):
            place.asking.expect("refused", word, kind, "post", place.serial(), *place.bill(kind, number))
        for kind, number, fen, word in (("gas", "RQ0050", 50001, "over_amount"), ("gas", "RQ0050", 999, "odd_amount"),
                                        ("gas", "RQ0034", 1000, "last_unfinished"), ("electricity", "4300000018", 1000, "odd_amount")):
            place.asking.expect("refused", word, kind, "post", place.serial(), number, "-", 0, fen)
        for kind, number, word in (("electricity", "4300000026", "nothing_owed"), ("electricity", "4300000050", "deduction_under_way"),
                                   ("water", "0735003", "meter_fault")):
            place.asking.expect("refused", word, kind, "bills", number)
        for number, word in (("RQ0042", "card_channel"), ("RQ0068", "card_not_new"), ("RQ0076", "card_unreadable"), ("RQ9999", "no_account")):
            place.asking.expect("refused", word, "gas", "account", number)


def test_every_code_of_the_table():
    """In every operation; what leaves a payment open is unknown and never a refusal."""
    with world() as place:
        order = (place.serial(), *place.bill("water", MAIN["water"]))
        questions = (("account", MAIN["water"]), ("bills", MAIN["water"]), ("post", *order), ("query", *order), ("reverse", *order), ("day", TODAY))
        check(len(CODES) >= 29, f"codes of the table: {len(CODES)}")
        for code, word in {**CODES, "999": "other", "998": "other"}.items():
            place.turn("water", f"code-{code}")
            for question in questions:
                place.asking.expect("unknown" if word in LEFT_OPEN | {"other"} else "refused", word, "water", *question)
        place.turn("water", "none")
        check("a code that its table of answers does not have" in place.asking.log(), "a code without a row is told")
        place.asking.done("water", "post", *order)


def test_quirks():
    with world() as place:
        place.turn("gas", "night")
        for question in (("account", MAIN["gas"]), ("bills", MAIN["gas"])):
            place.asking.expect("refused", "closed_now", "gas", *question)
        place.turn("gas", "none")
        number, bill, version, fen = place.bill("gas", MAIN["gas"])
        place.turn("gas", "version")
        place.asking.expect("refused", "bill_changed", "gas", "post", place.serial(), number, bill, version, fen)
        changed = place.bill("gas", number)
        equal(changed, (number, bill, version + 1, fen + 137), "another version, with a late fee")
        place.turn("gas", "final")
        order = (place.serial(), *changed)
        place.asking.done("gas", "post", *order)
        place.asking.expect("refused", "written_off", "gas", "reverse", *order)
        equal(place.asking.done("gas", "query", *order)["state"], "posted", "it stays posted")


def _until(ask, wanted):
    end = time.monotonic() + 20
    while (state := ask()["state"]) != wanted:
        check(time.monotonic() < end, f"{wanted} did not come: {state}")
        time.sleep(0.05)


def test_a_posting_that_succeeds_after_its_time_out():
    with world() as place:
        order = (place.serial(), *place.bill("electricity", MAIN["electricity"]))
        place.turn("electricity", "slow-post")
        place.asking.expect("unknown", "being_processed", "electricity", "post", *order)
        _until(lambda: place.asking.done("electricity", "query", *order), "posted")
        order = (place.serial(), *place.bill("water", MAIN["water"]))
        place.fault("water", "delay:1200:1")
        place.asking.expect("unknown", "unavailable", "water", "post", *order, timeout_ms=300)
        _until(lambda: place.asking.done("water", "query", *order), "posted")
        order = (place.serial(), *place.bill("gas", MAIN["gas"]))
        place.turn("gas", "lost-answer")
        place.asking.expect("unknown", "unavailable", "gas", "post", *order)
        place.turn("gas", "none")
        receipt = place.asking.done("gas", "query", *order)["receipt"]
        equal(place.asking.done("gas", "post", *order)["receipt"], receipt, "again under the same serial: one posting")


def test_not_there_is_not_not_posted():
    """A posting on its way arrives after the utility has said that it is not there. Reversed, it never arrives."""
    with world() as place:
        for reverses in (False, True):
            number = MAIN["electricity"] if reverses else "4300000034"
            order = (place.serial(), *place.bill("electricity", number))
            place.turn("electricity", "late-post")
            place.asking.expect("unknown", "unavailable", "electricity", "post", *order)
            place.turn("electricity", "none")
            if reverses:
                equal(place.asking.done("electricity", "reverse", *order)["state"], "not_posted", "reversed")
                time.sleep(0.9)
                equal(place.asking.done("electricity", "query", *order)["state"], "not_posted", "and it stays so")
                check(place.bill("electricity", number)[1] == order[2], "it is still owed")
            else:
                state = place.asking.done("electricity", "query", *order)["state"]
                check(state in ("not_there", "posted"), f"asked at once: {state}")  # a loaded machine asks late
                _until(lambda asked=order: place.asking.done("electricity", "query", *asked), "posted")


def test_a_day():
    with world() as place:
        equal(place.asking.done("gas", "day", TODAY)["rows"], [], "an empty day")
        order = (place.serial(), *place.bill("gas", MAIN["gas"]))
        first = place.asking.done("gas", "post", *order)
        bought = [place.serial() for _ in range(210)]
        for serial in bought:
            place.asking.done("gas", "post", serial, "RQ0050", "-", 0, 1234)
        place.asking.done("gas", "reverse", bought[0], "RQ0050", "-", 0, 1234)
        place.asking.done("gas", "reverse", place.serial(), "RQ0050", "-", 0, 1234)  # never posted: in no day
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).strftime("%Y%m%d")
        if today == TODAY:  # else midnight has parted them
            rows = place.asking.done("gas", "day", today)["rows"]
            equal(len(rows), 212, "rows of two pages")
            equal(rows[0], {"kind": 0, "serial": order[0], "receipt": first["receipt"], "fen": order[4]}, "the first")
            equal([row["serial"] for row in rows if row["kind"] == 1], [bought[0]], "a reversal")
            place.turn("gas", "partial-day")
            place.asking.expect("unknown", "unavailable", "gas", "day", today)
            check("day: its rows are not what it says they are in all" in place.asking.log(), "rows that are missing are told")
        place.turn("gas", "day")
        place.asking.expect("refused", "day_not_ready", "gas", "day", today)
        equal(place.asking.done("water", "day", "20200101")["rows"], [], "another day")


def _set(*path, value):
    def change(answer):
        at = answer
        for part in path[:-1]:
            at = at[part]
        at[path[-1]] = value
        return answer
    return change


def _drop(*path):
    def change(answer):
        at = answer
        for part in path[:-1]:
            at = at[part]
        del at[path[-1]]
        return answer
    return change


def _twice(answer):
    answer["data"]["bills"].append(answer["data"]["bills"][0])
    return answer


def _many(answer):
    answer["data"]["bills"] = [{**answer["data"]["bills"][0], "lines": [], "bill_no": f"B{number}"} for number in range(129)]
    return answer


HUGE = "92233720368547758.08"  # 2^63 fen
DAYS = ("20261301", "0", "yesterday", "19991231", 2.5, [1])
OF_ACCOUNT = (
    *(("account_no", value) for value in ("4300000026", "", None, 4300000018.5, "4" * 100, [], {})),
    *(("mode", value) for value in ("4", -1, None, "", "postpaid", [0])), *(("people", value) for value in (-1, 100, "many", 2.5)), *(("opened", value) for value in ("20191301", "2019", "x", {})),
    *(("arrears", value) for value in ("-0.01", HUGE, "1e3", "0.001", "1,000", {}, "100000000.01", True)),
    *(("name", value) for value in (5, [], True)), ("address", 5), ("tariff", []), ("source", {}),
    ("notes", "021"), ("notes", [21]), ("notes", ["021"] * 5), ("notes", [None]),
)
OF_BALANCE = (*(("balance", value) for value in (HUGE, "much", [], "0.005")), *(("balance_date", value) for value in DAYS),
              *(("balance_kind", value) for value in (3, -1, None, "settled")), ("buy_most", "9.99"), ("buy_most", "-1"), ("buy_least", HUGE))
OF_BILL = (
    *(("bill_no", value) for value in ("", None, "B 1", "B" * 33, "示例", 5.5, [])), *(("kind", value) for value in (3, -1, None, "bill")),
    *(("version", value) for value in (0, -1, None, "", 1000001, 1.5, "9223372036854775808")),
    *((name, value) for name in ("from", "to", "due_date") for value in DAYS), ("from", None), ("to", "20200101"), ("from", "29991231"),
    *((name, value) for name in ("principal", "surcharge", "late_fee", "deduction", "previous_balance", "new_balance", "payable")
      for value in (HUGE, "-" + HUGE, "1e2", "0.001", [], {}, True, "100000000.01")), ("principal", None), ("payable", None),
    *((name, value) for name in ("quantity", "previous_reading", "current_reading", "used_before") for value in ("1.2345", "1e3", "a", [], "1000000000.001")),
    ("quantity", None), ("estimated", 2), ("people", 1000), ("lines", {}), ("lines", [5]), ("lines", [{}]), ("lines", [[]] * 17),
    ("written_off_date", "20261101"), ("receipt_no", "R1"), ("receipt_no", "R" * 33), ("invoice_state", 4), ("invoice_no", "示例"),
    ("reverses", []),
)
OF_LINE = (*(("name", value) for value in (None, "", 5, [])), *(("tier", value) for value in (-1, 10, "x")),
           *(("quantity", value) for value in (None, "1.2345", [])), *(("price", value) for value in (None, "0.58805", "100.0001", {})),
           *(("amount", value) for value in (None, HUGE, "1.234")))
# Shown, and never to be paid.
NOT_TO_BE_PAID = (("payable", "-1.00"), ("payable", "0.00"), ("payable", "275.47"), ("late_fee", "-1.00"), ("late_fee", "1.00"), ("deduction", "1.00"),
                  ("principal", "275.45"), ("surcharge", "1.00"), ("previous_balance", "10.00"), ("reverses", "B-other"), ("kind", 2))
OF_POSTING = (
    *(("serial", value) for value in ("ORDER-999999", "", None, 5, [])), *(("state", value) for value in ("paid", "", None, 0, "void", "none")),
    *(("account_no", value) for value in ("4300000026", None, "")), *(("bill_no", value) for value in ("B-other", None, "")),
    *(("amount", value) for value in ("275.45", "0.00", "-275.46", HUGE, None, [])), *(("version", value) for value in (2, None, -1)),
    *(("receipt_no", value) for value in ("", None, " ", "R" * 33, "R" * 100, "示例", {})), *(("posted_time", value) for value in ("", None, "2" * 100, "19690101000000", "20261301000000", "now", [])),
    ("note", {}), ("note", "021" * 5),
)
# Of an e-invoice: whatever is wrong with it, the posting stands.
OF_INVOICE = (*(("invoice_state", value) for value in (4, -1, "issued", {}, None)), *(("invoice_no", value) for value in ("示例", "R" * 33, [])))
OF_DAY = (*(("date", value) for value in ("20200101", None, "x")), *(("total", value) for value in (0, 2, -1, None, 200001, "x")),
          *(("sum", value) for value in ("0.00", "275.47", "-275.46", None, "x")), ("rows", {}), ("rows", None), ("rows", [5]), ("rows", [{}] * 501))
OF_ROW = (*(("kind", value) for value in (2, None, -1, 1)), *(("serial", value) for value in (None, "", " ", [], "S" * 33, "S" * 100)), ("receipt_no", None),
          *(("amount", value) for value in ("0.00", "-275.46", "275.47", HUGE, None)), *(("time", value) for value in (None, "20200101000000", "x")))
WHOLE = (b"", b"[]", b"{", b"null", b'"000"', b"\xff\xfe", b"[" * 100000, b"x" * 70000)


def _untold(place, *question):
    place.asking.expect("unknown", "unavailable", "electricity", *question)


def test_every_lie():
    """Every field of every answer wrong, missing, huge: nothing is believed, and the operator is told which, and of nobody."""
    with world(lies=True) as place:
        number = MAIN["electricity"]
        order = (place.serial(), *place.bill("electricity", number))
        place.asking.done("electricity", "post", *order)
        questions = {"account": ("account", number), "smart": ("account", "4300000076"), "bills": ("bills", "4300000034"), "post": ("post", *order),
                     "day": ("day", TODAY)}
        told = 0
        for question, path, lies in (("account", (), OF_ACCOUNT), ("smart", (), OF_BALANCE), ("bills", ("bills", 0), OF_BILL),
                                     ("bills", ("bills", 0, "lines", 0), OF_LINE), ("post", (), OF_POSTING), ("day", (), OF_DAY), ("day", ("rows", 0), OF_ROW)):
            for name, value in lies:
                place.liar.change = _set("data", *path, name, value=value)
                _untold(place, *questions[question])
                told += 1
        for name in ("code", "data"):
            for value in (None, [], {}, 5.5, True, "0" * 9):
                place.liar.change = _set(name, value=value)
                if (name, value) != ("code", 5.5):
                    _untold(place, *questions["account"])
        place.liar.change = _drop("data")
        for question in questions.values():
            _untold(place, *question)
        for text in WHOLE:
            place.liar.change = lambda _, said=text: said
            for question in questions.values():
                _untold(place, *question)
        for change in (_twice, _many):
            place.liar.change = change
            _untold(place, *questions["bills"])
        log = place.asking.log()
        check(log.count("the answer cannot be believed: ") >= told - 6, f"each is told: {told} lies, {log.count('cannot be believed')} lines")
        for mark in (number, "4300000034", "4300000076", "示例甲", "示例丙", "示例路", order[0], order[2]):
            check(mark not in log, f"{mark} stands in the log")
        place.liar.change = lambda answer: answer
        place.asking.done("electricity", "post", *order)


def test_an_invoice_of_what_was_posted():
    with world(lies=True) as place:
        order = (place.serial(), *place.bill("electricity", MAIN["electricity"]))
        posted = place.asking.done("electricity", "post", *order)
        by_serial = (order[0], "-", *order[2:])
        equal(posted["invoice"], "none", "none is made yet")
        equal(place.asking.done("electricity", "query", *by_serial), posted, "asked after by the serial alone")
        place.liar.change = _set("data", "bill_no", value="B-other")
        place.asking.expect("unknown", "unavailable", "electricity", "query", *by_serial)
        for number, (state, word) in (("24430000000000008812", (2, "issued")), ("", (1, "requested")), ("8812", (3, "reversed"))):
            place.liar.change = lambda answer, state=state, number=number: _set("data", "invoice_no", value=number)(_set("data", "invoice_state", value=state)(answer))
            said = place.asking.done("electricity", "query", *by_serial)
            equal((said["invoice"], said["invoice_tail"]), (word, number[-4:] if len(number) > 4 else ""), f"{state} {number}")
        for name, value in OF_INVOICE:
            place.liar.change = _set("data", name, value=value)
            for what in ("post", "query"):
                said = place.asking.done("electricity", what, *order)
                equal((said["state"], said["receipt"], "invoice" in said), ("posted", posted["receipt"], False), f"{what}, {name}: {value}")


def test_what_does_not_add_up_is_never_owed():
    with world(lies=True) as place:
        for name, value in NOT_TO_BE_PAID:
            place.liar.change = _set("data", "bills", 0, name, value=value)
            bill = place.asking.done("electricity", "bills", MAIN["electricity"])["bills"][0]
            check(not bill.get("may_pay"), f"{name} {value}: it may not be paid: {bill}")
            check(bill.get("sum_differs"), f"{name} {value}: it differs")
        place.liar.change = _set("data", "bills", 0, "lines", 0, "amount", value="117.62")
        check(place.asking.done("electricity", "bills", MAIN["electricity"])["bills"][0]["sum_differs"], "a line that is not quantity times price")
        place.liar.change = lambda answer: _set("data", "bills", 25, "principal", value="-1.00")(_set("data", "bills", 25, "payable", value="-1.00")(answer))
        reversal = [bill for bill in place.asking.done("electricity", "bills", MAIN["electricity"])["bills"] if bill["kind"] == "reversal"]
        check(reversal[0]["sum_differs"], "a reversal that is not the mirror of its bill")


def test_states_that_contradict_the_question():
    with world(lies=True) as place:
        order = (place.serial(), *place.bill("electricity", MAIN["electricity"]))
        place.asking.done("electricity", "post", *order)
        for what, state, word in (("post", "none", "unavailable"), ("post", "void", "unavailable"), ("post", "processing", "being_processed"),
                                  ("reverse", "posted", "unavailable"), ("reverse", "none", "unavailable"), ("reverse", "processing", "being_processed")):
            place.liar.change = _set("data", "state", value=state)
            place.asking.expect("unknown", word, "electricity", what, *order)
        # A word that is not of the table is no state, and never allows a refund.
        for state in ("not_posted", "failed", "VOID", ""):
            place.liar.change = _set("data", "state", value=state)
            place.asking.expect("unknown", "unavailable", "electricity", "query", *order)


def test_faults():
    with world() as place:
        order = (place.serial(), *place.bill("water", MAIN["water"]))
        for fault in ("error", "garbage", "cut", "wrong-types", "huge", "deep", "empty", "hang"):
            place.fault("water", fault)
            for question in (("account", MAIN["water"]), ("post", *order), ("day", TODAY)):
                begin = time.monotonic()
                place.asking.expect("unknown", "unavailable", "water", *question, timeout_ms=400)
                check(time.monotonic() - begin < 15, f"{fault}: bounded time")
        place.fault("water", "none")
        equal(place.asking.done("water", "post", *order)["state"], "posted", "well again")


def test_nothing_personal_gets_out():
    with world() as place:
        said = ""
        for kind, *_ in UTILITIES:
            for sample in place.sandbox.ask(f"/sandbox/samples/{kind}"):
                for what in ("account", "bills"):
                    said += str(place.asking.line(kind, what, sample["account_no"]))
        for mark in ("示例甲", "示例乙", "示例路", "示例村", "1号", "2组", *MAIN.values(), "24430000000000000018"):
            check(mark not in said and mark not in place.asking.log(), f"{mark} gets out")
        check(not re.search(r"\d{10}", re.sub(r"'(as_of|posted)': \d+", "", said)), "no number of ten digits gets out")


def test_they_end_in_good_order():
    end_worlds()


run(globals())
