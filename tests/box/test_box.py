#!/usr/bin/python3
"""A set-top box in QEMU: infrared remote, network taken away, power cut, crash and hang. TAP, then a table of figures.

BOX=x86-64 (the default) or armhf says which. The tests stand in an order in which one box serves several of them.
"""

import atexit
import os
import re
import statistics
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import machine  # noqa: E402
import scene as box_scene  # noqa: E402
from tap import Skip, check, equal, run  # noqa: E402

KIND = os.environ.get("BOX", "x86-64")
WALK = (("home", ()), ("right", ("RIGHT",)), ("notices", ("1",)), ("article", ("OK",)),
        ("outages", ("BACK", "BACK", "DOWN", "DOWN", "DOWN", "RIGHT", "OK")), ("home-at-outages", ("BACK",)))
TILE_1 = (64, 132, 372, 208)  # x, y, width, height of the first tile at 1280×720
CORNER = (10, 10)  # background of every screen of the hall
FIGURES = []
SCENE = None


def figure(what, value, unit, budget=None):
    FIGURES.append((what, value, unit, budget))


def scene():
    """One for all tests; made by the first."""
    global SCENE  # pylint: disable=global-statement
    if SCENE is None:
        reason = machine.missing([KIND])
        if reason:
            raise Skip(reason)
        SCENE = box_scene.BoxScene(KIND, WALK)
        atexit.register(SCENE.close)
    return SCENE


def on():
    """The scene with a box that shows the home screen: the one that is on, if a test left it in good order, or one that is switched
    on."""
    stage = scene()
    if stage.box is None or stage.shows("home") is None:
        if not stage.headend.runs:
            stage.headend.start()
        stage.power_on()
        stage.open_hall()
    return stage


def background(stage):
    return tuple(int(value) for value in stage.box.screen()[CORNER[1], CORNER[0]])


# --- By infrared alone ------------------------------------------------------------------------------------------------


def test_television_first_then_the_hall_by_its_key():
    stage = scene()
    stage.power_on()
    box = stage.box
    figure("power on → television", time.monotonic() - box.started, "s")
    equal(box.pid_of("tv-hall"), 0, "process of the hall before its key")
    box.press("UP", "1", "ENTER")  # other keys are the television's
    check(stage.shows("television") == "television", "the television is gone after keys that are not the hall's")
    start = time.monotonic()
    stage.open_hall()
    figure("the hall's key → its first whole picture, seen from outside", time.monotonic() - start, "s")
    box.until_logged(r"the hall is up after (\d+) ms")
    figure("… in the box, exec → loop", int(box.until_logged(r"the hall is up after (\d+) ms")[1]) / 1000, "s")


def test_notices_article_and_back_by_infrared():
    stage = on()
    for keys, name in ((("1",), "notices"), (("ENTER",), "article"), (("BACK",), "notices"), (("BACK",), "home"), (("RIGHT",), "right"),
                       (("LEFT",), "home")):
        stage.box.press(*keys)
        stage.until_screen(name)


def test_key_to_picture():
    stage = on()
    times = []
    for index in range(40):
        name = "RIGHT" if index % 2 == 0 else "LEFT"
        command = f"infrared time {stage.box.code(name)} {' '.join(map(str, TILE_1))}"
        times.append(int(stage.box.run(command)) / 1000)
        time.sleep(0.35)
    stage.until_screen("home")
    figure("infrared frame in the box → changed picture, median of 40", statistics.median(times), "ms")
    figure("… the slowest of them", max(times), "ms")


def test_memory_is_enough():
    stage = on()
    box = stage.box
    for _ in range(3):
        box.press("1")
        stage.until_screen("notices")
        box.press(*["DOWN"] * 8, gap=0.25)
        box.press("ENTER", gap=2)
        box.press("BACK", "BACK", gap=1)
        stage.until_screen("home")
    status = dict(line.split(":", 1) for line in box.run("cat /proc/$(pidof tv-hall)/smaps_rollup; cat /proc/meminfo").splitlines() if ":" in line)

    def mebibytes(name):
        return int(status[name].split()[0]) / 1024

    figure("memory of the box", machine.KINDS[KIND]["memory"], "MiB", machine.KINDS[KIND]["memory"])
    figure("hall in the box, PSS", mebibytes("Pss"), "MiB")
    figure("hall in the box, RSS", mebibytes("Rss"), "MiB")
    figure("memory still free in the box", mebibytes("MemAvailable"), "MiB")
    check("Out of memory" not in box.run("dmesg"), "the kernel ran out of memory")


# --- Devices ----------------------------------------------------------------------------------------------------------


def test_remote_that_vanishes_while_a_key_is_held():
    stage = on()
    box = stage.box
    box.press("1")
    stage.until_screen("notices")
    pid = box.pid_of("tv-hall")
    box.run(f"infrared send {box.code('DOWN')} 100 & sleep 2; kill $!; rmmod rc_loopback")
    still = stage.until_still(30)  # nothing runs on
    equal(box.pid_of("tv-hall"), pid, "process of the hall after its remote vanished")
    box.run("/etc/remote-on")
    time.sleep(2)
    check(box_scene.part_that_differs(still, stage.until_still(30)) == 0, "the list moved when the remote came back, before any key")
    box.press("BACK")
    stage.until_screen("home")


# --- Network ----------------------------------------------------------------------------------------------------------


def test_network_taken_away_and_given_back():
    stage = on()
    box = stage.box
    box.press("1")
    stage.until_screen("notices")
    box.press("BACK")
    stage.until_screen("home")
    box.network(False)
    box.press("1")
    stage.until_screen("notices")  # from the cache
    box.press("BACK")
    stage.until_screen("home")
    box.press("DOWN", "DOWN", "DOWN", "RIGHT", "OK")  # was never opened: a part of the list that is cached
    stage.until_screen("outages")
    stage.keep_picture("outages-without-network")
    box.network(True)
    box.press("BACK")
    stage.until_screen("home-at-outages")  # back on the tile that was opened
    box.press("UP", "UP", "UP", "LEFT")
    stage.until_screen("home")


def test_headend_stopped_and_started():
    stage = on()
    box = stage.box
    stage.headend.stop()
    box.press("1")
    stage.until_screen("notices")
    stage.headend.start()
    box.press("BACK")
    stage.until_screen("home")


def test_a_box_without_a_battery_gets_the_time():
    stage = scene()
    server = box_scene.TimeServer()
    try:
        box = stage.power_on(f"tv_hall.ntp={server.address}", "1970-01-02")
        box.until(lambda: abs(int(box.run("date +%s")) - time.time()) < 30, "the right time", 60)
        check("ntpd" in box.run("ps"), "the clock is kept")
    finally:
        server.close()
        stage.power_off()


# --- Crash and hang ---------------------------------------------------------------------------------------------------


def television_after(stage, command):
    """Seconds from the command in the box until the supervisor shows the television."""
    mark = len(stage.box.log())
    start = time.monotonic()
    stage.box.run(command)
    stage.box.until_logged(r"television again", mark)
    seconds = time.monotonic() - start
    stage.until_screen("television")
    return seconds


def test_crash_shows_the_television_and_the_key_reopens():
    stage = on()
    figure("crash → television", television_after(stage, "kill -SEGV $(pidof tv-hall)"), "s", 2)
    check("crashed" in stage.box.log(), "the log does not tell of the crash")
    stage.open_hall()


def test_hang_shows_the_television_and_the_key_reopens():
    stage = on()
    figure("hang → television", television_after(stage, "kill -STOP $(pidof tv-hall)"), "s", 2)
    check("since it hung" in stage.box.log(), "the log does not tell of the hang")
    stage.open_hall()


def test_good_end_forgets_crashes_and_three_in_a_row_stay_closed():
    stage = on()
    box = stage.box
    box.press("BACK")
    stage.until_screen("television")
    for number in range(1, 4):
        stage.open_hall()
        mark = len(box.log())
        television_after(stage, "kill -SEGV $(pidof tv-hall)")
        closed = "stays closed" in box.log()[mark:]
        equal(closed, number == 3, f"closed after crash {number} in a row")
    box.press("HOMEPAGE")
    box.until_logged(r"stays closed for another")
    time.sleep(3)
    equal(box.pid_of("tv-hall"), 0, "process of the hall that stays closed")
    equal(stage.shows("television"), "television", "screen of the hall that stays closed")
    stage.power_on()  # a power cycle opens it again
    stage.open_hall()


# --- Power cut --------------------------------------------------------------------------------------------------------


def start_without_headend(stage, wanted):
    """After a power cut: a sound file system, television, and a hall that starts with what it kept."""
    status, text = machine.check_flash(stage.flash)
    equal(status, 0, f"status of e2fsck after the power cut ({text.strip()})")
    stage.headend.stop()
    stage.power_on("tv_hall.hang-after=30000")  # a box that stands still on a busy machine does not hang: other tests are of that
    stage.box.press("HOMEPAGE")
    stage.box.until_logged(r"the hall is up")
    stage.box.until(lambda: background(stage) in wanted, f"a background that is one of {wanted} after the power cut")


def test_power_cut_while_the_cache_is_written():
    for delay in (0.0, 0.15, 0.4):
        stage = on()
        good = background(stage)
        stage.box.run("rm -rf /state/tv-hall/cache/*; sync")
        stage.box.run(f"(for i in 1 2 3 4 5 6; do infrared send {stage.box.code('RIGHT')}; sleep 0.2; done) & infrared send {stage.box.code('1')}")
        time.sleep(delay)
        stage.power_off()
        start_without_headend(stage, [good])
        check(stage.box.run("for f in $(find /state -type f); do [ -s $f ] || echo $f; done").strip() == "", "empty files after the power cut")
        stage.headend.start()
        stage.box.press("1")
        stage.until_screen("notices")
        stage.box.press("BACK")
        stage.until_screen("home")  # with what is urgent, of which an empty cache knew nothing
        stage.power_off()


def theme_background(name):
    """The colour of the theme's background, as on the screen."""
    with open(os.path.join(box_scene.ROOT, "assets", "theme", f"{name}.xml"), encoding="utf-8") as file:
        digits = re.search(r'name="background" value="#([0-9A-F]{6})"', file.read())[1]
    return tuple(int(digits[i:i + 2], 16) for i in (0, 2, 4))


def test_power_cut_while_the_configuration_is_updated():
    """The theme changes with each update; whenever the plug is pulled, the box starts with the old one or the new one."""
    stage = on()
    themes = [theme_background("dusk"), theme_background("day")]
    seen = set()
    for number, delay in enumerate((8.0, 2.2, 2.6, 8.0)):
        stage.headend.stop()
        stage.headend.start(theme="day" if number % 2 == 0 else "dusk")
        stage.power_on()
        stage.box.press("HOMEPAGE")
        stage.box.until_logged(r"the hall is up")
        time.sleep(delay)
        stage.power_off()
        start_without_headend(stage, themes)
        seen.add(background(stage))
        stage.power_off()
    equal(seen, set(themes), "backgrounds kept over the power cuts")
    stage.headend.start()


def orders_on_flash(stage):
    """Lines of the hall's journal of orders."""
    return stage.box.run("cat /state/tv-hall/orders").splitlines()[1:]


def start_after_paying(stage):
    stage.power_on()
    kept = orders_on_flash(stage)
    stage.box.press("HOMEPAGE")
    stage.box.until_logged(r"the hall is up")
    return kept


def test_power_cut_between_scan_and_receipt():
    """The phone has paid, the television has not heard of it, and the plug is pulled: the bill is entered once, and home says so once."""
    stage = on()
    stage.box.run(f"printf '%s' '{stage.headend.add_box()}' >/state/tv-hall/credential; chmod 600 /state/tv-hall/credential; sync")
    stage.power_on()
    stage.open_hall()
    for keys in (("8",), ("1",), tuple("4300000018"), ("ENTER",), ("ENTER",), ("ENTER",)):
        stage.box.press(*keys, gap=0.7)  # the same digit again is not taken for one that is held
        stage.until_still()
    stage.keep_picture("code-of-a-bill")
    code = stage.box.until(stage.code_on_screen, "a wallet's code on the screen")
    check(code.startswith("weixin://wxpay/"), f"the code on the screen: {code}")
    stage.headend.phone_pays(code)
    stage.power_off()
    equal(machine.check_flash(stage.flash)[0], 0, "status of e2fsck after the power cut")
    order, state, receipt = stage.until_outside(lambda: next((one for one in stage.headend.orders() if one[1] == "settled"), None), "the bill is entered")
    equal((len(stage.headend.orders()), state), (1, "settled"), "orders")
    kept = start_after_paying(stage)
    equal([line.split()[1] for line in kept], [order], "orders that the box has kept over the power cut")
    time.sleep(3)
    stage.until_still()
    check(stage.shows("home", "television") is None, "home says nothing of the bill")
    stage.keep_picture("home-says-what-became-of-a-bill")
    stage.box.press("GREEN")
    stage.box.until(lambda: orders_on_flash(stage) == [], "what was read on home is kept no more")
    page = stage.box.until(stage.code_on_screen, "the code of the receipt's page")
    status, text = stage.headend.get(page[page.index("/pay/receipt/"):])
    check(status == 200 and receipt in text, f"the receipt {receipt} on its page: {text}")
    stage.power_off()
    equal(start_after_paying(stage), [], "orders that the box keeps once it has said so")
    stage.until_screen("home")  # and nothing of it
    equal(len(stage.headend.orders()), 1, "orders at the end")


def test_figures_of_the_image():
    scene()
    with open(os.path.join(machine.IMAGES, KIND, "sizes"), encoding="ascii") as file:
        sizes = {name: int(size) / 1e6 for name, size in (line.split("\t") for line in file.read().splitlines())}
    figure("image without kernel, modules and fonts, packed", sizes["own"], "MB", 12)
    figure("… with modules and fonts, packed", sizes["image"], "MB")
    figure("fonts, packed", sizes["fonts"], "MB")
    check(sizes["own"] <= 12, f"the image's own files: {sizes['own']:.2f} MB, budget 12")


def print_figures():
    print(f"# {KIND}: figures under emulation")
    for what, value, unit, budget in FIGURES:
        verdict = "" if budget is None else f"  (budget {budget} {unit}{'' if value <= budget else ', OVER'})"
        print(f"#   {what:<62} {value:9.2f} {unit}{verdict}")


if __name__ == "__main__":
    atexit.register(print_figures)
    run(globals())
