"""Remotes for journeys: evdev nodes of a test's own, whose keys go through remote-input as on a box (evdev_nodes.c).

    with Remotes() as remotes:
        remote = remotes.add("gpio_ir_recv", "UP", "DOWN", "OK", "EXIT")
        with Scene(devices=remotes) as scene:
            remote.press("OK")
"""

import os
import re
import shutil
import struct
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CODES = "/usr/include/linux/input-event-codes.h"
EV_SYN, EV_KEY, EV_MSC, MSC_SCAN = 0, 1, 4, 4


def _codes():
    with open(CODES, encoding="ascii") as file:
        found = re.findall(r"^#define\s+KEY_(\w+)\s+(0x[0-9a-fA-F]+|[0-9]+)\b", file.read(), re.MULTILINE)
    return {name: int(number, 0) for name, number in found}


CODE = _codes()


class Remote:
    def __init__(self, folder, number, name, keys):
        self.name = name
        path = os.path.join(folder, f"event{number}")
        with open(path + ".keys", "w", encoding="utf-8") as file:
            file.write(name + "\n" + "".join(f"{CODE[key]}\n" for key in keys))
        os.mkfifo(path)
        self._pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK)

    def _send(self, *events):
        now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        os.write(self._pipe, b"".join(struct.pack("llHHi", now // 1000000, now % 1000000, *event) for event in events))

    def press(self, *names, scancode=None):
        for name in names:
            scan = [(EV_MSC, MSC_SCAN, scancode)] if scancode is not None else []
            for value in (1, 0):
                self._send(*scan, (EV_KEY, CODE[name], value), (EV_SYN, 0, 0))

    def hold(self, name, seconds):
        """As rc-core: repeats after 500 ms, every 125 ms."""
        self._send((EV_KEY, CODE[name], 1), (EV_SYN, 0, 0))
        end = time.monotonic() + seconds
        time.sleep(0.5)
        while time.monotonic() < end:
            self._send((EV_KEY, CODE[name], 2), (EV_SYN, 0, 0))
            time.sleep(0.125)
        self._send((EV_KEY, CODE[name], 0), (EV_SYN, 0, 0))

    def scan(self, scancode):
        """A key of the remote to which the kernel has no code."""
        self._send((EV_MSC, MSC_SCAN, scancode), (EV_SYN, 0, 0))

    def close(self):
        os.close(self._pipe)


class Remotes:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="remotes-")
        self.directory = os.path.join(self.folder, "input")
        os.mkdir(self.directory)
        self.library = os.path.join(self.folder, "evdev_nodes.so")
        self._all = []
        subprocess.run(["cc", "-std=c11", "-D_GNU_SOURCE", "-shared", "-fPIC", "-I", ROOT, "-o", self.library,
                        os.path.join(ROOT, "tests", "journey", "evdev_nodes.c")], check=True)

    def add(self, name, *keys):
        remote = Remote(self.directory, len(self._all), name, keys)
        self._all.append(remote)
        return remote

    @property
    def environment(self):
        return {"LD_PRELOAD": self.library}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for remote in self._all:
            remote.close()
        shutil.rmtree(self.folder, ignore_errors=True)
