"""The harness of journeys: the real headend and the real hall, driven by remote keys through the test port.

    with Scene() as scene:
        scene.hall.key("DOWN", "OK")
        scene.hall.wait()
        equal(scene.hall.state()["screen"], "notices", "screen")
"""

import hashlib
import json
import os
import shutil
import socket
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(TESTS)
sys.path[:0] = [TESTS, os.path.join(ROOT, "run")]

from city import City, program  # noqa: E402
from processes import Group, wait_for  # noqa: E402

FLAVOUR = os.environ.get("FLAVOUR") or "release"


class HallError(Exception):
    """The hall answered `error …` or went away."""


class Hall:
    """tv-hall with its test port."""

    def __init__(self, folder, config, group=None, system="dummy", size=(1280, 720), flavour=FLAVOUR, environment=None,
                 state=None, before=(), stay=True, devices=None, painter=None, opens=None, township="431000 "):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        self.config = config
        self.group = group or Group(os.path.join(folder, "log"))
        self.size = size
        self.system = system
        self.flavour = flavour
        self.state_folder = state or os.path.join(folder, "state")
        self.environment = environment or {}
        self.before = list(before)  # of the command: a clock, a checker
        self.devices = devices  # Remotes: keys of evdev nodes
        self.township = township  # what the household has chosen (stb-app/kept_township.h); None: nothing yet
        self.opens = opens  # a destination: the deep link
        self.stay = stay  # Back on the home screen does not end the hall
        self.painter = painter
        self.process = None
        self.stands_still = False  # its clock
        self._seen = bytearray()
        self._socket_folder = None
        self._stream = None
        self._socket = None

    def command(self, test_port=None):
        command = [*self.before, program("tv-hall", self.flavour), "--config", self.config, "--assets", os.path.join(ROOT, "build", "assets"),
                   "--state", self.state_folder, "--system", self.system, "--size", f"{self.size[0]}x{self.size[1]}",
                   "--module-directory", os.path.join(ROOT, "build", "directfb-modules")]
        command += ["--stay"] if self.stay else []
        command += ["--painter", self.painter] if self.painter else []
        command += ["--open", self.opens] if self.opens else []
        command += ["--devices", self.devices.directory] if self.devices else []
        return command + (["--test-port", test_port] if test_port else [])

    def start(self):
        self._socket_folder = self._socket_folder or tempfile.mkdtemp(prefix="hall-")  # a socket's path must be short
        path = os.path.join(self._socket_folder, "port")
        if os.path.exists(path):
            os.unlink(path)
        os.makedirs(self.state_folder, exist_ok=True)
        self._choose_township()
        self.stands_still = False
        self.process = self.group.start("tv-hall", self.command(path), {**os.environ, **self.environment, **(self.devices.environment if self.devices else {})})
        wait_for(lambda: self._connect(path), "tv-hall", self.process, 30)
        return self

    def _choose_township(self):
        path = os.path.join(self.state_folder, "township")
        if self.township is not None and not os.path.exists(path):
            try:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(self.township)
            except OSError:  # a full flash
                pass

    def _connect(self, path):
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(path)
        except OSError:
            connection.close()
            return False
        connection.settimeout(60)
        self._socket = connection
        self._stream = connection.makefile("rwb")
        return True

    def ask(self, line):
        """One command; the words after `ok`. HallError otherwise."""
        try:
            self._stream.write(line.encode() + b"\n")
            self._stream.flush()
            answer = self._stream.readline().decode().rstrip("\n")
        except OSError as reason:
            raise HallError(f"{line}: {reason}; {self._last_words()}") from None
        if not answer:
            raise HallError(f"{line}: the hall has gone; {self._last_words()}")
        if answer != "ok" and not answer.startswith("ok "):
            raise HallError(f"{line}: {answer}")
        return answer[3:]

    def _last_words(self):
        return "its last lines:\n" + "\n".join(self.group.last_lines("tv-hall", 40))

    def key(self, *names):
        for name in names:
            self.ask(f"key {name}")

    def press(self, name):
        self.ask(f"press {name}")

    def release(self, name):
        self.ask(f"release {name}")

    def open(self, destination):
        """A screen by its destination: "guides", "guide/retirement"; the state once it has its content."""
        self.ask(f"open {destination}")
        self.wait()
        return self.state()

    def wait(self, milliseconds=20000):
        self.ask(f"wait {milliseconds}")

    def go(self, *names):
        """Keys, each waited for; the state after the last. "TILE help" among them opens a tile of home, wherever the operator has put it."""
        for name in names:
            if name.startswith("TILE "):
                self.focus_tile(name.removeprefix("TILE "))
                name = "OK"
            self.key(name)
            self.wait()
        return self.state()

    def focus_tile(self, wanted):
        """By arrows alone, as every remote has them."""
        places = {tile.get("id"): (int(tile.get("row")), int(tile.get("column")))
                  for tile in ElementTree.parse(self.config).getroot().iter("tile")}
        for _ in range(2 * len(places)):
            focus = self.state()["focus"]
            if focus == wanted:
                return
            (row, column), (to_row, to_column) = places.get(focus, (0, 1)), places[wanted]
            self.key(("DOWN" if to_row > row else "UP") if to_row != row else ("RIGHT" if to_column > column else "LEFT"))
        raise AssertionError(f"the tile {wanted} is not reached: {self.state()}")

    def home(self):
        """Home, whether or not it first asks about answers; the state there."""
        if self.go("HOME")["screen"] == "leaving":
            self.go("2", "HOME")  # where Back was what asked, it leads to what lies below
        return self.state()

    def state(self):
        return json.loads(self.ask("state"))

    def until(self, wanted, what, seconds=20):
        """Asks for the state until wanted(state) is true; for what comes by itself, without a key."""
        end = time.monotonic() + seconds
        while True:
            state = self.state()
            if wanted(state):
                return state
            if time.monotonic() > end:
                raise AssertionError(f"{what}: not within {seconds} s; the state is {state}")
            time.sleep(0.05)

    def picture(self, path):
        self.ask(f"picture {os.path.abspath(path)}")
        return path

    def seen(self):
        """What is shown, as something to compare; the clock must stand, as another minute is another picture."""
        if not self.stands_still:
            raise AssertionError("pictures are compared while the clock goes: clock() first")
        path = self.picture(os.path.join(self.folder, "seen.ppm"))
        with open(path, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if len(self._seen) != size:  # the same memory each time: fresh pages cost more than all the rest
                self._seen = bytearray(size)
            if size == 0 or file.readinto(self._seen) != size:
                raise AssertionError(f"{path} is not read whole")
        return hashlib.sha256(self._seen).digest()

    def clock(self, milliseconds=None):
        """From here on it stands, at this moment or now."""
        self.ask(f"clock {int(time.time() * 1000) if milliseconds is None else milliseconds}")
        self.stands_still = True

    def pass_time(self, milliseconds):
        """As if so long no key were pressed."""
        self.ask(f"pass {milliseconds}")
        self.wait()

    def log(self):
        with open(self.group.log_path("tv-hall"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def until_pressed(self, count, seconds=20):
        """Keys of an evdev node are read when the hall likes."""
        end = time.monotonic() + seconds
        while int(self.ask("keys-pressed")) < count:
            if time.monotonic() > end:
                raise AssertionError(f"key {count} is not read within {seconds} s")
            time.sleep(0.01)

    def quit(self):
        """In good order; returns the status, which is 0 unless a sanitizer or the hall itself has something to say."""
        if self.process is None:
            return 0
        try:
            self.ask("quit")
        except HallError:
            pass
        return self.ended()

    def ended(self):
        """Waits until it has ended by itself; the status."""
        self._disconnect()
        status = self.process.wait(30)
        self.group.children.remove(("tv-hall", self.process))
        self.process = None
        return status

    def cut_power(self):
        """It is told nothing; start() starts it anew."""
        self.group.kill("tv-hall")
        self.process = None
        self._disconnect()

    def _disconnect(self):
        if self._socket:
            self._stream.close()
            self._socket.close()
            self._socket = self._stream = None

    def close(self):
        self._disconnect()
        if self._socket_folder:
            shutil.rmtree(self._socket_folder, ignore_errors=True)


def shared_city(flavour=FLAVOUR, config_source=None, count=None, now=None):
    """Feeds and store of the sample city, made once a day for all tests of a flavour."""
    name = f"city-{flavour}" + (f"-{count}" if count else "") + (f"-{now:%Y%m%d}" if now else "")
    city = City(os.path.join(ROOT, "build", "tests", name), flavour, config_source, count, now)
    city.make()
    return city


class Scene:
    """A headend with its own copy of the sample city and a hall that looks at it, in a folder of their own. With `through`, a
    BadServer stands between them; with `sandbox`, the headend has a case system and utilities; with `wallets`, one can pay by those of the sandbox."""

    def __init__(self, size=(1280, 720), system="dummy", config_source=None, count=None, through=False, start_hall=True,
                 environment=None, now=None, devices=None, sandbox=False, wallets=False, painter=None, township="431000 ", identity="oidc"):
        self.folder = tempfile.mkdtemp(prefix="scene-")
        self.group = Group(os.path.join(self.folder, "log"))
        self.server = None
        self.hall = None
        self.stands_at = None  # the moment at which a walk has stopped the clock
        try:
            self.city = shared_city(config_source=config_source, count=count, now=now).copy_store(self.folder)
            self.city.config_source = config_source or self.city.config_source
            if through:
                from bad_server import BadServer  # pylint: disable=import-outside-toplevel
                self.server = BadServer()
            self.city.identity_kind = identity  # which of the two that the sandbox plays
            self.city.has_wallets = wallets
            if sandbox:
                self.city.start_sandbox(self.group)
            address = self.city.start_headend(self.group, size, self.server.port if self.server else None)
            if self.server:
                self.server.pass_to(address)
            config = self.city.config
            self.hall = Hall(os.path.join(self.folder, "hall"), config, self.group, system, size, environment=environment,
                             before=self.city.clock(), devices=devices, painter=painter, township=township)
            self.city.provision(self.hall.state_folder)
            if start_hall:
                self.hall.start()
                self.hall.wait()
        except BaseException:
            self.close()
            raise

    def close(self):
        if self.hall:
            self.hall.close()
        self.group.end()
        if self.server:
            self.server.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, _value, _traceback):
        status = 0
        if kind is None and self.hall and self.hall.process:
            status = self.hall.quit()
            last = "\n".join(self.group.last_lines("tv-hall", 60))
        self.close()
        if status != 0:
            raise AssertionError(f"the hall ended with status {status}, wanted 0; its last lines:\n{last}")
