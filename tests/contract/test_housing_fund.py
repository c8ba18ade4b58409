#!/usr/bin/python3
"""A person's own housing fund: the service of the headend with the real sandbox behind it, and every fault of that. TAP."""

import datetime
import pathlib
import tempfile
import time

from fund_world import CONTRADICTIONS, MAN, PERSONS, RESIDENT, STRANGER, WOMAN, Place, Service
import tap
from tap import check, equal


def _today():
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))


def _added(account):
    return sum(entry["amount"] + entry.get("interest", 0) for entry in account["entries"])


def test_who_is_about_to_retire():
    with Place() as place:
        answer = place.service.ask(MAN)
        equal((answer["name"], len(answer["accounts"]), len(answer["loans"])), ("示**", 1, 1), "name, accounts, loans")
        account = answer["accounts"][0]
        sample = place.told("18321")
        equal((account["tail"], account["state"], account.get("org_name")), ("8321", "normal", None), "account; the employer is not told")
        equal(account["balance"], sample["balance"], "balance")
        check(len(account["entries"]) == sample["rows"] > 200, f"all rows, of more than a page: {len(account['entries'])}")
        equal(_added(account), account["balance"], "the whole history adds up to the balance")
        equal([account.get(name, False) for name in ("is_whole", "sum_differs", "entries_differ", "entries_omitted")],
              [True, False, False, False], "nothing to be cautious about")
        dates = [entry["date"] for entry in account["entries"]]
        equal(dates, sorted(dates, reverse=True), "the newest first")
        check(any(dates.count(date) > 1 for date in dates), "several entries on one day")
        red = [entry for entry in account["entries"] if entry.get("is_red")]
        equal([(entry["kind"], entry["amount"]) for entry in red], [("deposit", -150000)], "one red entry")
        taken = [entry for entry in account["entries"] if entry["kind"] == "withdrawal"]
        equal({entry["reason"] for entry in taken}, {"purchase", "repayment"}, "reasons")
        check(all(entry["amount"] < 0 for entry in taken), "withdrawals lessen the balance")
        interest = [entry for entry in account["entries"] if entry["kind"] == "interest"]
        check(interest and all(entry["amount"] == 0 and entry["interest"] > 0 for entry in interest), "interest in its own column")
        months = [point["month"] for point in account["points"]]
        equal((months[-1], account["points"][-1]["balance"]), (_today().year * 100 + _today().month, account["balance"]), "the curve ends now")
        equal(len(months), 132, "a month each since the opening")


def test_the_loan():
    with Place() as place:
        loan = place.service.ask(MAN)["loans"][0]
        equal((loan["tail"], loan["principal"], loan["rate"], loan["months"]), ("5566", 24000000, 2600, 180), "loan")
        equal(loan["remaining"], 24000000 - 84 * (24000000 // 180), "remaining")
        equal(len(loan["instalments"]), 6, "the next ones")
        for due in loan["instalments"]:
            equal(due["total"], due["principal"] + due["interest"] + due.get("penalty", 0), "parts of an instalment")
        check("parts_differ" not in loan, "nothing to be cautious about")


def test_two_accounts():
    with Place() as place:
        answer = place.service.ask(WOMAN)
        equal([(account["tail"], account["state"]) for account in answer["accounts"]], [("6208", "sealed"), ("4417", "withdrawn")],
              "the one that is closed comes last, though it is told first")
        now, old = answer["accounts"]
        equal((old["balance"], old["entries"][0]["kind"], old["entries"][0]["reason"]), (0, "closing_withdrawal", "moving"), "the closed one")
        other = [entry for entry in now["entries"] if entry["kind"] == "other"]
        equal([entry["code"] for entry in other], ["88"], "a code without a name")
        check({"correction", "reminder", "back_deposit", "sealing"} <= {entry["kind"] for entry in now["entries"]}, "kinds of the city's own")
        check(not any(entry.get("is_red") for entry in now["entries"]), "a correction may lessen the balance and is no red entry")
        equal(_added(now), now["balance"], "it adds up")


def test_nobody():
    with Place() as place:
        for person in (RESIDENT, STRANGER):
            answer = place.service.ask(person)
            equal((answer["accounts"], answer["loans"]), ([], []), "who has no account")


def test_contradictions_are_told():
    with Place() as place:
        answer = place.service.ask(CONTRADICTIONS)
        account, loan = answer["accounts"][0], answer["loans"][0]
        equal([account.get(name) for name in ("state", "sum_differs", "entries_differ", "is_whole")], ["frozen", True, True, None], "account")
        check(len(account["points"]) in (24, 25), f"the curve goes back as far as the ledger: {len(account['points'])}")
        equal((loan["parts_differ"], loan["instalments"][0]["penalty"]), (True, 1250), "loan")
        metrics = place.service.metrics()
        for what in ("balance", "ledger", "instalment"):
            equal(metrics[f'tv_hall_housing_fund_contradictions_total{{what="{what}"}}'], 1, f"told: {what}")
        place.service.ask(CONTRADICTIONS)
        equal(place.service.log().count("contradicts itself: "), 3, "lines in the log: each once a minute")
        equal(place.service.metrics()['tv_hall_housing_fund_contradictions_total{what="ledger"}'], 2, "counted every time")


def test_rates_are_those_of_today():
    with Place() as place:
        rates = place.service.ask(MAN)["rates"]
        equal(rates, {"from": 20250508, "deposit": 1500, "loan_short": 2100, "loan_long": 2600}, "rates")


def test_nothing_personal_gets_out_or_stays():
    with Place() as place:
        said = "".join(place.service.raw(person) for person in PERSONS)
        marks = [*PERSONS, "示例甲", "示例乙", "示例丁", "43100001102300018321", "000018321", "43100002201900005566"]
        for mark in marks:
            check(mark not in said, f"{mark} stands in an answer")
        place.fault("garbage")
        place.service.refused()
        for path in pathlib.Path(place.folder.name).rglob("*"):
            if path.is_file():
                text = path.read_bytes()
                for mark in marks:
                    check(mark.encode() not in text, f"{mark} stands in {path.name}")


def test_equal_questions_are_asked_once():
    with Place(timeout_ms=3000) as place:
        place.service.ask(MAN)
        one = place.calls()
        equal(one, 4, "accounts, two pages of a ledger, loans")
        place.fault("delay:300")
        before = place.calls()
        lines = place.service.lines(MAN, 5)
        equal({line.partition(" ")[0] for line in lines}, {"200"}, "five at once: statuses")
        equal(place.calls() - before, one, "calls for five equal questions")


def test_faults():
    with Place(timeout_ms=500) as place:
        for fault in ("error", "garbage", "cut", "wrong-types", "huge", "deep", "empty", "hang", "delay:900"):
            place.fault(fault)
            begin = time.monotonic()
            place.service.refused()
            check(time.monotonic() - begin < 8, f"{fault}: bounded time")
            place.fault("none")
            time.sleep(0.05)
            while True:  # the circuit breaker tries again after a while
                line = place.service.lines(RESIDENT)[0]
                if line.startswith("200"):
                    break
                check(time.monotonic() - begin < 60, f"{fault}: well again; the last answer: {line[:80]}")
                time.sleep(0.5)


def test_a_fault_of_a_later_page_darkens_the_whole():
    """Half of a ledger would be a balance that seems to be wrong."""
    with Place(timeout_ms=2000) as place:
        line = ""
        for _ in range(3):  # a loaded machine may set the fault too late
            place.fault("delay:400")
            before = place.calls()
            place.service.child.stdin.write(f"1 {MAN}\n")
            place.service.child.stdin.flush()
            while place.calls() < before + 2:
                time.sleep(0.001)
            place.fault("error")
            line = place.service.child.stdout.readline()
            if line.startswith("503"):
                break
        equal(line.partition(" ")[0], "503", f"status when a later page fails; it said {line[:100]!r}")


def test_a_system_that_is_not_there():
    with tempfile.TemporaryDirectory(prefix="tv-hall-housing-fund-") as folder, Service(folder, "http://127.0.0.1:9") as service:
        service.refused()
        check("housing fund system" in service.log(), "the operator is told")


tap.run(globals())
