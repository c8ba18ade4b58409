#!/usr/bin/python3
"""Through the hall by remote: every screen, and always back to where one was."""

import json
import os
import subprocess
import time

from hall import ROOT, HallError, Scene
from tap import check, equal, run

NINE_TILES = os.path.join(ROOT, "assets", "sample-city", "nine-tiles.xml")


def refused(call, what):
    try:
        call()
    except HallError:
        return
    raise AssertionError(f"{what}: was not refused")


def _state(scene, *keys):
    return scene.hall.go(*keys) if keys else scene.hall.state()


def test_arrows_move_and_edges_keep_the_focus():
    with Scene() as scene:
        equal(_state(scene)["focus"], "notices", "first tile")
        for keys, focus in ((("LEFT",), "notices"), (("UP",), "urgent"), (("UP",), "urgent"), (("DOWN",), "notices"), (("RIGHT",), "progress"),
                            (("RIGHT", "RIGHT"), "guides"), (("DOWN", "RIGHT"), "gas"), (("DOWN",), "nearby"), (("LEFT",), "electricity"),
                            (("RIGHT", "DOWN"), "emergencies"), (("LEFT", "LEFT", "LEFT"), "policies"), (("DOWN", "DOWN"), "search"),
                            (("PAGE_UP",), "notices"), (("PAGE_DOWN",), "policies"), (("UP",), "water")):
            equal(_state(scene, *keys)["focus"], focus, f"focus after {keys}")


def test_a_digit_opens_its_tile_and_back_returns_to_it():
    with Scene() as scene:
        for digit, screen, tile in (("1", "notices", "notices"), ("6", "utilities", "gas"), ("8", "utilities", "electricity"), ("9", "stations", "nearby")):
            equal(_state(scene, digit)["screen"], screen, f"screen after {digit}")
            state = _state(scene, "BACK")
            equal((state["screen"], state["focus"]), ("home", tile), f"back from {digit}")


def test_the_nine_services_stand_in_their_order():
    """domain.md 1: the digits of the city's nine classes; none leads nowhere."""
    names = ("通知公告", "办件进度", "一件事一次办", "社保查询", "公积金查询", "燃气缴费", "水费缴费", "电费缴费", "就近办")
    with Scene() as scene:
        for digit, name in enumerate(names, 1):
            scene.hall.home()
            _state(scene, *["UP"] * 6, "DOWN", *["LEFT"] * 2, *["DOWN"] * ((digit - 1) // 3), *["RIGHT"] * ((digit - 1) % 3))
            equal(json.loads(scene.hall.ask("say"))["focus"], name, f"the tile at place {digit}")
            state = _state(scene, str(digit))
            check(state["screen"] != "home" and state["notice"] not in ("这份指南已经撤下", "没有找到"), f"digit {digit}, {name}: {state}")


def test_digits_open_the_first_page_from_the_second():
    with Scene() as scene:
        equal(_state(scene, "PAGE_DOWN")["focus"], "policies", "the second page")
        equal(_state(scene, "3")["screen"], "guides", "digit 3")
        equal(_state(scene, "BACK")["focus"], "guides", "Back leads to its tile")


def test_who_wants_to_pay_is_told_how():
    with Scene() as scene:
        for digit, tile in (("6", "gas"), ("7", "water"), ("8", "electricity")):
            state = scene.hall.go("HOME", digit)
            equal(state["destination"], f"utility/{tile}", f"digit {digit}")
            scene.hall.go("PAGE_DOWN", "DOWN", "DOWN", "DOWN", "DOWN")
            equal(scene.hall.state()["focus"], ":elsewhere", "other ways are the last row")
            equal(scene.hall.go("OK")["destination"], f"guide/{tile}-payment", "other ways")
            check("也可以用手机或到柜台缴" in json.loads(scene.hall.ask("say"))["value"], "the first line says what else there is")
            equal(scene.hall.go("9")["destination"], "notices/3", "what is cut off is one key away")


def test_back_from_an_article_returns_to_its_row():
    with Scene() as scene:
        _state(scene, "1")
        before = _state(scene, "DOWN", "DOWN", "DOWN", "PAGE_DOWN")
        article = _state(scene, "OK")
        equal(article["screen"], "article", "screen after OK")
        equal(article["focus"], before["focus"], "the article is the row's")
        after = _state(scene, "BACK")
        equal((after["focus"], after["position"]), (before["focus"], before["position"]), "row after Back")


def test_home_key_leads_home_from_anywhere():
    with Scene() as scene:
        equal(_state(scene, "1", "OK")["stack"], ["home", "notices", "article"], "screens on each other")
        state = _state(scene, "HOME")
        equal((state["stack"], state["focus"]), (["home"], "notices"), "after HOME")


def test_the_list_pages_through_every_notice():
    with Scene() as scene:
        total = _state(scene, "1")["total"]
        check(total > 50, f"the sample city has more than a page of notices, got {total}")
        seen = set()
        for _ in range(total):
            state = scene.hall.state()
            seen.add(state["focus"])
            scene.hall.go("DOWN")
        equal(len(seen), total, "different rows seen")
        state = _state(scene, "DOWN")
        equal(state["position"], total - 1, "Down at the last row")


def test_categories_show_their_own_and_urgent_comes_first():
    with Scene() as scene:
        totals = [_state(scene, "1")["total"]]
        for _ in range(5):
            totals.append(_state(scene, "RIGHT")["total"])
        equal(sum(totals[1:]), totals[0], "the five categories make up all")
        check(all(totals), f"every category has notices: {totals}")
        equal(_state(scene, "RIGHT")["total"], totals[5], "Right at the last category")


def test_an_article_scrolls_by_line_and_page_and_stops_at_the_end():
    with Scene() as scene:
        _state(scene, "1", "RIGHT", "RIGHT")  # 政策解读
        state = _state(scene, "OK")
        for _ in range(20):
            if state["total"] > 1500:
                break
            _state(scene, "BACK")
            state = _state(scene, "DOWN", "OK")
        check(state["total"] > 1500, "a long policy article")
        equal(state["position"], 0, "starts at the top")
        line = _state(scene, "DOWN")["position"]
        check(0 < line < 80, f"a line is scrolled, got {line}")
        page = _state(scene, "PAGE_DOWN")["position"]
        check(page - line > 200, f"a page is scrolled, got {page - line}")
        for _ in range(60):
            scene.hall.key("PAGE_DOWN")
        end = _state(scene)["position"]
        equal(_state(scene, "DOWN")["position"], end, "Down at the end")
        equal(_state(scene, *["PAGE_UP"] * 60)["position"], 0, "back at the top")


def test_links_open_as_codes_and_back_leads_to_the_text():
    with Scene() as scene:
        _state(scene, "1")
        for _ in range(60):
            state = _state(scene, "OK")
            links = _state(scene, "OK")
            if links["screen"] == "links":
                check(links["total"] >= 1, "at least one link")
                equal(_state(scene, "BACK")["focus"], state["focus"], "the same article after Back")
                return
            _state(scene, "BACK", "DOWN")
        raise AssertionError("no notice of the sample city has a link")


def test_a_held_key_runs_and_stops_at_release():
    with Scene() as scene:
        _state(scene, "1")
        scene.hall.press("DOWN")
        end = time.monotonic() + 30
        while scene.hall.state()["position"] < 5 and time.monotonic() < end:
            time.sleep(0.02)
        scene.hall.release("DOWN")
        after = scene.hall.state()["position"]
        check(after >= 5, f"a held key repeats, got to row {after}")
        time.sleep(0.5)
        equal(scene.hall.state()["position"], after, "nothing runs on after the release")


def test_help_opens_from_anywhere_by_menu():
    with Scene() as scene:
        equal(_state(scene, "1", "MENU")["stack"], ["home", "notices", "help"], "Menu opens the help")
        equal(_state(scene, "MENU")["stack"], ["home", "notices", "help"], "and only once")
        equal(_state(scene, "BACK")["screen"], "notices", "Back leads to where one was")


def test_every_destination_opens_its_screen_and_says_so():
    with Scene(config_source=NINE_TILES) as scene:
        notice = _state(scene, "1", "OK")["focus"]
        scene.hall.go("HOME")
        station = scene.hall.open("stations")["focus"]
        scene.hall.open("home")
        for destination, screen in (("home", "home"), ("help", "help"), ("search", "search"), ("notices", "notices"), ("notices/3", "notices"),
                                    (f"notice/{notice}", "article"), ("guides", "guides"), ("guide/retirement", "guide"),
                                    ("guide-stations/retirement", "stations"), ("questions/retirement", "questions"), ("policies", "policies"),
                                    ("stations", "stations"), (f"station/{station}", "station"), ("cases", "case-lookup"), ("learning", "learning")):
            state = scene.hall.open(destination)
            equal((state["screen"], state["destination"]), (screen, destination), f"open {destination}")
            # The search reports what it has found; these nine tiles have none for policies, stations and cases.
            check(state["title"] or destination in ("search", "policies", "stations", "cases"), f"{destination} has a title")
            scene.hall.open("home")
        equal(_state(scene)["stack"], ["home"], "home lies at the bottom")
        for bad in ("", "guide", "guide/", "home/x", "guide/../x", "case/1"):
            refused(lambda bad=bad: scene.hall.open(bad), f"open {bad!r}")
        equal(_state(scene)["stack"], ["home"], "a bad destination opens nothing")


def test_what_the_remote_opens_has_its_destination():
    with Scene(config_source=NINE_TILES) as scene:
        for keys, destination in (((), "home"), (("3",), "guides"), (("1",), "guide/"), (("HOME", "MENU"), "help"), (("OK",), "learning"),
                                  (("HOME", "1", "RIGHT"), "notices"), (("OK",), "notice/")):
            state = _state(scene, *keys)
            check(state["destination"].startswith(destination), f"after {keys}: {state['destination']}, not {destination}")


def test_the_hall_starts_with_a_deep_link():
    with Scene(start_hall=False) as scene:
        scene.hall.opens = "guide/retirement"
        scene.hall.start()
        scene.hall.wait()
        state = _state(scene)
        equal((state["stack"], state["destination"]), (["home", "guide"], "guide/retirement"), "started by --open")
        equal(_state(scene, "BACK")["screen"], "home", "Back leads home")
    with Scene(start_hall=False) as scene:
        scene.hall.opens = "guide"
        process = subprocess.run(scene.hall.command(), capture_output=True, check=False)
        equal(process.returncode, 2, "exit status for a destination that is none")
        check(b"--open guide:" in process.stderr, f"says what is wrong: {process.stderr}")


def test_keys_without_use_change_nothing():
    with Scene() as scene:
        before = _state(scene)
        for key in ("GREEN", "YELLOW", "BLUE", "STAR", "POUND", "DELETE", "VOLUME_UP", "PLAY_PAUSE"):
            scene.hall.go(key)
        equal(_state(scene), before, "state")


def test_back_on_home_ends_the_hall_in_good_order():
    with Scene(start_hall=False) as scene:
        scene.hall.stay = False
        scene.hall.start()
        scene.hall.wait()
        scene.hall.key("BACK")
        equal(scene.hall.process.wait(30), 0, "exit status")
        scene.group.children.remove(("tv-hall", scene.hall.process))
        scene.hall.process = None


def _wakeups(pid):
    """Of the loop's thread."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(next(line for line in file if line.startswith("voluntary_ctxt_switches")).split()[1])


def test_without_network_the_loop_rests():
    """Requests that wait for their next try are no reason to wake before it."""
    with Scene() as scene:
        scene.hall.go("1", "HOME")
        scene.hall.quit()
        scene.group.stop("headend")
        scene.hall.start()
        scene.hall.key("1")
        scene.hall.until(lambda state: state["offline"] and state["requests"] > 0, "without network, and trying")
        time.sleep(5)
        before = _wakeups(scene.hall.process.pid)
        time.sleep(10)
        check(_wakeups(scene.hall.process.pid) - before <= 10, f"{_wakeups(scene.hall.process.pid) - before} wake-ups in 10 s")


if __name__ == "__main__":
    run(globals())
