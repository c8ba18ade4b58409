#!/usr/bin/python3
"""`make install` after `make`: programs find what they read beside themselves, wherever that is. Prints TAP."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
for name in ("tests", "tests/journey", "run"):
    sys.path.insert(0, str(ROOT / name))

from hall import FLAVOUR, Hall  # noqa: E402
from processes import Group, wait_for  # noqa: E402
from tap import check, equal, run  # noqa: E402

PROGRAMS = ("tv-hall", "tv-hall-admin", "tv-hall-headend", "tv-hall-sandbox", "tv-hall-supervisor")


class Installation:
    """`make install PREFIX=…` of what was built, in a folder of its own, built when `make` had been told of no prefix."""

    def __init__(self, *options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="install-"))
        self.prefix = self.folder / "x"
        done = subprocess.run(["make", "--no-print-directory", "-s", "install", f"FLAVOUR={FLAVOUR}", *(options or [f"PREFIX={self.prefix}"])],
                              cwd=ROOT, capture_output=True, text=True, check=False)
        equal(done.returncode, 0, f"make install: {done.stderr[-400:]}")

    def run(self, *words, status=0, cwd="/"):
        done = subprocess.run([str(self.prefix / "bin" / words[0]), *map(str, words[1:])], cwd=cwd, capture_output=True, text=True,
                              check=False, timeout=60)
        equal(done.returncode, status, f"{words}: status; it said {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)


class InstalledHall(Hall):
    """Without --assets: it has to find its own."""

    def __init__(self, program, *words):
        super().__init__(*words)
        self.installed = program

    def command(self, test_port=None):
        command = super().command(test_port)
        at = command.index("--assets")
        return [self.installed, *command[1:at], *command[at + 2:]]


def test_every_program_looks_beside_itself():
    with Installation() as there:
        config = there.prefix / "share" / "tv-hall" / "headend.xml"
        for program in PROGRAMS:
            check((there.prefix / "bin" / program).exists(), f"{program} is not installed")
            text = (there.prefix / "bin" / program).read_bytes()
            check(b"/usr/local" not in text, f"{program} holds a prefix that it was not installed to")
        there.run("tv-hall-admin", "check", config)
        schema = there.prefix / "share" / "tv-hall" / "schemas" / "headend.rng"
        schema.rename(schema.with_suffix(".away"))
        said = there.run("tv-hall-admin", "check", config, status=1)
        check(str(schema) in said, f"which schema is missing was expected, it said {said}")
        schema.with_suffix(".away").rename(schema)


def test_a_moved_installation_and_a_link():
    with Installation() as there:
        moved = there.folder / "moved here"
        there.prefix.rename(moved)
        there.prefix = there.folder / "linked"
        (there.prefix / "bin").mkdir(parents=True)
        (there.prefix / "bin" / "tv-hall-admin").symlink_to(moved / "bin" / "tv-hall-admin")
        there.run("tv-hall-admin", "check", moved / "share" / "tv-hall" / "headend.xml")


def test_a_package_is_built_in_a_folder_of_its_own():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="install-"))
    try:
        with Installation(f"DESTDIR={folder}", "PREFIX=/usr") as there:
            there.prefix = folder / "usr"
            there.run("tv-hall-admin", "check", there.prefix / "share" / "tv-hall" / "headend.xml")
            check((there.prefix / "share" / "man" / "man8" / "tv-hall-headend.8").exists(), "manual pages are missing")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_hall_and_the_sandbox_run_from_any_folder():
    with Installation() as there:
        group = Group(str(there.folder / "log"))
        hall = None
        try:
            os.chdir("/")
            sandbox = group.start("sandbox", [str(there.prefix / "bin" / "tv-hall-sandbox")])
            wait_for(lambda: "listening on" in "".join(group.last_lines("sandbox")), "the sandbox", sandbox)
            hall = InstalledHall(str(there.prefix / "bin" / "tv-hall"), str(there.folder / "hall"),
                                 str(there.prefix / "share" / "tv-hall" / "headend.xml"), group)
            hall.start()
            hall.until(lambda state: state["screen"] == "home", "the first screen of the installed hall")
            equal(hall.quit(), 0, "status of the installed hall")
        finally:
            if hall:
                hall.close()
            group.end()


def test_clean():
    done = subprocess.run(["make", "--no-print-directory", "-n", "clean"], cwd=ROOT, capture_output=True, text=True, check=False)
    check(done.returncode == 0 and "rm -rf build" in done.stdout, f"make clean: {done}")


if __name__ == "__main__":
    run(globals())
