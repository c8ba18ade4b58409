#!/usr/bin/python3
"""Nobody presses a key for hours: nothing bright stands still, and the next key finds everything where it was. Prints TAP."""

import os
import time

from hall import Scene
from remotes import Remotes
from tap import check, equal, run

TEN_MINUTES = 600_000
MORNING = 1_790_044_200_000  # 2026-09-22 10:30 in Chenzhou


def lit(path):
    """Where what is not black stands, and how bright it is at most."""
    with open(path, "rb") as file:
        data = file.read()
    _, size, _, pixels = data.split(b"\n", 3)
    width = int(size.split()[0])
    bright = [(at // 3 % width, at // 3 // width) for at in range(0, len(pixels), 3) if max(pixels[at:at + 3]) > 16]
    across, down = [x for x, _ in bright], [y for _, y in bright]
    return (min(across), min(down), max(across), max(down)), max(pixels), len(bright)


def _quiet_picture(scene, name):
    return lit(scene.hall.picture(os.path.join(scene.folder, name)))


def test_after_ten_minutes_a_dim_clock_moves_and_any_key_only_wakes():
    with Scene() as scene:
        hall = scene.hall
        hall.clock(MORNING)
        before = hall.go("1", "DOWN", "DOWN")
        bright = hall.picture(os.path.join(scene.folder, "before.ppm"))
        hall.pass_time(TEN_MINUTES - 30_000)
        check(not hall.state()["quiet"], "not before ten minutes")
        hall.go("DOWN", "UP")
        hall.pass_time(TEN_MINUTES - 30_000)
        check(not hall.state()["quiet"], "each key begins anew")
        hall.pass_time(30_500)
        check(hall.state()["quiet"], "ten minutes after the last key")
        places = []
        for minute in range(8):
            area, light, count = _quiet_picture(scene, f"{minute}.ppm")
            places.append(area)
            check(light < 110, f"as dim as it has to be: {light}")
            check(500 < count < 1280 * 720 // 50, f"letters of a clock and nothing else: {count} pixels")
            check(area[0] >= 64 and area[1] >= 36 and area[2] < 1216 and area[3] < 684, f"within the safe area: {area}")
            hall.pass_time(60_000)
        equal(len(set(places)), 8, f"places in eight minutes: {places}")
        hall.press("OK")
        hall.wait()
        state = hall.state()
        check(not state["quiet"], "any key wakes")
        hall.release("OK")
        state = hall.state()
        equal((state["screen"], state["focus"]), (before["screen"], before["focus"]), "the key that wakes does nothing else")
        with open(bright, "rb") as one, open(hall.picture(os.path.join(scene.folder, "after.ppm")), "rb") as other:
            check(one.read() == other.read(), "the screen is as it was")
        hall.key("OK")
        hall.wait()
        equal(hall.state()["screen"], "article", "the next key works")


def test_a_remote_of_bare_scancodes_only_wakes_too():
    """Held as long as a press takes, such a key comes two or three times; the kernel tells of no release."""
    with Remotes() as remotes:
        remote = remotes.add("bare remote", "UP", "DOWN", "LEFT", "RIGHT", "OK")
        with Scene(devices=remotes, start_hall=False) as scene:
            hall = scene.hall
            os.makedirs(hall.state_folder, exist_ok=True)
            with open(os.path.join(hall.state_folder, "learned-keys"), "w", encoding="utf-8") as file:
                file.write("*: 0x4711 = OK\n")
            hall.start()
            hall.wait()
            for scancode, what in ((0x4711, "OK"), (0x4712, "a key that nobody knows")):
                hall.pass_time(TEN_MINUTES + 500)
                check(hall.state()["quiet"], "quiet")
                for _ in range(3):
                    remote.scan(scancode)
                    time.sleep(0.11)
                state = hall.until(lambda state: not state["quiet"], "awake")
                equal((state["screen"], state["notice"]), ("home", ""), f"{what} wakes and does nothing else")
            remote.scan(0x4711)
            hall.until(lambda state: state["screen"] == "notices", "the next OK works")


def test_it_sleeps_meanwhile():
    with Scene() as scene:
        hall = scene.hall
        hall.pass_time(TEN_MINUTES + 500)
        check(hall.state()["quiet"], "quiet")
        woken = []
        while not woken or woken[-1] > 4:  # what it fetches ahead comes to an end
            check(len(woken) < 8, f"wake-ups in ten seconds each: {woken}")
            before = _switches(hall.process.pid)
            time.sleep(10)
            woken.append(_switches(hall.process.pid) - before)


def _switches(pid):
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as file:
            total += sum(int(line.split()[1]) for line in file if line.startswith("voluntary_ctxt_switches"))
    return total


if __name__ == "__main__":
    run(globals())
