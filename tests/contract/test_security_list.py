#!/usr/bin/python3
"""docs/security.md: every attack of its table names what stops it and a test that exists. TAP."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from tap import check, equal, run  # noqa: E402

ROWS_MIN = 20
TEST = re.compile(r"`(tests/[\w/.-]+)`: `(\w+)`")


def rows():
    """[(number, attack, what stops it, tests)] of the table of attacks."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| *\d+ *\|", line)]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def test_rows_are_whole():
    table = rows()
    check(len(table) >= ROWS_MIN, f"docs/security.md: wanted at least {ROWS_MIN} attacks, found {len(table)}")
    equal([int(row[0]) for row in table], list(range(1, len(table) + 1)), "docs/security.md: numbers of its rows")
    for row in table:
        equal(len(row), 4, f"row {row[0]}: cells")
        check(all(len(cell) > 3 for cell in row[1:]), f"row {row[0]}: a cell is empty")


def test_every_test_exists():
    missing = []
    for number, attack, _, tests in rows():
        named = TEST.findall(tests)
        if not named:
            missing.append(f"row {number} ({attack}): names no test as `tests/…`: `name`")
        for path, name in named:
            file = ROOT / path
            text = file.read_text(encoding="utf-8") if file.is_file() else ""
            if not re.search(rf"^(def|static void) {name}\(", text, re.M):
                missing.append(f"row {number}: {path} has no test {name}")
    check(not missing, "docs/security.md:\n" + "\n".join(missing))


if __name__ == "__main__":
    run(globals())
