#!/usr/bin/python3
"""A person's own screens with records that are the same at every run: what is shown keeps the contract, and one's own case is rated. Prints TAP."""

import datetime
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "contract"), os.path.dirname(HERE)]

import own_records  # noqa: E402
from headend import CONTRACT, fits  # noqa: E402
from person_world import PersonScene  # noqa: E402
from tap import check, equal, run  # noqa: E402

SCHEMAS = {"/v1/person/social-security": "SocialSecurity", "/v1/person/housing-fund": "HousingFund", "/v1/person/cases": "OwnCases", "/v1/person/case": "Case",
           "/v1/person/retirement": "Retirement", "/v1/person/rating": "RatingTaken"}


def test_records_keep_the_contract():
    for now in (datetime.datetime(2026, 10, 22, tzinfo=own_records.ZONE), datetime.datetime(2026, 12, 1, tzinfo=own_records.ZONE)):
        numbers = [case["case_number"] for case in own_records.own_cases(now)["items"]]
        for path, name in SCHEMAS.items():
            for number in numbers:
                record = own_records.answer(path, {"case_number": number, "stars": 3}, now)
                fits(CONTRACT["components"]["schemas"][name], record)


def test_an_own_case_is_rated():
    with PersonScene(shows_own=True) as scene:
        hall = scene.hall
        hall.open("own-cases")
        equal(scene.sign_in()["screen"], "own-cases", "what was wanted")
        hall.until(lambda state: state["total"] > 0, "the cases")
        hall.go("DOWN", "DOWN", "OK")
        hall.until(lambda state: state["screen"] == "case", "one as a whole")
        equal(hall.go("GREEN")["focus"], "stars", "it has ended, so it can be rated")
        hall.go("DOWN", "OK")
        hall.until(lambda state: state["total"] == 4, "what was taken")
        posted = [body for path, _, body in scene.phone.posts if path == "/v1/person/rating"]
        ended = own_records.own_cases(datetime.datetime.now(own_records.ZONE))["items"][2]["case_number"]
        equal(posted, [{"case_number": ended, "stars": 4}], "what was posted: no ID number, nor its end")
        check("/v1/ratings" not in scene.phone.paths(), "nor the way of who looks up by number")


def test_a_rating_that_is_refused():
    for refusal, words in (((409, "already_rated"), "评"), ((503, "unavailable"), "没")):
        with PersonScene(shows_own=True) as scene:
            hall = scene.hall
            hall.open("own-cases")
            scene.sign_in()
            hall.until(lambda state: state["total"] > 0, "the cases")
            scene.phone.refusals["/v1/person/rating"] = refusal
            hall.go("DOWN", "DOWN", "OK")
            hall.until(lambda state: state["screen"] == "case", "one as a whole")
            hall.go("GREEN", "OK")
            state = hall.until(lambda state: state["focus"] != "stars" and state["notice"], "what is said")
            check(words in state["notice"], f"{refusal}: {state['notice']!r}")


if __name__ == "__main__":
    run(globals())
