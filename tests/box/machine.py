"""A set-top box in QEMU: its screen by screendump, its remote by infrared, its flash as a file, and its plug.

Plain emulation (tcg), never KVM: inside a guest of its own a stock kernel does not start with it. Waits are long, since an emulated box on
a busy machine is many times slower than a real one.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import numpy
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
IMAGES = os.path.join(ROOT, "build", "box")
KEYMAP = "/lib/udev/rc_keymaps/hisi_tv_demo.toml"  # a real Chinese box's remote: digits only as KEY_NUMERIC_*
PATIENCE = 120

KINDS = {
    "x86-64": {
        "program": "qemu-system-x86_64",
        "memory": 128,
        "options": ["-machine", "pc", "-cpu", "max", "-device", "VGA,xres=1280,yres=720"],
        "console": "ttyS0",
    },
    "armhf": {
        "program": "qemu-system-arm",
        "memory": 96,
        "options": ["-machine", "virt,highmem=off", "-cpu", "cortex-a15", "-device", "bochs-display,xres=1280,yres=720"],
        "console": "ttyAMA0",
    },
}


class MachineError(Exception):
    """The box did not do what was waited for; the text ends with its last lines."""


def scancodes():
    """{"KEY_OK": 0x…} of the keymap that the image was given for tests."""
    with open(KEYMAP, encoding="ascii") as file:
        return {name: int(code, 16) for code, name in re.findall(r'^(0x[0-9a-f]+) = "(\w+)"', file.read(), re.M)}


def make_flash(path, megabytes=32):
    """An empty ext4 file system for the box's state."""
    with open(path, "wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    subprocess.run(["mkfs.ext4", "-q", "-F", path], check=True)


def check_flash(path):
    """What e2fsck says of a copy, after the journal was replayed: (status, text). Status 0 or 1 (journal replayed) is sound."""
    copy = path + ".check"
    shutil.copyfile(path, copy)
    replay = subprocess.run(["e2fsck", "-p", copy], capture_output=True, text=True, check=False)
    full = subprocess.run(["e2fsck", "-f", "-n", copy], capture_output=True, text=True, check=False)
    os.unlink(copy)
    return max(replay.returncode & ~1, full.returncode), replay.stdout + full.stdout


AUTHORITY = "/etc/tv-hall/ca.pem"  # on the box


class Machine:
    """One emulator. Use as `with Machine(…) as box:`; only the process that was started here is ever ended."""

    def __init__(self, kind, folder, headend, flash, memory=None, settings="", clock="utc", authority=None,
                 parts=(), options=()):
        self.kind = kind
        self.folder = folder
        self.flash = flash
        self.headend = headend
        self.memory = memory or KINDS[kind]["memory"]
        self.settings = settings + (f" tv_hall.ca={AUTHORITY}" if authority else "")
        self.authority = authority  # a file on this machine: whose word on certificates the box believes
        self.clock = clock  # of its battery: "utc", or a day
        self.parts = ("initrd.gz", "test.gz", *parts)  # of the image: what comes later wins
        self.options = options  # of the emulator, besides those of its kind
        self.codes = scancodes()
        self.process = self.started = self._qmp = self._agent = None
        self._agent_text = b""
        self.serial = os.path.join(folder, "serial.log")
        os.makedirs(folder, exist_ok=True)

    # --- On and off

    def start(self):
        image = os.path.join(IMAGES, self.kind)
        initrd = os.path.join(self.folder, "initrd.gz")
        with open(initrd, "wb") as target:
            for part in self.parts:
                with open(os.path.join(image, part), "rb") as source:
                    shutil.copyfileobj(source, target)
                target.write(b"\0" * (-target.tell() % 4))
            target.write(self._own_files())
        kind = KINDS[self.kind]
        for name in ("qmp", "agent"):
            if os.path.exists(self._path(name)):
                os.unlink(self._path(name))
        arguments = f"console={kind['console']} rootfstype=ramfs quiet panic=-1 vt.global_cursor_default=0 rootfstype=ramfs tv_hall.headend={self.headend} {self.settings}"
        command = [kind["program"], "-accel", "tcg", *kind["options"], *self.options, "-m", str(self.memory), "-nodefaults", "-display", "none",
                   "-monitor", "none", "-no-reboot", "-rtc", f"base={self.clock}", "-kernel", os.path.join(image, "vmlinux"), "-initrd", initrd,
                   "-append", arguments, "-serial", f"file:{self.serial}", "-qmp", f"unix:{self._path('qmp')},server=on,wait=off",
                   "-netdev", "user,id=n0", "-device", "virtio-net-pci,netdev=n0,id=net0,romfile=",
                   "-drive", f"file={self.flash},if=none,id=d0,format=raw,cache=writethrough", "-device", "virtio-blk-pci,drive=d0",
                   "-device", "virtio-serial-pci", "-chardev", f"socket,id=c0,path={self._path('agent')},server=on,wait=off",
                   "-device", "virtserialport,chardev=c0,name=org.tv-hall.test"]
        self.started = time.monotonic()
        with open(os.path.join(self.folder, "qemu.log"), "ab") as log:
            self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "--", *command], stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log)
        self._qmp = self._connect("qmp").makefile("rwb")
        self._read_qmp("QMP")
        self.qmp("qmp_capabilities")
        return self

    def _own_files(self):
        """An archive of what this box has besides the image."""
        if not self.authority:
            return b""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, AUTHORITY.lstrip("/"))
            os.makedirs(os.path.dirname(path))
            shutil.copyfile(self.authority, path)
            names = "etc\netc/tv-hall\netc/tv-hall/ca.pem\n"
            return subprocess.run(["cpio", "--create", "--format=newc", "--owner=0:0", "--quiet"], cwd=folder, input=names.encode(),
                                  capture_output=True, check=True).stdout

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _connect(self, name):
        end = time.monotonic() + PATIENCE
        while True:
            connection = socket.socket(socket.AF_UNIX)
            try:
                connection.connect(self._path(name))
                connection.settimeout(PATIENCE)
                return connection
            except OSError:
                connection.close()
                if self.process.poll() is not None or time.monotonic() > end:
                    raise MachineError(f"the emulator did not start:\n{self._tail('qemu.log')}") from None
                time.sleep(0.05)

    def pull_the_plug(self):
        """A power cut: the emulator's own process is killed."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        for stream in (self._qmp, self._agent):
            if stream is not None:
                stream.close()
        self.process = self._qmp = self._agent = None
        self._agent_text = b""

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.pull_the_plug()

    def _tail(self, name, count=15):
        try:
            with open(self._path(name), encoding="utf-8", errors="replace") as file:
                return "\n".join(file.read().splitlines()[-count:])
        except OSError:
            return ""

    def log(self):
        with open(self.serial, encoding="utf-8", errors="replace") as file:
            return file.read()

    # --- Waiting

    def until(self, ready, what, seconds=PATIENCE, pause=0.1):
        """Calls ready() until it is true, and returns that."""
        end = time.monotonic() + seconds
        while True:
            answer = ready()
            if answer:
                return answer
            if self.process is None or self.process.poll() is not None:
                raise MachineError(f"{what}: the box is off:\n{self._tail('serial.log')}\n{self._tail('qemu.log')}")
            if time.monotonic() > end:
                self.dump("failed")
                raise MachineError(f"{what}: not within {seconds} s (screen in {self._path('failed.png')}):\n{self._tail('serial.log')}")
            time.sleep(pause)

    def until_logged(self, pattern, after=0, seconds=PATIENCE):
        """The match of a pattern in the box's log lines beyond the position `after`."""
        return self.until(lambda: re.compile(pattern).search(self.log(), after), f"a log line like {pattern!r}", seconds)

    # --- QMP: screen and network

    def _read_qmp(self, wanted):
        while True:
            line = self._qmp.readline()
            if not line:
                raise MachineError(f"the emulator has ended:\n{self._tail('qemu.log')}")
            answer = json.loads(line)
            if wanted in answer or "error" in answer:
                return answer

    def qmp(self, command, **arguments):
        self._qmp.write(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        self._qmp.flush()
        answer = self._read_qmp("return")
        if "error" in answer:
            raise MachineError(f"{command}: {answer['error']}")
        return answer["return"]

    def dump(self, name):
        """What the viewer sees, as a PNG in the box's folder; its path."""
        path = self._path(name + ".png")
        self.qmp("screendump", filename=path, format="png")
        return path

    def screen(self):
        """… as an array of rows of RGB."""
        with Image.open(self.dump("screen")) as image:
            return numpy.asarray(image.convert("RGB"))

    def network(self, up):
        self.qmp("set_link", name="net0", up=up)

    # --- The agent in the box

    def run(self, command, fail=True, seconds=PATIENCE):
        """Runs a line of shell in the box; what it printed."""
        if self._agent is None:
            self._agent = self._connect("agent")
            self._answer(seconds)  # "ready"
        self._agent.sendall(command.encode() + b"\n")
        text, status = self._answer(seconds)
        if fail and status != "0":
            raise MachineError(f"in the box: {command}: status {status}: {text}")
        return text

    def _answer(self, seconds):
        end = time.monotonic() + seconds
        while True:
            match = re.search(rb"(?:^|\n)@@ (\w+)\n", self._agent_text)
            if match:
                text, self._agent_text = self._agent_text[:match.start()], self._agent_text[match.end():]
                return text.decode("utf-8", "replace"), match[1].decode()
            self._agent.settimeout(max(0.1, end - time.monotonic()))
            try:
                data = self._agent.recv(65536)
            except TimeoutError:
                data = b""
            if not data:
                raise MachineError(f"the agent in the box does not answer:\n{self._tail('serial.log')}")
            self._agent_text += data

    def press(self, *names, gap=0.2):
        """Infrared frames: KEY_UP, or UP for short, digits as KEY_NUMERIC_*."""
        for name in names:
            self.run(f"infrared send {self.code(name)}")
            time.sleep(gap)

    def code(self, name):
        for candidate in (name, f"KEY_{name}", f"KEY_NUMERIC_{name}"):
            if candidate in self.codes:
                return self.codes[candidate]
        raise KeyError(f"{KEYMAP} has no {name}")

    def pid_of(self, program):
        """0 when it does not run."""
        return int(self.run(f"pidof {program} || echo 0").split()[0])


def missing(kinds=tuple(KINDS)):
    """Why no box of these kinds can be started here, or None."""
    for kind in kinds:
        if shutil.which(KINDS[kind]["program"]) is None:
            return f"{KINDS[kind]['program']} is not installed"
        if not os.path.exists(os.path.join(IMAGES, kind, "initrd.gz")):
            return f"there is no image of {kind} (make box)"
    return None if os.path.exists(KEYMAP) else f"{KEYMAP} is missing (ir-keytable)"
