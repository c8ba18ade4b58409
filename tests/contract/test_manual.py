#!/usr/bin/python3
"""Every program has a manual page that knows its commands and options, and knows no others. TAP."""

import glob
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from tap import check, equal, run  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", os.environ.get("FLAVOUR", "release"))
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
PROGRAMS = sorted(os.path.basename(path) for path in glob.glob(os.path.join(BUILD, "tv-hall*")) if os.access(path, os.X_OK))


def help_of(*command):
    done = subprocess.run([os.path.join(BUILD, command[0]), *command[1:], "--help"], capture_output=True, text=True, check=False)
    equal(done.returncode, 0, f"{' '.join(command)} --help: status")
    return done.stdout


def commands_of(program):
    return re.findall(r"^  ([a-z]+(?:[- ][a-z]+)*)   *\S", help_of(program), re.M)


def page_of(program):
    """Its text, without what makes letters bold."""
    pages = glob.glob(os.path.join(ROOT, "docs", "man", program + ".[18]"))
    check(len(pages) == 1, f"{program}: one manual page was expected in docs/man, there are {len(pages)}")
    with open(pages[0], encoding="utf-8") as file:
        return re.sub(r"\\f.|\\&", "", file.read()).replace("\\-", "-")


def test_every_program_has_its_page():
    check(len(PROGRAMS) >= 5, f"programs in {BUILD}: {PROGRAMS}")
    pages = sorted(os.path.basename(path)[:-2] for path in glob.glob(os.path.join(ROOT, "docs", "man", "*")))
    equal(pages, PROGRAMS, "manual pages")


def test_options_and_commands():
    for program in PROGRAMS:
        page = page_of(program)
        commands = commands_of(program)
        texts = [help_of(program)] + [help_of(program, *command.split()) for command in commands]
        told = {option for text in texts for option in OPTION.findall(text)}
        check("--help" in told, f"{program} --help tells of no --help")
        equal(sorted(set(OPTION.findall(page))), sorted(told), f"{program}: options of its page against those of --help")
        for command in commands:
            check(re.search(rf"^\.B\w? +\"?{command}\b", page, re.M), f"{program}: {command} is not in its page")


def test_pages_are_well_formed():
    for path in sorted(glob.glob(os.path.join(ROOT, "docs", "man", "*"))):
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        name = os.path.basename(path)
        section = name[-1]
        check(re.match(rf'\.TH {re.escape(name[:-2].upper())} {section} ', lines[0]), f"{name}: its first line is {lines[0]}")
        for wanted in (".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS"):
            check(wanted in lines, f"{name}: {wanted} is missing")


if __name__ == "__main__":
    sys.exit(run(globals()))
