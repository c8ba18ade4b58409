#!/usr/bin/python3
"""The search by digits: what is found, that it follows each key, with and without digit keys, with and without network."""

import json
import urllib.request

import bad_server
from hall import Scene
from tap import check, equal, run

KEYS = {letter: digit for digit, letters in {"2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv",
                                             "9": "wxyz"}.items() for letter in letters}


def _notices(scene):
    with urllib.request.urlopen(f"http://127.0.0.1:{scene.city.port}/v1/notices?limit=1000") as answer:
        return json.load(answer)["notices"]


def _digits(initials, count):
    """The keys of the first characters of a title without a second reading among them; None if there is one."""
    letters = initials.replace(" ", "")[:count]
    return None if "[" in letters else [KEYS.get(letter, letter) for letter in letters]


def _finds(scene, wanted, most=30):
    """Walks through the results; whether one of them is `wanted`."""
    for _ in range(most):
        state = scene.hall.state()
        if state["focus"] == wanted:
            return True
        if scene.hall.go("DOWN")["focus"] == state["focus"]:
            return False
    return False


def test_the_search_opens_by_its_tile_and_by_0():
    with Scene() as scene:
        for keys in (("TILE search",), ("0",)):
            state = scene.hall.go(*keys)
            equal((state["screen"], state["total"]), ("search", 0), f"after {keys}")
            state = scene.hall.go("BACK")
            equal((state["screen"], state["focus"]), ("home", "search"), "Back")


def test_results_follow_each_key():
    with Scene() as scene:
        scene.hall.go("0")
        totals = [scene.hall.go(key)["total"] for key in "455"]
        check(totals[0] > totals[1] > totals[2] > 0, f"fewer with each key of 455: {totals}")
        equal([scene.hall.go("RED")["total"] for _ in range(4)], [totals[1], totals[0], 0, 0], "more with each one deleted")
        equal(scene.hall.go("DELETE")["screen"], "search", "nothing to delete")


def test_every_notice_is_found_by_its_initials_and_opens():
    with Scene() as scene:
        tried = 0
        for notice in _notices(scene)[::20]:
            digits = _digits(notice["initials"], 8)
            if digits is None:
                continue
            tried += 1
            scene.hall.go("0", *digits)
            check(_finds(scene, notice["id"]), f"{notice['title']} by {''.join(digits)}")
            state = scene.hall.go("OK")
            equal((state["screen"], state["focus"]), ("article", notice["id"]), "the one in focus opens")
            state = scene.hall.go("BACK")
            equal((state["screen"], state["focus"]), ("search", notice["id"]), "Back leads to its row")
            scene.hall.go("HOME")
        check(tried >= 3, f"notices tried: {tried}")


def test_tiles_are_found_and_open():
    with Scene() as scene:
        state = scene.hall.go("0", *"8944")  # 通知公告: t z g g
        equal(state["focus"], ":notices", "the tile comes first")
        equal(scene.hall.go("OK")["stack"], ["home", "search", "notices"], "OK")
        equal(scene.hall.go("BACK")["focus"], ":notices", "Back")
        equal(scene.hall.go("RED", "RED", "RED", "RED", *"1944")["focus"], ":notices", "1 stands for any character")
        equal(scene.hall.go("GREEN")["stack"], ["home", "search", "notices"], "Green opens as OK does")


def test_guides_policies_and_halls_are_found_and_open():
    with Scene() as scene:
        for path, records, letter, screen in (("guides", "guides", "g", "guide"), ("policies", "policies", "p", "policy"),
                                              ("stations", "stations", "s", "station")):
            with urllib.request.urlopen(f"http://127.0.0.1:{scene.city.port}/v1/{path}") as answer:
                found = json.load(answer)[records]
            tried = 0
            for record in found[:: max(1, len(found) // 5)]:
                digits = _digits(record["initials"], 12)
                if digits is None:
                    continue
                tried += 1
                scene.hall.go("HOME", "0", *digits)
                check(_finds(scene, f"{letter}:{record['id']}"), f"{record['name']} by {''.join(digits)}")
                equal(scene.hall.go("OK")["screen"], screen, f"what opens for {record['name']}")
            check(tried > 0, f"none of {path} has initials without a second reading")


def test_a_remote_with_arrows_alone_can_search():
    with Scene() as scene:
        equal(scene.hall.go("0", "DOWN")["focus"], "5", "an arrow leads to the pad")
        scene.hall.go("DOWN", "LEFT", "UP", "OK")  # 4
        scene.hall.go("RIGHT", "OK")  # 5
        by_pad = scene.hall.go("OK")
        equal(by_pad["focus"], "5", "the focus stays on the pad")
        state = scene.hall.go("RIGHT", "RIGHT")
        check(state["focus"] not in ("5", "6", ""), f"the results have the focus: {state}")
        opened = scene.hall.go("OK")
        check(opened["screen"] in ("article", "guide", "sign-in"), f"OK opens it: {opened}")
        state = scene.hall.go("BACK", "LEFT", "LEFT", "LEFT", "DOWN", "DOWN")
        equal(state["focus"], "delete", "the way to the delete key")
        check(scene.hall.go("OK")["total"] > by_pad["total"], "one deleted, more found")
        equal(scene.hall.go("RIGHT", "RIGHT", "OK")["total"], 0, "cleared")
        equal(scene.hall.go("BACK")["screen"], "home", "Back leaves, whatever has the focus")


def test_what_nobody_has_is_said_and_too_many_digits_do_no_harm():
    with Scene() as scene:
        state = scene.hall.go("0", *"99999999999999999999")
        equal(state["total"], 0, "found")
        check(state["notice"] != "", "the screen says so")
        scene.hall.go("OK", "GREEN")
        equal(scene.hall.state()["screen"], "search", "OK without results opens nothing")


def test_without_network_the_search_goes_on_with_what_is_kept():
    with Scene(through=True) as scene:
        scene.hall.go("0", "4", "5", "5")
        before = scene.hall.state()
        check(before["total"] > 0, f"found with network: {before}")
        scene.hall.quit()
        scene.server.close()
        scene.hall.start()
        scene.hall.key("0", "4", "5", "5")
        state = scene.hall.until(lambda now: now["total"] == before["total"], "the same found without network")
        equal(state["focus"], before["focus"], "the first of them")


def test_without_anything_kept_it_says_what_to_do():
    with Scene(through=True, start_hall=False) as scene:
        scene.server.close()
        scene.hall.start()
        scene.hall.key("0", "9", "9", "9", "9", "9")
        state = scene.hall.until(lambda now: now["offline"], "offline", 60)
        check(state["notice"] != "", "the screen says why")


def test_nothing_is_said_to_be_missing_while_a_part_is_on_its_way_or_has_failed():
    for path in ("/v1/guides", "/v1/policies", "/v1/notices", "/v1/stations"):
        with Scene(through=True) as scene:
            scene.server.ill(path, bad_server.hang)
            scene.hall.key("0", *"99999999999999999999")
            state = scene.hall.until(lambda now: now["requests"] == 1, f"{path}: all but one have come")
            equal((state["total"], state["notice"], state["offline"]), (0, "正在取内容，请稍候…", False), f"{path} on its way")
            scene.server.ill(path, bad_server.status(400))
            scene.hall.pass_time(300_500)
            state = scene.hall.until(lambda now: now["offline"], f"{path}: nothing says that it has failed")
            check("没有找到" not in state["notice"] and "正在" not in state["notice"], f"{path} has failed: {state}")
            scene.server.well()
            scene.hall.key("OK")
            state = scene.hall.until(lambda now: not now["offline"] and now["requests"] == 0, f"{path}: OK does not try again")
            equal((state["notice"], state["screen"]), ("没有找到", "search"), f"{path} has come")


if __name__ == "__main__":
    run(globals())
