#!/usr/bin/python3
"""Keys in any order where a text or a way moves on the screen: what stands there afterwards is what is drawn anew once another screen has lain
over it. With both painters, on 32 and on 16 bits. TAP."""

import json
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import bad_server  # noqa: E402
from hall import ROOT, Scene  # noqa: E402
from tap import check, equal, run  # noqa: E402

NINE_TILES = os.path.join(ROOT, "assets", "sample-city", "nine-tiles.xml")
LOOKS = 8
CLOCK = 1_790_044_200_000  # 2026-09-22 10:30 in Chenzhou
KEYS = ["DOWN"] * 4 + ["UP"] * 3 + ["PAGE_DOWN", "PAGE_UP"]
CELLS = "".join(f"<tr><td>{row} 月</td><td>{row * 7 % 11}</td></tr>" for row in range(1, 13))
BODY = ("<h2>示例</h2>" + "<p>示例文字，<u>要带的材料</u>和<b>地点</b>写在下面。</p>" * 6 + "<blockquote><p>引用的一段话。</p></blockquote><ul><li>甲</li><li>乙</li></ul>"
        + f"<table><tr><th>月份</th><th>件数</th></tr>{CELLS}</table>" + '<p><img src="/v1/pictures/none.png" alt="没有的图"></p><hr>'
        + f'<table data-chart="line" data-unit="件"><caption>每月件数（示例）</caption><tr><th>月份</th><th>件数</th></tr>{CELLS}</table>'
        + "<p>示例文字。</p>" * 12)


def _notice(request):
    record = {"id": request.path.rsplit("/", 1)[1], "title": "长文（示例）", "category": 1, "level": 0, "area_code": "431000", "org_name": "示例",
              "published": 1790000000000, "rev": 1, "body": BODY}
    bad_server.body(json.dumps(record, ensure_ascii=False).encode())(request)


def _press_and_look(hall, what, keys, chosen):
    """The keys come before one picture where the hall is that fast. Whether anything has moved: some fit the screen."""
    places = set()
    for _ in range(LOOKS):
        pressed = chosen.choices(keys, k=chosen.randint(1, 4))
        hall.key(*pressed)
        hall.wait()
        before = hall.state()
        moved = hall.seen()
        equal(hall.open("help")["screen"], "help", "what lies over it")
        after = hall.go("BACK")
        equal((after["screen"], after["position"]), (before["screen"], before["position"]), f"{what} after Back")
        check(moved == hall.seen(), f"{what} after {pressed}, at {before['position']}: not as it is drawn anew")
        places.add(before["position"])
    return len(places) > 1


def _read(size, painter, pixels=None):
    chosen = random.Random(12)
    environment = {"DFBARGS": f"pixelformat={pixels}"} if pixels else None
    with Scene(size=size, painter=painter, config_source=NINE_TILES, through=True, environment=environment) as scene:
        hall = scene.hall
        with open(hall.picture(os.path.join(scene.folder, "first.ppm")), "rb") as file:
            reds = len(set(file.read()[-3 * size[0] * size[1]::3]))
        check((reds <= 32) == (pixels == "RGB16"), f"{reds} shades of red: a surface of 16 bits has 32")
        hall.clock(CLOCK)
        scene.server.ill("/v1/notices/long", _notice)
        hall.open("notice/long")
        hall.until(lambda state: state["requests"] == 0 and state["total"] > 0, "the article")
        moved = [_press_and_look(hall, "an article", KEYS + ["RIGHT", "LEFT"], chosen)]
        hall.go("HOME")
        equal(hall.open("guide/retirement")["screen"], "guide", "a guide")
        for section, what in (("1", "a guide's overview"), ("2", "a way"), ("5", "questions and answers")):
            hall.go(section)
            moved.append(_press_and_look(hall, what, KEYS, chosen))
        check(sum(moved) >= 3, f"article, overview, way, questions: which of them have moved: {moved}")


def test_what_moved_is_as_it_is_drawn():
    _read((1280, 720), None)


def test_what_is_drawn_by_directfb():
    _read((720, 576), "directfb")


def test_on_sixteen_bits():
    """As many framebuffers have: half the bytes, and letters that are blended."""
    _read((720, 576), None, "RGB16")


if __name__ == "__main__":
    run(globals())
