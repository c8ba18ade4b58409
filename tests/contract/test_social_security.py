#!/usr/bin/python3
"""A person's own social security: the service of the headend with the real sandbox behind it, and every fault of that. TAP."""

import datetime
import pathlib
import tempfile
import time

import person_service
from person_service import CONTRADICTIONS, MAN, PERSONS, RESIDENT, STRANGER, WOMAN
import tap
from tap import check, equal


class Service(person_service.Service):
    def __init__(self, folder, url, **attributes):
        super().__init__("social-security", folder, url, **attributes)

    def social_security(self, person):
        return self.ask(person, "SocialSecurity")

    def retirement(self, person, post="-"):
        return self.ask(person, "Retirement", "retirement", post)


class Place(person_service.Place):
    def __init__(self, **attributes):
        super().__init__("social-security", Service, **attributes)


def _month(offset=0):
    """A month so many from now, as YYYYMM, at +08:00."""
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    year, month = divmod(now.year * 12 + now.month - 1 + offset, 12)
    return year * 100 + month + 1


def _of(answer, kind, account=None):
    found = [insurance for insurance in answer["insurances"] if insurance["kind"] == kind and insurance.get("account") == account]
    equal(len(found), 1, f"insurances of kind {kind}, account {account}")
    return found[0]


def test_who_is_about_to_retire():
    with Place() as place:
        answer = place.service.social_security(MAN)
        equal((answer["name"], answer["accounts"], len(answer["insurances"])), ("示**", 1, 5), "name, accounts, insurances")
        pension = _of(answer, "pension")
        equal({name: pension.get(name) for name in ("state", "paying", "official_months", "counted_months", "deemed_months", "needed_months")},
              {"state": "now", "paying": "now", "official_months": 171, "counted_months": 135, "deemed_months": 36, "needed_months": 180},
              "the pension")
        check("months_differ" not in pension, "36 deemed months explain the difference of the two figures")
        months = [row["month"] for row in pension["months"]]
        equal((months[0], months[-1], len(months)), (_month(-147), _month(-1), 135), "first and last month, how many")
        check(_month(-70) not in months, "a month of the gap is not there")
        equal([row["month"] for row in pension["months"] if row.get("back_paid")], [_month(-offset) for offset in (61, 60, 59, 58)],
              "months paid afterwards")
        equal(pension["personal_account"]["total"], 5598000, "the personal account, in fen")
        check(all("personal" not in row for row in _of(answer, "work-injury")["months"]), "410 has no personal share")
        equal(_of(answer, "maternity")["state"], "ended", "510")


def test_two_accounts():
    with Place() as place:
        answer = place.service.social_security(WOMAN)
        equal(answer["accounts"], 2, "accounts")
        new, old = _of(answer, "pension", 1), _of(answer, "pension", 2)
        equal((new["account_tail"], old["account_tail"]), ("0002", "0077"), "the last 4 of each")
        check("official_months" not in new and new["counted_months"] == 78, f"no figure of the office, 78 counted; got {new['counted_months']}")
        equal((old["official_months"], old["state"]), (115, "ended"), "the old account")


def test_residents_pay_by_the_year():
    with Place() as place:
        answer = place.service.social_security(RESIDENT)
        pension = _of(answer, "residents-pension")
        equal((pension["official_months"], pension["counted_months"], len(pension["months"])), (132, 132, 11), "11 years, 11 rows")
        equal(_of(answer, "residents-medical")["months"][-1]["month"], _month(2), "next year's is paid beforehand")
        equal(place.service.retirement(RESIDENT), {"outcome": "no_pension"}, "retirement")


def test_nobody():
    with Place() as place:
        answer = place.service.social_security(STRANGER)
        equal((answer["accounts"], answer["insurances"]), (0, []), "who is not known there")
        equal(place.service.retirement(STRANGER), {"outcome": "no_pension"}, "retirement")


def test_contradictions_are_told():
    with Place() as place:
        answer = place.service.social_security(CONTRADICTIONS)
        pension, never, other = _of(answer, "pension"), _of(answer, "unemployment"), _of(answer, "other")
        equal([pension.get(name) for name in ("state", "state_code", "months_differ", "rows_contradict", "rows_out_of_range")],
              ["other", "9", True, True, True], "the pension")
        equal((pension["official_months"], pension["counted_months"]), (220, 200), "both figures are there")
        equal((never["state"], never["states_contradict"]), ("never", True), "never insured, but with rows")
        equal((other["code"], other["paying"], other["paying_code"]), ("620", "other", "7"), "codes without a name")
        metrics = place.service.metrics()
        for what in ("months", "rows", "range", "states"):
            equal(metrics[f'tv_hall_social_security_cautions_total{{what="{what}"}}'], 1, f"cautions: {what}")
        place.service.social_security(CONTRADICTIONS)
        equal(place.service.log().count("contradicts itself: "), 4, "lines in the log: each caution once a minute")
        equal(place.service.metrics()['tv_hall_social_security_cautions_total{what="months"}'], 2, "counted every time")


def test_retirement():
    with Place() as place:
        answer = place.service.retirement(MAN)
        equal([answer[name] for name in ("outcome", "old_month", "needed", "paid", "missing_now", "early")],
              ["found", _month(), 180, 171, 9, "lacks"], "who turns 60 this month")
        for name in ("age_source", "contribution_source", "choice_source", "residents_source"):
            check(answer[name], f"{name}: where the statement comes from")
        equal(place.service.retirement(WOMAN), {"outcome": "asks_post"}, "a woman is asked for her post")
        office = place.service.retirement(WOMAN, "office")
        equal((office["paid"], office["is_counted"], office["months_differ"]), (189, True, True), "months of two accounts, the same once")
        equal(place.service.retirement(MAN, "worker"), place.service.retirement(MAN), "a man's post is not looked at")


def test_nothing_personal_gets_out_or_stays():
    with Place() as place:
        said = "".join(place.service.raw(person, what, post) for person in PERSONS
                       for what, post in (("social-security", "-"), ("retirement", "worker")))
        marks = [*PERSONS, "示例甲", "示例乙", "示例丙", "示例丁", "示例机械厂", "4310021000001", "4419000000077"]
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
        place.service.social_security(RESIDENT)
        one = place.calls()
        place.fault("delay:300")
        before = place.calls()
        lines = place.service.lines(RESIDENT, "social-security", count=5)
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
                line = place.service.lines(RESIDENT, "social-security")[0]
                if line.startswith("200"):
                    break
                check(time.monotonic() - begin < 60, f"{fault}: well again; the last answer: {line[:80]}")
                time.sleep(0.5)


def test_a_fault_of_a_later_page_darkens_the_whole():
    """The man's rows are three pages: half of them would be months that seem to be missing."""
    with Place(timeout_ms=2000) as place:
        place.service.social_security(MAN)
        calls = place.calls()
        check(calls >= 3, f"one question about the person, two or more pages: {calls} calls")
        line = ""
        for _ in range(3):  # a loaded machine may set the fault too late
            place.fault("delay:400")
            before = place.calls()
            place.service.child.stdin.write(f"1 {MAN} social-security -\n")
            place.service.child.stdin.flush()
            while place.calls() < before + 2:
                time.sleep(0.001)
            place.fault("error")
            line = place.service.child.stdout.readline()
            if line.startswith("503"):
                break
        equal(line.partition(" ")[0], "503", f"status when a later page fails; it said {line[:100]!r}")


def test_a_system_that_is_not_there():
    with tempfile.TemporaryDirectory(prefix="tv-hall-social-security-") as folder, Service(folder, "http://127.0.0.1:9") as service:
        service.refused()
        check("does not" in service.log() or "social security system" in service.log(), "the operator is told")


tap.run(globals())
