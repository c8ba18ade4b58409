#!/usr/bin/python3
"""Follows docs/operators.md to the letter, from nothing: every command of its first section, in a root of its own. TAP."""

import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
for name in ("tests", "run"):
    sys.path.insert(0, str(ROOT / name))

from processes import free_port  # noqa: E402
from tap import check, equal, run  # noqa: E402

SECTION = "From nothing to a city on the screen"
FOLDERS = ("/usr/local", "/etc/tv-hall", "/var/lib/tv-hall")
UNITS = ROOT / "run" / "units"


def blocks():
    """The commands of each step, as they stand."""
    text = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {re.escape(SECTION)}\n(.*?)^## ", text, re.M | re.S)
    check(section is not None, f"docs/operators.md has no section \"{SECTION}\"")
    return re.findall(r"^```sh\n(.*?)^```", section[1], re.M | re.S)


class Machine:
    """A root in a folder: what is root's or systemd's on a real one is this user's or a child here. Nothing else is changed."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="manual-"))
        self.port = free_port()
        self.services = []
        for name in ("usr/local/bin", "etc", "var/lib"):
            (self.folder / name).mkdir(parents=True)
        for name, lines in (("sudo", 'while [ "${1#-}" != "$1" ]; do shift 2; done\nexec "$@"'), ("useradd", f"echo {self.folder}"),
                            ("systemctl", f'echo "$*" >> "{self.folder}/systemctl"'), ("chown", "true")):
            path = self.folder / "usr" / "local" / "bin" / name
            path.write_text(f"#!/bin/sh\n{lines}\n", encoding="ascii")
            path.chmod(0o755)

    def here(self, text):
        for folder in FOLDERS:
            text = re.sub(rf"(?<![\w./]){folder}(?=[\s/\"'<]|$)", f"{self.folder}{folder}", text)
        text = re.sub(r"install -d -o tv-hall -g tv-hall ", "install -d ", text)
        text = re.sub(r"make install", f"make install PREFIX={self.folder}/usr/local", text)
        return text.replace("192.0.2.10", "127.0.0.1").replace("0.0.0.0", "127.0.0.1").replace(":8080", f":{self.port}")

    def follow(self, block):
        """The listen port is the sample's 8080, which somebody may have here."""
        script = f"set -eu\nexport PATH={self.folder}/usr/local/bin:$PATH\n{self.here(block)}"
        environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
        done = subprocess.run(["bash", "-c", script], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False, timeout=200)
        equal(done.returncode, 0, f"status of\n{block}{done.stdout[-800:]}{done.stderr[-800:]}")
        return done.stdout

    def start_units(self):
        """What systemd would do for the service that was enabled."""
        said = (self.folder / "systemctl").read_text(encoding="utf-8")
        check("enable --now tv-hall-headend.service tv-hall-notices.timer" in said, f"systemctl was told: {said}")
        for unit in ("tv-hall-notices.service", "tv-hall-headend.service"):
            text = self.here((self.folder / "usr/local/lib/systemd/system" / unit).read_text(encoding="utf-8"))
            command = re.search(r"^ExecStart=(.*)$", text, re.M)[1].replace(f"{self.folder}{self.folder}", str(self.folder))
            child = subprocess.Popen(["bash", "-c", f"exec {command}"], cwd=self.folder / "var/lib/tv-hall", start_new_session=True,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if "Type=oneshot" in text:
                equal(child.wait(60), 0, f"{unit}: {child.stderr.read()}")
                child.stderr.close()
            else:
                self.services.append(child)

    def look(self, block):
        """make run, until its page answers."""
        environment = {**os.environ, "TV_HALL_RUN": str(self.folder / "run"), "PAGE": "1"}
        with open(self.folder / "seen", "wb") as out:
            child = subprocess.Popen(["bash", "-c", f"exec {self.here(block)}"], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=subprocess.STDOUT, start_new_session=True)
        self.services.append(child)
        end = time.monotonic() + 120
        while "Ctrl-C" not in (said := (self.folder / "seen").read_text(encoding="utf-8")):
            check(child.poll() is None and time.monotonic() < end, f"{block}: {said}")
            time.sleep(0.1)
        check("Shows a copy of what" in said, f"one's own city was expected: {said}")
        with urllib.request.urlopen(re.search(r"http://127\.0\.0\.1:\d+/", said)[0], timeout=10) as answer:
            equal(answer.status, 200, "the page")

    def close(self):
        for child in reversed(self.services):
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGINT)
            child.wait(30)
            if child.stderr:
                child.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def test_the_manual_followed_from_nothing():
    machine = Machine()
    try:
        there = blocks()
        check(len(there) >= 8, f"steps of the manual: {len(there)}")
        for block in there:
            if block.startswith("make run"):
                machine.look(block)
                continue
            if "systemctl" in block:
                machine.follow("\n".join(line for line in block.splitlines() if "systemctl" in line) + "\n")
                machine.start_units()
                block = "\n".join(line for line in block.splitlines() if "systemctl" not in line) + "\n"
            said = machine.follow(block)
            if "sed -i" in block and "listen" in block:
                check(": OK: " in said, f"check said {said}")
            if "add-notice" in block:
                check("演练" in said and "is withdrawn" in said, f"an emergency: {said}")
            if "sample-configuration" in block or "headend.xml" in block and "cp" in block:
                machine.follow(f"sed -i 's|port=\"8080\"|port=\"{machine.port}\"|; s|:8080\"|:{machine.port}\"|' /etc/tv-hall/headend.xml\n")
        believed = ssl.create_default_context(cafile=machine.folder / "etc" / "tv-hall" / "ca.pem")
        with urllib.request.urlopen(f"https://127.0.0.1:{machine.port}/v1/notices", timeout=10, context=believed) as answer:
            check(b'"notices"' in answer.read(), "the headend's notices")
    finally:
        machine.close()


def test_units_are_well_formed():
    """As systemd itself reads them, with a program that is there."""
    if shutil.which("systemd-analyze") is None:
        return
    folder = pathlib.Path(tempfile.mkdtemp(prefix="units-"))
    try:
        for unit in UNITS.iterdir():
            text = unit.read_text(encoding="utf-8").replace("@PREFIX@/bin/tv-hall-headend", "/bin/true")
            (folder / unit.name).write_text(text.replace("@PREFIX@", "/usr").replace("User=tv-hall", "User=root"), encoding="utf-8")
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", *map(str, sorted(folder.iterdir()))], capture_output=True, text=True, check=False,
                              timeout=60)
        ours = [line for line in done.stderr.splitlines() if "tv-hall" in line]
        equal(ours, [], "what systemd says of the units")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    run(globals())
