#!/usr/bin/python3
"""What docs/openapi.yaml says that a route needs (its `security`) is what the headend asks for, route by route, and nothing else is. Prints TAP."""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from headend import CONTRACT  # noqa: E402
import household_world  # noqa: E402
from tap import check, equal, run  # noqa: E402

WORLD = None
BOX, BOTH = {"BoxToken"}, {"BoxToken", "SessionToken"}


def operations():
    """(method, path of the contract, path to ask, [a set of schemes for each way in])"""
    for path, item in CONTRACT["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post"):
                ways = [set(way) for way in operation.get("security", CONTRACT["security"])]
                yield method.upper(), path, re.sub(r"\{[^}]*\}", "x", path), ways


def ask(method, path, headers):
    form = "json" if path.startswith("/v1/") else "x-www-form-urlencoded"
    body = b"{}" if method == "POST" else None
    answer = WORLD.send(method, path, body, {**({"Content-Type": f"application/{form}"} if body else {}), **headers})
    try:
        said = json.loads(answer.body).get("error", "") if answer.status == 401 else ""
    except ValueError:
        said = "a page"
    return answer.status, said


def test_ways_in_are_known():
    for method, path, _, ways in operations():
        check(all(way in (BOX, BOTH) for way in ways), f"{method} {path}: {ways}; a session is worth nothing without its box")
    equal(sorted(CONTRACT["components"]["securitySchemes"]), sorted(BOTH), "securitySchemes")


def test_who_has_no_box_is_refused_where_it_says_so():
    for method, path, asked, ways in operations():
        status, said = ask(method, asked, {})
        wanted = (401, "box_unknown") if ways else None
        check((status, said) == wanted if ways else status != 401, f"{method} {path}: security {ways}, and without a box it answers {status} {said}")


def test_who_has_no_session_is_refused_where_it_says_so():
    box = WORLD.box()
    for method, path, asked, ways in operations():
        status, said = ask(method, asked, {"Authorization": f"Bearer {box.token}"})
        if ways and all(way == BOTH for way in ways):
            equal((status, said), (401, "session_ended"), f"{method} {path}: without a session")
        else:
            check(status != 401, f"{method} {path}: security {ways}, and with a box it answers {status} {said}")


def test_every_route_is_in_the_contract():
    """A route that nobody described cannot be held against it."""
    source = (ROOT / "headend" / "routes.c").read_text(encoding="utf-8")
    routes = re.findall(r'^        \{"(/v1/[^"]*)"', source, re.M)
    check(len(routes) > 20, f"the table of routes is read: {routes}")
    for path in routes:
        check(path in CONTRACT["paths"], f"{path} is a route and not in docs/openapi.yaml")


if __name__ == "__main__":
    WORLD = household_world.World()
    with WORLD.start("--per-address", "0"):
        run(globals())
