#!/usr/bin/python3
"""headend.xml changes at the headend while the hall runs: a good one is taken in place, a broken one changes nothing."""

import os
import time

from hall import Scene
from tap import check, equal, run


def _rewrite(path, *changes):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for old, new in changes:
        check(old in text, f"headend.xml has {old}")
        text = text.replace(old, new, 1)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + ".new", path)


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
        _rewrite(scene.city.config, (good, "http://127.0.0.1:9"), ("电视政务大厅", "搬走的大厅"))
        _restart(scene)
        _until(lambda: "does not answer" in scene.hall.log(), "the log says that the new address does not answer")
        scene.hall.wait()
        check(scene.hall.state()["title"] != "搬走的大厅", "the unreachable one is not in use")
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
