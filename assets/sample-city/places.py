"""Where the sample city's halls stand: real county seats, townships spread around them, and villages of invented names."""

import math

import city

# Degrees north and east of the seat, to a hundredth, and how far the county reaches from it, roughly.
CITY_SEAT = (25.77, 113.01)
SEATS = {
    "431002": (25.78, 113.00, 0.16), "431003": (25.80, 113.05, 0.20), "431021": (25.74, 112.73, 0.26), "431022": (25.40, 112.95, 0.28),
    "431023": (26.13, 113.11, 0.24), "431024": (25.59, 112.37, 0.15), "431025": (25.28, 112.56, 0.20), "431026": (25.55, 113.68, 0.28),
    "431027": (26.08, 113.94, 0.20), "431028": (26.71, 113.27, 0.20), "431081": (25.98, 113.24, 0.28),
}
# Townships in which the county's seat lies; so do all 街道.
SEAT_TOWNS = {"431022111", "431024100", "431025100", "431026108", "431027100", "431028106"}
SEAT_REACH, TOWN_REACH, STREET_REACH = 0.03, 0.035, 0.008
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

# Parts that names of villages are made of; where no real one is meant, every name says 示例.
FRONTS = "枫松樟竹桃梨梅石白黄青龙凤大上下新高东西南北清沙茶油莲荷双长平古泉云鹤泥"
BACKS = "树桥塘坪冲湾岭溪洞井田洲坑江源坳陂山垄铺"
ODD = {"白田", "下山", "上山", "东山", "西山", "大田", "新田", "平江", "桃江", "桃源", "双清", "清江", "东江", "泥江", "沅江", "南洞", "长江", "黄山",
       "泥洞", "黄洞", "白洞", "大洞", "下洞"}  # well-known places elsewhere, names of the townships here, and what reads badly


def around(seat, reach, number, count, turn=0.0):
    """The number-th of count places in a spiral that fills a circle evenly; turn, from 0 to 1, is where the spiral begins."""
    away = reach * math.sqrt((number + 0.5) / count)
    angle = number * GOLDEN_ANGLE + turn * 2 * math.pi
    lat = seat[0] + away * math.cos(angle)
    lon = seat[1] + away * math.sin(angle) / math.cos(math.radians(seat[0]))
    return lat, lon


def micro(degrees):
    """Micro-degrees, to a ten-thousandth: more would claim to know the door."""
    return round(degrees * 10_000) * 100


def is_urban(town):
    return town.name.endswith("街道")


def towns_of(county_code):
    """The county's townships with their places, [(town, (lat, lon))]: those of the seat close to it, the others around."""
    lat, lon, reach = SEATS[county_code]
    towns = [town for town in city.townships() if town.county_code == county_code]
    inner = [town for town in towns if is_urban(town) or town.code in SEAT_TOWNS]
    outer = [town for town in towns if town not in inner]
    placed = [(town, around((lat, lon), SEAT_REACH, number, len(inner))) for number, town in enumerate(inner)]
    # The first places of the spiral lie within the seat: the outer ones begin beyond them.
    skip = math.ceil(len(outer) * (SEAT_REACH / reach) ** 2) + 1
    return placed + [(town, around((lat, lon), reach, number + skip, len(outer) + skip)) for number, town in enumerate(outer)]


def village_counts(towns, total, random):
    """How many villages each township has: about as many as each other, `total` in all."""
    weights = [random.uniform(0.6, 1.4) for _ in towns]
    counts = [int(total * weight / sum(weights)) for weight in weights]
    for number in range(total - sum(counts)):
        counts[number % len(counts)] += 1
    return counts


def village_names(count, random):
    """Names of which no two in a county are the same."""
    names = [front + back for front in FRONTS for back in BACKS if front + back not in ODD]
    return random.sample(names, count)
