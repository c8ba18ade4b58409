#!/usr/bin/python3
"""An operator's charts in a notice: reached by scrolling, read point by point, with a remote that has all keys and one that has arrows and OK
alone; what is no chart loses nothing. TAP."""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import bad_server  # noqa: E402
from hall import Scene  # noqa: E402
from remotes import Remotes  # noqa: E402
from tap import check, equal, run  # noqa: E402

MONTHS = (("2026-01", "7.2"), ("2026-02", "—"), ("2026-03", "13.0"), ("2026-04", "18.9"))
CHART, TABLE = "左右", "翻页"  # what the footer calls the keys with and without a chart in sight


def chart(rows, form="line", title="月均气温（示例）", unit="℃"):
    """A table with the mark, as an office writes it."""
    cells = "".join(f"<tr><td>{month}</td><td>{value}</td></tr>" for month, value in rows)
    return f'<table data-chart="{form}" data-unit="{unit}"><caption>{title}</caption><tr><th>月份</th><th>气温</th></tr>{cells}</table>'


def words(count):
    return "<p>示例文字。</p>" * count


def notice(body):
    """Answers with a notice that has this text."""
    def answer(request):
        record = {"id": request.path.rsplit("/", 1)[1], "title": "图表（示例）", "category": 1, "level": 0, "area_code": "431000", "org_name": "示例",
                  "published": 1790000000000, "rev": 1, "body": body}
        bad_server.body(json.dumps(record, ensure_ascii=False).encode())(request)
    return answer


BODIES = {
    "between": words(8) + chart(MONTHS) + words(8),
    "two": chart(MONTHS) + chart(MONTHS, "bars", "第二张（示例）") + words(3),
    "wrong": chart((*MONTHS, ("2026-05", "约 22"))),
    "linked": '<p><a href="https://www.example.com/">示例</a></p>' + chart(MONTHS) + words(20),
    "point": chart((("2026", "１，２３４"),), title="", unit="件"),
}


class _World(Scene):
    def open_notice(self, name):
        """Opens it and returns the state once it is there."""
        if self.hall.state()["screen"] == "article":
            self.hall.go("BACK")
        self.hall.open(f"notice/{name}")
        return self.hall.until(lambda state: state["requests"] == 0, name)

    def say(self):
        return json.loads(self.hall.ask("say"))


def _world(**more):
    world = _World(through=True, **more)
    for name, body in BODIES.items():
        world.server.ill(f"/v1/notices/{name}", notice(body))
    return world


def _scroll_to_chart(press, state):
    for _ in range(40):
        if CHART in state["hints"]:
            return state
        state = press("DOWN")
    raise AssertionError(f"no chart comes in sight: {state}")


def _in_between(world):
    hall = world.hall
    state = world.open_notice("between")
    check(TABLE in state["hints"] and CHART not in state["hints"], f"no chart is in sight at the start: {state['hints']}")
    equal(world.say()["focus"], "正文", "what is read at the start")
    state = _scroll_to_chart(hall.go, state)
    said = world.say()
    equal(said["focus"], "二〇二六年四月，气温十八点九摄氏度", "the last point")
    check("月均气温，示例" in said["value"], f"the chart's title is said: {said['value']}")
    for part in ("最高十八点九摄氏度，二〇二六年四月", "最低七点二摄氏度，二〇二六年一月", "最后十八点九摄氏度，二〇二六年四月"):
        check(part in said["value"], f"{part} is said: {said['value']}")
    at = state["position"]
    equal(hall.go("LEFT", "LEFT")["position"], at, "the text stays")
    equal(world.say()["focus"], "二〇二六年二月，气温没有数据", "a gap")
    down = hall.go("DOWN")["position"]
    check(down > at, "DOWN scrolls on")
    equal(hall.go("UP")["position"], at, "UP scrolls back")
    equal(world.say()["focus"], "二〇二六年二月，气温没有数据", "the point is kept")
    hall.go("LEFT")
    equal(world.say()["focus"], "二〇二六年一月，气温七点二摄氏度", "the first point")
    check(hall.go("LEFT")["position"] < at, "a press beyond the first turns the page back")


def _pages(world):
    hall = world.hall
    state = world.open_notice("two")
    seen = set()
    for _ in range(12):
        if CHART in state["hints"]:
            seen.add(world.say()["value"])
        before, state = state["position"], hall.go("RIGHT")
        if state["position"] == before:
            break
    equal(state["position"], before, "RIGHT alone leads to the end")
    check(any("第二张" in said for said in seen), f"the second chart was whole in sight on the way: {seen}")
    hall.go("LEFT")
    for _ in range(20):
        if hall.state()["position"] == 0:
            break
        hall.go("LEFT")
    equal(hall.state()["position"], 0, "LEFT alone leads back to the top")


def _others(world):
    hall = world.hall
    state = world.open_notice("wrong")
    check(CHART not in state["hints"], f"what is no chart has no points: {state['hints']}")
    said = world.say()["value"]
    for part in ("月均气温，示例", "月份", "约二十二", "七点二"):
        check(part in said, f"nothing of a wrong table is lost, {part} is said: {said}")
    world.open_notice("point")
    _scroll_to_chart(hall.go, hall.state())
    equal(world.say()["focus"], "二〇二六年，气温一千二百三十四件", "one point")
    world.open_notice("linked")
    _scroll_to_chart(hall.go, hall.state())
    equal(hall.go("OK")["screen"], "links", "OK opens the links, chart or not")
    hall.go("BACK")
    equal(hall.go("BACK")["screen"], "home", "BACK leaves the notice")


def test_all_keys():
    with _world() as world:
        _in_between(world)
        _pages(world)
        _others(world)


def test_arrows_and_ok():
    with Remotes() as remotes:
        remote = remotes.add("small remote", "UP", "DOWN", "LEFT", "RIGHT", "OK")
        with _world(devices=remotes) as world:
            def press(name):
                before = int(world.hall.ask("keys-pressed"))
                remote.press(name)
                world.hall.until_pressed(before + 1)
                world.hall.wait()
                return world.hall.state()

            world.open_notice("between")
            state = _scroll_to_chart(press, press("DOWN"))
            press("LEFT")
            equal(world.say()["focus"], "二〇二六年三月，气温十三点零摄氏度", "LEFT")
            press("RIGHT")
            equal(press("RIGHT")["position"] > state["position"], True, "a press beyond the last turns the page")
            for _ in range(40):
                state = press("UP")
                if state["back"] == "focused":
                    break
            equal(state["back"], "focused", "UP at the top leads to the element for Back")
            equal(press("OK")["screen"], "home", "and out")


if __name__ == "__main__":
    run(globals())
