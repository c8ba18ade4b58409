"""make bench-box: the hall, the SDL2 peer and the floor on an emulated ARM box, one after another in one run; exit 1 when a ratio is over.

The box's clock counts instructions (INSTRUCTION_NS each): how busy the machine below is does not matter.  KEYS=40 in the environment for a
quick look.
"""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(ROOT, "tests", "box"), os.path.join(ROOT, "tests", "journey"), os.path.join(ROOT, "tests"), os.path.join(ROOT, "run")]

import machine  # noqa: E402
import scene as box_scene  # noqa: E402
from bench import HOME_STEPS, MOVES, NINE_TILES, RATIOS, SWITCHES, UNITS  # noqa: E402
from configure import configure  # noqa: E402
from figures import Figures, median  # noqa: E402
from hall import shared_city  # noqa: E402
from processes import Failed, Group  # noqa: E402

KIND = "armhf"
SHIFT = 1  # an instruction takes 2^SHIFT ns
INSTRUCTION_NS = 2 ** SHIFT
MEMORY = 224  # MiB: the 50 libraries of SDL2 lie in the box's memory, too
KEYS = int(os.environ.get("KEYS") or 400)
STARTS = 5
IDLE_SECONDS = 0.02  # of two
SCREEN = "/dev/fb0"
FONTS = "/usr/share/fonts/tv-hall"
HALL = ("tv-hall --config /run/tv-hall/headend.xml --assets /usr/share/tv-hall --state /state/tv-hall --system fbdev --devices /dev/input "
        "--module-directory /usr/lib/directfb --stay")
OTHERS = {"SDL2": f"sdl2-peer {{}} {FONTS}/regular.otf {FONTS}/bold.otf /usr/share/tv-hall/icons/720", "floor": "floor {}"}


def calm(store):
    """The peer's home has no strip of what is urgent above its tiles, which are the higher for it."""
    with contextlib.closing(sqlite3.connect(store)) as database, database:
        database.execute("UPDATE notices SET level = 1 WHERE level = 2")


class Box:
    """The emulated box, and a headend with 1,000 notices that it reaches."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="bench-box-")
        self.group = Group(os.path.join(self.folder, "log"))
        self.machine = None

    def start(self):
        source = os.path.join(self.folder, "headend.xml")
        with open(NINE_TILES, encoding="utf-8") as file:
            text = configure(file.read(), box_scene.FONTS, FONTS)
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        headend = box_scene.BoxHeadend(self.folder, self.group, shared_city("release", NINE_TILES, 1000), source)
        calm(headend.city.store)
        headend.start()
        flash = os.path.join(self.folder, "flash")
        machine.make_flash(flash)
        self.machine = machine.Machine(KIND, os.path.join(self.folder, "box"), headend.url, flash, memory=MEMORY, authority=headend.authority,
                                       parts=("bench.gz",), options=("-icount", f"shift={SHIFT}"))
        self.machine.start()
        self.run("true")

    def run(self, command, seconds=600):
        return self.machine.run(f"export TZ=CST-8; {command}", seconds=seconds)

    def rest(self, seconds):
        """Of the box's own time."""
        self.run(f"sleep {seconds}")

    def open(self, command):
        """Starts a program; its process."""
        self.run(f"setsid {command} >/run/program.log 2>&1 & echo $! >/run/program.pid")
        self.rest(1)
        pid = int(self.run("cat /run/program.pid"))
        if not self.is_there(pid):
            raise Failed(f"{command}: ended\n{self.run('tail -n 5 /run/program.log')}")
        return pid

    def is_there(self, pid):
        return self.run(f"test -d /proc/{pid} && echo yes || true").strip() == "yes"

    def until_idle(self, pid):
        """Two seconds of the box with next to nothing done in them."""
        def is_idle():
            before = self.cpu_seconds(pid)
            self.rest(2)
            return self.cpu_seconds(pid) - before < IDLE_SECONDS
        self.machine.until(is_idle, "a program that has come to rest", 600)

    def fill_cache(self):
        """The hall's first start: it fetches configuration, menu and notices."""
        pid = self.open(HALL)
        self.until_idle(pid)
        self.press(1, ["1"], 50)
        self.machine.until(lambda: self.run("find /state/tv-hall/cache -type f"), "what the hall has fetched", 600)
        self.until_idle(pid)
        self.end(pid)

    def end(self, pid):
        self.run(f"kill {pid}")
        self.machine.until(lambda: not self.is_there(pid), "a program that ends")
        self.rest(1)

    def watch(self, *words):
        return json.loads(self.run(f"watch-keys {SCREEN} {' '.join(map(str, words))}"))

    def press(self, count, steps, gap_ms):
        self.run(f"watch-keys --blind {gap_ms} {count} {' '.join(steps)}")

    def cpu_seconds(self, pid):
        """Of every thread."""
        return sum(int(line.split()[0]) for line in self.run(f"cat /proc/{pid}/task/*/schedstat").splitlines()) / 1e9

    def switches(self, pid):
        return sum(int(line.split()[1]) for line in self.run(f"cat /proc/{pid}/task/*/status").splitlines() if "voluntary_ctxt_switches" in line)

    def pss_mib(self, pid):
        return int(re.search(r"^Pss:\s+(\d+)", self.run(f"cat /proc/{pid}/smaps_rollup"), re.M)[1]) / 1024

    def close(self):
        if self.machine:
            self.machine.pull_the_plug()
        self.group.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def measure(box, pid, scene, keys):
    """One turn of a program that shows the scene, as on the bench with a window."""
    turn = {"rest": box.pss_mib(pid)}
    cpu, switches = box.cpu_seconds(pid), box.switches(pid)
    answer = box.watch(keys, *MOVES[scene])
    pressed = keys + (len(HOME_STEPS) if scene == "home" else 40)  # those that the presser learned from
    turn["cpu"] = (box.cpu_seconds(pid) - cpu) * 1000 / pressed
    turn["switches"] = (box.switches(pid) - switches) / pressed
    turn.update({name: answer[name] for name in ("p50", "p99", "missed")})
    box.press(60, MOVES[scene], 30)
    turn["pressed"] = box.pss_mib(pid)
    return turn


def turn_of(box, name, scene):
    pid = box.open(HALL if name == "hall" else OTHERS[name].format(scene))
    box.until_idle(pid)
    if name == "hall" and scene == "list":
        box.press(1, ["1"], 50)
        box.until_idle(pid)
    if name != "floor":
        shutil.copyfile(box.machine.dump("shown"), os.path.join(machine.IMAGES, f"bench-{name}-{scene}.png"))
    turn = measure(box, pid, scene, max(40, KEYS // 4) if name == "floor" else KEYS)
    box.end(pid)
    return turn


def show_scene(figures, scene, turns):
    for name, turn in turns.items():
        for what, (words, unit) in UNITS.items():
            figures.show(f"{scene}, {name}: {words}", turn[what], unit, SWITCHES if (name, what) == ("hall", "switches") else None)
        figures.show(f"{scene}, {name}: memory at rest (PSS)", turn["rest"], "MiB")
        figures.show(f"{scene}, {name}: memory while keys are pressed (PSS)", turn["pressed"], "MiB")
    figures.show(f"{scene}, hall: instructions a key, all that it takes", turns["hall"]["cpu"] / INSTRUCTION_NS, "M")
    for what in ("p50", "p99", "cpu"):
        figures.show(f"{scene}, hall / SDL2: {UNITS[what][0]}", turns["hall"][what] / turns["SDL2"][what], "times", RATIOS[scene, what])
        figures.show(f"{scene}, hall / floor: {UNITS[what][0]}", turns["hall"][what] / turns["floor"][what], "times")
    figures.show(f"{scene}, hall: keys missed", turns["hall"]["missed"], f"of {KEYS}", 0)


def starts(box, figures):
    """From exec to the first complete frame, the hall with a warm cache."""
    times = {}
    box.run(f"dd if=/dev/zero of={SCREEN} bs=1M 2>/dev/null || true")
    for name, command in (("hall", HALL), *((name, command.format("home")) for name, command in OTHERS.items())):
        times[name] = median(json.loads(box.run(f"watch-start {SCREEN} {STARTS} -- {command}").splitlines()[-1])["times"])
        figures.show(f"{name}: exec to first complete frame, median", times[name], "ms")
    figures.show("hall / SDL2: the same", times["hall"] / times["SDL2"], "times")


def main():
    figures = Figures()
    reason = machine.missing([KIND])
    if reason:
        sys.exit(reason)
    print(f"An emulated ARM box (Cortex-A15, one processor) on which an instruction takes {INSTRUCTION_NS} ns.", flush=True)
    began = time.monotonic()
    box = Box()
    try:
        box.start()
        box.fill_cache()
        for scene in ("home", "list"):
            show_scene(figures, scene, {name: turn_of(box, name, scene) for name in ("hall", *OTHERS)})
        starts(box, figures)
    except (Failed, machine.MachineError) as failure:
        print(f"The bench broke off: {failure}", file=sys.stderr)
        figures.over.append("broken off")
    finally:
        box.close()
    print(f"{time.monotonic() - began:.0f} s.")
    return figures.close()


if __name__ == "__main__":
    sys.exit(main())
