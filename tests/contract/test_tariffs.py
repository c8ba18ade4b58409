#!/usr/bin/python3
"""Tariffs: generated bills over all of tests/contract/tariffs, reckoned by headend/tariffs and by an oracle of its own; and tariffs as
content. BILLS: how many (`make check-tariffs`: 100,000), SEED: which. Prints TAP."""

import os
import pathlib
import random
import subprocess
import tempfile
import time
from collections import Counter

from headend import FLAVOUR, ROOT, Headend
import tap
from tap import check, equal
import tariff_bills
import tariff_oracle

FILES = sorted((ROOT / "tests" / "contract" / "tariffs").glob("*.xml"))
PROGRAM = ROOT / "build" / FLAVOUR / "tests" / "contract" / "explain-bills"
BILLS = int(os.environ.get("BILLS", "2000"))
SEED = int(os.environ.get("SEED", str(time.time_ns() % 10 ** 9)))

# What the bills must have met, in parts of a thousand.
MET = {"done": 700, "bad-period": 2, "bad-quantity": 1, "no-version": 10, "several parts": 60, "several versions": 10, "several seasons": 15,
       "by days": 20, "three tiers": 50, "peak and valley": 20, "extras": 50, "next tier": 100}


def met_by(tariff, said):
    words = said.split("\t")
    yield words[0]
    parts = [word.split(" ") for word in words if word.startswith("part ")]
    lines = [word.split(" ") for word in words if word.startswith("line ")]
    facts = {"several parts": len(parts) > 1, "several versions": len({part[3] for part in parts}) > 1,
             "several seasons": len({part[4] for part in parts}) > 1, "three tiers": len({line[1] for line in lines}) > 2,
             "by days": tariff.period == "days" and parts or tariff.change == "days" and len({part[3] for part in parts}) > 1,
             "peak and valley": {"peak", "valley"} <= {line[4] for line in lines}, "extras": "\textra " in said,
             "next tier": len(words) > 7 and words[7] != "-1"}
    yield from (fact for fact, holds in facts.items() if holds)


def test_bills_equal_the_oracle():
    print(f"# {BILLS} bills, SEED={SEED}")
    dice = random.Random(SEED)
    tariffs = tariff_oracle.tariffs_of(FILES)
    bills = [(name, tariff_bills.bill_of(dice, tariffs[name])) for name in (dice.choice(sorted(tariffs)) for _ in range(BILLS))]
    asked = "".join(" ".join([name, *map(str, bill)]) + "\n" for name, bill in bills)
    answers = subprocess.run([PROGRAM, *FILES], input=asked, capture_output=True, text=True, check=False)
    equal((answers.returncode, answers.stderr), (0, ""), "how explain-bills ended")
    answers = answers.stdout.splitlines()
    equal(len(answers), BILLS, "answers")
    met, differing = Counter(), []
    for (name, bill), said in zip(bills, answers):
        wanted = tariff_oracle.answer(tariffs[name], bill)
        met.update(met_by(tariffs[name], said))
        if said != wanted:
            differing.append(f"{name} {bill}\n  wanted {wanted}\n  got    {said}")
    print(f"# met: {dict(met.most_common())}")
    check(not differing, f"{len(differing)} bills differ (SEED={SEED}):\n" + "\n".join(differing[:5]))
    for fact, least in MET.items():
        check(met[fact] * 1000 >= least * BILLS, f"{fact}: met {met[fact]} times of {BILLS}, at least {least} in a thousand are needed")


def test_the_check_of_the_domain():
    """420 kWh, ends 200 and 350, 0.588, 0.638 and 0.888 yuan: 275.46 yuan."""
    said = subprocess.run([PROGRAM, *FILES], input="hunan-electricity 20261001 20261031 420000 0 0 0 0 0\n", capture_output=True, text=True,
                          check=True).stdout
    equal(said.split("\t")[:2], ["done", "27546"], "the bill")


def test_there_are_ten_tariffs_with_their_sources():
    tariffs = tariff_oracle.tariffs_of(FILES)
    check(len(tariffs) >= 10, f"there are {len(tariffs)}")
    for name, tariff in tariffs.items():
        for version in tariff.versions:
            check(version.findtext("source") and version.get("source-date"), f"{name}: a version without its source and day")


def test_tariffs_come_and_go():
    """Imported, listed, exported, imported again without a change, withdrawn."""
    with tempfile.TemporaryDirectory() as folder:
        place = Headend(pathlib.Path(folder))
        said = place.admin("check", *FILES)
        check("warning" not in said, f"a tariff of the tests has warnings: {said}")
        place.admin("import-content", *FILES)
        listed = place.admin("list-content", "tariff").splitlines()
        equal(sorted(line.split("\t")[1] for line in listed), sorted(tariff_oracle.tariffs_of(FILES)), "the tariffs in the store")
        out = pathlib.Path(folder) / "out"
        place.admin("export-content", out)
        place.admin("import-content", out)
        equal(place.admin("list-content", "tariff").splitlines(), listed, "the tariffs and their revisions after importing what was exported")
        place.admin("withdraw-content", "tariff", "hunan-electricity")
        check("hunan-electricity" not in place.admin("list-content", "tariff"), "a withdrawn tariff is still there")


def test_a_bad_tariff_is_told_in_one_line():
    with tempfile.TemporaryDirectory() as folder:
        place = Headend(pathlib.Path(folder))
        text = (ROOT / "tests" / "contract" / "tariffs" / "hunan-electricity.xml").read_text(encoding="utf-8").replace('end="350000"', 'end="150000"')
        path = pathlib.Path(folder) / "bad.xml"
        path.write_text(text, encoding="utf-8")
        said = place.admin("import-content", path, status=1)
        check(f"bad.xml:{text[:text.index('150000')].count(chr(10)) + 1}: tier: " in said and "ends at 150000, the one before at 200000" in said,
              f"it says {said}")


if __name__ == "__main__":
    tap.run(globals())
