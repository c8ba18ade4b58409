#!/usr/bin/python3
"""A hall that finds no screen ends with status 1 and one line that says why, each time."""

import os
import subprocess
import tempfile

from hall import FLAVOUR, ROOT, program
from tap import check, equal, run

OFTEN = 20  # DirectFB's thread faults in most of the runs

CASES = (("fbdev", "/dev/fb0: "), ("x11", "no X server at DISPLAY=:4711"), ("nonsense", "is it one of DirectFB's systems"),
         ("devmem", "is it one of DirectFB's systems"))


def test_a_screen_that_is_not_there_is_told():
    environment = dict(os.environ, DISPLAY=":4711")
    for system, words in CASES:
        if system == "fbdev" and os.path.exists("/dev/fb0"):
            continue  # this machine has one
        for _ in range(OFTEN):
            with tempfile.TemporaryDirectory() as state:
                done = subprocess.run([program("tv-hall", FLAVOUR), "--config", os.path.join(ROOT, "assets", "headend.xml"), "--assets",
                                       os.path.join(ROOT, "assets"), "--state", state, "--system", system],
                                      env=environment, capture_output=True, text=True, timeout=20, check=False)
            equal(done.returncode, 1, f"exit status with system {system}")
            lines = done.stderr.splitlines()
            equal(len(lines), 1, f"lines with system {system}: {lines}")
            check(f"(system {system})" in lines[0] and words in lines[0], f"the reason with system {system}: {lines[0]}")


if __name__ == "__main__":
    run(globals())
