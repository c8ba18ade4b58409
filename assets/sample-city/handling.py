"""Which halls take which guides: sets made by theme from the guides that the sample content has."""

import pathlib
import xml.etree.ElementTree as ElementTree

CONTENT = pathlib.Path(__file__).with_name("content")

# Themes of the exchange standard (docs/content.md). What a set does not take directly it passes on, where `relay` says so.
BIRTH, REGISTER, SCHOOL, WORK, CARE, HOME, INSURANCE = "005", "010", "020", "030", "065", "075", "085"
UTILITIES, MEDICINE, RETIREMENT, DEATH = "140", "145", "150", "155"
EVERY = object()
PERSONAL = {BIRTH, REGISTER, SCHOOL, WORK, CARE, HOME, INSURANCE, UTILITIES, MEDICINE, RETIREMENT, DEATH}
# Opening a business is a matter of several offices, whichever shelf it stands on: only the halls of the city and its counties decide it.
BUSINESS = {"guesthouse", "restaurant", "company-start", "catering-permits", "supermarket", "pharmacy"}

# Set: themes taken directly, themes passed on, guides that are passed on in spite of their theme.
RULES = {
    "city": (EVERY, set(), set()),
    "city-social": ({WORK, INSURANCE, MEDICINE, RETIREMENT}, {CARE, DEATH}, BUSINESS),
    "city-housing": ({HOME, UTILITIES}, set(), set()),
    "county": (EVERY, set(), set()),
    "town": ({BIRTH, CARE, WORK, INSURANCE, MEDICINE, RETIREMENT, DEATH}, EVERY, BUSINESS),
    "small-town": ({CARE, INSURANCE, MEDICINE}, EVERY, BUSINESS),
    "community": ({CARE}, PERSONAL, BUSINESS),
    "village": (set(), PERSONAL - {HOME, SCHOOL}, BUSINESS),
}


def guides():
    """[(id, theme)] of every guide in the sample content, in the order of the files."""
    found = []
    for path in sorted(CONTENT.glob("*.xml")):
        found += [(guide.get("id"), guide.get("theme")) for guide in ElementTree.parse(path).getroot().iter("guide")]
    return found


def sets():
    """[(set, guides taken directly, guides passed on)]"""
    every = guides()
    made = []
    for name, (direct_themes, relay_themes, passed_on) in RULES.items():
        direct = [guide for guide, theme in every if (direct_themes is EVERY or theme in direct_themes) and guide not in passed_on]
        relay = [guide for guide, theme in every if guide not in direct
                 and (relay_themes is EVERY or theme in relay_themes or guide in passed_on)]
        made.append((name, direct, relay))
    return made
