#!/usr/bin/python3
"""Who may retire when: the whole table of tv-hall-admin against a table that is made here another way, by walking through the months as
the decision of 2024-09-13 tells it (no formula is shared), for all months of birth, three groups, and several people. Prints TAP."""

import datetime
import os

from headend import ROOT, ends
from person_service import CONTRADICTIONS, MAN, Place, WOMAN
import tap
from tap import check, equal

CONFIG = os.path.join(ROOT, "assets", "headend.xml")
# group: old age, most age, months of birth that share one month of delay
GROUPS = {"man": (60, 63, 4), "woman-office": (55, 58, 4), "woman-worker": (50, 55, 2)}


def _month(year, month):
    return datetime.date(year, month, 1)


def _after(date, months):
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return _month(year, month + 1)


def _ages():
    """{(group, birth): age in months}, birth by birth in the order of the calendar."""
    ages = {}
    for group, (old, most, share) in GROUPS.items():
        first = _month(2025 - old, 1)  # the first who reach the old age under the decision
        birth, delay, of_this_delay = first, 1, 0
        while birth.year < 2000:
            ages[group, birth] = old * 12 + delay
            of_this_delay += 1
            if of_this_delay == share and delay < (most - old) * 12:
                delay, of_this_delay = delay + 1, 0
            birth = _after(birth, 1)
    return ages


NEEDED = {year: 180 for year in range(2020, 2030)}
for _year in range(2030, 2120):
    NEEDED[_year] = min(NEEDED[_year - 1] + 6, 240)


def _expected(group, birth, age, paid, now):
    month = _after(birth, age)
    old = _after(birth, GROUPS[group][0] * 12)

    def paid_in(when):
        return paid + max(0, (when.year - now.year) * 12 + when.month - now.month)

    candidates = [when for when in (_after(old, k) for k in range((age - GROUPS[group][0] * 12))) if _after(when, 36) >= month]
    reached = [when for when in candidates if when >= now and paid_in(when) >= NEEDED[when.year]]
    early = f"{reached[0]:%Y%m}" if reached and now < month else "past" if now >= month else "lacks"
    needed = NEEDED[month.year]
    return ",".join(str(part) for part in (group, f"{birth:%Y%m}", f"{month:%Y%m}", age, needed, max(0, needed - paid),
                                           max(0, needed - paid_in(month)), early, f"{_after(month, 36):%Y%m}"))


def test_the_whole_table():
    ages = _ages()
    for paid, now in ((0, _month(2026, 11)), (170, _month(2026, 11)), (239, _month(2031, 2)), (480, _month(2025, 1)), (12, _month(2045, 7))):
        said = ends("tv-hall-admin", "retirement-table", "--config", CONFIG, str(paid), f"{now:%Y%m}")
        lines = said.out.splitlines()[1:]
        wanted = [_expected(group, birth, age, paid, now) for (group, birth), age in ages.items()]
        equal(len(lines), len(wanted), f"lines for {paid} months in {now}")
        wrong = [f"got {got}, expected {line}" for got, line in zip(lines, wanted) if got != line]
        check(not wrong, f"{len(wrong)} lines differ for {paid} months in {now}: {wrong[:3]}")


def test_known_people():
    """As the decision's own tables print them."""
    said = ends("tv-hall-admin", "retirement-table", "--config", CONFIG, "180", "202501").out
    for line in ("man,196504,202505,721,", "man,197609,203909,756,", "woman-office,198109,203909,696,", "woman-worker,197501,202502,601,",
                 "woman-worker,198411,203911,660,"):
        check(line in said, f"expected {line} in the table")


def test_words_that_are_none():
    for words in (("-1", "202501"), ("721", "202501"), ("12", "202513"), ("12", "1999"), ("x", "202501"), ("12",)):
        ends("tv-hall-admin", "retirement-table", "--config", CONFIG, *words, status=2)


def _own_months(record):
    """What counts of a person's own: the office's figure where there is one, else the rows; of several accounts the different months, and what
    the office knows beyond the rows of each."""
    pensions = [insurance for insurance in record["insurances"] if insurance["kind"] == "pension"]
    if len(pensions) == 1:
        return pensions[0].get("official_months", pensions[0]["counted_months"])
    different = {row["month"] for insurance in pensions for row in insurance["months"] if row["paid"]}
    return len(different) + sum(max(0, insurance.get("official_months", 0) - insurance["counted_months"]) for insurance in pensions)


def test_by_a_persons_own_months():
    """What the headend answers to who has signed in, from the records that the social security system has."""
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date().replace(day=1)
    ages = _ages()
    births = {}
    with Place("social-security") as place:
        for person, group, post in ((MAN, "man", "-"), (CONTRADICTIONS, "man", "-"), (WOMAN, "woman-office", "office"), (WOMAN, "woman-worker", "worker")):
            answer = place.service.ask(person, "Retirement", "retirement", post)
            paid = _own_months(place.service.ask(person, "SocialSecurity"))
            if person in births and (group, births[person]) not in ages:
                equal(answer, {"outcome": "before_rule"}, f"{person} as {group}, who reached the old age before the decision")
                continue
            old = answer["old_month"]
            birth = _month(old // 100 - GROUPS[group][0], old % 100)
            births.setdefault(person, birth)
            equal(birth, births[person], f"{person}: born in one month, whatever the post")
            wanted = _expected(group, birth, ages[group, birth], paid, now).split(",")
            found = [group, f"{birth:%Y%m}", *(str(answer[name]) for name in ("month", "age_months", "needed")), str(max(0, answer["needed"] - answer["paid"])),
                     str(answer.get("missing_then", 0)), str(answer["earliest"]) if answer["early"] in ("possible", "old_age") else answer["early"], str(answer["latest"])]
            equal(found, wanted, f"{person} as {group}, {paid} months paid")
            equal((answer["paid"], answer.get("missing_now", 0)), (paid, max(0, answer["needed"] - paid)), f"{person} as {group}: months")
    equal(births[MAN], _month(now.year - 60, now.month), "who turns 60 this month")


if __name__ == "__main__":
    tap.run(globals())
