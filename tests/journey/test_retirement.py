#!/usr/bin/python3
"""我什么时候能退休: from the guide by three answers to the month, with every kind of remote; nothing of it is kept."""

import os

from hall import Scene
from tap import check, equal, run
from walk import go

TO_GUIDE = ("3", "DOWN", "1")


def test_from_the_guide_to_the_month():
    with Scene() as scene:
        equal(go(scene, *TO_GUIDE)["screen"], "guide", "the guide")
        equal(go(scene, "9")["screen"], "retirement", "its action 9")
        equal(scene.hall.state()["focus"], "way", "with one's own records, or by three questions")
        equal(go(scene, "2")["focus"], "birth", "the first question")
        equal(go(scene, *"196613", "OK")["focus"], "birth", "there is no 13th month")
        equal(go(scene, "LEFT", "2", "OK")["focus"], "group", "after the month of birth")
        equal(go(scene, "1")["focus"], "paid", "a digit answers the second question")
        equal(go(scene, "OK")["focus"], "paid", "without years there is no result")
        state = go(scene, *"14", "OK")
        equal((state["screen"], state["focus"]), ("retirement-result", "guide"), "three questions, 12 keys")
        equal(go(scene, "OK")["screen"], "guide", "the result leads to the guide")
        equal(go(scene, "BACK", "BACK")["screen"], "retirement", "and back")
        for focus in ("group", "birth", "way"):
            equal(go(scene, "BACK")["focus"], focus, "Back goes one question back")
        equal(go(scene, "BACK")["screen"], "guide", "and leaves")


def test_what_was_typed_is_forgotten():
    with Scene() as scene:
        scene.hall.clock()
        go(scene, *TO_GUIDE, "9", "2")
        empty = scene.hall.seen()
        go(scene, *"1966")
        check(scene.hall.seen() != empty, "digits are shown")
        scene.hall.ask("pass 181000")
        scene.hall.wait()
        equal(scene.hall.state()["focus"], "way", "after three minutes without a key it begins anew")
        go(scene, "2")
        check(scene.hall.seen() == empty, "and the digits are gone")
        go(scene, *"1966", "MENU")
        scene.hall.pass_time(181_000)
        equal(go(scene, "BACK")["screen"], "retirement", "help lay on it")
        go(scene, "2")
        check(scene.hall.seen() == empty, "under another screen they are gone, too")
        go(scene, *"196603", "OK", "1", *"12", "OK", "HOME")
        equal(go(scene, *TO_GUIDE, "9", "2")["focus"], "birth", "asked anew")
        check(scene.hall.seen() == empty, "nothing is left of the answers")
        equal(scene.hall.quit(), 0, "status")
        for folder, _folders, files in os.walk(scene.hall.state_folder):
            for name in files:
                with open(os.path.join(folder, name), "rb") as file:
                    check(b"196603" not in file.read(), f"{name} holds the month of birth")


if __name__ == "__main__":
    run(globals())
