#!/usr/bin/python3
"""headend.xml changes at the headend while the hall runs: a good one is taken in place, a broken one changes nothing."""

import os
import time
import urllib.request

from hall import Scene
from tap import check, equal, run
from walk import go


def _read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def _write(path, text):
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + ".new", path)


def _rewrite(path, *changes):
    text = _read(path)
    for old, new in changes:
        check(old in text, f"headend.xml has {old}")
        text = text.replace(old, new, 1)
    _write(path, text)


def _until(probe, what, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = probe()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"{what} after {seconds} s")


def _delivered_apart(scene):
    """The hall is delivered with a copy: what the headend serves changes without it."""
    copy = os.path.join(scene.folder, "delivered.xml")
    with open(scene.city.config, encoding="utf-8") as source, open(copy, "w", encoding="utf-8") as target:
        target.write(source.read())
    scene.hall.config = copy


def _restart(scene):
    if scene.hall.process:
        equal(scene.hall.quit(), 0, "exit status")
    scene.hall.start()


def test_a_good_new_one_is_taken_in_place_and_kept():
    with Scene(start_hall=False) as scene:
        _delivered_apart(scene)
        _rewrite(scene.city.config, ("电视政务大厅", "示例大厅"), ("<language>zh-CN</language>", "<language>en</language>"),
                 ('lang="en">TV Hall', 'lang="en">Sample Hall'))
        _restart(scene)
        scene.hall.key("RIGHT")
        _until(lambda: scene.hall.state()["title"] == "Sample Hall", "the new title is not shown")
        equal(scene.hall.state()["focus"], "progress", "the focus stays where it was")
        scene.group.stop("headend")
        _restart(scene)
        equal(scene.hall.state()["title"], "Sample Hall", "title after a restart without a network")


# Each screen that keeps something laid out, and what may lie on it.
OPEN = (("notices", ("1",)), ("article", ("1", "OK")), ("links", ("1", "LINKS")), ("help", ("TILE help",)),
        ("help", ("1", "OK", "MENU")), ("policies", ("TILE policies",)), ("policy", ("TILE policies", "DOWN", "OK")), ("questions", ("TILE policies", "OK")),
        ("questions", ("TILE policies", "OK", "BLUE")), ("questions", ("TILE policies", "OK", "1", "3", "3", "OK", "1", "GREEN")), ("guides", ("3",)),
        ("guide", ("3", "DOWN", "1")), ("guide", ("3", "DOWN", "1", "2")), ("guide-material", ("3", "DOWN", "1", "3", "OK")),
        ("guide-form", ("3", "DOWN", "1", "4", "OK")), ("guide", ("3", "DOWN", "1", "5")), ("guide", ("3", "DOWN", "1", "8")),
        ("stations", ("9",)), ("station", ("9", "OK")), ("search", ("0", "8", "9")), ("case-lookup", ("2", "DOWN")), ("case", ("2", "CASE 13")),
        ("case", ("2", "CASE 13", "OK")), ("learning", ("TILE help", "OK", "DOWN", "OK")),
        ("township", ("TILE help", "RIGHT", "OK")), ("township", ("TILE help", "RIGHT", "OK", "1")), ("retirement", ("3", "DOWN", "1", "9", "2", "1")),
        ("retirement", ("3", "DOWN", "1", "9", "2", *"196603", "OK")), ("retirement-result", ("3", "DOWN", "1", "9", "2", *"196603", "OK", "1", "9", "OK")),
        ("leaving", ("TILE policies", "OK", "1", "BACK", "BACK")), ("station-matters", ("9", "OK", "OK")))
FALLBACK = '<font role="fallback" file="/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"/>'


def _serves(scene, words):
    with urllib.request.urlopen(f"http://127.0.0.1:{scene.city.port}/v1/config") as answer:
        return words in answer.read().decode()


def test_whatever_is_open_is_laid_out_anew():
    """Another language, and the fonts with it: nothing on the screen or under it may still use the old ones."""
    with Scene(start_hall=False, sandbox=True) as scene:
        _rewrite(scene.city.config, ('<poll seconds="900"/>', '<poll seconds="60"/>'))
        _delivered_apart(scene)
        _restart(scene)
        scene.hall.wait()
        texts = [_read(scene.city.config)]
        texts.append(texts[0].replace("<language>zh-CN</language>", "<language>en</language>").replace(FALLBACK, ""))
        for count, (screen, keys) in enumerate(OPEN, 1):
            before = go(scene, "HOME", *keys)
            equal(before["screen"], screen, f"after {keys}")
            language = "<language>en" if count % 2 else "<language>zh-CN"
            _write(scene.city.config, texts[count % 2])
            _until(lambda wanted=language: _serves(scene, wanted), "the headend serves the other language")
            scene.hall.pass_time(75000)
            _until(lambda wanted=count: scene.hall.log().count("a new headend.xml is in use") == wanted, f"{keys}: it is in use")
            scene.hall.wait()
            after = scene.hall.state()
            equal((after["stack"], after["focus"]), (before["stack"], before["focus"]), f"{keys}: what is open stays open")
            scene.hall.go("DOWN", "DOWN", "UP", "LEFT", "RIGHT", "PAGE_DOWN", "PAGE_UP")
            scene.hall.go(*["BACK"] * len(before["stack"]))


def test_a_broken_one_changes_nothing():
    with Scene(start_hall=False) as scene:
        _delivered_apart(scene)
        _restart(scene)
        scene.hall.wait()
        before = scene.hall.state()["title"]
        scene.hall.quit()
        scene.group.stop("headend")
        from bad_server import BadServer, body  # pylint: disable=import-outside-toplevel
        server = BadServer()
        _rewrite(scene.hall.config, (f"http://127.0.0.1:{scene.city.port}", f"http://127.0.0.1:{server.port}"))
        scene.city.start_headend(scene.group)
        server.pass_to(scene.city.address())
        for name, content in (("cut", b"<headend version='1'><box>"), ("not XML", b"hello"), ("empty", b""),
                              ("wrong", b"<headend version='1'><box><tiles/></box></headend>")):
            server.ill("/v1/config", body(content, "application/xml"))
            scene.hall.start()
            _until(lambda: "broken headend.xml" in scene.hall.log() or "v1/config" in scene.hall.log(), f"{name}: the log says so")
            equal(scene.hall.state()["title"], before, f"{name}: title")
            scene.hall.quit()
            check(not os.path.exists(os.path.join(scene.hall.state_folder, "headend.xml")), f"{name}: nothing broken is kept")
        server.close()


def test_a_new_address_must_answer_first():
    with Scene(start_hall=False) as scene:
        _delivered_apart(scene)
        good = f"http://127.0.0.1:{scene.city.port}"
        # The hall's name would tell nothing: the old headend serves its menu with the new one.
        _rewrite(scene.city.config, (good, "http://127.0.0.1:9"), ("<language>zh-CN</language>", "<language>en</language>"))
        _restart(scene)
        _until(lambda: "does not answer" in scene.hall.log(), "the log says that the new address does not answer")
        scene.hall.wait()
        equal(scene.hall.state()["title"], "电视政务大厅", "the unreachable one is not in use: its language is not")
        check(not os.path.exists(os.path.join(scene.hall.state_folder, "headend.xml")), "the unreachable one is not kept")
        equal(scene.hall.go("1")["offline"], False, "the old address still serves")


def test_a_damaged_kept_one_falls_back_to_the_delivered():
    with Scene(start_hall=False) as scene:
        _delivered_apart(scene)
        _rewrite(scene.city.config, ('lang="en">TV Hall', 'lang="en">Sample Hall'), ("<language>zh-CN</language>", "<language>en</language>"))
        _restart(scene)
        kept = os.path.join(scene.hall.state_folder, "headend.xml")
        _until(lambda: os.path.exists(kept), "the new one is kept")
        scene.hall.quit()
        scene.group.stop("headend")
        with open(kept, "r+b") as file:
            file.truncate(500)
        _restart(scene)
        equal(scene.hall.state()["screen"], "home", "the hall opens")
        check("headend.xml:" in scene.hall.log(), "the log names file and line")


if __name__ == "__main__":
    run(globals())
