#!/usr/bin/python3
"""A box whose flash is full: the hall goes on with what it is told, keeps what it kept before, and says so once. Prints TAP."""

import contextlib
import os
import re
import subprocess

from hall import Hall, Scene
from tap import Skip, check, equal, run

SMALL = 512  # KiB of flash


@contextlib.contextmanager
def small_flash(folder):
    """A file system of a few pages as the folder in which a box keeps things. Needs the right to mount."""
    os.makedirs(folder)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}k", "tmpfs", folder], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder):
    """Leaves not one byte."""
    with contextlib.suppress(OSError), open(os.path.join(folder, "filler"), "wb", 0) as file:
        while True:
            file.write(b"x" * 4096)
    equal(os.statvfs(folder).f_bavail, 0, "blocks left")


def lines_of(hall, pattern):
    return [line for line in hall.log().splitlines() if re.search(pattern, line)]


def without_network(hall, key):
    """Starts it and opens a tile; requests are open all the time, so nothing comes to rest."""
    hall.start()
    hall.until(lambda state: state["offline"], "home says that there is no network")
    hall.key(key)
    return hall.until(lambda state: state["screen"] != "home" and state["offline"], "the tile says that there is no network")


@contextlib.contextmanager
def box():
    """A scene and a hall of its own with a small flash; closed in time for the flash to go."""
    with Scene(start_hall=False) as scene, small_flash(os.path.join(scene.folder, "flash")) as flash:
        hall = Hall(os.path.join(scene.folder, "box"), scene.city.config, scene.group, state=flash)
        try:
            hall.start()
            hall.wait()
            yield scene, hall, flash
            equal(hall.quit(), 0, "exit status")
        finally:
            hall.close()


def test_what_was_kept_stays_and_the_rest_is_shown():
    with box() as (scene, hall, flash):
        first = hall.go("1")
        check(first["total"] > 0, f"notices: {first}")
        equal(hall.quit(), 0, "exit status")  # what is queued is written
        fill(flash)
        hall.start()
        hall.wait()
        equal(hall.go("1")["total"], first["total"], "notices with a full flash")
        for keys in (("OK",), ("BACK", "HOME", "3"), ("RIGHT", "OK"), ("HOME", "TILE policies"), ("DOWN", "OK"), ("HOME", "9"), ("OK",)):
            state = hall.go(*keys)
            check(not state["offline"] and (state["total"] > 0 or state["title"]), f"after {keys}: {state}")
        said = lines_of(hall, "No space left on device")
        check(0 < len(said) <= 3, f"{len(said)} lines about the flash: {said[:5]}")
        equal(hall.quit(), 0, "exit status with a full flash")
        scene.group.stop("headend")
        equal(without_network(hall, "1")["total"], first["total"], "notices that were kept before")


def test_from_the_first_start_on():
    with Scene(start_hall=False) as scene, small_flash(os.path.join(scene.folder, "flash")) as flash:
        fill(flash)
        hall = Hall(os.path.join(scene.folder, "box"), scene.city.config, scene.group, state=flash)
        try:
            hall.start()
            hall.wait()
            check(hall.go("1")["total"] > 0, "notices")
            equal(hall.go("OK")["screen"], "article", "an article")
            equal(hall.quit(), 0, "exit status")
        finally:
            hall.close()


def test_it_is_kept_again_once_there_is_room():
    with box() as (scene, hall, flash):
        fill(flash)
        guides = hall.go("3")["total"]
        check(guides > 0, "guides with a full flash")
        os.unlink(os.path.join(flash, "filler"))
        hall.pass_time(3600 * 1000)  # asked for again, by then
        hall.go("HOME", "3")
        equal(hall.quit(), 0, "exit status")
        scene.group.stop("headend")
        equal(without_network(hall, "3")["total"], guides, "guides that were kept")


if __name__ == "__main__":
    run(globals())
