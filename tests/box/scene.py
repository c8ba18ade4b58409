"""What a test of the box needs around it: a headend, and pictures of how the screens must look.

The pictures come from the same hall on this machine (DirectFB's dummy system) over the same notices, with the box's fonts: so they need no
committed copies, and a new theme is no reason to touch these tests.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import socket
import sqlite3
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

import numpy
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(ROOT, "tests"), os.path.join(ROOT, "tests", "journey"), os.path.join(ROOT, "run")]

import machine  # noqa: E402
import tls  # noqa: E402
from city import City, program, write_config  # noqa: E402
from configure import configure  # noqa: E402
from hall import Scene, shared_city  # noqa: E402
from processes import Group, free_port, wait_for  # noqa: E402
from wallets import payment_element  # noqa: E402

SIZE = (1280, 720)
FONTS = os.path.join(machine.IMAGES, "fonts")
CLOCK = (920, 40, 1240, 120)  # left, top, right, bottom: shows the time, and is not compared
STATUS = (980, 628, 1240, 684)  # what the hall says of the network
HOST_OF_GUEST = "10.0.2.2"  # QEMU's name, inside the box, for this machine's loopback
DIFFERENT = 48  # of 255 in a channel
SAME_PART = 0.004  # of all pixels may differ: edges of letters, a line that blinks


def part_that_differs(one, other, skip=(CLOCK, STATUS)):
    """How much of two screens differs, 0 to 1."""
    if one.shape != other.shape:
        return 1.0
    wrong = numpy.abs(one.astype(numpy.int16) - other.astype(numpy.int16)).max(axis=2) > DIFFERENT
    for left, top, right, bottom in skip:
        wrong[top:bottom, left:right] = False
    return float(wrong.mean())


def read_picture(path):
    with Image.open(path) as image:
        return numpy.asarray(image.convert("RGB"))


class BoxHeadend:
    """A headend on this machine's loopback, with a copy of the sample city and the sandbox behind it; the box reaches it as 10.0.2.2."""

    def __init__(self, folder, group, city=None, config_source=None):
        self.group = group
        self.city = (city or shared_city()).copy_store(os.path.join(folder, "headend"))
        self.config_source = config_source or os.path.join(machine.IMAGES, "headend.xml")  # with the box's fonts
        self.port = free_port()
        self.url = f"https://{HOST_OF_GUEST}:{self.port}"
        self.folder = os.path.join(folder, "tls")
        os.makedirs(self.folder)
        tls.authority(self.folder, "ca")
        tls.certificate(self.folder, "hall", "ca", HOST_OF_GUEST)
        self.authority = os.path.join(self.folder, "ca.pem")
        self.city.start_sandbox(group)
        # Its notifications are refused, as the sandbox knows no certificate of ours: payments are heard of by asking.
        self.payment = payment_element(os.path.join(folder, "keys"), f"https://127.0.0.1:{self.port}", self.city.sandbox,
                                       {"wechat": self.city.ask_sandbox("samples/wechat")})
        self.runs = False

    def start(self, theme="dusk"):
        write_config(self.config_source, self.city.config, self.port, self.city.store, self.city.pictures,
                     cases_url=self.city.sandbox, payment=self.payment)
        with open(self.city.config, encoding="utf-8") as file:
            text = file.read()
        text = re.sub(r'(<backend\b[^>]*\surl=")[^"]*"', rf'\g<1>{self.url}" ca="{machine.AUTHORITY}"', text, count=1)
        text = re.sub(r'\bplain="1"', f'certificate="{self.folder}/hall.pem" key="{self.folder}/hall.key"', text, count=1)
        text = re.sub(r"<theme>\w+</theme>", f"<theme>{theme}</theme>", text, count=1)
        with open(self.city.config, "w", encoding="utf-8") as file:
            file.write(text)
        self.city.port = self.port
        child = self.group.start("headend-of-box", [program("tv-hall-headend"), "--config", self.city.config])
        wait_for(self._is_well, "the headend", child)
        self.runs = True
        return self

    def get(self, path):
        """Status and text. Its certificate is for the address that the box has for this machine."""
        context = ssl.create_default_context(cafile=self.authority)
        context.check_hostname = False
        with urllib.request.urlopen(f"https://127.0.0.1:{self.port}{path}", timeout=5, context=context) as answer:
            return answer.status, answer.read().decode("utf-8")

    def _is_well(self):
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def add_box(self):
        """The provisioning file of a new box."""
        number, token = secrets.token_hex(16), secrets.token_urlsafe(32)
        with contextlib.closing(sqlite3.connect(self.city.store + ".household", timeout=30)) as database, database:
            database.execute("INSERT INTO boxes (number, token, name, area, added, provisioned) VALUES (?, ?, '示例', '431002', 1, 1)",
                             (number, hashlib.sha256(token.encode()).digest()))
        return f'<box version="1" number="{number}" token="{token}"/>'

    def orders(self):
        """Of the ledger: number, state and receipt of each."""
        with contextlib.closing(sqlite3.connect(self.city.store + ".ledger", timeout=30)) as database:
            return database.execute("SELECT id, state, receipt FROM orders").fetchall()

    def phone_pays(self, code):
        """On the cashier's page that a wallet shows of the code."""
        page = f"{self.city.sandbox}/cashier/?" + urllib.parse.urlencode({"code": code})
        with urllib.request.urlopen(page, timeout=20) as answer:
            answer.read()
        with urllib.request.urlopen(f"{self.city.sandbox}/cashier/", urllib.parse.urlencode({"code": code, "how": "pay"}).encode(), timeout=20) as answer:
            answer.read()

    def stop(self):
        if self.runs:
            self.group.stop("headend-of-box")
            self.runs = False


def take_references(walk):
    """{name: picture} of the hall on this machine after each of walk's (name, keys)."""
    folder = tempfile.mkdtemp(prefix="box-references-")
    try:
        source = os.path.join(folder, "headend.xml")
        with open(os.path.join(ROOT, "assets", "headend.xml"), encoding="utf-8") as file:
            text = configure(file.read(), FONTS, FONTS)
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        pictures = {}
        with Scene(SIZE, config_source=source) as scene:
            for name, keys in walk:
                scene.hall.go(*keys)
                pictures[name] = read_picture(scene.hall.picture(os.path.join(folder, "picture.ppm")))
        return pictures
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class TimeServer:
    """Tells the time by NTP on this machine's loopback; the box reaches it as 10.0.2.2:PORT."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.address = f"{HOST_OF_GUEST}:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        since_1900 = 2208988800
        while True:
            try:
                question, sender = self.socket.recvfrom(512)
            except OSError:
                return
            now = time.time() + since_1900
            moment = struct.pack("!II", int(now), int(now % 1 * 2**32))
            head = struct.pack("!BBBb2I4s", 0x24, 1, 6, -20, 0, 0, b"TEST")
            self.socket.sendto(head + moment + question[40:48] + moment + moment, sender)

    def close(self):
        self.socket.close()


class BoxScene:
    """Everything that tests of one box share: folder, headend, flash, references, the machine that is on."""

    def __init__(self, kind, walk):
        self.kind = kind
        self.folder = tempfile.mkdtemp(prefix=f"box-{kind}-")
        self.group = Group(os.path.join(self.folder, "log"))
        self.flash = os.path.join(self.folder, "flash")
        self.box = None
        self.keep = os.path.join(machine.IMAGES, "seen", kind)
        os.makedirs(self.keep, exist_ok=True)
        self.references = take_references(walk)
        self.references["television"] = read_picture(os.path.join(machine.IMAGES, "television.png"))
        self.headend = BoxHeadend(self.folder, self.group).start()
        machine.make_flash(self.flash)

    def power_on(self, settings="", clock="utc"):
        """A box that plays television."""
        self.power_off()
        self.box = machine.Machine(self.kind, os.path.join(self.folder, "box"), self.headend.url, self.flash, settings=settings, clock=clock,
                                   authority=self.headend.authority)
        self.box.start()
        self.until_screen("television")
        return self.box

    def power_off(self):
        """As boxes are: by the plug."""
        if self.box:
            self.box.pull_the_plug()
            self.box = None

    def close(self):
        self.power_off()
        self.group.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- The screen

    def shows(self, *names):
        """The first of these references that the screen agrees with, or None."""
        screen = self.box.screen()
        for name in names:
            if part_that_differs(screen, self.references[name]) < SAME_PART:
                return name
        return None

    def until_screen(self, *names, seconds=machine.PATIENCE):
        name = self.box.until(lambda: self.shows(*names), f"the screen of {' or '.join(names)}", seconds)
        shutil.copyfile(self.box._path("screen.png"), os.path.join(self.keep, f"{name}.png"))  # pylint: disable=protected-access
        return name

    def press_until_screen(self, key, name):
        """As a hand does: pressed again where nothing came of it (a frame that an emulated receiver on a busy machine lost)."""
        for tries in range(3):
            self.box.press(key)
            try:
                return self.until_screen(name, seconds=machine.PATIENCE / 3)
            except machine.MachineError:
                print(f"# {key} pressed {tries + 1} times: {name} is not there")
        self.keep_picture(f"not-{name}")
        raise machine.MachineError(f"the screen of {name} does not come by {key} (what came: {self.keep}/not-{name}.png):\n{self.box.log()[-3000:]}")

    def until_still(self, seconds=machine.PATIENCE):
        """Two dumps half a second apart agree; the picture."""
        end = time.monotonic() + seconds
        before = self.box.screen()
        while time.monotonic() < end:
            time.sleep(0.5)
            now = self.box.screen()
            if part_that_differs(before, now, skip=(CLOCK,)) == 0:
                return now
            before = now
        raise machine.MachineError(f"the screen does not come to rest within {seconds} s")

    def until_outside(self, ready, what, seconds=machine.PATIENCE):
        """As box.until, while no box is on."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = ready()
            if found:
                return found
            time.sleep(0.2)
        raise machine.MachineError(f"waited {seconds} s in vain: {what}")

    def code_on_screen(self):
        """What a phone's camera reads; "": there is no code."""
        done = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", self.box.dump("code")], capture_output=True, text=True,
                              check=False, timeout=60)
        return done.stdout.strip()

    def keep_picture(self, name):
        shutil.copyfile(self.box.dump(name), os.path.join(self.keep, f"{name}.png"))

    def open_hall(self):
        self.box.press("HOMEPAGE")
        return self.until_screen("home")
