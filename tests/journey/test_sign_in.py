#!/usr/bin/python3
"""Signing in by phone, the session's ends, and that the next person sees nothing. Prints TAP."""

import os
import signal
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import process_memory  # noqa: E402
from person_world import ALIAS, NAME, SESSION, PersonScene, member  # noqa: E402
from remotes import Remotes  # noqa: E402
from tap import check, equal, run  # noqa: E402
from test_spoken import spoken  # noqa: E402

IDLE_MS, HARD_MS, WARN_MS = 180000, 900000, 30000
MARKS = [ALIAS.encode(), NAME.encode(), SESSION.encode()]


def left_in(scene):
    """Which of the marks are in the hall's memory."""
    memory = process_memory.of(scene.hall.process.pid) if process_memory.is_wiped() else b""
    return [mark.decode() for mark in MARKS if mark in memory]


def written(scene):
    """Which of the marks stand in files of the box or in its log."""
    texts = [scene.hall.log().encode()]
    for folder, _, names in os.walk(scene.hall.state_folder):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                texts.append(file.read())
    return [mark.decode() for mark in MARKS if any(mark in text for text in texts)]


def nothing_left(scene, home, what):
    equal(written(scene), [], f"{what}: marks in files and log")
    state = scene.hall.state()
    equal(state["stack"], ["home"], f"{what}: the screens")
    scene.hall.pass_time(10000)  # the line that says so is gone
    scene.hall.wait()
    check(scene.hall.seen() == home, f"{what}: the picture is another than before anybody signed in")
    equal(left_in(scene), [], f"{what}: marks in memory")


def begin(scene):
    """A session, and the picture of home before it."""
    scene.hall.clock(1795500000000)
    scene.hall.go("HOME")
    scene.hall.wait()
    home = scene.hall.seen()
    state = scene.sign_in_at_home()
    equal(state["screen"], "household", "where the sign-in leads on to")
    check(left_in(scene) != [] or not process_memory.is_wiped(), "the marks are there while the session holds, so the search can find them")
    return home


def test_the_steps():
    with PersonScene() as scene:
        scene.hall.open("household")
        state = scene.hall.go("DOWN", "OK")
        equal(state["screen"], "sign-in", "screen")
        equal(scene.hall.state()["focus"], "waiting", "codes are shown")
        before = len(scene.phone.posts)
        scene.phone.scan()
        equal(scene.poll()["focus"], "scanned", "a phone has opened the code")
        scene.phone.approve("417")
        equal(scene.poll()["focus"], "number", "the phone shows three digits")
        equal(scene.hall.go("4", "1", "8")["focus"], "number", "a wrong one may be tried again")
        keys = int(scene.hall.ask("keys-pressed"))
        scene.hall.go("4", "1", "7")
        scene.hall.until(lambda s: s["focus"] == "granted", "somebody is known")
        equal(int(scene.hall.ask("keys-pressed")) - keys, 3, "keys for the room's number")
        scene.hall.pass_time(8100)
        equal(scene.hall.until(lambda s: s["screen"] == "household", "it goes on by itself")["stack"], ["home", "household"], "screens")
        check(all(headers.get("Authorization", "").startswith("Bearer ") for _, headers, _ in scene.phone.posts[before:]), "each post has the credential")
        equal(scene.hall.go("HOME")["screen"], "home", "home")
        check("/v1/session/end" in scene.phone.paths(), "the headend is told that the session ends")


def test_what_may_go_wrong():
    for error, said in (("access_denied", "拒绝"), ("wrong_number", "两次"), ("second_phone", "另一部"), ("too_many", "次数")):
        with PersonScene() as scene:
            scene.hall.open("household")
            scene.hall.go("DOWN", "OK")
            scene.phone.scan()
            scene.poll()
            scene.phone.error = (429 if error == "too_many" else 400, error)
            state = scene.poll()
            equal(state["focus"], "stopped", f"{error}: step")
            check(said in state["notice"], f"{error}: expected {said} in {state['notice']!r}")
            codes = scene.phone.codes
            scene.hall.go("OK")
            equal((scene.hall.state()["focus"], scene.phone.codes), ("waiting", codes + 1), f"{error}: OK asks for new codes")


def test_codes_rotate_silently():
    with PersonScene() as scene:
        scene.hall.open("household")
        scene.hall.go("DOWN", "OK")
        scene.phone.error = (400, "expired_token")
        scene.poll()
        state = scene.hall.until(lambda s: s["focus"] == "waiting" and scene.phone.codes == 2, "new codes")
        equal(state["screen"], "sign-in", "screen")


def test_boxes_that_may_not():
    with PersonScene() as scene:
        scene.phone.refusals["/v1/device_authorization"] = (401, "box_unknown")
        scene.hall.open("household")
        state = scene.hall.go("DOWN", "OK")
        equal(state["focus"], "stopped", "step")
        check("开通" in state["notice"], f"what is said: {state['notice']!r}")
        scene.phone.refusals["/v1/device_authorization"] = (503, "unavailable")
        check("身份认证" in scene.hall.go("OK")["notice"], "a provider that is down is named")


def test_idle_end():
    with PersonScene() as scene:
        home = begin(scene)
        scene.hall.pass_time(IDLE_MS - WARN_MS + 1000)
        said = scene.hall.ask("session")
        check(said.startswith("idle "), f"a warning stands there: {said!r}")
        scene.hall.go("DOWN")
        equal(scene.hall.ask("session"), "holds", "a key keeps it")
        scene.hall.pass_time(IDLE_MS - 1000)
        equal(scene.hall.state()["screen"], "household", "not yet over")
        scene.hall.pass_time(2000)
        nothing_left(scene, home, "idle")


def test_hard_end():
    with PersonScene() as scene:
        home = begin(scene)
        for _ in range(9):
            scene.hall.pass_time((HARD_MS - WARN_MS) // 9)
            scene.hall.go("DOWN")
        said = scene.hall.ask("session")
        check(said.startswith("hard "), f"no key keeps it any more: {said!r}")
        check(scene.phone.paths().count("/v1/session/keep") >= 8, "the headend has heard of the keys")
        scene.hall.go("UP")
        scene.hall.pass_time(WARN_MS + 1000)
        nothing_left(scene, home, "hard end")


def test_home_ends_it():
    with PersonScene() as scene:
        home = begin(scene)
        scene.hall.go("HOME")
        nothing_left(scene, home, "Home")
        scene.hall.open("household")
        equal(scene.hall.ask("session"), "none", "nobody is signed in")


def test_refused_in_the_middle():
    with PersonScene() as scene:
        home = begin(scene)
        scene.hall.pass_time(61000)
        scene.phone.refusals["/v1/session/keep"] = (401, "session_ended")
        scene.hall.go("DOWN")
        scene.hall.until(lambda s: s["stack"] == ["home"], "the headend says that it has ended")
        nothing_left(scene, home, "401")


def test_an_answer_that_comes_too_late():
    with PersonScene() as scene:
        home = begin(scene)
        scene.phone.slow = 1
        scene.hall.key("DOWN", "DOWN", "DOWN", "BACK")
        scene.hall.ask("open household")
        scene.hall.key("HOME")
        scene.hall.wait()
        nothing_left(scene, home, "ended while a page loads")


def test_leaving_and_standby_end_it():
    for way in ("quit", "STANDBY", "SIGTERM"):
        with PersonScene() as scene:
            begin(scene)
            if way == "quit":
                status = scene.hall.quit()
            elif way == "STANDBY":
                scene.hall.key("STANDBY")
                status = scene.hall.ended()
            else:
                scene.hall.process.send_signal(signal.SIGTERM)
                status = scene.hall.ended()
            equal(status, 0, f"{way}: status")
            check("/v1/session/end" in scene.phone.paths(), f"{way}: the headend is told")
            equal(written(scene), [], f"{way}: marks in files and log")


def test_five_keys():
    with Remotes() as remotes:
        remote = remotes.add("small remote", "UP", "DOWN", "LEFT", "RIGHT", "OK")
        with PersonScene(devices=remotes) as scene:
            hall = scene.hall

            def press(*names):
                for name in names:
                    before = int(hall.ask("keys-pressed"))
                    remote.press(name)
                    hall.until_pressed(before + 1)
                    hall.wait()
                return hall.state()

            hall.open("household")
            equal(press("DOWN", "OK")["focus"], "waiting", "codes")
            scene.phone.scan()
            scene.poll()
            scene.phone.approve("555")
            equal(scene.poll()["focus"], "number", "the number is asked for")
            equal(press("DOWN")["position"], 0, "the keys are shown, on the 5")
            press("OK", "OK", "OK")
            hall.until(lambda s: s["focus"] == "granted", "somebody is known")
            equal(press("OK")["screen"], "household", "on to what was wanted")
            state = press("UP", "OK")  # no Home on it: the household's screen signs out
            equal(state["stack"], ["home"], "signed out")
            equal(left_in(scene), [], "marks in memory")


def test_every_step_says_itself():
    with PersonScene() as scene:
        hall, said = scene.hall, {}

        def say(what):
            said[what] = spoken(hall, what)["focus"]

        hall.open("household")
        say("household")
        hall.go("OK")
        say("member")
        hall.go("BACK", "DOWN", "OK")
        say("waiting")
        scene.phone.scan()
        scene.poll()
        say("scanned")
        scene.phone.approve("417")
        scene.poll()
        say("number")
        hall.go("4", "1", "7")
        hall.until(lambda s: s["focus"] == "granted", "somebody is known")
        say("granted")
        hall.go("OK")
        say("signed in")
        hall.pass_time(IDLE_MS - WARN_MS + 1000)
        check("退出登录" in spoken(hall, "warning")["value"], "the warning is said")
        hall.go("UP", "UP", "OK", "2")
        say("alias")
        hall.go("BACK", "4")
        say("confirm")
        hall.go("BACK", "BACK", "DOWN", "DOWN", "DOWN", "OK")
        say("pin")
        equal(len(set(said.values())), len(said), f"different words: {said}")


def test_undo_and_pin():
    with PersonScene() as scene:
        scene.phone.members.append(member("标记丙", "丙**", "m-2"))
        scene.hall.open("household")
        scene.hall.go("DOWN", "DOWN", "DOWN", "OK")  # behind two members and the binding: the PIN
        equal(scene.hall.state()["screen"], "pin", "screen")
        scene.hall.go(*"135792", *"135792")
        scene.hall.until(lambda s: s["screen"] == "household", "it is set")
        equal(scene.phone.pin, "135792", "the PIN")
        scene.hall.go("UP", "UP", "OK")
        equal(scene.hall.state()["screen"], "member", "screen")
        scene.hall.go("OK")  # undo stands first
        scene.hall.until(lambda s: s["screen"] == "household", "it is undone")
        equal([m["id"] for m in scene.phone.members], ["m-mark-1"], "who is left")
        scene.hall.go("UP", "UP", "OK", "4")  # unbind: by PIN
        equal(scene.hall.state()["screen"], "pin", "screen")
        scene.hall.go(*"135792")
        scene.hall.until(lambda s: s["screen"] == "member", "the PIN was right")
        scene.hall.go("4", "2")
        scene.hall.until(lambda s: s["screen"] == "household", "unbound")
        equal(scene.phone.members, [], "nobody is left")


def test_withdrawing_a_consent():
    with PersonScene() as scene:
        hall = scene.hall
        scene.sign_in_at_home()
        equal(hall.go("UP", "UP", "OK", "3")["screen"], "consents", "the member's own consents")
        hall.until(lambda s: s["total"] == 3, "what the headend says of them")
        said = spoken(hall, "a consent that holds")
        check(said["focus"] == "社保" and "第一版" in said["value"] and "收回" in said["value"], f"kind, wording's version and what OK does: {said}")
        said = spoken(hall, "a kind that was not agreed to") if hall.go("DOWN") else None
        check(said["focus"] == "公积金" and "没有同意" in said["value"], f"what was not agreed to: {said}")
        equal(hall.go("OK")["focus"], "housing-fund", "there is nothing to withdraw")
        equal(hall.go("UP", "OK")["focus"], "confirm", "a question first")
        spoken(hall, "the question")
        hall.go("OK")
        check("/v1/person/consents/withdraw" not in scene.phone.paths(), "the field in focus keeps it")
        hall.go("OK", "DOWN", "OK")
        state = hall.until(lambda s: "已收回" in s["notice"], "withdrawn")
        equal([body for path, _, body in scene.phone.posts if path == "/v1/person/consents/withdraw"], [{"scope": "social-security"}], "what was posted")
        equal((state["focus"], hall.ask("session")), ("social-security", "holds"), "the session goes on")
        check("收回了同意" in spoken(hall, "a consent that was withdrawn")["value"], "what holds now")
        equal(hall.open("social-security")["screen"], "sign-in", "the next look at it")
        hall.until(lambda s: s["focus"] == "waiting", "codes")
        said = spoken(hall, "why it is asked again")["value"]
        check("还没有同意查看社保" in said and "再扫一次" in said and "勾上" in said, f"what is missing and how to agree again: {said}")
        equal(hall.go("BACK")["screen"], "consents", "back")


def test_consents_are_the_persons_own():
    with PersonScene() as scene:
        scene.phone.members.append(member("标记丙", "丙**", "m-2"))
        scene.phone.pin = "135792"
        hall = scene.hall
        hall.open("household")
        equal(hall.go("OK", "3")["screen"], "sign-in", "who has not signed in is asked to")
        state = scene.sign_in()
        equal(state["screen"], "member", "back at the member")
        equal(hall.go("3")["screen"], "consents", "now they are shown")
        hall.go("BACK", "BACK", "DOWN", "OK")
        state = hall.go("3")
        equal(state["screen"], "member", "somebody else's")
        check("本人" in state["notice"], f"whose they are: {state['notice']!r}")


def test_withdrawing_fails():
    for refusal, words in (((503, "unavailable"), ""), ((403, "not_yours"), "本人")):
        with PersonScene() as scene:
            hall = scene.hall
            scene.sign_in_at_home()
            hall.go("UP", "UP", "OK", "3")
            hall.until(lambda s: s["total"] == 3, "consents")
            scene.phone.refusals["/v1/person/consents/withdraw"] = refusal
            hall.go("OK", "DOWN", "OK")
            state = hall.until(lambda s: s["focus"] == "social-security", "it is said")
            check(state["notice"] and words in state["notice"] and "已收回" not in state["notice"], f"{refusal}: what is said: {state['notice']!r}")
            check("可以收回" in spoken(hall, "refused")["value"], "it still holds")


def test_what_closes_with_a_consent():
    with PersonScene() as scene:
        hall = scene.hall
        scene.sign_in_at_home()
        equal(hall.open("own-cases")["screen"], "own-cases", "a screen of a scope")
        hall.open("household")
        hall.go("OK", "3")
        hall.until(lambda s: s["total"] == 3, "consents")
        scene.phone.members[0]["consents"].append({"scope": "cases", "wording": 1, "given_at": 1795500000000})
        hall.go("BACK", "3")
        hall.until(lambda s: s["total"] == 3, "consents")
        hall.go("DOWN", "DOWN", "OK", "DOWN", "OK")
        state = hall.until(lambda s: "consents" not in s["stack"] and s["screen"] != "consents", "what shows it is closed")
        check("own-cases" not in state["stack"], f"the stack: {state['stack']}")
        equal(hall.ask("session"), "holds", "the session")


if __name__ == "__main__":
    run(globals())
