"""Which halls take which guides: sets made by theme from the guides that the sample content has."""

import pathlib
import xml.etree.ElementTree as ElementTree

CONTENT = pathlib.Path(__file__).with_name("content")

# Themes of the exchange standard (docs/content.md). What a set does not take directly it passes on, where `relay` says so.
BIRTH, REGISTER, SCHOOL, WORK, CARE, HOME, INSURANCE = "005", "010", "020", "030", "065", "075", "085"
UTILITIES, MEDICINE, RETIREMENT, DEATH = "140", "145", "150", "155"
EVERY = object()
PERSONAL = {BIRTH, REGISTER, SCHOOL, WORK, CARE, HOME, INSURANCE, UTILITIES, MEDICINE, RETIREMENT, DEATH}
# Guides that are not where their shelf is: what a firm needs, and what only an office of the county decides.
FIRMS = {"company-start", "hiring", "catering-permits", "pharmacy", "construction", "road-works", "oversize-transport", "transport-company"}
SHOPS = {"guesthouse", "restaurant", "supermarket"}
OFFICES = {"adoption", "work-injury", "real-estate-registration", "teacher-licence"}


class Rule:
    """Which themes a set takes directly, which it passes on, and the guides that it passes on, or leaves out, in spite of their theme."""

    def __init__(self, direct, relay=frozenset(), passed_on=frozenset(), left_out=frozenset()):
        self.direct, self.relay, self.passed_on, self.left_out = direct, relay, passed_on, left_out

    def takes(self, guide, theme):
        """direct, relay or None"""
        if guide in self.left_out:
            return None
        if guide not in self.passed_on and (self.direct is EVERY or theme in self.direct):
            return "direct"
        return "relay" if guide in self.passed_on or self.relay is EVERY or theme in self.relay else None


RULES = {
    "city": Rule(EVERY),
    "city-social": Rule({WORK, INSURANCE, MEDICINE, RETIREMENT}, {CARE, DEATH}, left_out=FIRMS | SHOPS),
    "city-housing": Rule({HOME, UTILITIES}),
    "county": Rule(EVERY, passed_on={"construction", "oversize-transport"}),
    "town": Rule({BIRTH, CARE, WORK, INSURANCE, MEDICINE, RETIREMENT, DEATH}, EVERY, FIRMS | SHOPS | OFFICES),
    "small-town": Rule({CARE, INSURANCE, MEDICINE}, EVERY, FIRMS | SHOPS | OFFICES),
    "community": Rule({CARE}, PERSONAL, SHOPS, FIRMS | OFFICES),
    "village": Rule(set(), PERSONAL - {HOME, SCHOOL}, SHOPS, FIRMS | OFFICES),
}


def guides():
    """[(id, theme)] of every guide in the sample content, in the order of the files."""
    found = []
    for path in sorted(CONTENT.glob("*.xml")):
        found += [(guide.get("id"), guide.get("theme")) for guide in ElementTree.parse(path).getroot().iter("guide")]
    return found


def sets():
    """[(set, guides taken directly, guides passed on)]"""
    made = []
    for name, rule in RULES.items():
        taken = [(guide, rule.takes(guide, theme)) for guide, theme in guides()]
        made.append((name, [guide for guide, how in taken if how == "direct"], [guide for guide, how in taken if how == "relay"]))
    return made
