"""Bills by a tariff, reckoned a second time: from the words of headend/tariffs/tariff_explain.h, with whole numbers and fractions only."""

import datetime
import math
from fractions import Fraction
from xml.etree import ElementTree

MONTHS = {"month": 1, "two-months": 2, "quarter": 3, "year": 12}
QUANTITY_MAX = 10 ** 12
FEN_MAX = 10 ** 13
DAYS_MAX, PARTS_MAX, LINES_MAX, EXTRAS_MAX, PEOPLE_MAX = 800, 40, 72, 24, 99


class Refused(Exception):
    """No bill; its word is what tariff_explain would say."""


def half_up(value):
    return math.floor(Fraction(value) + Fraction(1, 2))


def number(element, name):
    return int(element.get(name, "0"))


class Tariff:
    def __init__(self, element):
        self.id, self.period, self.rounding = element.get("id"), element.get("period"), element.get("rounding")
        self.change, self.months, self.start = element.get("change", "carry"), MONTHS[element.get("cycle")], element.get("start")
        self.versions = element.findall("version")

    def version(self, day):
        begun = [version for version in self.versions if number(version, "from") <= day]
        if not begun:
            raise Refused("no-version")
        latest = max(begun, key=lambda version: number(version, "from"))
        if latest.get("to") is not None and number(latest, "to") < day:
            raise Refused("no-version")
        return latest

    def cycle(self, day, opening):
        """The first day of its cycle, and of the next one, as (year, month)."""
        if self.months == 1:
            start = 1
        elif self.start == "opening":
            if not 1 <= opening <= 12:
                raise Refused("no-opening")
            start = opening
        else:
            start = int(self.start)
        year, month = day // 10000, day // 100 % 100
        while (month - start) % self.months:
            month -= 1
            if month == 0:
                year, month = year - 1, 12
        after = month - 1 + self.months
        return (year, month), (year + after // 12, after % 12 + 1)


def tariffs_of(paths):
    found = {}
    for path in paths:
        for element in ElementTree.parse(path).getroot().iter("tariff"):
            found[element.get("id")] = Tariff(element)
    return found


def season_of(version, day):
    at = day % 10000
    for season in version.findall("season"):
        spans = season.findall("span")
        if not spans:
            return season
        for span in spans:
            first, last = int(span.get("from")), int(span.get("to"))
            if first <= at <= last or (last < first and (at >= first or at <= last)):
                return season
    raise Refused("no-season")


def to_date(day):
    try:
        return datetime.date(day // 10000, day // 100 % 100, day % 100) if day >= 10000000 else None
    except ValueError:
        return None


def as_number(date):
    return date.year * 10000 + date.month * 100 + date.day


def days_of_period(first, last):
    begin, end = to_date(first), to_date(last)
    if begin is None or end is None or begin > end or (end - begin).days + 1 > DAYS_MAX:
        raise Refused("bad-period")
    return [as_number(begin + datetime.timedelta(days=i)) for i in range((end - begin).days + 1)]


class Part:
    def __init__(self, day, version, season, starts_cycle):
        self.days, self.version, self.season, self.starts_cycle = [day], version, season, starts_cycle


def cut(tariff, days, opening):
    parts = []
    for day in days:
        version = tariff.version(day)
        season = season_of(version, days[-1] if tariff.period == "whole" else day)
        (year, month), _ = tariff.cycle(day, opening)
        starts_cycle = tariff.period == "split" and day == year * 10000 + month * 100 + 1
        if parts and parts[-1].version is version and parts[-1].season is season and not starts_cycle:
            parts[-1].days.append(day)
        else:
            parts.append(Part(day, version, season, starts_cycle and bool(parts)))
            if len(parts) > PARTS_MAX:
                raise Refused("too-long")
    return parts


def end_of(tariff, part, tier, people, by_days):
    if tier.get("end") is None:
        return None
    end = number(tier, "end")
    if part.version.get("people") is not None:
        end += number(tier, "each-more") * max(0, people - number(part.version, "people"))
    if part.version.get("family-from") is not None and people >= number(part.version, "family-from"):
        end += number(tier, "family-add")
    return half_up(Fraction(end * len(part.days), 30 * tariff.months)) if by_days else end


def share(amount, so_far, whole):
    return half_up(Fraction(amount * so_far, whole)) if whole else 0


def fill(tariff, part, quantity, begins, people, by_days):
    """[(tier number, tier, {time: quantity})] of a part."""
    whole = sum(quantity.values())
    filled = []
    edge, had = 0, {"sum": 0, "peak": 0, "valley": 0}
    for place, tier in enumerate(part.season.findall("tier"), 1):
        end = end_of(tariff, part, tier, people, by_days)
        edge = whole if end is None else max(edge, min(whole, end - begins))
        peak = share(quantity["peak"], edge, whole)
        valley = share(quantity["valley"], edge - peak, whole - quantity["peak"])
        times = {"peak": peak - had["peak"], "valley": valley - had["valley"]}
        times["other"] = edge - had["sum"] - times["peak"] - times["valley"]
        had = {"sum": edge, "peak": peak, "valley": valley}
        if any(times.values()):
            filled.append((place, tier, times))
    if edge < whole:
        raise Refused("no-tier")
    return filled


def price_lines(season, filled):
    for place, tier, times in filled:
        other = times["other"]
        for time, attribute in (("peak", "peak"), ("valley", "valley")):
            if tier.get(attribute) is None:
                other += times[time]
            elif times[time]:
                yield (place, tier.get("name"), season.get("name", ""), time, number(tier, attribute)), times[time]
        if other and tier.get("price") is None:
            raise Refused("no-price-of-time")
        if other:
            yield (place, tier.get("name"), season.get("name", ""), "other", number(tier, "price")), other


def check_use(first, last, quantities, people, opening, used, tariff):
    days = days_of_period(first, last)
    if not 0 <= people <= PEOPLE_MAX:
        raise Refused("bad-people")
    tariff.cycle(first, opening)
    if not 0 <= used <= QUANTITY_MAX or min(quantities) < 0 or sum(quantities) > QUANTITY_MAX:
        raise Refused("bad-quantity")
    return days


def money(rounding, lines, extras):
    """(total, of the tiers, of the extras), and what each is by itself."""
    products = [quantity * key[-1] for key, quantity in lines.items()]
    more = [quantity * key[-1] for key, quantity in extras.items()]
    alone = [half_up(Fraction(product, 100000)) for product in products + more]
    total = half_up(Fraction(sum(products + more), 100000))
    if max(alone + [total]) > FEN_MAX:
        raise Refused("too-much")
    if rounding == "total":
        of_extras = half_up(Fraction(sum(more), 100000))
        return (total, total - of_extras, of_extras), alone
    tiers = sum(alone[:len(products)])
    return (sum(alone), tiers, sum(alone) - tiers), alone


def explain(tariff, first, last, other, peak, valley, people, opening, used):
    """The line that explain-bills prints."""
    days = check_use(first, last, (other, peak, valley), people, opening, used, tariff)
    parts = cut(tariff, days, opening)
    by_days = tariff.period == "days" or (tariff.change == "days" and parts[0].version is not parts[-1].version)
    lines, extras, gone = {}, {}, 0
    for part in parts:
        quantity = {}
        for time, amount in (("other", other), ("peak", peak), ("valley", valley)):
            through = half_up(Fraction(amount * (gone + len(part.days)), len(days)))
            quantity[time] = through - half_up(Fraction(amount * gone, len(days)))
        gone += len(part.days)
        used = 0 if part.starts_cycle else used
        for key, amount in price_lines(part.season, fill(tariff, part, quantity, 0 if by_days else used, people, by_days)):
            lines[key] = lines.get(key, 0) + amount
        for extra in part.version.findall("extra") if sum(quantity.values()) else ():
            key = (extra.get("name"), number(extra, "price"))
            extras[key] = extras.get(key, 0) + sum(quantity.values())
        used += sum(quantity.values())
    if len(lines) > LINES_MAX or len(extras) > EXTRAS_MAX:
        raise Refused("too-long")
    return written(tariff, parts, lines, extras, used, opening, people, by_days)


def written(tariff, parts, lines, extras, used, opening, people, by_days):
    sums, alone = money(tariff.rounding, lines, extras)
    (year, month), (after_year, after_month) = tariff.cycle(parts[-1].days[-1], opening)
    cycle_last = as_number(datetime.date(after_year, after_month, 1) - datetime.timedelta(days=1))
    next_in, next_name = -1, "-"
    tiers = parts[-1].season.findall("tier")
    for tier, following in zip(tiers, tiers[1:]):
        end = end_of(tariff, parts[-1], tier, people, by_days)
        if not by_days and end is not None and end > used:
            next_in, next_name = end - used, following.get("name")
            break
    words = ["done", *map(str, sums), f"{year}{month:02}01", str(cycle_last), str(used), str(next_in), next_name]
    words += [f"part {part.days[0]} {part.days[-1]} {part.version.get('from')} {part.season.get('name', '')}" for part in parts]
    words += [f"line {place} {name} {season} {time} {quantity} {price} {fen}"
              for ((place, name, season, time, price), quantity), fen in zip(lines.items(), alone)]
    words += [f"extra {name} {quantity} {price} {fen}"
              for ((name, price), quantity), fen in zip(extras.items(), alone[len(lines):])]
    return "\t".join(words)


def answer(tariff, bill):
    try:
        return explain(tariff, *bill)
    except Refused as refusal:
        return str(refusal)
