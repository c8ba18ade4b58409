#!/usr/bin/python3
"""tv-hall-admin's command line: its usage, and its check of a configuration. Prints TAP."""

import re

from headend import Headend, ends
import tap
from tap import check, equal

NOTICES = ("import-notices", "list-notices", "show-notice", "withdraw-notice", "export-notices")
CONTENT = ("import-content", "list-content", "withdraw-content", "export-content")
COMMANDS = (*NOTICES, *CONTENT, "check")


def test_help():
    for command in COMMANDS:
        said = ends("tv-hall-admin", command, "--help")
        check(f"Usage: tv-hall-admin {command}" in said.out, f"{command} --help shows no usage: {said}")


def test_wrong_usage():
    for words in ([], ["none"], ["nonsense", "--config", "x"], ["import-notices", "--category", "九", "x"]):
        ends("tv-hall-admin", *words, status=2)
    with Headend() as headend:
        for command in COMMANDS:
            headend.admin(command, "--none", status=2)
            ends("tv-hall-admin", command, "--none", "x", status=2)
            if command not in ("list-notices", "list-content"):  # they need nothing more
                ends("tv-hall-admin", command, status=2)
            if command not in ("check", "import-content"):  # they take as many files as one likes
                headend.admin(command, "a", "b", "c", status=2)


def test_check_of_a_configuration():
    with Headend() as headend:
        said = headend.admin("check", headend.config)
        check(said.out.count("\n") == 1 and not said.err, f"check of a good file says one line: {said!r}")
        good = headend.config.read_text(encoding="utf-8")
        bad = headend.folder / "bad.xml"
        bad.write_text(good.replace('digit="1"', 'digit="77"').replace("<theme>dusk", "<theme>DUSK !"), encoding="utf-8")
        said = headend.admin("check", bad, status=1)
        equal(len(re.findall(rf"^{re.escape(str(bad))}:\d+: [^:]+: .+: .+$", said.err, re.M)), 2, f"errors in {said!r}")
        bad.write_text(good.replace('row="1"', 'row="99"', 2).replace('digit="2"', 'digit="1"'), encoding="utf-8")
        said = headend.admin("check", bad, status=1)
        check(len(said.err.splitlines()) >= 2, f"at least two errors in {said!r}")
        for line in said.err.splitlines():
            check(line.startswith(f"{bad}:"), f"file and line first: {line}")
        headend.admin("check", headend.folder / "missing.xml", status=1)


if __name__ == "__main__":
    tap.run(globals())
