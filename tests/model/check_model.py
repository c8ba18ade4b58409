#!/usr/bin/python3
"""Searches the model of payments (payment.pml) with spin, and spoils it in ways that have to be noticed. usage: check_model.py short|spoiled|full
Prints TAP. What is searched, and how far, is said by the name of each line."""

import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FILES = ("payment.pml", "payment_machine.pml")

ONE = {"ORDERS": 1, "PAYMENTS": 1}
TWO_PHONES = {"ORDERS": 1, "PAYMENTS": 2}
TWO_BOXES = {"ORDERS": 2, "PAYMENTS": 1, "SWEEPERS": 1}
ALL = {"ORDERS": 2, "PAYMENTS": 2}
# That money taken is entered or given back in the end (I12), once trouble has come so often; under fairness.
ENDS = {"ORDERS": 1, "PAYMENTS": 1, "TROUBLE": 1, "LIVE": 1}

# (what is spoiled, bounds, file, what stands there, what stands there instead)
SPOILED = (
    ("'not posted' is not final", ONE, 0, "refused[o] = 1; heard = EVENT_NOT_POSTED", "heard = EVENT_NOT_POSTED"),
    ("closed by a timer", ONE, 0, "expired[o] && !IS_PAID(o) && (at[o]", "expired[o] && (at[o] == AT_OPEN || at[o]"),
    ("the answer to close is taken for a proof", ONE, 0, ":: at[o] == AT_CLOSED && !IS_PAID(o) -> heard", ":: true -> heard"),
    ("not there is taken for a proof before the end", ONE, 0, ":: expired[o] && !IS_PAID(o) && (at[o]", ":: !IS_PAID(o) && (at[o]"),
    ("a wrong signature is accepted", ONE, 0, ":: st[o] != NONE && TROUBLE == 255 -> skip", ":: st[o] != NONE -> record(o, k)"),
    ("a payment is recorded at every hearing", ONE, 0, "    :: !recorded[PAY(o, k)] ->\n        recorded", "    :: true ->\n        recorded"),
    ("a second payment is kept", TWO_PHONES, 0, ":: else -> refund[PAY(o, k)] = REFUNDING; clearing--; owed++", ":: else -> skip"),
    ("a wrong amount is posted", ONE, 0, ":: else -> take(o, EVENT_AMOUNT_DIFFERS)", ":: else -> take(o, EVENT_POST)"),
    ("two providers hold one bill", TWO_BOXES, 0, "st[b] == NONE && !HOLDS(st[ORDERS - 1 - b]) ->", "st[b] == NONE ->"),
    ("a new serial at every try", ONE, 0, ":: post_sent[o] && !posted[o] && !refused[o] ->", ":: post_sent[o] && !refused[o] ->"),
    ("a new refund number at every try", ONE, 0, ":: refund_sent[PAY(o, k)] && given_back[PAY(o, k)] == 0 ->",
     ":: refund_sent[PAY(o, k)] && given_back[PAY(o, k)] < 3 ->"),
    ("refunded while the posting is unknown", ONE, 0, "NO_ANSWER; heard = EVENT_POST_AGAIN", "NO_ANSWER; heard = EVENT_NOT_POSTED"),
    ("settled when the utility does not answer", ONE, 0, "NO_ANSWER; heard = EVENT_POST_UNKNOWN", "NO_ANSWER; heard = EVENT_POSTED"),
    ("settled is not synced", ONE, 1, "POSTING && event == EVENT_POSTED -> result = SETTLED; derivable = 0",
     "POSTING && event == EVENT_POSTED -> result = SETTLED; derivable = 1"),
    ("a refund is asked for before it is synced", ONE, 1, "POST_UNKNOWN && event == EVENT_NOT_POSTED -> result = REFUNDING; derivable = 0",
     "POST_UNKNOWN && event == EVENT_NOT_POSTED -> result = REFUNDING; derivable = 1"),
    ("a late payment is forgotten", TWO_BOXES, 0, ":: st[o] == CLOSED -> take(o, EVENT_LATE_PAYMENT)", ":: st[o] == CLOSED -> skip"),
    ("a payment before the code is forgotten", ONE, 0, "if :: st[o] == PREPAYING -> take(o, EVENT_PREPAY_UNKNOWN) :: else -> skip fi;", ""),
    ("an accepted refund is taken for a done one", ONE, 0,
     "        :: given_back[PAY(o, k)] != 0 -> heard = EVENT_REFUND_DONE\n        :: NO_ANSWER; heard = EVENT_REFUND_UNKNOWN",
     "        :: heard = EVENT_REFUND_DONE"),
    ("a closed order is paid after all", TWO_BOXES, 1, "state == CLOSED && event == EVENT_LATE_PAYMENT -> result = REFUNDING",
     "state == CLOSED && event == EVENT_LATE_PAYMENT -> result = POSTING"),
    ("a refunded payment is posted", ONE, 1, "state == POST_UNKNOWN && event == EVENT_POST_AGAIN -> result = POSTING",
     "state == POST_UNKNOWN && event == EVENT_POST_AGAIN -> result = REFUNDING"),
    ("nobody comes back to a posting that is unknown", ENDS, 0, "|| WAITS(st[o]) -> ask_of_order()", "|| st[o] == POSTING -> ask_of_order()"),
    ("nobody asks again for a refund that is unknown", ENDS, 0, "refund[PAY(o, 0)] == REFUNDING || refund[PAY(o, 0)] == REFUND_UNKNOWN ->",
     "refund[PAY(o, 0)] == REFUNDING ->"),
)


# spin writes the model out as 40,000 lines of C: small searches take less time than optimising that.
QUICK = ("-O0", "-DNOFAIR", "-DSAFETY", "-DCOLLAPSE", "-DMEMLIM=4000")
LIVE = ("-O0", "-DCOLLAPSE", "-DMEMLIM=4000", "-DNFAIR=3")
FAST = ("-O2", "-DNOFAIR", "-DSAFETY", "-DCOLLAPSE", "-DMEMLIM=4000")


def search(folder, bounds, flags=QUICK, options=("-w22",), seconds=3600):
    """(errors, states, whether the whole was searched, what pan printed)"""
    defines = [f"-D{name}={value}" for name, value in bounds.items()]
    subprocess.run(["spin", "-a", *defines, "payment.pml"], cwd=folder, check=True, capture_output=True, timeout=60)
    subprocess.run(["gcc", "-w", *flags, "-o", "pan", "pan.c"], cwd=folder, check=True, capture_output=True, timeout=300)
    done = subprocess.run(["timeout", "-s", "INT", str(seconds), "./pan", "-m1000000", "-n", "-E", *options], cwd=folder, check=False, capture_output=True, text=True)
    errors = re.search(r"errors: (\d+)", done.stdout)
    states = re.search(r"(\d+) states, stored", done.stdout)
    whole = done.returncode == 0 and "Search not completed" not in done.stdout and "Interrupted" not in done.stdout and "max search depth too small" not in done.stdout
    return int(errors[1]) if errors else None, int(states[1]) if states else 0, whole, done.stdout + done.stderr


def how(bounds):
    """Invariants, or that an end comes."""
    return {"flags": LIVE, "options": ("-a", "-f", "-w22")} if "LIVE" in bounds else {}


def copy_to(folder):
    for name in FILES:
        (folder / name).write_text((HERE / name).read_text(encoding="utf-8"), encoding="utf-8")


class Report:
    """TAP."""

    def __init__(self):
        self.count = self.failed = 0

    def line(self, good, name, why=""):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}", flush=True)
        for text in why.splitlines()[:20] if not good else ():
            print("#", text, flush=True)


def hold(report, bounds, **more):
    with tempfile.TemporaryDirectory(prefix="tv-hall-model-") as name:
        folder = pathlib.Path(name)
        copy_to(folder)
        errors, states, whole, said = search(folder, bounds, **more)
        part = "every state" if whole and "-DBITSTATE" not in more.get("flags", ()) else "a part"
        report.line(errors == 0 and (whole or "-DBITSTATE" in more.get("flags", ())),
                    f"no invariant is broken, {bounds}: {part}, {states} states", said)


def notice(report, spoiled):
    what, bounds, which, there, instead = spoiled
    with tempfile.TemporaryDirectory(prefix="tv-hall-model-") as name:
        folder = pathlib.Path(name)
        copy_to(folder)
        path = folder / FILES[which]
        text = path.read_text(encoding="utf-8")
        if text.count(there) != 1:
            report.line(False, what, f"its place is there {text.count(there)} times")
            return
        path.write_text(text.replace(there, instead), encoding="utf-8")
        errors, states, _, said = search(folder, bounds, **how(bounds))
        report.line(bool(errors), f"noticed after {states} states: {what}", said)


def main():
    report = Report()
    if sys.argv[1:] == ["short"]:
        hold(report, ONE)
    elif sys.argv[1:] in (["full"], ["spoiled"]):
        for spoiled in SPOILED:
            notice(report, spoiled)
    if sys.argv[1:] == ["full"]:
        hold(report, ONE)
        hold(report, ENDS, **how(ENDS))
        hold(report, TWO_BOXES, flags=FAST, options=("-w24",))
        # More than patience holds: as many states as marks of 128 MB tell apart, in ten minutes each.
        for bounds in (TWO_PHONES, ALL):
            hold(report, bounds, flags=("-O2", "-DNOFAIR", "-DSAFETY", "-DBITSTATE"), options=("-w30",), seconds=600)
    if report.count == 0:
        print(__doc__, file=sys.stderr)
        return 2
    print(f"1..{report.count}")
    return report.failed > 0


if __name__ == "__main__":
    sys.exit(main())
