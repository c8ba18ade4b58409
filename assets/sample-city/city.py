"""The sample city: Chenzhou's real counties and townships, and offices that are marked as samples."""

import csv
import datetime
import pathlib

CHINA = datetime.timezone(datetime.timedelta(hours=8))
CITY_CODE, CITY_NAME = "431000", "郴州市"
COUNTIES = {
    "431002": "北湖区", "431003": "苏仙区", "431021": "桂阳县", "431022": "宜章县", "431023": "永兴县", "431024": "嘉禾县",
    "431025": "临武县", "431026": "汝城县", "431027": "桂东县", "431028": "安仁县", "431081": "资兴市",
}
# Invented neighbourhoods; every text says 示例 beside them.
COMMUNITIES = ["向阳社区", "桥头社区", "春华社区", "和顺社区", "青松社区", "临江社区", "新风社区", "石榴社区", "长虹社区", "锦绣社区"]
STREETS = ["文化路", "兴业路", "环城东路", "滨河路", "学府路", "青年大道", "人民西路", "站前路"]


class Place:
    """A township, a county or the city."""

    def __init__(self, code, name, county_code=None):
        self.code, self.name, self.county_code = code, name, county_code

    @property
    def county(self):
        return COUNTIES.get(self.county_code or self.code, CITY_NAME)

    @property
    def full_name(self):
        return f"{self.county}{self.name}" if self.county_code else self.name


def townships():
    path = pathlib.Path(__file__).with_name("townships.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [Place(row["code"], row["name"], row["county"]) for row in csv.DictReader(file)]


class Places:
    """Hands out places so that every county has its turn."""

    def __init__(self, random):
        self.random = random
        self.by_county = {code: [] for code in COUNTIES}
        for town in townships():
            self.by_county[town.county_code].append(town)
        for towns in self.by_county.values():
            random.shuffle(towns)
        self.order = list(COUNTIES)
        random.shuffle(self.order)
        self.turn = 0

    def _next_county(self):
        code = self.order[self.turn % len(self.order)]
        self.turn += 1
        return code

    def take(self, scope):
        if scope == "city":
            return Place(CITY_CODE, CITY_NAME)
        code = self._next_county()
        if scope == "county":
            return Place(code, COUNTIES[code])
        towns = self.by_county[code]
        towns.append(towns.pop(0))
        return towns[-1]


class Case:
    """What a text may use: the place, the days, and a choice that is the same for the same seed."""

    def __init__(self, random, now, published, place):
        self.random, self.now, self.published, self.place = random, now, published, place
        self.community = random.choice(COMMUNITIES) + "（示例）"
        self.street = random.choice(STREETS)
        self.phone = f"0735-000{random.randrange(10000):04d}"

    def pick(self, *choices):
        return self.random.choice(choices)

    def day(self, days, year=False):
        """So many days from today, in words."""
        date = self.now + datetime.timedelta(days=days)
        return f"{date.year}年{date.month}月{date.day}日" if year else f"{date.month}月{date.day}日"

    def month(self, months):
        """So many months from this one: 2026-05."""
        year, month = divmod(self.now.year * 12 + self.now.month - 1 + months, 12)
        return f"{year}-{month + 1:02d}"

    def year(self, years=0):
        return self.now.year + years


def office(place, name):
    return f"{place.name}{name}（示例）"
