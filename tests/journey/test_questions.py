#!/usr/bin/python3
"""智能导办 and 惠企惠民政策: questions forth and back, a change of mind, every kind of answer, the household's own checklist, with small
remotes and without network; and that the answers never leave the box."""

import json
import os
import re
import subprocess
import threading
import time
import urllib.request

import bad_server
import hall
from city import program
from hall import Scene
from remotes import Remotes
from tap import check, equal, run

POLICIES, GUIDES = "TILE policies", "3"
# Every kind of question once; what is asked of the place needs the township.
KINDS = """<content version="1"><policies flow="kinds"/><flow id="kinds" kind="policies" start="born"><title>各种问题</title>
<node id="born" kind="date" min="19000101" max="20261231" default="home"><text>哪一天出生？</text></node>
<node id="home" kind="area" default="rent"><text>住在哪里？</text></node>
<node id="rent" kind="money" min="100" max="1000000" default="helps"><text>房租多少？</text></node>
<node id="helps" kind="check" default="end"><text>有这些情况吗？</text><option id="a">甲</option><option id="b">乙</option></node>
<node id="end" kind="outcome"><text>结果</text></node>
<item id="childcare-subsidy"><name>育儿补贴</name><when><clause node="home" op="within" values="431002002"/></when></item>
<item id="student-aid"><name>学生资助</name><when><clause node="born" op="least" number="20000101"/></when></item>
<item id="rental-subsidy"><name>租赁补贴</name><when><clause node="rent" op="most" number="200000"/></when></item>
<item id="living-allowance"><name>低保</name><when><clause node="helps" op="has" values="b"/></when></item>
</flow></content>"""


class _Questions:
    """A scene; `content` is imported before the hall starts."""

    def __init__(self, content=None, **options):
        self.scene = Scene(start_hall=content is None, **options)
        if content:
            path = os.path.join(self.scene.folder, "content.xml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(content)
            command = [*self.scene.city.clock(), program("tv-hall-admin", hall.FLAVOUR), "import-content", "--config",
                       self.scene.city.config, path]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            equal(done.returncode, 0, f"import: {done.stdout}{done.stderr}")
            self.scene.hall.start()
            self.scene.hall.wait()

    def __enter__(self):
        return self.scene.__enter__()

    def __exit__(self, *reason):
        return self.scene.__exit__(*reason)


def _ask(scene, *keys):
    """Opens the questions from home and answers."""
    scene.hall.home()
    state = scene.hall.go(POLICIES, "OK", *keys)
    equal(state["screen"], "questions", "the first row of the policies leads to the questions")
    return state


# One who is out of work, with small children and a low income.
HOUSEHOLD = ("1", "4", "5", "OK", "3", "1", "1", "GREEN", "1", "9", "0", "0", "OK", "2", "4", "GREEN")


def test_the_questions_lead_to_the_policies_that_fit():
    with _Questions() as scene:
        state = scene.hall.go(POLICIES)
        equal((state["screen"], state["focus"]), ("policies", ":questions"), "the entrance comes first")
        check(state["total"] > 15, f"policies: {state['total']}")
        _ask(scene, *HOUSEHOLD)
        state = scene.hall.go("GREEN")
        equal(state["focus"], "childcare-subsidy", "the first that fits")
        found = [state["focus"]]
        while True:
            state = scene.hall.go("DOWN")
            if state["focus"] == found[-1]:
                break
            found.append(state["focus"])
        equal(found, ["childcare-subsidy", "rental-subsidy", "fund-for-rent", "unemployment-benefit", ":answers"], "what fits")
        state = scene.hall.go("UP", "OK")
        equal((state["screen"], state["title"]), ("policy", "失业保险金"), "one of them opens")
        equal(scene.hall.go("BACK")["focus"], "unemployment-benefit", "Back leads to its row")


def test_back_keeps_what_was_answered():
    with _Questions() as scene:
        _ask(scene, *HOUSEHOLD)
        for position in range(9, 0, -1):
            state = scene.hall.go("BACK")
            equal((state["screen"], state["position"]), ("questions", position), "one question back")
        equal(state["focus"], "household", "the answer of the first question has the focus")
        state = scene.hall.go("OK")
        equal(state["position"], 10, "the same answer again leads to where one was")
        equal(scene.hall.go(*["BACK"] * 9)["position"], 1, "the first question again")
        equal(scene.hall.go("BACK", "2")["screen"], "policies", "Back from the first question")


def test_ticks_are_kept_before_they_count():
    with _Questions() as scene:
        state = _ask(scene, "1", "4", "5", "OK", "2", "2", "3")
        equal((state["title"], state["focus"]), ("家里有这样的孩子吗？", "school"), "the third is ticked")
        scene.hall.go("BACK", "OK")
        state = scene.hall.go("GREEN", "BLUE", "DOWN", "DOWN", "DOWN", "DOWN")
        equal(state["focus"], "children", "answered by the ticks that were kept")


def test_a_change_shows_what_no_longer_counts():
    with _Questions() as scene:
        state = _ask(scene, "1", "4", "5", "OK", "3", "2", "1", "GREEN")
        equal(state["position"], 6, "the sixth question")
        state = scene.hall.go("BLUE", "DOWN", "DOWN", "DOWN")
        equal((state["title"], state["focus"]), ("您的回答", "employment"), "the third answer")
        state = scene.hall.go("OK")
        equal((state["position"], state["focus"]), (3, "unemployed"), "its question, with the answer")
        state = scene.hall.go("1")
        equal((state["title"], state["focus"], state["total"]), ("您的回答", ":on", 6), "one answer fell: the list shows it")
        state = scene.hall.go("PAGE_DOWN")
        equal(state["focus"], "left-by", "it stands last")
        state = scene.hall.go("OK")
        check(state["notice"] != "" and state["title"] == "您的回答", f"it is not asked, and why: {state}")
        state = scene.hall.go(*["UP"] * 5, "OK")
        equal(state["position"], 5, "on with the first without an answer: what was said of children stands")


def test_a_number_is_judged_at_once():
    with _Questions() as scene:
        state = _ask(scene, "1", "1", "2", "1", "OK")
        equal(state["title"], "您今年多少岁？", "121 years are not taken")
        state = scene.hall.go("DELETE", "OK")
        equal(state["position"], 3, "12 are")


def test_every_kind_of_answer():
    with _Questions(KINDS) as scene:
        state = _ask(scene, *"20050230", "OK")
        equal(state["title"], "哪一天出生？", "the 30th of February is not taken")
        state = scene.hall.go("DELETE", "DELETE", *"28", "OK")
        equal((state["title"], state["focus"]), ("住在哪里？", "431002"), "counties, the first in focus")
        check(state["notice"] == "", "the directory is there")
        state = scene.hall.go("OK")
        equal(state["focus"], "431002001", "its townships")
        equal(scene.hall.go("BACK")["focus"], "431002", "Back to the counties")
        state = scene.hall.go("OK", "RIGHT", "OK")
        equal(state["title"], "房租多少？", "a township is the answer")
        state = scene.hall.go(*"0", "OK")
        equal(state["title"], "房租多少？", "less than one yuan is not taken")
        state = scene.hall.go("DELETE", *"2001", "OK")
        equal(state["title"], "有这些情况吗？", "2,001 yuan")
        state = scene.hall.go("2", "GREEN")
        equal((state["focus"], state["total"]), ("childcare-subsidy", 4), "place, date and tick fit; the rent does not")


def test_without_network_the_questions_go_on_from_what_is_kept():
    with _Questions(through=True) as scene:
        _ask(scene, *HOUSEHOLD, "GREEN")
        scene.hall.quit()
        scene.server.close()
        scene.hall.start()
        scene.hall.focus_tile("policies")
        scene.hall.key("OK")
        scene.hall.until(lambda state: state["focus"] == ":questions", "the policies without network")
        state = scene.hall.state()
        for key in ("OK", *HOUSEHOLD, "GREEN"):
            scene.hall.key(key)
        state = scene.hall.until(lambda now: now["focus"] == "childcare-subsidy", "the result without network")
        equal(state["total"], 5, "the same as with network")


def test_without_anything_kept_it_says_so():
    with _Questions(through=True) as scene:
        scene.hall.go(POLICIES)
        scene.server.ill("/v1/flows", lambda request: request.send_error(503))
        scene.hall.key("OK")
        state = scene.hall.until(lambda now: now["offline"], "offline", 60)
        check(state["screen"] == "questions" and state["notice"] != "", f"the screen says why: {state}")
        scene.server.well()
        scene.hall.key("OK")
        scene.hall.until(lambda now: now["focus"] == "household", "OK tries again", 60)


def test_the_answers_never_leave_the_box():
    with _Questions(through=True) as scene:
        scene.hall.go(POLICIES, "OK")
        before = len(scene.server.requests)
        scene.hall.go(*HOUSEHOLD, "GREEN", "OK", "BACK", "BLUE", "DOWN", "OK")
        allowed = ("/v1/policies", "/v1/notices", "/v1/menu", "/v1/config", "/v1/flows/policy-match")
        for path in scene.server.requests[before:]:
            check(path.split("?")[0] in allowed and re.fullmatch(r"[^?]*(\?area=[0-9]+.*)?", path), f"asked of the headend: {path}")
        folder = scene.hall.state_folder
        kept = [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names]
        check(kept, "the hall keeps something")
        equal(scene.hall.home()["screen"], "home", "home")
        log = scene.hall.log()
        check("unemployed" not in log and "laid-off" not in log, "the log says nothing of the answers")


def test_home_asks_before_answers_are_thrown_away():
    with _Questions() as scene:
        _ask(scene)
        equal(scene.hall.go("HOME")["screen"], "home", "nothing is answered yet: Home leads home")
        _ask(scene, "1")
        before = scene.hall.state()
        state = scene.hall.go("HOME")
        equal((state["screen"], state["focus"]), ("leaving", "stay"), "Home asks, and to stay has the focus")
        equal(scene.hall.go("HOME", "HOME")["screen"], "leaving", "pressed again, it still asks")
        for keys in (("OK",), ("1",), ("BACK",)):
            state = scene.hall.go(*keys)
            equal((state["screen"], state["title"]), ("questions", before["title"]), f"{keys}: nothing is lost")
            scene.hall.go("HOME")
        equal(scene.hall.go("DOWN", "OK")["screen"], "home", "home, once it was said so")
        _ask(scene, "1")
        equal(scene.hall.go("BACK")["screen"], "questions", "Back leads to the first question")
        equal(scene.hall.go("BACK")["screen"], "leaving", "Back from there would throw the answer away, too")
        equal(scene.hall.go("OK")["screen"], "questions", "it stays")
        equal(scene.hall.go("BACK", "2")["screen"], "policies", "and leaves for what lies below")
        _ask(scene, *HOUSEHOLD, "GREEN")
        equal(scene.hall.go("OK")["screen"], "policy", "a policy that fits")
        equal(scene.hall.go("HOME")["screen"], "leaving", "also from a policy that lies on the answers")


def _hold(scene, path, change):
    """What the headend says at `path`, changed, does not come before the event that is returned is set."""
    come = threading.Event()

    def answer(request):
        with urllib.request.urlopen(scene.city.address() + request.path) as upstream:
            record = json.load(upstream)
        record["rev"] += 1
        change(record)
        come.wait(30)
        bad_server.body(json.dumps(record, ensure_ascii=False).encode())(request)

    scene.server.ill(path, answer)
    return come


def _let_come(scene, come):
    come.set()
    scene.hall.wait()
    return scene.hall.state()


def test_without_the_policies_nothing_is_said_to_fit_or_not():
    with _Questions(through=True) as scene:
        state = _ask(scene)
        time.sleep(1)  # all is kept by now
        kept = [os.path.join(where, name) for where, _, names in os.walk(scene.hall.state_folder) for name in names if name.endswith(".feed")]
        check(kept, "the hall keeps what it was told")
        scene.hall.go("HOME", POLICIES)
        for path in kept:
            os.unlink(path)
        scene.server.ill("/v1/policies", bad_server.hang)
        scene.hall.key("OK")
        scene.hall.until(lambda now: now["focus"] == "household", "the first question")
        scene.hall.key(*HOUSEHOLD, "GREEN")
        state = scene.hall.state()
        equal((state["screen"], state["notice"]), ("questions", "正在取内容，请稍候…"), "the policies are on their way")
        scene.server.well()
        scene.server.ill("/v1/policies", bad_server.status(400))
        state = scene.hall.until(lambda now: now["offline"], "the policies have failed", 40)
        check("没有" not in state["notice"] and state["focus"] == "", f"the screen says so: {state}")
        equal(scene.hall.go("1")["screen"], "questions", "there is nothing to open")
        equal(scene.hall.go("BLUE", "BACK")["focus"], "", "the answers can be looked at")
        scene.server.well()
        scene.hall.key("OK")
        state = scene.hall.until(lambda now: now["focus"] != "", "OK tries again")
        equal((state["focus"], state["total"]), ("childcare-subsidy", 5), "what fits")


def test_another_flow_takes_nothing_from_the_one_who_is_answering():
    with _Questions(KINDS, through=True) as scene:
        _ask(scene)
        scene.hall.go("HOME", POLICIES)
        come = _hold(scene, "/v1/flows/", lambda flow: flow.update(title="换过的"))
        scene.hall.key("OK")
        scene.hall.until(lambda now: now["title"] == "哪一天出生？", "the first question from what is kept")
        scene.hall.key(*"2005")
        equal(_let_come(scene, come)["title"], "哪一天出生？", "the question stays")
        state = scene.hall.go(*"0228", "OK")
        equal(state["title"], "住在哪里？", "what was typed before still stands")


def test_another_flow_leaves_the_focus_where_it_was():
    with _Questions(through=True) as scene:
        _ask(scene)
        scene.hall.go("HOME", POLICIES)
        come = _hold(scene, "/v1/flows/", lambda flow: flow.update(title="换过的"))
        scene.hall.key("OK")
        first = scene.hall.until(lambda now: now["focus"] == "household", "the first question from what is kept")["focus"]
        scene.hall.key("DOWN")
        focus = scene.hall.state()["focus"]
        check(focus != first, "Down moves")
        equal(_let_come(scene, come)["focus"], focus, "the focus")


def test_other_places_leave_the_focus_where_it_was():
    with _Questions(KINDS, through=True) as scene:
        scene.hall.go("9")
        _ask(scene)
        scene.hall.go("HOME", POLICIES)

        scene.hall.clock(1795485600000)  # it stands still for the pictures

        def rename(stations):
            stations["stations"][0]["name"] = "换过的政务服务中心"

        for zone in ("entry", "answers"):
            come = _hold(scene, "/v1/stations", rename)
            scene.hall.key("OK", *"20050228", "OK")
            scene.hall.until(lambda now: now["focus"] == "431002", "the places from what is kept")
            scene.hall.key("DOWN")
            focus = scene.hall.state()["focus"]
            check(focus != "431002", "Down moves")
            time.sleep(0.3)  # the focus settles
            if zone == "answers":
                scene.hall.key("UP", "UP")
                time.sleep(0.3)
                equal(scene.hall.state()["focus"], "answers", "above the places")
                focus = "431002"
            before = scene.hall.seen()
            state = _let_come(scene, come)
            check(scene.hall.seen() == before, f"{zone}: another picture, as if something else had the focus, too")
            if zone == "answers":
                equal(state["focus"], "answers", "the focus among what was answered")
                state = scene.hall.go("DOWN")
            equal(state["focus"], focus, "the focus among the places")
            scene.hall.go("BACK", "BACK")


def test_other_policies_leave_the_focus_where_it_was():
    with _Questions(through=True) as scene:
        scene.hall.go(POLICIES)
        come = _hold(scene, "/v1/policies", lambda feed: feed["policies"].reverse())
        scene.hall.key("OK")
        scene.hall.until(lambda now: now["focus"] == "household", "the first question")
        scene.hall.key(*HOUSEHOLD, "GREEN", "DOWN", "DOWN")
        equal(scene.hall.state()["focus"], "fund-for-rent", "the third that fits")
        state = _let_come(scene, come)
        equal((state["focus"], state["position"]), ("fund-for-rent", 2), "the focus")


def test_a_small_remote_is_enough():
    """Five keys: no digits, no colours, no Back."""
    with Remotes() as remotes:
        remote = remotes.add("small remote", "UP", "DOWN", "LEFT", "RIGHT", "OK")

        with _Questions(devices=remotes) as scene:
            def press(*keys):
                for key in keys:
                    remote.press(key)
                    time.sleep(0.02)
                    scene.hall.wait()
                return scene.hall.state()

            equal(press("DOWN", "DOWN", "DOWN", "OK")["screen"], "policies", "the first tile of the second page")
            equal(press("OK")["focus"], "household", "the first question")
            equal(press("OK")["focus"], "number", "the second asks for digits")
            equal(press("DOWN")["focus"], "5", "the keys on the screen")
            state = press("OK", "OK", "DOWN", "DOWN", "RIGHT")
            equal(state["focus"], "done", "55, and on")
            equal(press("OK")["focus"], "employee", "the third question")
            equal(press("UP")["focus"], "answers", "Up leads to the answers")
            equal(press("OK")["focus"], ":on", "the answers")
            equal(press("OK")["focus"], "employee", "on with the third question")
            equal(press("OK")["focus"], "under-three", "the fourth is to be ticked")
            state = press("OK", "DOWN", "DOWN", "DOWN")
            equal(state["focus"], "next", "below them: on")
            equal(press("OK")["position"], 5, "the fifth question")
            for _ in range(3):
                state = press("UP")
            equal(state["back"], "focused", "above the answers: the element for Back")
            state = press("OK")
            equal((state["screen"], state["position"]), ("questions", 4), "one question back, as the key would")


def test_a_checklist_of_ones_own():
    with _Questions() as scene:
        state = scene.hall.go(GUIDES, "DOWN", "RIGHT", "OK")
        equal(state["screen"], "guide", "a matter")
        for _ in range(8):
            if state["focus"] == "questions":
                break
            state = scene.hall.go("RIGHT")
        state = scene.hall.go("OK")
        equal((state["screen"], state["focus"]), ("questions", "employee"), "its questions")
        state = scene.hall.go("1", "2", "0", "OK", "1", "1", "GREEN", "GREEN", "1")
        equal((state["title"], state["focus"]), ("您退休要带的东西都在这里", "stations"), "the checklist")
        check(state["notice"].startswith("要带 "), f"how many to bring: {state['notice']}")
        first = state["notice"]
        equal(scene.hall.go("OK")["stack"][-1], "stations", "where it can be done")
        equal(scene.hall.go("BACK")["screen"], "questions", "Back")
        check(scene.hall.go("DOWN")["position"] > 0, "the list scrolls")
        state = scene.hall.go("BLUE", "PAGE_DOWN", "PAGE_DOWN", "OK")
        equal(state["position"], 6, "the last answer, to be changed")
        state = scene.hall.go("2")
        check(state["focus"] == "stations" and state["notice"] != first, f"someone else goes: another list: {state}")
        state = scene.hall.go("RIGHT", "RIGHT", "OK")
        equal((state["position"], state["total"]), (1, 1), "from the start")


if __name__ == "__main__":
    run(globals())
