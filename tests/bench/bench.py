"""make bench: the figures of the hall, measured from outside, each with its budget; exit 1 when one is over.

bench.py [--long] [--only WORD]     KEYS=200 in the environment for a quick look
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(ROOT, "tests", "journey"), os.path.join(ROOT, "tests"), os.path.join(ROOT, "run")]

import proc  # noqa: E402
from figures import Figures, median  # noqa: E402
from hall import Hall, shared_city  # noqa: E402
from processes import Failed, Group  # noqa: E402

PROGRAMS = os.path.join(ROOT, "build", "release", "tests", "bench")
NINE_TILES = os.path.join(ROOT, "assets", "sample-city", "nine-tiles.xml")
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIZE = (1280, 720)
KEYS = int(os.environ.get("KEYS") or 1000)
STARTS = 15
IDLE_SECONDS = int(os.environ.get("IDLE_SECONDS") or 90)

HOME_STEPS = ["Right", "Right", "Down", "Left", "Left", "Up"]
LIST_STEPS = ["Down*200", "Up*200"]
# Over every screen and back: the list, an article, its pages, another category, the help; home is where each round ends.
EVERY_SCREEN = ["1", "Down*12", "Return", "Next*2", "Prior", "Escape", "Up*6", "Escape", "Right*2", "Left*2", "5", "Down*4", "Return",
                "Escape", "Home"]


class Bench:
    """A screen that can be watched, a headend with 1,000 notices, and a hall with a warm cache."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="bench-")
        self.group = Group(os.path.join(self.folder, "log"))
        self.hall = None
        self.display = self._start_screen()
        self.environment = {**os.environ, "DISPLAY": self.display}
        self.city = shared_city("release", NINE_TILES, 1000).copy_store(self.folder)
        self.city.start_headend(self.group, SIZE)

    def _start_screen(self):
        frame_folder = os.path.join(self.folder, "screen")
        os.makedirs(frame_folder)
        self.screen_file = os.path.join(frame_folder, "Xvfb_screen0")
        reading, writing = os.pipe()
        self.group.start("screen", ["Xvfb", "-displayfd", str(writing), "-extension", "GLX", "-nocursor", "-noreset", "-fbdir",
                                    frame_folder, "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
                         pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            display = pipe.readline().strip()
        if not display:
            raise Failed("Xvfb did not start")
        return f":{display}"

    def new_hall(self):
        return Hall(os.path.join(self.folder, "hall"), self.city.config, self.group, "x11", SIZE, "release", {"DISPLAY": self.display})

    def open_hall(self):
        self.hall = self.new_hall().start()
        self.hall.wait()
        time.sleep(0.5)

    def close_hall(self):
        if self.hall:
            self.hall.quit()
            self.hall.close()
            self.hall = None

    def pid(self):
        return self.hall.process.pid

    def tool(self, name, *arguments):
        done = subprocess.run([os.path.join(PROGRAMS, name), *map(str, arguments)], env=self.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failed(f"{name} {' '.join(map(str, arguments))}: status {done.returncode}\n{done.stderr}")
        return json.loads(done.stdout) if done.stdout else {}

    def watch(self, count, steps):
        return self.tool("watch-keys", self.screen_file, count, *steps)

    def press(self, count, steps, gap_ms=12):
        self.tool("watch-keys", "--blind", gap_ms, count, *steps)

    def go_home(self):
        self.hall.key("HOME")
        self.hall.wait()

    def close(self):
        self.close_hall()
        self.group.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def start_bare(bench):
    options = f"system=x11,no-banner,quiet,mode={SIZE[0]}x{SIZE[1]}"
    return [os.path.join(PROGRAMS, "bare-directfb"), FONT, f"--dfb:{options}"]


def bare(bench, figures):
    """The floor: what any DirectFB program costs on this machine at this hour."""
    child = bench.group.start("bare", start_bare(bench), bench.environment)
    time.sleep(1)
    keys = bench.watch(max(100, KEYS // 4), ["Right", "Left"])
    figures.show("bare DirectFB program: key to pixels, p50", keys["p50"], "ms")
    figures.show("bare DirectFB program: key to pixels, p99", keys["p99"], "ms")
    figures.show("bare DirectFB program: memory (PSS)", proc.pss_mib(child.pid), "MiB")
    child.terminate()
    child.wait()
    bench.group.children = [entry for entry in bench.group.children if entry[1] is not child]
    time.sleep(0.5)


def starts(bench, figures):
    """From exec to the first complete frame with a warm feed cache; the bare program's turns in between, in the same minutes."""
    bench.open_hall()
    bench.hall.go("1")
    bench.close_hall()
    command = bench.new_hall().command()
    ours, theirs = [], []
    for _ in range(3):
        ours += bench.tool("watch-start", bench.screen_file, STARTS // 3, "--", *command)["times"]
        theirs += bench.tool("watch-start", bench.screen_file, STARTS // 3, "--", *start_bare(bench))["times"]
    if len(ours) < STARTS // 2 or len(theirs) < STARTS // 2:
        raise Failed(f"only {len(ours)} and {len(theirs)} of {STARTS} starts ended with the same picture")
    figures.show("hall: exec to first complete frame, median", median(ours), "ms", 55, note=f"best {min(ours):.1f}")
    figures.show("bare DirectFB program: the same", median(theirs), "ms", note=f"best {min(theirs):.1f}")
    figures.show("hall / bare DirectFB program", median(ours) / median(theirs), "times")


def keys_at_home(bench, figures):
    bench.open_hall()
    figures.show("home: memory half a second after it opened (PSS)", proc.pss_mib(bench.pid()), "MiB")
    time.sleep(1)
    figures.show("home: memory at rest (PSS)", proc.pss_mib(bench.pid()), "MiB", 14)
    before = proc.cpu_seconds(bench.pid())
    keys = bench.watch(KEYS, HOME_STEPS)
    used = (proc.cpu_seconds(bench.pid()) - before) * 1000 / (KEYS + len(HOME_STEPS))
    figures.show("home: key to changed pixels, p50", keys["p50"], "ms", 1.0)
    figures.show("home: key to changed pixels, p99", keys["p99"], "ms", 5, note=f"p90 {keys['p90']}, most {keys['max']}")
    figures.show("home: keys missed", keys["missed"], f"of {KEYS}", 0)
    figures.show("home: CPU per 1,000 keys", used, "s", 0.9)


def keys_in_list(bench, figures):
    bench.hall.go("HOME", "1")
    bench.press(200, ["Down"], 30)
    figures.show("list: memory at the last of 200 rows (PSS)", proc.pss_mib(bench.pid()), "MiB")
    time.sleep(0.5)
    figures.show("list: memory half a second after 200 rows (PSS)", proc.pss_mib(bench.pid()), "MiB", 14.5)
    bench.press(200, ["Up"], 30)
    time.sleep(0.5)
    before = proc.cpu_seconds(bench.pid())
    keys = bench.watch(KEYS, LIST_STEPS)
    used = (proc.cpu_seconds(bench.pid()) - before) * 1000 / (KEYS + 40)
    figures.show("list: key to changed pixels, p50", keys["p50"], "ms", 1.7)
    figures.show("list: key to changed pixels, p99", keys["p99"], "ms", 6, note=f"p90 {keys['p90']}, most {keys['max']}")
    figures.show("list: keys missed", keys["missed"], f"of {KEYS}", 0)
    figures.show("list: CPU per 1,000 keys", used, "s", 1.9)


def memory_over_keys(bench, figures, long):
    """10,000 keys over every screen, then as many again (or 90,000 more): growth is what the second part adds."""
    first, second = (10000, 90000) if long else (min(10000, KEYS * 10), min(5000, KEYS * 5))
    bench.go_home()
    bench.press(first, EVERY_SCREEN)
    bench.go_home()
    figures.show(f"every screen: memory after {first:,} keys (PSS)", proc.pss_mib(bench.pid()), "MiB", 16)
    time.sleep(0.5)  # growth is told from rest to rest: what the last keys needed has been given back
    after_first = proc.pss_mib(bench.pid())
    figures.show(f"every screen: memory half a second after {first:,} keys (PSS)", after_first, "MiB")
    bench.press(second, EVERY_SCREEN)
    bench.go_home()
    time.sleep(0.5)
    growth = (proc.pss_mib(bench.pid()) - after_first) * 1024
    figures.show(f"every screen: growth over {second:,} more keys", growth, "KiB", 64)


def idle(bench, figures):
    """Our own threads. DirectFB's are named: its x11 input thread polls by itself, and is not there on a box."""
    bench.go_home()
    time.sleep(2)
    cpu = proc.cpu_seconds(bench.pid())
    ours = 0.0
    for thread, (name, count) in sorted(proc.wakeups(bench.pid(), IDLE_SECONDS).items()):
        a_minute = count * 60 / IDLE_SECONDS
        if thread == bench.pid() or not name.startswith(("X11", "Fusion", "SigHandler")):
            ours += a_minute
        if a_minute:
            figures.show(f"idle: thread “{name}” ({'main' if thread == bench.pid() else 'other'})", a_minute, "/minute")
    figures.show("idle: wake-ups of our own threads", ours, "/minute", 2)
    figures.show("idle: CPU", (proc.cpu_seconds(bench.pid()) - cpu) * 60 / IDLE_SECONDS, "s/minute")


def others(figures, word):
    """Programs beside this one that print figures in the same form; a status other than 0 says one is over."""
    for name in ("decode-notices", "decode-stations", "decode-guide", "guide-open", "search-items", "headend-against-nginx"):
        built = os.path.join(PROGRAMS, name)
        path = built if os.path.exists(built) else os.path.join(HERE, name)
        if word in name and os.access(path, os.X_OK):
            sys.stdout.flush()
            if subprocess.run([path], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode != 0:
                figures.over.append(name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help="100,000 keys")
    parser.add_argument("--only", default="", help="bare, starts, home, list, memory, idle, decode or headend")
    options = parser.parse_args()
    figures = Figures()
    load = os.getloadavg()[0]
    if load > 0.7:
        print(f"This machine is busy (load {load:.1f}): judge by the ratios to the bare program.")
    bench = None
    try:
        if options.only not in ("decode", "headend"):
            bench = Bench()
        for name, part in (("bare", bare), ("starts", starts), ("home", keys_at_home), ("list", keys_in_list),
                           ("memory", lambda b, f: memory_over_keys(b, f, options.long)), ("idle", idle)):
            if bench and options.only in ("", name):
                if name in ("list", "memory", "idle") and bench.hall is None:
                    bench.open_hall()
                part(bench, figures)
        others(figures, options.only)
    except Failed as reason:
        print(f"The bench broke off: {reason}", file=sys.stderr)
        figures.over.append("broken off")
    finally:
        if bench:
            bench.close()
    return figures.close()


if __name__ == "__main__":
    sys.exit(main())
