#!/usr/bin/python3
"""components/schemas of docs/openapi.yaml say what the tables of both-sides/records say. Prints TAP."""

import difflib
import pathlib
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from headend import FLAVOUR  # noqa: E402
import tap  # noqa: E402

CONTRACT = ROOT / "docs" / "openapi.yaml"
PROGRAM = ROOT / "build" / FLAVOUR / "print-schemas"


def test_the_contract_is_what_the_tables_say():
    printed = subprocess.run([PROGRAM], check=True, capture_output=True, timeout=30).stdout.decode("utf-8")
    before, mark, committed = CONTRACT.read_text(encoding="utf-8").partition("\n  schemas:\n")
    tap.check(before and mark, "docs/openapi.yaml ends in components/schemas")
    differences = list(difflib.unified_diff(committed.splitlines(), printed.splitlines(), "docs/openapi.yaml", "tables", "", "", 0, ""))
    tap.check(not differences, "`make schemas` renews it:\n" + "\n".join(differences[:20]))


def test_every_schema_that_is_named_is_there():
    schemas = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))["components"]["schemas"]
    named = set(part.split("'")[0] for part in CONTRACT.read_text(encoding="utf-8").split("#/components/schemas/")[1:])
    tap.equal(sorted(named - set(schemas)), [], "schemas that are named and not there")


if __name__ == "__main__":
    tap.run(globals())
