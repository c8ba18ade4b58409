#!/usr/bin/python3
"""The hall's screens against committed pictures, at both sizes. PICTURE_UPDATE=1 rewrites the references (make picture-update).

Headend and hall live at a fixed time (faketime), so that no day makes the pictures differ."""

import datetime
import glob
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "journey"))

import bad_server  # noqa: E402
from hall import FLAVOUR, ROOT, Scene  # noqa: E402
from person_world import PersonScene  # noqa: E402
from compare import compare, difference, load  # noqa: E402
from tap import check, run  # noqa: E402
from walk import read_walks, scene_of, stops, to_chart  # noqa: E402

NOW = datetime.datetime(2026, 10, 22, 10, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
UPDATE = os.environ.get("PICTURE_UPDATE") == "1"


def _walk_all(size, painter=None):
    problems = []
    for walk in read_walks():
        if not any(stop.get("picture") for stop in walk["stops"]):
            continue
        with scene_of(walk, size, NOW, painter=painter) as scene:
            for stop in stops(scene, walk, int(NOW.timestamp() * 1000)):
                if stop.get("picture"):
                    picture = scene.hall.picture(os.path.join(scene.folder, "got.ppm"))
                    problems.append(compare(f"{stop['name']}-{size[1]}", picture, UPDATE))
    problems = [problem for problem in problems if problem]
    check(not problems, "\n".join(problems))


def test_720_lines():
    _walk_all((1280, 720))


def test_1080_lines():
    _walk_all((1920, 1080))


def _sign_in(size):
    """Signing in, the household and what lies on it."""
    problems = []
    with PersonScene(size=size, now=NOW) as scene:
        hall, phone = scene.hall, scene.phone
        at = int(NOW.timestamp() * 1000)
        phone.scope = "social-security cases"
        for one in phone.members:
            one.update(bound_at=at - 3600000, undo_until=at + 3600000)
            one["consents"][0]["given_at"] = at - 3600000
        hall.clock(at)

        def see(name):
            hall.wait()
            problems.append(compare(f"{name}-{size[1]}", hall.picture(os.path.join(scene.folder, "got.ppm")), UPDATE))

        hall.open("household")
        see("household")
        hall.go("OK")
        see("household-member")
        hall.go("BACK", "DOWN", "OK")
        see("sign-in")
        phone.scan()
        scene.poll()
        see("sign-in-scanned")
        phone.approve("417")
        scene.poll()
        hall.go("4")
        see("sign-in-number")
        hall.go("1", "7")
        hall.until(lambda state: state["focus"] == "granted", "somebody is known")
        see("sign-in-welcome")
        hall.go("OK")
        hall.go("UP", "UP", "OK", "3")
        hall.until(lambda state: state["total"] == 3, "what was agreed to")
        see("consents")
        hall.go("OK")
        see("consent-question")
        hall.go("BACK")
        hall.open("housing-fund")
        hall.until(lambda state: state["focus"] == "waiting", "codes")
        see("sign-in-missing")
        hall.go("BACK", "BACK", "BACK", "DOWN", "DOWN")
        hall.pass_time(151000)
        see("session-warning")
    problems = [problem for problem in problems if problem]
    check(not problems, "\n".join(problems))


def test_sign_in_720_lines():
    _sign_in((1280, 720))


def test_sign_in_1080_lines():
    _sign_in((1920, 1080))


def _own(size):
    """What a person is shown of his own."""
    problems = []
    with PersonScene(size=size, now=NOW, shows_own=True) as scene:
        hall = scene.hall
        hall.clock(int(NOW.timestamp() * 1000))

        def see(name):
            hall.pass_time(600)  # the focus has come to rest
            hall.wait()
            problems.append(compare(f"{name}-{size[1]}", hall.picture(os.path.join(scene.folder, "got.ppm")), UPDATE))

        hall.open("social-security")
        scene.sign_in()
        hall.until(lambda state: state["screen"] == "social-security" and state["total"] > 0, "insurances")
        see("social-security")
        hall.go("OK")
        see("insurance")
        hall.go("OK")
        see("insurance-shown")
        hall.go("RIGHT", "OK")
        see("insurance-chart")
        hall.open("housing-fund")
        hall.until(lambda state: state["focus"] == "balance", "the fund")
        see("housing-fund")
        hall.go("OK")
        see("housing-fund-shown")
        for key, name in (("2", "ledger"), ("4", "loan"), ("5", "curve")):
            hall.go(key)
            see(f"housing-fund-{name}")
        hall.open("own-cases")
        hall.until(lambda state: state["total"] > 0, "cases")
        see("own-cases")
        hall.go("DOWN", "DOWN", "OK")
        hall.until(lambda state: state["screen"] == "case", "one of them")
        see("own-case")
        hall.open("own-retirement")
        hall.until(lambda state: state["screen"] == "own-retirement" and state["requests"] == 0, "the month")
        see("own-retirement")
    problems = [problem for problem in problems if problem]
    check(not problems, "\n".join(problems))


def test_own_720_lines():
    _own((1280, 720))


def test_own_1080_lines():
    _own((1920, 1080))


# An operator's charts, at its narrowest and in the other theme: three series with names that need lines of their own, hollow and thin bars.
CHARTS = {
    "chart-lines": ("line", "℃", "城区气温（示例）", ("平均气温（国家站）", "平均最低气温（国家站）", "极端最低气温（国家站）"),
                    [(f"2026-{m + 1:02d}", f"{20 - abs(m - 6) * 3}.{m % 10}", "—" if m == 3 else f"{14 - abs(m - 6) * 3}.5",
                      f"{9 - abs(m - 6) * 3}") for m in range(12)]),
    "chart-bars": ("bars", "", "各县市区群众满意率（示例）", ("去年", "今年", "网上办"),
                   [(name, f"{60 + 5 * i}.5%", f"{62 + 5 * i}%", "" if i == 2 else f"{20 + 9 * i}.25%")
                    for i, name in enumerate(("北湖区", "苏仙区", "资兴市", "桂阳县", "宜章县"))]),
    "chart-huge": ("bars", "万元", "", ("收入",), [("2024", "１２３，４５６，７８９"), ("2025", "-23,456,789"), ("2026", "")]),
}


def _chart_notice(form, unit, title, names, rows):
    """Answers with a notice of this chart alone."""
    line = "<tr>{}</tr>".format
    body = (f'<table data-chart="{form}" data-unit="{unit}"><caption>{title}</caption>' + line("".join(f"<th>{n}</th>" for n in ("", *names)))
            + "".join(line("".join(f"<td>{cell}</td>" for cell in row)) for row in rows) + "</table>" + "<p>示例文字。</p>" * 20)

    def answer(request):
        record = {"id": request.path.rsplit("/", 1)[1], "title": "图表（示例）", "category": 1, "level": 0, "area_code": "431000", "org_name": "示例",
                  "published": 1790000000000, "rev": 1, "body": body}
        bad_server.body(json.dumps(record, ensure_ascii=False).encode())(request)
    return answer


def _charts(size, theme):
    problems = []
    with tempfile.NamedTemporaryFile("w", suffix=".xml", encoding="utf-8") as config:
        with open(os.path.join(ROOT, "assets", "headend.xml"), encoding="utf-8") as source:
            config.write(source.read().replace("<theme>dusk</theme>", f"<theme>{theme}</theme>"))
        config.flush()
        with Scene(size=size, now=NOW, through=True, config_source=config.name) as scene:
            hall = scene.hall
            hall.clock(int(NOW.timestamp() * 1000))
            for name, chart in CHARTS.items():
                scene.server.ill(f"/v1/notices/{name}", _chart_notice(*chart))
                hall.open(f"notice/{name}")
                hall.until(lambda state: state["requests"] == 0, name)
                to_chart(hall)
                hall.go("LEFT")
                hall.pass_time(600)
                hall.wait()
                problems.append(compare(f"{name}-{theme}-{size[1]}", hall.picture(os.path.join(scene.folder, "got.ppm")), UPDATE))
                hall.go("BACK")
    problems = [problem for problem in problems if problem]
    check(not problems, "\n".join(problems))


def test_charts_of_576_lines():
    _charts((720, 576), "dusk")


def test_charts_by_day():
    _charts((1280, 720), "day")


def test_720_lines_by_directfb():
    """The other painter: what a box with accelerated drawing shows."""
    _walk_all((1280, 720), painter="directfb")


def test_a_missing_word_is_seen():
    """The tolerance must not be so wide that a changed word passes."""
    references = sorted(glob.glob(os.path.join(ROOT, "tests", "picture", "reference", "home-720.png")))
    check(references, "there is no reference of the home screen")
    wanted = load(references[0])
    got = wanted.copy()
    got[60:84, 100:124] = got[4, 4]
    check(difference(wanted, wanted)[0] == "", "a picture must equal itself")
    changed = (abs(got - wanted) > 24).any(axis=2).sum()
    check(changed == 0 or difference(got, wanted)[0] != "", f"{changed} pixels of a character were wiped out and nothing was said")


if __name__ == "__main__":
    check(FLAVOUR, "FLAVOUR")
    run(globals())
