#!/usr/bin/python3
"""The drawing in docs/payment-machine.md and the model's edges in tests/model are what the table of the payment machine says. Prints TAP."""

import difflib
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from headend import FLAVOUR  # noqa: E402
import tap  # noqa: E402

PROGRAM = ROOT / "build" / FLAVOUR / "print-payment-machine"
DRAWING = ROOT / "docs" / "payment-machine.md"
MODEL = ROOT / "tests" / "model" / "payment_machine.pml"
MARK = "<!-- printed by `make schemas` -->\n"


def printed(what):
    return subprocess.run([PROGRAM, what], check=True, capture_output=True, timeout=30).stdout.decode("utf-8")


def same(committed, wanted, name):
    differences = list(difflib.unified_diff(committed.splitlines(), wanted.splitlines(), name, "table", "", "", 0, ""))
    tap.check(not differences, f"`make schemas` renews {name}:\n" + "\n".join(differences[:20]))


def test_the_drawing_is_what_the_table_says():
    _, mark, committed = DRAWING.read_text(encoding="utf-8").partition(MARK)
    tap.check(mark, f"{DRAWING.name} has its mark")
    same(committed, printed("drawing"), "docs/payment-machine.md")


def test_the_model_moves_by_the_table():
    same(MODEL.read_text(encoding="utf-8"), printed("model"), "tests/model/payment_machine.pml")


def test_every_state_is_explained():
    words = DRAWING.read_text(encoding="utf-8").partition(MARK)[0]
    states = {line.split()[0] for line in printed("drawing").splitlines() if " --> " in line} - {"[*]"}
    tap.equal(sorted(state for state in states if f"| `{state}` |" not in words), [], "states that the table of docs/payment-machine.md lacks")


if __name__ == "__main__":
    tap.run(globals())
