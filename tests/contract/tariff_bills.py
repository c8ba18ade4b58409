"""Bills to try tariffs with: periods about the days on which something changes, quantities about the ends of tiers, and bad ones."""

import datetime

FIRST, LAST = datetime.date(2019, 1, 1), datetime.date(2029, 12, 31)
ENORMOUS = (10 ** 12, 10 ** 12 + 1, 2 ** 63 - 1, -2 ** 63, -1)


def as_number(date):
    return date.year * 10000 + date.month * 100 + date.day


def edges_of(tariff):
    """Days on which another version, season or cycle begins, or the last version has ended."""
    found = []
    for version in tariff.versions:
        found += [(int(version.get(name)), step) for name, step in (("from", 0), ("to", 1)) if version.get(name)]
        for span in version.iter("span"):
            found += [(year * 10000 + int(span.get("from")), 0) for year in (2024, 2026)]
    found += [(20260101, 0), (20261201, 0), (20260301, 0), (20240229, 0)]
    return [datetime.date(day // 10000, day // 100 % 100, day % 100) + datetime.timedelta(days=step) for day, step in found]


def period_of(dice, edges):
    kind = dice.random()
    if kind < 0.35:  # the month of most bills
        begin = datetime.date(dice.randint(2020, 2028), dice.randint(1, 12), 1)
        end = (begin + datetime.timedelta(days=31 * dice.choice((1, 1, 1, 2, 3)))).replace(day=1) - datetime.timedelta(days=1)
    elif kind < 0.8:  # about an edge
        begin = dice.choice(edges) - datetime.timedelta(days=dice.randint(0, 32))
        end = begin + datetime.timedelta(days=dice.randint(0, 62))
    else:
        begin = FIRST + datetime.timedelta(days=dice.randint(0, (LAST - FIRST).days))
        end = begin + datetime.timedelta(days=dice.choice((0, 1, 29, 30, 61, 91, 365, dice.randint(0, 400))))
    if dice.random() < 0.01:
        return dice.choice([(as_number(end) + 1, as_number(begin)), (20261301, 20261331), (20260230, 20260301), (0, 0), (20200101, 20281231),
                            (as_number(begin), as_number(begin) + 90000000)])
    return as_number(begin), as_number(end)


def quantity_of(dice, ends, used):
    """Often just so much that the use comes to an end of a tier, or a milli beside it."""
    kind = dice.random()
    if kind < 0.45:
        return max(0, dice.choice(ends) - used + dice.choice((-1000, -1, 0, 1, 2, 1000)))
    if kind < 0.55:
        return dice.choice((0, 1, 2, 3, 999, 1000))
    return dice.randint(0, 3 * max(ends)) if kind < 0.7 else dice.randint(0, max(ends) // 3)


def parted(dice, quantity, has_times):
    """(other, peak, valley)"""
    if dice.random() > (0.9 if has_times else 0.1):
        return quantity, 0, 0
    peak = dice.choice((0, quantity, quantity // 3, dice.randint(0, quantity)))
    other = 0 if dice.random() < 0.8 else dice.randint(0, quantity - peak)
    return other, peak, quantity - peak - other


def bill_of(dice, tariff):
    """first, last, other, peak, valley, people, opening, used before"""
    ends = [int(tier.get("end")) + more for version in tariff.versions for tier in version.iter("tier") if tier.get("end")
            for more in (0, int(tier.get("each-more", "0")), int(tier.get("family-add", "0")))] or [100000]
    has_times = any(tier.get("peak") for version in tariff.versions for tier in version.iter("tier"))
    used = dice.choice((0, 0, dice.choice(ends), max(0, dice.choice(ends) - dice.choice((1, 1000, 50000))), dice.randint(0, 2 * max(ends))))
    quantity = quantity_of(dice, ends, used)
    if dice.random() < (0.2 if has_times else 0.02):  # a few milli about an end, where each share is rounded
        used, quantity = max(0, dice.choice(ends) - dice.randint(1, 12)), dice.randint(1, 40)
    bill = [*period_of(dice, edges_of(tariff)), *parted(dice, quantity, has_times), dice.choice((0, 1, 3, 4, 5, 6, 7, 8, 9, 12, 99)),
            dice.randint(1, 12) if dice.random() < 0.97 else dice.choice((0, 13)), used]
    if dice.random() < 0.01:
        bill[dice.choice((2, 3, 4, 7))] = dice.choice(ENORMOUS)
    if dice.random() < 0.003:
        bill[5] = dice.choice((-1, 100))
    return bill
