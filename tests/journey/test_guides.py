#!/usr/bin/python3
"""一件事一次办: from the themes to a matter's materials, forms and questions, with every kind of remote, with and without network."""

import json
import os
import subprocess
import time
import urllib.request

import bad_server
from hall import FLAVOUR, ROOT, Scene, program
from presses import from_home
from remotes import Remotes
from tap import check, equal, run

NINE_TILES = os.path.join(ROOT, "assets", "sample-city", "nine-tiles.xml")
SECTIONS = ["概览", "流程", "材料", "表单", "问答", "要带什么", "哪里能办", "手机看", "几时退休"]


def _scene(**options):
    return Scene(config_source=NINE_TILES, **options)


def _ask(scene, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{scene.city.port}{path}") as answer:
        return json.load(answer)


class Shelves:
    """What the feed says of themes and matters, and the keys that lead to them."""

    def __init__(self, scene):
        feed = _ask(scene, "/v1/guides")
        self.guides = feed["guides"]
        self.themes = [theme for theme in feed["themes"] if self.on(theme["code"])]

    def on(self, code):
        return [guide for guide in self.guides if guide["theme"] == code]

    def keys_to(self, wanted):
        guide = next(guide for guide in self.guides if guide["id"] == wanted)
        theme = [theme["code"] for theme in self.themes].index(guide["theme"])
        return ["3"] + ["DOWN"] * theme + [str(self.on(guide["theme"]).index(guide) + 1)]


def _withdraw(scene, kind, wanted):
    subprocess.run([program("tv-hall-admin", FLAVOUR), "withdraw-content", "--config", scene.city.config, kind, wanted], check=True,
                   capture_output=True)


def test_every_theme_with_matters_is_a_shelf_in_the_feeds_order():
    with _scene() as scene:
        shelves = Shelves(scene)
        state = scene.hall.go("3")
        equal((state["screen"], state["title"], state["total"]), ("guides", "一件事一次办", len(shelves.themes)), "after 3")
        for theme in shelves.themes:
            equal(scene.hall.state()["focus"], theme["code"], "the theme in focus")
            state = scene.hall.go("RIGHT")
            equal((state["focus"], state["total"]), (shelves.on(theme["code"])[0]["id"], len(shelves.on(theme["code"]))), theme["name"])
            scene.hall.go("LEFT", "DOWN")
        equal(scene.hall.state()["focus"], shelves.themes[-1]["code"], "Down at the last theme stays")
        check(len(shelves.guides) >= 40, f"the sample city has at least 40 matters, got {len(shelves.guides)}")


def test_presses_to_what_one_came_for():
    with _scene() as scene:
        keys = Shelves(scene).keys_to("retirement")
        guide = _ask(scene, "/v1/guides/retirement")
        state = from_home(scene, "the materials of retirement", keys + ["3"], 6)
        equal((state["screen"], state["title"], state["focus"], state["total"]),
              ("guide", "材料", guide["materials"][0]["id"], len(guide["materials"])), "the materials of retirement")
        state = from_home(scene, "the way of retirement", keys + ["2"], 6)
        equal((state["title"], state["total"]), ("流程", len(guide["steps"]) + 1), "the steps, and what comes out")


def test_sections_by_arrows_and_by_digits():
    with _scene() as scene:
        state = scene.hall.go(*Shelves(scene).keys_to("retirement"))
        equal((state["screen"], state["title"]), ("guide", SECTIONS[0]), "a matter opens with its overview")
        equal(scene.hall.go("LEFT")["title"], SECTIONS[0], "Left at the first")
        for section in SECTIONS[1:]:
            equal(scene.hall.go("RIGHT")["title"], section, "Right")
        equal(scene.hall.go("RIGHT")["title"], SECTIONS[-1], "Right at the last")
        for digit in "54321":
            equal(scene.hall.go(digit)["title"], SECTIONS[int(digit) - 1], f"digit {digit}")
        equal(scene.hall.go("8")["title"], SECTIONS[7], "digit 8")
        equal(scene.hall.go("0")["title"], SECTIONS[7], "a digit of nothing")


def test_back_returns_to_where_one_was():
    with _scene() as scene:
        keys = Shelves(scene).keys_to("retirement")
        scene.hall.go(*keys, "3", "DOWN", "DOWN")
        before = scene.hall.state()
        equal(scene.hall.go("OK")["screen"], "guide-material", "OK on a material")
        after = scene.hall.go("BACK")
        equal((after["title"], after["focus"]), (before["title"], before["focus"]), "after Back")
        scene.hall.go("1", "DOWN", "DOWN", "3")
        equal(scene.hall.state()["focus"], before["focus"], "the list keeps its place while another section is read")
        check(scene.hall.go("1")["position"] > 0, "the text keeps its place, too")
        state = scene.hall.go("BACK")
        equal((state["screen"], state["focus"]), ("guides", "retirement"), "back among the matters")
        state = scene.hall.go("BACK")
        equal((state["screen"], state["focus"]), ("guides", "150"), "back among the shelves")
        equal(scene.hall.go("BACK")["focus"], "guides", "back at home")


def test_a_material_and_its_neighbours():
    with _scene() as scene:
        materials = _ask(scene, "/v1/guides/retirement")["materials"]
        state = scene.hall.go(*Shelves(scene).keys_to("retirement"), "3", "OK")
        for material in materials:
            equal((state["focus"], state["title"]), (material["id"], material["name"]), "the material shown")
            state = scene.hall.go("RIGHT")
        equal(state["focus"], materials[-1]["id"], "Right at the last stays")
        equal(scene.hall.go("LEFT")["focus"], materials[-2]["id"], "Left")


def test_a_form_field_by_field():
    with _scene() as scene:
        guide = _ask(scene, "/v1/guides/retirement")
        form = guide["forms"][0]
        check(len(form["fields"]) == 60, f"the form of retirement has 60 fields, got {len(form['fields'])}")
        state = scene.hall.go(*Shelves(scene).keys_to("retirement"), "4", "OK")
        equal((state["screen"], state["title"], state["focus"]), ("guide-form", form["name"], "field-1"), "OK on a form")
        equal(state["notice"], "第 1 栏，共 60 栏", "the status")
        equal(scene.hall.go("DOWN", "OK")["focus"], "field-3", "Down and OK go on")
        equal(scene.hall.go("UP", "UP", "UP")["focus"], "phone", "above the first: the code for the phone")
        material = next(number for number, one in enumerate(guide["materials"]) if one.get("form") == form["id"])
        state = scene.hall.go("BACK", "3", *["DOWN"] * material, "OK", "OK")
        equal((state["screen"], state["title"]), ("guide-form", form["name"]), "the same form from its material")


def test_a_brief_matter_shows_what_there_is():
    with _scene() as scene:
        shelves = Shelves(scene)
        brief = next(guide for guide in shelves.guides if guide["brief"] and shelves.on(guide["theme"]).index(guide) < 9)
        guide = _ask(scene, f"/v1/guides/{brief['id']}")
        there = [True, *(bool(guide.get(part)) for part in ("steps", "materials", "forms", "faq")), "flow" in guide, True,
                 bool(guide.get("page"))]
        state = scene.hall.go(*shelves.keys_to(brief["id"]))
        seen = [state["title"]]
        while len(seen) < 9:
            title = scene.hall.go("RIGHT")["title"]
            if title == seen[-1]:
                break
            seen.append(title)
        equal(seen, [section for section, is_there in zip(SECTIONS, there) if is_there], brief["name"])


def test_without_digits_and_colours():
    """Arrows and OK only; then only what CH± and VOL± stand in for."""
    with Remotes() as remotes:
        for names in (("UP", "DOWN", "LEFT", "RIGHT", "OK"), ("CHANNELUP", "CHANNELDOWN", "VOLUMEDOWN", "VOLUMEUP", "OK")):
            up, down, left, right, ok = names
            remote = remotes.add(f"box remote {up}", *names)
            with _scene(devices=remotes) as scene:
                def press(*keys):
                    for key in keys:
                        remote.press(key)
                        time.sleep(0.1)
                        scene.hall.wait()
                    return scene.hall.state()

                down_to = Shelves(scene).keys_to("retirement").count("DOWN")
                equal(press(right, right)["focus"], "guides", "the tile")
                press(ok, *[down] * down_to)
                equal(press(right)["focus"], "retirement", "the matter")
                equal(press(ok, right, right)["title"], "材料", "the materials")
                equal(press(ok)["screen"], "guide-material", "a material")
                equal(press(up, up, ok)["screen"], "guide", "back by the element in the header")
                equal(press(right, ok)["screen"], "guide-form", "a form")
                equal(press(down)["focus"], "field-2", "the next field")
                check(press(left, left)["back"] == "focused", "Left leads to the element in the header")


def test_without_network_what_was_seen_is_there():
    with _scene(through=True) as scene:
        keys = Shelves(scene).keys_to("retirement")
        seen = scene.hall.go(*keys, "3")
        scene.hall.go("HOME")
        scene.server.ill("/v1/", bad_server.status(503))
        scene.hall.key(*keys, "3")
        state = scene.hall.until(lambda state: state["offline"], "the screen says so")
        equal((state["title"], state["focus"], state["total"]), (seen["title"], seen["focus"], seen["total"]), "from the cache")
        check("内容" in state["notice"], f"the status names the age of what is shown, got {state['notice']}")
        scene.hall.key("HOME")
        other = next(guide["id"] for guide in Shelves(scene).guides if guide["id"] == "newborn")
        scene.hall.key(*Shelves(scene).keys_to(other))
        state = scene.hall.until(lambda state: state["offline"], "a guide that was never seen")
        equal((state["screen"], state["notice"]), ("guide", "服务暂时有问题"), "never seen")
        scene.server.well()
        scene.hall.key("OK")
        state = scene.hall.until(lambda state: state["total"] > 0, "OK tries again")
        equal((state["title"], state["offline"]), ("概览", False), "and it is there")


def test_a_guide_that_is_gone_says_so():
    with _scene() as scene:
        keys = Shelves(scene).keys_to("retirement")
        scene.hall.go(*keys, "HOME", *keys[:-1])  # it still stands in the list
        _withdraw(scene, "guide", "retirement")
        time.sleep(1)  # the headend looks twice a second
        state = scene.hall.go(keys[-1])
        equal((state["screen"], state["notice"]), ("guide", "这件事的指南已经撤下"), "a guide that has been withdrawn")
        equal(scene.hall.go("OK", "3")["screen"], "guide", "keys do no harm")
        equal(scene.hall.go("BACK")["screen"], "guides", "Back")


def test_no_guides_at_all():
    empty = json.dumps({"rev": 1, "as_of": 1, "source": "x", "themes": [{"code": "150", "name": "x"}], "guides": []}).encode()
    for answer, says in ((bad_server.body(empty), "这里还没有办事指南"), (bad_server.status(404), "这里还没有办事指南"),
                         (bad_server.status(500), "服务暂时有问题"), (bad_server.body(b"{}"), "服务暂时有问题")):
        with _scene(through=True) as scene:
            scene.server.ill("/v1/guides", answer)
            scene.hall.key("3")
            state = scene.hall.until(lambda state, says=says: state["notice"] == says, says)
            equal(state["total"], 0, "rows")
            scene.hall.key("DOWN", "RIGHT", "1", "LEFT")
            scene.server.well()
            scene.hall.key("OK", "BACK", "3")
            scene.hall.until(lambda state: state["total"] > 0 or state["notice"] == "这里还没有办事指南", "the screen goes on")


def _reads(hall):
    """Each letter that is made is read from its face in ten of them."""
    with open(f"/proc/{hall.process.pid}/io", encoding="ascii") as file:
        return int(next(line for line in file if line.startswith("syscr")).split()[1])


def _rests(hall):
    """What it has read once it has prepared what OK would open."""
    hall.until(lambda state: state["requests"] == 0 and not state["prepares"], "what OK opens is prepared")
    return _reads(hall)


def test_letters_of_a_guide_are_made_before_ok():
    with _scene() as scene:
        hall = scene.hall
        guide = hall.go("3", "RIGHT", "OK")["destination"]  # so that it is on the box
        hall.quit()
        hall.start()
        before = _rests(hall)
        hall.open(guide)
        hall.wait()
        cold = _reads(hall) - before
        hall.quit()
        hall.start()
        hall.go("3", "RIGHT")
        before = _rests(hall)
        equal(hall.go("OK")["destination"], guide, "what OK opens")
        rested = _reads(hall) - before
        check(rested < cold / 4, f"reads while it opens: {rested} after a rest on its row, {cold} without")


if __name__ == "__main__":
    run(globals())
