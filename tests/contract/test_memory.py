#!/usr/bin/python3
"""The real programs while the n-th allocation fails, once or ever after: an import ends well only with all that it should have taken,
a route answers as always or that it cannot now, and nothing that was made meanwhile is kept. TORTURE=all tries every n (`make
torture-memory`), otherwise one of each way in which the program comes to ask for memory while it takes a feed, and of all else some by chance;
SEED=n repeats a run. Prints TAP."""

import json
import mmap
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/journey")]

from case_world import World  # noqa: E402
from headend import FLAVOUR, Headend, city, item, rss  # noqa: E402
from hall import HallError, Scene  # noqa: E402
import tap  # noqa: E402

LIBRARY = ROOT / "build" / FLAVOUR / "tests/torture/failing-malloc.so"
SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
ALL = os.environ.get("TORTURE") == "all"
SAMPLE = 12  # of each form, where not all are tried
WAYS = 600  # at most so many ways of an import
HANG_SECONDS = 20
AGAIN_SECONDS = 10
CHANCE = random.Random(SEED)

BODY = ("<style>p{color:red}</style><h2>停水通知</h2><p>12月5&ndash;8日，<b>城南</b>停水 &le; 3 小时。</p>"
        "<table><tr><td>时间</td><td>地点</td></tr><tr><td>9:00</td><td>示例街</td></tr></table><ul><li>一</li><li>二</li></ul>")
FEED = rss(item("n-1", "停水通知", body=BODY, level="2"), item("n-2", "办事指南", body=BODY * 3, speech="请看", qr_link="https://www.example.org/2"))


CITY = ROOT / "assets/sample-city/content"
# All kinds; where every allocation is to fail, fewer.
CONTENT = [CITY / "calendar.xml", CITY / "policies.xml"] if ALL else [CITY]


class Orders:
    """What the library is told (failing-malloc.c)."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder) / "orders"
        self.path.write_bytes(bytes(32))
        self.stacks = pathlib.Path(folder) / "stacks"
        with open(self.path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), 32)

    def give(self, fails_at, ever):
        self.map[:] = struct.pack("<4Q", 1, 0, fails_at, ever)

    def withdraw(self):
        """How many allocations there were."""
        self.map[:8] = bytes(8)
        return struct.unpack_from("<Q", self.map, 8)[0]

    def environment(self, tells_stacks):
        told = {"TORTURE_STACKS": str(self.stacks)} if tells_stacks else {}
        return {**os.environ, **told, "LD_PRELOAD": str(LIBRARY), "TORTURE": str(self.path)}

    def ways(self, first):
        """One allocation of each stack that was told, of the first-th and those behind it, by chance."""
        stacks = self.stacks.read_bytes()
        by_stack = {}
        for number in range(first, len(stacks) // 8 + 1):
            by_stack.setdefault(stacks[8 * number - 8:8 * number], []).append(number)
        return [CHANCE.choice(numbers) for numbers in by_stack.values()]


def tried(count, ways=()):
    """(n, whether ever after) of allocations that are to fail, of so many; `ways`: these in any case."""
    tap.check(count > 0, "no allocation was counted")
    numbers = range(1, count + 1)
    for ever in (0, 1):
        chosen = numbers if ALL else {*CHANCE.sample(numbers, min(SAMPLE, count)), *(() if ever else ways)}
        for number in sorted(chosen):
            yield number, ever


def what(name, number, count, ever):
    return f"{name}: allocation {number} of {count} fails{' and all after it' if ever else ''} (SEED={SEED})"


def ends_soon(child):
    """A signal's way takes a moment."""
    try:
        child.wait(0.5)
    except subprocess.TimeoutExpired:
        return False
    return True


# --- Imports ---

def held(store):
    """What an import has brought into the store, but for the times of it."""
    with sqlite3.connect(store) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        rows = {}
        if "notices" in tables:
            rows["notices"] = database.execute("SELECT id, guid, title, category, level, area_code, org_name, published, valid_from, valid_to, "
                                               "body, speech, qr_link, source FROM notices ORDER BY id").fetchall()
        if "content" in tables:
            rows["content"] = database.execute("SELECT kind, id, text, place FROM content ORDER BY kind, id").fetchall()
    database.close()
    return rows


def copy_store(folder, to):
    for path in folder.glob("hall.db*"):
        shutil.copy(path, to / path.name)


def run_import(headend, orders, arguments, fails_at=0, ever=0, tells_stacks=False):
    """Status, what it said, and how many allocations there were, of an import into the headend's store."""
    orders.give(fails_at, ever)
    try:
        done = subprocess.run([city.program("tv-hall-admin", FLAVOUR), arguments[0], "--config", str(headend.config), *map(str, arguments[1:])],
                              env=orders.environment(tells_stacks), stdin=subprocess.DEVNULL, capture_output=True, timeout=HANG_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None, "", orders.withdraw()
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")[-400:], orders.withdraw()


def tortures_import(name, ways, *arguments):
    """Every way in which an import may go wrong: it ends with 0 and all is there, or with another status and nothing is."""
    with Headend() as headend:
        orders = Orders(headend.folder)
        headend.take(rss(item("n-0", "先有的通知")))  # makes the store
        store = headend.folder / "hall.db"
        empty = headend.folder / "empty"
        empty.mkdir()
        copy_store(headend.folder, empty)
        before = held(store)
        _, _, before_files = run_import(headend, orders, [arguments[0], "/nowhere"])
        orders.stacks.write_bytes(b"")
        status, said, count = run_import(headend, orders, arguments, tells_stacks=True)
        tap.equal(status, 0, f"{name}: {said}")
        wanted = held(store)
        tap.check(wanted != before, f"{name}: it brings something")
        failures = []
        found = orders.ways(min(before_files, count))
        for number, ever in tried(count, CHANCE.sample(found, min(ways, len(found)))):
            for path in headend.folder.glob("hall.db*"):
                path.unlink()
            copy_store(empty, headend.folder)
            status, said, _ = run_import(headend, orders, arguments, number, ever)
            now = held(store)
            if status is None:
                failures.append(what(name, number, count, ever) + ": it hangs")
            elif status < 0:
                failures.append(what(name, number, count, ever) + f": it ends by {signal.Signals(-status).name}")
            elif status == 0 and now != wanted:
                failures.append(what(name, number, count, ever) + f": status 0, and other things in the store; it said {said!r}")
            elif status != 0 and now not in (before, wanted):
                failures.append(what(name, number, count, ever) + f": status {status}, and a part in the store; it said {said!r}")
        tap.check(not failures, f"{len(failures)} of {count}:\n" + "\n".join(failures[:400]))


def test_import_of_notices():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "feed.xml"
        path.write_text(FEED, encoding="utf-8")
        tortures_import("import-notices", WAYS, "import-notices", path)


def test_import_of_content():
    tortures_import("import-content", SAMPLE, "import-content", *CONTENT)


# --- Routes ---

class Tortured(World):
    def __init__(self, folder):
        super().__init__(folder)
        self.orders = Orders(self.folder)

    def start(self, *options):
        os.environ.update(LD_PRELOAD=str(LIBRARY), TORTURE=str(self.orders.path))
        try:
            return super().start(*options)
        finally:
            del os.environ["LD_PRELOAD"], os.environ["TORTURE"]


def same(answer):
    """The answer without what is another each time."""
    body = answer.body
    if answer.headers.get("content-type") == "application/json":
        value = json.loads(body)
        for name in ("as_of", "days_left"):
            value.pop(name, None)
        body = json.dumps(value)
    return answer.status, body


def ask(world, way):
    """What came; None: the connection ended."""
    try:
        return same(way(world))
    except (OSError, AssertionError) as reason:
        if isinstance(reason, AssertionError):
            return ("against the contract", str(reason)[:300])
        return None
    except Exception as reason:  # pylint: disable=broad-except # http.client has many
        return None if type(reason).__module__ == "http.client" else ("no answer", repr(reason)[:300])


def tortures_route(world, name, way, forget):
    wanted = ask(world, way)
    tap.check(wanted is not None and wanted[0] == 200, f"{name}: {wanted}")
    forget()
    world.orders.give(0, 0)
    ask(world, way)
    count = world.orders.withdraw()
    failures = []
    for number, ever in tried(count):
        forget()
        world.orders.give(number, ever)
        came = ask(world, way)
        world.orders.withdraw()
        if came is None and ends_soon(world.child):
            failures.append(what(name, number, count, ever) + f": the headend ends with {world.child.returncode}")
            world.child = None
            world.start()
            continue
        if came is not None and came != wanted and came[0] != 503:
            failures.append(what(name, number, count, ever) + f": {str(came)[:200]}")
        after = ask(world, way)
        end = time.monotonic() + AGAIN_SECONDS
        while after is not None and after[0] == 503 and time.monotonic() < end:
            time.sleep(0.2)
            after = ask(world, way)
        is_spared = name == "/v1/cases" and after is not None and after[0] == 503  # the case system, for up to a minute
        if after != wanted and not is_spared:
            failures.append(what(name, number, count, ever) + f": afterwards it says {str(after)[:200]}")
    return failures


def test_routes():
    with tempfile.TemporaryDirectory() as folder, Tortured(folder) as world:
        world.take(FEED)
        world.admin("import-content", ROOT / "assets/sample-city/content")
        case = world.sandbox.cases[0]

        def forget():
            """What is kept of answers goes when the configuration is read again."""
            before = world.metric('tv_hall_config_reloads_total{result="good"}')
            world.child.send_signal(signal.SIGHUP)
            world.eventually(lambda: world.metric('tv_hall_config_reloads_total{result="good"}') > before, "the configuration")

        failures = []
        world.eventually(lambda: world.ask("/v1/guides/retirement").status == 200, "the content")
        paths = ["/v1/config", "/v1/menu", "/v1/notices", "/v1/notices/n-2", "/v1/guides", "/v1/guides/retirement", "/v1/flows/retirement",
                 "/v1/policies", "/p/guides/retirement", "/p/flows/retirement", "/healthz"]
        for path in paths:
            failures += tortures_route(world, path, lambda world, path=path: world.ask(path, Accept_Encoding="gzip"), forget)

        def forget_cases():
            """Nobody has asked for the case yet, and no limit of the day is near."""
            world.end()
            for path in world.folder.glob("hall.db.cases*"):
                path.unlink()
            world.start()

        failures += tortures_route(world, "/v1/cases", lambda world: world.post("/v1/cases", {"case_number": case["case_number"],
                                                                                              "id_tail": case["id_tail"]}), forget_cases)
        tap.check(not failures, f"{len(failures)}:\n" + "\n".join(failures[:200]))


# --- Screens ---

def opened(hall, destination):
    """What the screen says of itself; None: the hall has gone, "": it has no content."""
    try:
        hall.ask(f"open {destination}")
        hall.ask("wait 3000")
        state = hall.state()
        return state["screen"], state["title"], state["focus"]
    except HallError:
        return None if ends_soon(hall.process) else ""


def tortures_screen(hall, orders, destination):
    opened(hall, "home")
    wanted = opened(hall, destination)
    tap.check(wanted, f"{destination}: {wanted!r}")
    opened(hall, "home")
    orders.give(0, 0)
    opened(hall, destination)
    count = orders.withdraw()
    failures = []
    for number, ever in tried(count):
        opened(hall, "home")
        orders.give(number, ever)
        came = opened(hall, destination)
        orders.withdraw()
        if came is None:
            failures.append(what(destination, number, count, ever) + f": the hall ends with {hall.process.poll()}")
            hall.start()
            hall.wait()
            continue
        opened(hall, "home")
        after = opened(hall, destination)
        if after != wanted:
            failures.append(what(destination, number, count, ever) + f": afterwards it shows {after}, not {wanted}")
    return failures


def test_screens():
    with tempfile.TemporaryDirectory() as folder:
        orders = Orders(folder)
        failures = []
        with Scene(environment={"LD_PRELOAD": str(LIBRARY), "TORTURE": str(orders.path)}) as scene:
            for destination in ("notices", "guide/retirement", "policies", "stations", "search", "help"):
                failures += tortures_screen(scene.hall, orders, destination)
        tap.check(not failures, f"{len(failures)}:\n" + "\n".join(failures[:200]))


if __name__ == "__main__":
    print(f"# SEED={SEED}")
    tap.run(globals())
