"""`make watch`: looks after saved files, builds, and starts anew what has become another: hall, headend, sandbox."""

import json
import os
import socket
import subprocess
import sys

from city import ROOT, program
from processes import Failed

SOURCES = ("Makefile", "assets", "backend-client", "both-sides", "headend", "remote-input", "sandbox", "screens", "stb-app")
LAST_LINES = 20


def snapshot(*paths):
    """{file: when it was written} of files and of folders with all that is in them."""
    found = {}
    for path in paths:
        if os.path.isfile(path):
            found[path] = os.stat(path).st_mtime_ns
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                try:  # names that begin with a dot are an editor's own
                    if not name.startswith(".") and not name.endswith("~"):
                        found[os.path.join(folder, name)] = os.stat(os.path.join(folder, name)).st_mtime_ns
                except OSError:  # gone already
                    pass
    return found


def changes(before, after):
    """Paths that were written, made or removed."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def built():
    """{what is run: what it is run from}."""
    flavour = os.environ.get("FLAVOUR") or "release"
    assets = os.path.join(ROOT, "build", "assets")
    return {"tv-hall": snapshot(program("tv-hall", flavour), assets),
            "headend": snapshot(program("tv-hall-headend"), assets),
            "sandbox": snapshot(program("tv-hall-sandbox"))}


def destination(test_port):
    """What opens the screen that the hall shows; "" where it cannot be asked or the screen has none."""
    try:
        with socket.socket(socket.AF_UNIX) as port:
            port.settimeout(3)
            port.connect(test_port)
            with port.makefile("rw", encoding="utf-8") as lines:
                lines.write("state\n")
                lines.flush()
                word, _, state = lines.readline().partition(" ")
                return json.loads(state).get("destination", "") if word == "ok" else ""
    except (OSError, ValueError):
        return ""


def build():
    done = subprocess.run([os.environ.get("MAKE", "make"), "--no-print-directory", "-s", "-j2", "all"], cwd=ROOT,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        print("\n".join(done.stdout.splitlines()[-LAST_LINES:]), file=sys.stderr)
        print("Not built: the hall goes on as it was.", file=sys.stderr)
    return done.returncode == 0


class Watcher:
    """look() is called again and again; restart: {name: function} starts a program anew, from what was built."""

    def __init__(self, restart, sources=SOURCES, make=build, made=built):
        self.restart = restart
        self.sources = [os.path.join(ROOT, source) for source in sources]
        self.make = make
        self.made = made
        self.seen = snapshot(*self.sources)
        self.running = made()

    def look(self):
        now = snapshot(*self.sources)
        saved = changes(self.seen, now)
        if not saved:
            return
        self.seen = now
        print("Saved: " + ", ".join(os.path.relpath(path, ROOT) for path in saved[:4]) + (" …" if len(saved) > 4 else ""))
        if self.make():
            made = self.made()
            others = [name for name in self.restart if made[name] != self.running[name]]
            self.running = made
            try:
                for name in others:
                    self.restart[name]()
                print("Started anew: " + ", ".join(others) if others else "Nothing that runs has changed.", flush=True)
            except Failed as reason:  # until the next save
                print(reason, file=sys.stderr)
