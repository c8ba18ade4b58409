#!/usr/bin/python3
"""Remotes that nobody chose: without Back, of an operator, never seen before. Their keys come through evdev nodes."""

import os
import re
import signal
import subprocess
import tempfile
import time

from hall import FLAVOUR, ROOT, Scene, program
from processes import wait_for
from remotes import Remotes
from tap import check, equal, run

BOX = ("UP", "DOWN", "LEFT", "RIGHT", "OK", "BACK", "HOMEPAGE", "MUTE")
ASKED = ["UP", "DOWN", "LEFT", "RIGHT", "OK", "BACK", "HOME", "PAGE_UP", "PAGE_DOWN"]


def _press(scene, remote, *names):
    """Each key is waited for: the hall reads a node when it likes."""
    for name in names:
        remote.press(name)
        time.sleep(0.1)
        scene.hall.wait()
    return scene.hall.state()


def _focus(scene, wanted):
    return scene.hall.until(lambda state: state["focus"] == wanted, f"focus {wanted}")


REMOTES = ('<remotes><remote device="operator*"><key code="KEY_PROG1" is="OK"/><key scancode="0x1234" is="BACK"/>'
           '<key code="KEY_MUTE" is="NONE"/><key code="KEY_NOSUCH" is="OK"/></remote></remotes>')


def _with_remotes(scene):
    """Puts <remotes> into the file that the headend serves and the hall starts with; returns what stood there."""
    with open(scene.hall.config, encoding="utf-8") as file:
        before = file.read()
    path = scene.hall.config + ".new"
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(r"<!--.*?-->", "", before, flags=re.DOTALL).replace("</box>", REMOTES + "</box>"))
    os.rename(path, scene.hall.config)
    return before


def test_a_remote_with_back_sees_no_element_for_it():
    with Remotes() as remotes:
        remote = remotes.add("box remote", *BOX)
        with Scene(devices=remotes) as scene:
            state = _press(scene, remote, "OK")
            equal((state["screen"], state["back"]), ("notices", ""), "after OK")
            equal(_press(scene, remote, "UP", "UP")["back"], "", "Up at the top")
            equal(_press(scene, remote, "BACK")["screen"], "home", "after Back")


def test_without_back_the_screen_has_a_way_back():
    for keys, there in ((("UP", "DOWN", "LEFT", "RIGHT", "OK"), ("UP",)), (("UP", "DOWN", "LEFT", "RIGHT", "OK"), ("LEFT",)),
                        (("CHANNELUP", "CHANNELDOWN", "VOLUMEUP", "VOLUMEDOWN", "OK"), ("CHANNELUP",))):
        with Remotes() as remotes:
            remote = remotes.add("small remote", *keys)
            with Scene(devices=remotes) as scene:
                equal(_press(scene, remote, "OK")["screen"], "notices", f"{keys}: after OK")
                equal(scene.hall.state()["back"], "shown", f"{keys}: the element for Back")
                equal(_press(scene, remote, *there)["back"], "focused", f"{keys}: {there} at the edge")
                away = keys[1]
                equal(_press(scene, remote, away)["back"], "shown", f"{keys}: {away} leaves it")
                _press(scene, remote, away)
                equal(_press(scene, remote, "OK")["screen"], "article", f"{keys}: the row is opened, not Back")
                equal(_press(scene, remote, there[0])["back"], "focused", f"{keys}: {there} in the article")
                equal(_press(scene, remote, "OK")["screen"], "notices", f"{keys}: OK on Back")
                for _ in range(6):
                    if _press(scene, remote, there[0])["back"] == "focused":
                        break
                state = _press(scene, remote, "OK")
                equal((state["screen"], state["back"]), ("home", ""), f"{keys}: home, where there is no way back")


def test_an_operators_keymap_counts_and_names_what_is_wrong():
    with Remotes() as remotes:
        remote = remotes.add("operator's box", "PROG1", "PROG2", "PROG3", *BOX)
        with Scene(devices=remotes, start_hall=False) as scene:
            _with_remotes(scene)
            scene.hall.start()
            scene.hall.wait()
            equal(_press(scene, remote, "PROG1")["screen"], "notices", "after KEY_PROG1, which is OK")
            remote.scan(0x1234)
            scene.hall.until(lambda state: state["screen"] == "home", "scancode 0x1234 is Back")
            equal(_press(scene, remote, "MUTE")["notice"], "", "a key that is to do nothing needs no words")
            check('the kernel has no key "KEY_NOSUCH"' in scene.hall.log(), "the log names the unknown key")


def test_an_operators_keymap_reaches_a_hall_that_runs():
    with Remotes() as remotes:
        remote = remotes.add("operator's box", "PROG1", *BOX)
        with Scene(devices=remotes, start_hall=False) as scene:
            delivered = os.path.join(scene.folder, "delivered.xml")
            before = _with_remotes(scene)
            with open(delivered, "w", encoding="utf-8") as file:
                file.write(before)
            scene.hall.config = delivered
            scene.hall.start()
            kept = os.path.join(scene.hall.state_folder, "headend.xml")
            wait_for(lambda: os.path.exists(kept), "the headend's configuration", scene.hall.process, 30)
            scene.hall.wait()
            equal(_press(scene, remote, "PROG1")["screen"], "notices", "after KEY_PROG1, which is OK by now")


def test_an_unknown_key_is_explained_and_the_third_opens_the_learning_screen():
    with Remotes() as remotes:
        remote = remotes.add("box remote", "PROG1", "PROG2", *BOX)
        with Scene(devices=remotes) as scene:
            check(_press(scene, remote, "PROG1")["notice"] != "", "the footer explains")
            equal(_press(scene, remote, "DOWN")["screen"], "home", "a known key in between")
            state = _press(scene, remote, "PROG1", "PROG2")
            equal(state["screen"], "home", "two unknown keys")
            time.sleep(0.4)
            state = _press(scene, remote, "PROG1")
            equal((state["screen"], state["title"], state["focus"]), ("learning", "ask", "UP"), "three unknown keys")


def _teach(scene, remote, keys):
    for asked, key in zip(ASKED, keys):
        _focus(scene, asked)
        remote.press(key)
        time.sleep(0.4)  # sooner would be the same press again


def _skip(scene, seconds=8):
    """The screen counts the seconds one by one."""
    for _ in range(seconds):
        scene.hall.ask("pass 1000")
        scene.hall.wait()


def _open_learning(scene, remote, key="F13"):
    """By the third unknown key. A hall that gets no processor for a while takes two presses for one: then by the next."""
    for presses in range(1, 9):
        remote.press(key)
        time.sleep(0.4)
        scene.hall.wait()
        if presses >= 3 and scene.hall.state()["screen"] == "learning":
            break
    return scene.hall.until(lambda state: state["screen"] == "learning", "the learning screen")


def test_a_remote_is_taught_survives_a_restart_and_is_forgotten():
    mine = ["F13", "F14", "F15", "F16", "F17", "F18", "F19", "F20", "F21"]
    with Remotes() as remotes:
        remote = remotes.add("odd [remote]*", *mine, "F22")
        with Scene(devices=remotes) as scene:
            _open_learning(scene, remote)
            _focus(scene, "UP")
            remote.press("F13")
            _focus(scene, "DOWN")
            time.sleep(0.4)
            remote.press("F13")
            state = scene.hall.until(lambda state: "F13" in state["notice"] and state["focus"] == "DOWN", "F13 is refused")
            equal(state["title"], "ask", "one key, two meanings")
            for asked, key in list(zip(ASKED, mine))[1:]:
                _focus(scene, asked)
                time.sleep(0.4)
                remote.press(key)
            _skip(scene)
            scene.hall.until(lambda state: state["title"] == "try", "to be tried after the digits were skipped")
            equal(scene.hall.state()["focus"], "undo", "the harmless one has the focus")
            path = os.path.join(scene.hall.state_folder, "learned-keys")
            check(not os.path.exists(path), "nothing is written yet")
            _press(scene, remote, "F14")
            scene.hall.until(lambda state: state["focus"] == "keep", "F14 is Down already")
            remote.press("F17")
            scene.hall.until(lambda state: state["title"] == "done", "kept")
            scene.hall.until(lambda state: state["screen"] == "home", "back by itself", 20)
            check(os.path.exists(path), f"{path} is written")

            equal(scene.hall.quit(), 0, "status")
            scene.hall.start()
            scene.hall.wait()
            equal(_press(scene, remote, "F16")["focus"], "progress", "F16 is Right after a restart")
            check(_press(scene, remote, "F17")["screen"] != "home", "F17 is OK")
            equal(_press(scene, remote, "F18")["screen"], "home", "F18 is Back")

            scene.hall.go("TILE help", "OK")
            equal(scene.hall.state()["title"], "choose", "help, OK")
            equal(scene.hall.state()["focus"], "leave", "the harmless one has the focus")
            state = scene.hall.go("DOWN", "DOWN", "OK")
            equal(state["title"], "done", "forgotten")
            check(not os.path.exists(path), f"{path} is gone")
            scene.hall.go("HOME")
            check(_press(scene, remote, "F16")["notice"] != "", "F16 is unknown again")


def test_learning_that_is_not_confirmed_changes_nothing():
    with Remotes() as remotes:
        remote = remotes.add("box remote", "F13", "F14", *BOX)
        with Scene(devices=remotes) as scene:
            _open_learning(scene, remote)
            _teach(scene, remote, ["F13", "F14"])
            scene.hall.key("HOME")
            scene.hall.until(lambda state: state["screen"] == "home", "left")
            check(_press(scene, remote, "F14")["notice"] != "", "F14 is not Down")
            equal(_press(scene, remote, "DOWN")["screen"], "home", "keys drive the hall again")
            check(not os.path.exists(os.path.join(scene.hall.state_folder, "learned-keys")), "nothing is written")


def _learned(scene):
    return os.path.exists(os.path.join(scene.hall.state_folder, "learned-keys"))


def test_help_asks_before_it_teaches_and_a_known_back_leaves():
    with Remotes() as remotes:
        remote = remotes.add("box remote", *BOX)
        with Scene(devices=remotes) as scene:
            scene.hall.go("TILE help", "OK")
            equal((scene.hall.state()["title"], scene.hall.state()["focus"]), ("choose", "leave"), "Help, OK")
            equal(_press(scene, remote, "OK")["screen"], "help", "OK at once leaves")
            scene.hall.go("OK", "DOWN", "OK")
            equal(scene.hall.state()["title"], "ask", "asked for")
            remote.press("BACK")
            state = scene.hall.until(lambda state: state["title"] == "done", "Back leaves where Up is asked for")
            scene.hall.until(lambda state: state["screen"] == "help", "back in help", 20)
            equal(_press(scene, remote, "BACK")["screen"], "home", f"Back is Back after {state}")
            check(not _learned(scene), "nothing is written")


def test_a_map_without_ok_is_not_kept():
    with Remotes() as remotes:
        remote = remotes.add("box remote", "F13", "F14", "F15", "F16", *BOX)
        with Scene(devices=remotes) as scene:
            _open_learning(scene, remote)
            _teach(scene, remote, ["F13", "F14", "F15", "F16"])
            _skip(scene)
            scene.hall.until(lambda state: state["title"] == "done", "OK was skipped")
            scene.hall.until(lambda state: state["screen"] == "home", "back by itself", 20)
            check(_press(scene, remote, "F14")["notice"] != "", "F14 is not Down")
            check(not _learned(scene), "nothing is written")


def test_what_is_tried_and_not_confirmed_is_undone():
    mine = ["F13", "F14", "F15", "F16", "F17", "F18", "F19", "F20", "F21"]
    with Remotes() as remotes:
        remote = remotes.add("odd remote", *mine, *BOX)
        with Scene(devices=remotes) as scene:
            for leave in ("time", "OK", "HOME"):
                _open_learning(scene, remote)
                _teach(scene, remote, mine)
                _skip(scene)
                scene.hall.until(lambda state: state["title"] == "try", "to be tried")
                if leave == "OK":
                    remote.press("F17")  # on "undo"
                elif leave == "HOME":
                    scene.hall.key("HOME")
                else:
                    _skip(scene, 20)
                scene.hall.until(lambda state: state["screen"] == "home", f"left by {leave}", 40)
                check(_press(scene, remote, "F14")["notice"] != "", f"F14 is not Down after {leave}")
                check(not _learned(scene), f"nothing is written after {leave}")
                scene.hall.ask("pass 6000")  # the three unknown keys are counted anew


def _trying(scene, remote, keys):
    _open_learning(scene, remote)
    _teach(scene, remote, keys)
    _skip(scene)
    scene.hall.until(lambda state: state["title"] == "try", "to be tried")


def test_what_covers_the_try_out_ends_it():
    mine = ["F13", "F14", "F15", "F16", "F17", "F18", "F19", "F20", "F21"]
    with Remotes() as remotes:
        remote = remotes.add("odd remote", *mine, *BOX)
        with Scene(devices=remotes) as scene:
            _trying(scene, remote, mine)
            equal(scene.hall.go("MENU")["screen"], "help", "help lies on it")
            state = scene.hall.go("BACK")
            equal((state["screen"], state["title"]), ("learning", "done"), "nothing is there to be kept")
            equal(scene.hall.go("OK")["screen"], "home", "left")
            check(not _learned(scene), "nothing is written")


def test_another_configuration_leaves_the_keys_that_are_tried():
    mine = ["F13", "F14", "F15", "F16", "F17", "F18", "F19", "F20", "F21"]
    with Remotes() as remotes:
        remote = remotes.add("odd remote", *mine, *BOX)
        with Scene(devices=remotes, start_hall=False) as scene:
            delivered = os.path.join(scene.folder, "delivered.xml")
            with open(scene.hall.config, encoding="utf-8") as file:
                before = file.read()
            with open(delivered, "w", encoding="utf-8") as file:
                file.write(before)
            scene.hall.config = delivered
            scene.hall.start()
            scene.hall.wait()
            _trying(scene, remote, mine)
            path = scene.city.config
            with open(path + ".new", "w", encoding="utf-8") as file:
                file.write(before.replace("<language>zh-CN</language>", "<language>en</language>"))
            os.rename(path + ".new", path)
            time.sleep(3)  # until the headend has read it
            for _ in range(2):
                scene.hall.ask("pass 540000")
                _press(scene, remote, "F13")  # Up: else the quiet clock comes
            wait_for(lambda: "a new headend.xml is in use" in scene.hall.log(), "the new one in use", scene.hall.process, 30)
            equal(scene.hall.state()["title"], "try", "still to be tried")
            _press(scene, remote, "F14")
            _focus(scene, "keep")
            remote.press("F17")
            scene.hall.until(lambda state: state["title"] == "done", "kept")
            check(_learned(scene), "what was tried is written")


def test_any_key_held_long_three_times_brings_the_factory_keys_back():
    with Remotes() as remotes:
        remote = remotes.add("box remote", *BOX)
        with Scene(devices=remotes, start_hall=False) as scene:
            os.makedirs(scene.hall.state_folder, exist_ok=True)
            with open(os.path.join(scene.hall.state_folder, "learned-keys"), "w", encoding="utf-8") as file:
                file.write("*: KEY_OK = NONE\n*: KEY_DOWN = UP\n")
            scene.hall.start()
            scene.hall.wait()
            equal(_press(scene, remote, "OK")["screen"], "home", "a remote without OK")
            for _ in range(2):
                remote.hold("OK", 3.3)
            _press(scene, remote, "RIGHT")
            check(_learned(scene), "two times and another key: not yet")
            for _ in range(3):
                remote.hold("OK", 3.3)
            scene.hall.until(lambda state: state["notice"] != "", "it is said")
            check(not _learned(scene), "undone")
            check(_press(scene, remote, "OK")["screen"] != "home", "OK is OK again")


def test_a_broken_file_of_learned_keys_is_named_and_left_out():
    with Remotes() as remotes:
        remote = remotes.add("box remote", *BOX)
        with Scene(devices=remotes, start_hall=False) as scene:
            os.makedirs(scene.hall.state_folder, exist_ok=True)
            with open(os.path.join(scene.hall.state_folder, "learned-keys"), "w", encoding="utf-8") as file:
                file.write("*: KEY_OK = BACK\nnonsense\n")
            scene.hall.start()
            scene.hall.wait()
            check("learned-keys:2: " in scene.hall.log(), "the log names file and line")
            equal(_press(scene, remote, "OK")["screen"], "notices", "OK is still OK")


def test_keys_prints_what_each_key_is():
    with Remotes() as remotes, tempfile.TemporaryDirectory() as folder:
        remote = remotes.add("odd\x1bremote", "OK", "EXIT", "MUTE", "PROG1")
        with open(os.path.join(folder, "learned-keys"), "w", encoding="utf-8") as file:
            file.write("*: KEY_PROG1 = HOME\n")
        command = [program("tv-hall", FLAVOUR), "--keys", "--devices", remotes.directory, "--state", folder,
                   "--assets", os.path.join(ROOT, "build", "assets")]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **remotes.environment}, text=True)
        try:
            check("Ctrl-C" in child.stdout.readline(), "says how to end it")
            for name, line in (("OK", r"odd\\x1bremote: KEY_OK (352): OK, table"), ("EXIT", r"odd\\x1bremote: KEY_EXIT (174): BACK, stand-in"),
                               ("MUTE", r"odd\\x1bremote: KEY_MUTE (113): nothing"),
                               ("PROG1", r"odd\\x1bremote: KEY_PROG1 (148): HOME, learned on this box")):
                remote.press(name)
                equal(child.stdout.readline().rstrip("\n"), line.replace("\\\\", "\\"), f"line of {name}")
            remote.scan(0xab)
            equal(child.stdout.readline().rstrip("\n"), r"odd\x1bremote: no key code (0), scancode 0xab: nothing", "line of a scancode")
            child.send_signal(signal.SIGINT)
            equal(child.wait(10), 0, "status after Ctrl-C")
        finally:
            child.kill()
            child.wait()
            child.stdout.close()


if __name__ == "__main__":
    run(globals())
