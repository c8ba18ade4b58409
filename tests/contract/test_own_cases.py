#!/usr/bin/python3
"""A person's own cases: only for who has signed in in person and agreed, only theirs, masked, never kept. Prints TAP."""

import concurrent.futures
import json
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from case_world import Sandbox  # noqa: E402
import household_world  # noqa: E402
from tap import check, equal, run  # noqa: E402

WAITS, ENDED = (40, 90), (31, 80, 81, 82, 83, 84, 91)


PERSONS = {"person-a": "431002188001010018", "person-b": "431021189103070023", "person-d": "43100218800101019X"}


def answer_of(answer):
    """The portal's, with the ID number of who it is."""
    return lambda ticket: answer(ticket).replace(PERSONS["person-a"].encode(), PERSONS[ticket.partition(".")[0]].encode())


class World(household_world.World):
    def __init__(self, folder):
        super().__init__(folder)
        self.sandbox = Sandbox()
        self.portal.answer = answer_of(self.portal.answer)
        text = re.sub(r"<cases\b[^>]*/>", "", self.config.read_text(encoding="utf-8"))
        self.config.write_text(text.replace("</server>", f'<cases url="{self.sandbox.url}" timeout-ms="800"/></server>'), encoding="utf-8")

    def __exit__(self, kind, *_):
        try:
            super().__exit__(kind)
        finally:
            self.sandbox.end()

    def signed_in(self, person, scopes=("cases",)):
        box = self.box()
        box.sign_in(person, list(scopes))
        return box

    def own(self, id_number):
        """What the case system has of a person, by number."""
        stored = (self.sandbox.stored(case) for case in self.sandbox.cases)
        return {case["project_no"]: case for case in stored if case["applicant_cert_no"] == id_number}


WORLD = None


def listed(box, **wanted):
    return box.post("/v1/person/cases", **wanted)


def part_of(case):
    return 0 if case["status"] in WAITS else 2 if case["status"] in ENDED else 1


def test_each_sees_his_own_and_all_of_them():
    for person, id_number in PERSONS.items():
        stored = WORLD.own(id_number)
        said = listed(WORLD.signed_in(person))
        check(stored, f"{person}: the sandbox has cases")
        equal({case["case_number"] for case in said["items"]}, set(stored), f"{person}: the cases")
        equal(said.get("more", False), False, f"{person}: more")
        parts = [part_of(case) for case in said["items"]]
        equal(parts, sorted(parts), f"{person}: what waits stands first, what has ended last")
        for case in said["items"]:
            equal(case["task_name"], stored[case["case_number"]]["task_name"], "task_name")


def test_nothing_says_who_it_is():
    for person, id_number in PERSONS.items():
        text = json.dumps(listed(WORLD.signed_in(person)), ensure_ascii=False)
        for case in WORLD.own(id_number).values():
            for name in ("applicant_name", "applicant_cert_no", "applicant_phone"):
                check(case[name] not in text, f"{person}: {name} of {case['project_no']} stands in the list")


def test_one_as_a_whole():
    person, id_number = next(iter(PERSONS.items()))
    box = WORLD.signed_in(person)
    for case in listed(box)["items"]:
        whole = box.post("/v1/person/case", {"case_number": case["case_number"]})
        for name in ("task_name", "org_name", "status", "apply_date", "ask", "days_left"):
            equal(whole.get(name), case.get(name), f"{case['case_number']}: {name}")
        check(id_number not in json.dumps(whole), "the ID number stands in a case")


def test_others_are_none():
    persons = list(PERSONS.items())
    box = WORLD.signed_in(persons[0][0])
    for number in WORLD.own(persons[1][1]):
        box.post("/v1/person/case", {"case_number": number}, status=404, error="no_such_case")
    box.post("/v1/person/case", {"case_number": "43100026112400000113"}, status=404, error="no_such_case")


def test_rating():
    box, other = WORLD.signed_in("person-a"), WORLD.signed_in("person-b")
    way = "/v1/person/rating"
    whole = {number: box.post("/v1/person/case", {"case_number": number}) for number in WORLD.own(PERSONS["person-a"])}
    ended = next(number for number, case in whole.items() if case.get("may_rate"))
    running = next(number for number, case in whole.items() if part_of(case) == 1)
    other.post(way, {"case_number": ended, "stars": 1}, status=404, error="no_such_case")
    box.post(way, {"case_number": running, "stars": 5}, status=409, error="not_finished")
    for body in ({"case_number": ended}, {"case_number": ended, "stars": 0}, {"case_number": ended, "stars": 6}, {"case_number": ended, "stars": "5"},
                 {"case_number": "43100026112400000114", "stars": 5}, {"stars": 5}, b"[]"):
        said = box.post(way, body, status=400)
        check(said["error"] in ("bad_request", "bad_stars", "bad_case_number"), f"{body}: {said['error']}")
    equal(box.post(way, {"case_number": ended, "stars": 4})["stars"], 4, "stars taken")
    equal(box.post(way, {"case_number": ended, "stars": 4})["stars"], 4, "the same again")
    box.post(way, {"case_number": ended, "stars": 5}, status=409, error="already_rated")
    case = box.post("/v1/person/case", {"case_number": ended})
    equal((case.get("rated"), case.get("may_rate", False)), (4, False), "the case afterwards")


def test_who_is_refused():
    person = next(iter(PERSONS))
    box = WORLD.signed_in(person)
    number = next(iter(WORLD.own(PERSONS[person])))
    for path, body in (("/v1/person/cases", {}), ("/v1/person/case", {"case_number": number}), ("/v1/person/rating", {"case_number": number, "stars": 5})):
        box.post(path, body, session=None, status=401, error="session_ended")
        box.post(path, body, token=household_world.new_token(), status=401, error="box_unknown")
        WORLD.signed_in(person, ["housing-fund"]).post(path, body, status=403, error="no_consent")
    for body in (b"", b"[]", b"{", b"7"):
        box.post("/v1/person/cases", body, status=400, error="bad_request")
    for body in ({}, {"case_number": 7}, {"case_number": "1", "more": 1}, {"case_number": "43100026112400000114"}):
        said = box.post("/v1/person/case", body, status=400)
        check(said["error"] in ("bad_request", "bad_case_number"), f"{body}: {said['error']}")


def test_while_the_system_fails():
    """Nothing is kept of it: what was seen before is not told either. It comes back with the system."""
    person = next(iter(PERSONS))
    box = WORLD.signed_in(person)
    listed(box)
    for fault in ("error", "garbage", "cut", "wrong-types", "deep"):
        WORLD.sandbox.fault(f"{fault}:0:1")
        listed(box, status=503, error="unavailable")
        listed(box)
    WORLD.sandbox.fault("none")


def test_equal_questions_are_one():
    person = next(iter(PERSONS))
    box = WORLD.signed_in(person)
    before = WORLD.sandbox.calls()
    WORLD.sandbox.fault("delay:400")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: listed(box), range(8)))
    WORLD.sandbox.fault("none")
    equal(len({json.dumps(answer["items"]) for answer in said}), 1, "answers")
    check(WORLD.sandbox.calls() - before < 8, f"{WORLD.sandbox.calls() - before} calls for 8 equal questions")


def test_nothing_is_kept_or_logged():
    for person in PERSONS:
        listed(WORLD.signed_in(person))
    log = WORLD.log()
    files = b"".join(path.read_bytes() for path in WORLD.folder.glob("hall.db*"))
    for id_number in PERSONS.values():
        check(id_number not in log, "an ID number stands in the log")
        check(id_number.encode() not in files, "an ID number stands in a file")
        for number in WORLD.own(id_number):
            check(number not in log, f"{number} stands in the log")
            check(number.encode() not in files, f"{number} stands in a file")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        WORLD = World(pathlib.Path(folder) / "world")
        with WORLD.start("--per-address", "0"):
            run(globals())
