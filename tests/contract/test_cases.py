#!/usr/bin/python3
"""Look-ups of cases and ratings, with the real sandbox behind the real headend. Prints TAP."""

import datetime
import os
import pathlib
import statistics
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree

from case_world import ROOT, World, midnight_after, now_ms, number_of
import process_memory
import tap
from tap import check, equal

SAMPLE = ROOT / "assets" / "sample-city" / "content"
FOLDER = None
WORLD = None

# docs/upstreams.md
OUR_STATUS = {"0": 10, "1": 20, "3": 30, "4": 31, "6": 40, "8": 50, "9": 60, "10": 50, "11": 80, "12": 70, "13": 81, "14": 82,
              "15": 83, "16": 84, "17": 90, "18": 91}
ALL_STATUS = {10, 20, 30, 31, 40, 50, 60, 70, 80, 81, 82, 83, 84, 90, 91}


def test_every_sample_case():
    seen = set()
    for case in WORLD.sandbox.cases:
        found = WORLD.find(case)
        equal(found["status"], OUR_STATUS[case["project_status"]], f"status of {case['shows']}")
        equal(found["case_number"], case["case_number"], "its number")
        seen.add(found["status"])
        ended = found["status"] == 31 or found["status"] >= 80
        equal("days_left" in found and ended, False, f"days_left where the case has ended ({case['shows']})")
        equal(found.get("days_stand_still", False), found["status"] in (40, 60), f"days_stand_still ({case['shows']})")
        equal("may_rate" in found, found["status"] in (80, 81, 90, 91), f"may_rate ({case['shows']})")
        check("stale" not in found and abs(found["as_of"] - now_ms()) < 60000, f"fresh, as_of now, got {found['as_of']}")
    equal(seen, ALL_STATUS, "statuses among the samples")


def test_nothing_personal_in_answers():
    for case in WORLD.sandbox.cases:
        stored = WORLD.sandbox.stored(case)
        question = {"case_number": case["case_number"], "id_tail": case["id_tail"]}
        text = WORLD.post("/v1/cases", question).body.decode()
        for name in ("applicant_name", "applicant_cert_no", "applicant_phone"):
            check(stored[name] not in text, f"{name} of {case['shows']} stands in the answer")
        check('"applicant":"' + stored["applicant_name"][0] + '**"' in text, f"the masked name of {case['shows']}")


def test_wrong_form_is_said_before_any_call():
    good = WORLD.sandbox.cases[0]
    number, tail = good["case_number"], good["id_tail"]
    wrong_digit = number[:-1] + str((int(number[-1]) + 1) % 10)
    before = WORLD.sandbox.calls()
    for what, body, error in (
            ("check digits", {"case_number": wrong_digit, "id_tail": tail}, "bad_case_number"),
            ("a short number", {"case_number": number[:-1], "id_tail": tail}, "bad_case_number"),
            ("a long number", {"case_number": number + "0", "id_tail": tail}, "bad_case_number"),
            ("letters", {"case_number": "A" * 20, "id_tail": tail}, "bad_case_number"),
            ("no number", {"case_number": "", "id_tail": tail}, "bad_case_number"),
            ("a day that is none", {"case_number": number_of(1, "261301"), "id_tail": tail}, "bad_case_number"),
            ("a short tail", {"case_number": number, "id_tail": "123"}, "bad_id_tail"),
            ("a long tail", {"case_number": number, "id_tail": "12345"}, "bad_id_tail"),
            ("a small x", {"case_number": number, "id_tail": "123x"}, "bad_id_tail"),
            ("X in front", {"case_number": number, "id_tail": "X123"}, "bad_id_tail"),
            ("a number as number", {"case_number": int(number), "id_tail": tail}, "bad_request"),
            ("null", {"case_number": None, "id_tail": tail}, "bad_request"),
            ("a list", [number, tail], "bad_request"),
            ("no tail", {"case_number": number}, "bad_request"),
            ("nothing", b"", "bad_request"),
            ("no JSON", b"case_number=1", "bad_request"),
            ("twice", f'{{"case_number":"{number}","case_number":"{number}","id_tail":"{tail}"}}'.encode(), "bad_request"),
            ("something behind", f'{{"case_number":"{number}","id_tail":"{tail}"}} x'.encode(), "bad_request"),
            ("half of it", f'{{"case_number":"{number}","id_tail":"'.encode(), "bad_request"),
            ("not UTF-8", b'{"case_number":"\xff","id_tail":"0018"}', "bad_request"),
            ("NUL", b'{"case_number":"4310\\u0000","id_tail":"0018"}', "bad_case_number"),
            ("too long", b'{"x":"' + b"a" * 1100 + b'"}', "bad_request"),
            ("deep", b'{"x":' + b"[" * 1000, "bad_request"),
    ):
        answer = WORLD.post("/v1/cases", body)
        equal((answer.status, answer.json()["error"]), (400, error), what)
    for stars in (0, 6, -1, 5.0, "5", None, [5]):
        answer = WORLD.post("/v1/ratings", {"case_number": number, "id_tail": tail, "stars": stars})
        equal(answer.status, 400, f"stars {stars!r}: status")
    equal(WORLD.post("/v1/cases", b"{}", Content_Type="text/plain").status, 400, "Content-Type text/plain: status")
    equal(WORLD.post("/v1/cases", {"case_number": number, "id_tail": tail}, box="A" * 32).status, 400, "a box of capitals: status")
    equal(WORLD.sandbox.calls(), before, "calls to the case system after all that")
    equal(WORLD.post("/v1/cases", {"case_number": number, "id_tail": tail, "more": {"a": [1, None]}}).status, 200,
          "a field that a later contract may have: status")


def test_other_methods():
    for path in ("/v1/cases", "/v1/ratings"):
        for method in ("GET", "HEAD", "PUT", "DELETE"):
            answer = WORLD.ask(path, method)
            equal((answer.status, answer.headers.get("allow")), (405, "POST"), f"{method} {path}")
    equal(WORLD.ask("/v1/menu", "POST").status, 405, "POST /v1/menu: status")


def test_no_such_case_and_wrong_tail_are_alike():
    """The same words, and the same time: medians of nine each, some of them with a slow case system."""
    WORLD.forget_counts()
    known = WORLD.sandbox.case("8")
    times = {"no such case": [], "wrong tail": []}
    bodies = set()
    for turn in range(9):
        WORLD.sandbox.fault("delay:150" if turn % 3 == 0 else "none")
        for what, number in (("no such case", number_of(1000 + turn)), ("wrong tail", known["case_number"])):
            if turn % 3 == 0:
                WORLD.age(60000)
            begin = time.monotonic()
            answer = WORLD.post("/v1/cases", {"case_number": number, "id_tail": "1112"})
            times[what].append(time.monotonic() - begin)
            equal(answer.status, 404, f"{what}: status")
            bodies.add((answer.raw, tuple(sorted(set(answer.headers) - {"date"}))))
    WORLD.sandbox.fault("none")
    equal(len(bodies), 1, f"different answers among {bodies}")
    medians = {what: statistics.median(some) for what, some in times.items()}
    check(abs(medians["no such case"] - medians["wrong tail"]) < 0.05, f"medians within 50 ms, got {medians}")
    check(all(some >= 0.39 for some in times["no such case"] + times["wrong tail"]), f"not before 400 ms: {times}")


def test_refusals_count_from_the_whole_question():
    """Whoever sends the body late neither shifts the moment of a refusal nor takes the case system for overdue."""
    WORLD.forget_counts()
    for what, number in (("no such case", number_of(2000)), ("wrong tail", WORLD.sandbox.case("8")["case_number"])):
        for pause in (0.37, 0.6):
            answer, took = WORLD.post_slowly("/v1/cases", {"case_number": number, "id_tail": "1112"}, pause)
            equal(answer.status, 404, f"{what}, the body {pause} s late: status")
            check(0.39 <= took < 3, f"{what}, the body {pause} s late: 400 ms after it, got {took:.3f} s")
    case = WORLD.sandbox.case("3")
    WORLD.find(case)
    WORLD.age(60000)
    answer, _ = WORLD.post_slowly("/v1/cases", {"case_number": case["case_number"], "id_tail": case["id_tail"]}, 0.8)
    equal((answer.status, answer.json().get("stale")), (200, None), "a body later than the case system's time: asked all the same")


def test_metrics_say_nothing_of_a_case():
    """A wrong tail of a case that is there, a number that is none, each new and asked again: the same metrics grow."""
    WORLD.forget_counts()
    WORLD.age(60000)
    known, unknown = WORLD.sandbox.case("8")["case_number"], number_of(2100)
    grown = []
    for number in (known, unknown, known, unknown):
        before = WORLD.case_metrics()
        equal(WORLD.post("/v1/cases", {"case_number": number, "id_tail": "1112"}).status, 404, "a wrong look-up: status")
        grown.append({name: value - before[name] for name, value in WORLD.case_metrics().items() if value != before[name]})
    for some in grown:
        equal(some, {'tv_hall_cases_total{outcome="not_found"}': 1}, f"what grew, of {grown}")


def test_rating():
    WORLD.forget_counts()
    best = WORLD.sandbox.case("11")
    equal(WORLD.find(best)["may_rate"], True, "may_rate before")
    equal(WORLD.rate(best, 5), {"stars": 5}, "rating 5")
    equal(WORLD.sandbox.stored(best)["satisfaction"], "1", "what the case system has: 1 is its best")
    equal(WORLD.rate(best, 5), {"stars": 5}, "the same again")
    equal(WORLD.rate(best, 1, 409)["error"], "already_rated", "another one")
    found = WORLD.find(best)
    equal((found["rated"], found["may_rate"]), (5, False), "rated and may_rate afterwards")
    equal(WORLD.rate(WORLD.sandbox.case("8"), 3, 409)["error"], "not_finished", "a case in hand")
    equal(WORLD.rate(WORLD.sandbox.case("13"), 3, 404, tail="1112")["error"], "no_such_case", "a wrong tail")
    equal(WORLD.sandbox.stored(WORLD.sandbox.case("13"))["satisfaction"], "", "what a wrong tail rated")


def test_rating_whose_answer_was_lost():
    case = WORLD.sandbox.case("17")
    WORLD.find(case)  # so that only the rating itself meets the fault
    WORLD.sandbox.fault("cut:0:1")
    WORLD.rate(case, 2, 503)
    equal(WORLD.rate(case, 2), {"stars": 2}, "sent again")
    equal(WORLD.rate(case, 4, 409)["error"], "already_rated", "another one")
    other = WORLD.sandbox.case("18")
    WORLD.find(other)
    results = WORLD.at_once(lambda turn: WORLD.post("/v1/ratings", {"case_number": other["case_number"], "id_tail": other["id_tail"],
                                                                    "stars": 1 + turn}).status, 5)
    equal(sorted(results), [200, 409, 409, 409, 409], "five different ratings at once")


def test_calls_are_shared_and_not_repeated():
    case = WORLD.sandbox.case("12")
    WORLD.age(60000)
    WORLD.sandbox.fault("delay:300")
    before = WORLD.sandbox.calls()
    wrong = 2
    results = WORLD.at_once(lambda turn: WORLD.post("/v1/cases", {"case_number": case["case_number"],
                                                                  "id_tail": "1112" if turn < wrong else case["id_tail"]}).status, 7)
    WORLD.sandbox.fault("none")
    equal(sorted(results), [200] * 5 + [404] * 2, "seven look-ups at once, two with a wrong tail")
    equal(WORLD.sandbox.calls() - before, 1, "calls for them")
    WORLD.find(case)
    equal(WORLD.sandbox.calls() - before, 1, "calls after a repeated poll")


def test_limits_of_a_box():
    with World(FOLDER / "limits") as world:
        cases = world.sandbox.cases
        box = "a" * 32
        for case in cases[:5]:
            world.find(case, box=box)
        refused = world.find(cases[5], 429, box=box)
        equal((refused["limit"], refused["retry_at"]), ("persons", midnight_after(now_ms())), "the sixth case")
        world.find(cases[0], box=box)
        world.find(cases[5])
        world.again()
        equal(world.find(cases[5], 429, box=box)["limit"], "persons", "the sixth case after a restart")

        other = "b" * 32
        # While it is not known how they end, they count as cases seen as well: of many at once, some hear 429 before the tenth.
        def fail(turn):
            return world.post("/v1/cases", {"case_number": number_of(turn), "id_tail": "1112"}, other).status

        results = world.at_once(fail, 14)
        while len(results) < 24 and results.count(404) < 10:
            results.append(fail(len(results)))
        equal(results.count(404), 10, f"failures before the limit, of {results}")
        equal(world.find(cases[6], 429, box=other)["limit"], "failures", "a good look-up after ten failures")
        world.again()
        equal(world.find(cases[6], 429, box=other)["limit"], "failures", "the same after a restart")

        target = cases[7]
        owner = "d" * 32
        for _ in range(12):
            world.find(target)
        world.find(target, box=owner)
        wrong = {"case_number": target["case_number"], "id_tail": "1112"}
        for _ in range(10):
            world.find(wrong, 404)
        equal(world.find(target, 429)["limit"], "target", "a look-up after ten wrong tails, each from another box")
        equal(world.find(wrong, 429)["limit"], "target", "the same with a wrong tail")
        world.find(target, box=owner)  # who has found it today still does
        check(world.metric('tv_hall_cases_total{outcome="too_many"}') >= 2, "the metric of refusals")


def test_limits_of_an_address():
    with World(FOLDER / "address") as world:
        cases = world.sandbox.cases
        # Without a number the address is the box.
        for case in cases[:5]:
            world.find(case, box="")
        equal(world.find(cases[5], 429, box="")["limit"], "persons", "the sixth case without a box")
        world.find(cases[5])
        # With ever another number, there is a ceiling of the address.
        results = world.at_once(lambda turn: world.post("/v1/cases", {"case_number": number_of(turn), "id_tail": "1112"}).status, 60)
        equal((results.count(404), results.count(429)), (50, 10), "sixty failures, each of another box: 404 and 429")
        equal(world.find(cases[6], 429)["limit"], "failures", "another box of the same address")
        # A proxy on this machine tells whom it serves.
        world.find(cases[6], X_Forwarded_For="198.51.100.1, 203.0.113.7")
        equal(world.find(cases[6], 429, X_Forwarded_For="nonsense")["limit"], "failures", "X-Forwarded-For that is no address")
        # HAProxy adds a line of its own behind the client's.
        question = {"case_number": cases[6]["case_number"], "id_tail": cases[6]["id_tail"]}
        for what, lines, status in (("what the client says", ("198.51.100.2", "127.0.0.1"), 429),
                                    ("what the proxy says", ("127.0.0.1", "198.51.100.2"), 200),
                                    ("in three lines", ("198.51.100.2", "198.51.100.3, 198.51.100.4", "127.0.0.1"), 429)):
            answer, _ = world.post_slowly("/v1/cases", question, lines=[f"X-Forwarded-For: {line}" for line in lines])
            equal(answer.status, status, f"several lines of X-Forwarded-For, {what}: status")


def test_every_fault():
    """Known from before: what was known last, with its age. Not known, or a wrong tail: unavailable. And the headend lives."""
    with World(FOLDER / "faults") as world:
        known = world.sandbox.case("6")
        first = world.find(known)
        for number, fault in enumerate(("error", "garbage", "cut", "wrong-types", "huge", "deep", "empty", "hang", "gone")):
            world.again()  # with a breaker that knows of nothing
            world.age(3600000)
            with_limits = {"X_Forwarded_For": f"198.51.100.{number}"}
            if fault == "gone":
                world.sandbox.end()
            else:
                world.sandbox.fault(fault)
            stale = world.find(known, box="", **with_limits)
            equal(stale.get("stale"), True, f"{fault}: stale")
            equal(stale["as_of"], first["as_of"] - 3600000 * (number + 1), f"{fault}: as_of")
            equal({**stale, "as_of": 0, "stale": 0}, {**first, "as_of": 0, "stale": 0}, f"{fault}: what was known")
            equal(world.find({"case_number": number_of(1 + number), "id_tail": "1112"}, 503, box="", **with_limits)["error"],
                  "unavailable", f"{fault}: unknown")
            check(world.metric('tv_hall_cases_failed_total{why="down"}') +
                  world.metric('tv_hall_cases_failed_total{why="nonsense"}') == 2, f"{fault}: two failed calls in the metrics")
        world.again()
        world.forget_counts()
        world.age(31 * 24 * 3600000)
        equal(world.find(known, 503, X_Forwarded_For="198.51.100.99")["error"], "unavailable", "after 31 days it is forgotten")


def test_wrong_tail_while_the_case_system_is_down():
    """Wrong tails of cases that are known from before and of others are all 503, however many, and no day's limit is reached by them;
    but after ten of either kind a box is told nothing from before until the case system is back."""
    with World(FOLDER / "down") as world:
        known = (world.sandbox.case("6"), world.sandbox.case("8"))
        finder = "f" * 32
        for case in known:
            world.find(case, box=finder)
        for number, wrong in enumerate((known[0]["case_number"], number_of(1))):
            box = "ce"[number] * 32
            world.age(3600000)
            world.sandbox.fault("error")
            for _ in range(13):
                world.find({"case_number": wrong, "id_tail": "1112"}, 503, box=box)
            world.find(known[1], 503, box=box)
            equal(world.find(known[1]).get("stale"), True, "another box")
            equal(world.find(known[0], box=finder).get("stale"), True, "whoever has found it today")
            world.sandbox.fault("none")
            world.again()  # with a breaker that knows of nothing
            equal(world.find(known[1], box=box).get("stale"), None, "once the case system is back")


def test_what_is_too_old_leaves_the_file_at_the_start():
    with World(FOLDER / "old") as world:
        case, other = world.sandbox.cases[:2]
        world.find(case)
        world.find({"case_number": other["case_number"], "id_tail": "1112"}, 404)
        world.age(31 * 24 * 3600000)
        world.kept("UPDATE seen SET day = 20200101")
        world.kept("UPDATE counts SET day = 20200101")
        world.again()
        for table in ("kept", "seen", "counts"):
            equal(world.kept(f"SELECT count(*) FROM {table}"), [(0,)], f"rows of {table}, without a look-up since")


def test_made_up_boxes_do_not_fill_the_disk():
    """Of one address, each asks about a case that it knows."""
    with World(FOLDER / "disk") as world:
        case = world.sandbox.cases[0]
        for _ in range(600):
            world.find(case)
        rows = sum(world.kept(f"SELECT count(*) FROM {table}")[0][0] for table in ("kept", "seen", "counts", "boxes"))
        check(rows < 250, f"{rows} rows after 600 look-ups of one case")
        size = sum(path.stat().st_size for path in world.folder.glob("hall.db.cases*"))
        check(size < 1.5 * 2**20, f"{size} bytes of files")


def test_a_headend_that_is_killed_charges_nobody():
    box = "c" * 32
    with World(FOLDER / "killed") as world:
        world.sandbox.fault("hang")
        world.configure(f'<cases url="{world.sandbox.url}" timeout-ms="6000"/>')
        world.again()
        asked = [threading.Thread(target=lambda turn=turn: raises(lambda: world.post("/v1/cases", {"case_number": number_of(turn), "id_tail": "1112"}, box)))
                 for turn in range(5)]
        for thread in asked:
            thread.start()
        world.eventually(lambda: world.kept("SELECT sum(open) FROM seen") == [(10,)], "five look-ups under way, of box and address")
        world.end()
        for thread in asked:
            thread.join()
        world.sandbox.fault("none")
        world.start()
        equal(world.kept("SELECT count(*) FROM seen") + world.kept("SELECT count(*) FROM counts"), [(0,), (0,)], "rows after the next start")
        for case in world.sandbox.cases[:5]:
            world.find(case, box=box)


def raises(work):
    try:
        work()
    except OSError:
        return
    raise AssertionError("an answer, though the headend was killed")


def test_breaker():
    with World(FOLDER / "breaker") as world:
        world.sandbox.fault("error")
        for turn in range(5):
            world.find({"case_number": number_of(turn), "id_tail": "1112"}, 503)
        equal(world.metric("tv_hall_cases_breaker_open"), 1, "the breaker after five failures")
        before = world.sandbox.calls()
        world.at_once(lambda turn: world.find({"case_number": number_of(100 + turn), "id_tail": "1112"}, 503), 8)
        equal(world.sandbox.calls(), before, "calls while it is open")
        world.sandbox.fault("none")
        case = world.sandbox.case("8")
        question = {"case_number": case["case_number"], "id_tail": case["id_tail"]}
        turn = iter(range(10 ** 6))
        world.eventually(lambda: world.post("/v1/cases", question, X_Forwarded_For=f"198.51.100.{next(turn) % 250}").status == 200 or
                         time.sleep(0.3), "a look-up once the case system is well")
        equal(world.metric("tv_hall_cases_breaker_open"), 0, "the breaker afterwards")
        check("answers again" in world.log(), f"a line of the log that says so: {world.log()}")


def test_feeds_are_served_while_look_ups_hang():
    with World(FOLDER / "hang") as world:
        world.sandbox.fault("hang")
        world.configure(f'<cases url="{world.sandbox.url}" timeout-ms="4000"/>')
        world.again()

        def work(turn):
            if turn % 4 == 3:
                time.sleep(0.3)
                return world.get("/v1/menu").status
            return world.post("/v1/cases", {"case_number": number_of(turn), "id_tail": "1112"}).status

        begin = time.monotonic()
        answers = world.at_once(lambda turn: (work(turn), time.monotonic() - begin), 40)
        slowest = max(seconds for status, seconds in answers if status == 200)
        equal(sorted(status for status, _ in answers), [200] * 10 + [503] * 30, "ten menus and thirty look-ups")
        check(slowest < 3, f"menus before any look-up ended, the slowest after {slowest:.1f} s")


def test_end_while_look_ups_hang():
    with World(FOLDER / "end") as world:
        world.sandbox.fault("hang")
        world.configure(f'<cases url="{world.sandbox.url}" timeout-ms="3000"/>')
        world.again()

        def work(turn):
            if turn == 20:
                time.sleep(0.5)
                return world.stop()
            return world.post("/v1/cases", {"case_number": number_of(turn), "id_tail": "1112"}).status

        equal(world.at_once(work, 21), [503] * 20 + [0], "twenty look-ups, and the headend's status")


def test_an_answer_before_the_box_gives_up():
    """A box waits 10 s. A rating takes two calls; together they take no longer than one answer may."""
    with World(FOLDER / "slow") as world:
        world.configure(f'<cases url="{world.sandbox.url}" timeout-ms="6000"/>')
        world.again()
        world.sandbox.fault("delay:5000")
        begin = time.monotonic()
        world.rate(world.sandbox.case("11"), 5, 503)
        took = time.monotonic() - begin
        check(6.3 < took < 9.5, f"after 6.4 s, got {took:.2f} s")
        world.sandbox.fault("none")
        equal(world.rate(world.sandbox.case("11"), 5), {"stars": 5}, "sent again")


def test_no_core_file():
    limits = pathlib.Path(f"/proc/{WORLD.child.pid}/limits").read_text(encoding="ascii")
    check(any(line.split()[:6] == ["Max", "core", "file", "size", "0", "0"] for line in limits.splitlines()), f"no core file, got {limits}")


def test_without_a_case_system():
    with World(FOLDER / "without") as world:
        world.configure("")
        world.again()
        equal(world.find(world.sandbox.cases[0], 503)["error"], "unavailable", "a look-up")


def test_holidays():
    with World(FOLDER / "holidays") as world:
        case = world.sandbox.case("3")  # promised in seven days
        left = world.find(case)["days_left"]
        zone = datetime.timezone(datetime.timedelta(hours=8))
        today = datetime.datetime.now(zone).date()
        days = [today + datetime.timedelta(days=number) for number in range(1, 8)]
        equal(left, sum(day.weekday() < 5 for day in days), "days left by weekdays")
        content = "".join(f'<day date="{day:%Y%m%d}" works="{"false" if day.weekday() < 5 else "true"}" name="示例"/>' for day in days)
        path = world.folder / "days.xml"
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?><content version="1">{content}</content>', encoding="utf-8")
        world.admin("import-content", path)
        turn = iter(range(10 ** 6))
        world.eventually(lambda: world.find(case, X_Forwarded_For=f"198.51.100.{next(turn)}")["days_left"] == 7 - left or
                         time.sleep(0.5), "days left with every weekday off and the weekend worked")


def guides_of_codes():
    """{task code: the sample city's guide that has it}; no two have the same."""
    found = {}
    for path in sorted(SAMPLE.glob("guides-*.xml")):
        for guide in ElementTree.parse(path).getroot().findall("guide"):
            for code in {member.get("task-code") for member in guide.findall("member")} - {None}:
                equal(found.setdefault(code, guide.get("id")), guide.get("id"), f"the guide of {code}")
    return found


def guide_of(world, case):
    world.forget_counts()
    return world.find(case).get("guide")


def test_guide_of_the_matter():
    wanted = guides_of_codes()
    with World(FOLDER / "guides") as world:
        first = world.sandbox.cases[0]
        equal(guide_of(world, first), None, "the guide of a store without any")
        world.admin("import-content", SAMPLE)
        world.eventually(lambda: guide_of(world, first) == "retirement", "the guide of a case that is known")
        guides = [guide_of(world, case) for case in world.sandbox.cases]
        equal(guides, [wanted.get(world.sandbox.stored(case)["task_code"]) for case in world.sandbox.cases], "the guides of the samples")
        check(guides.count(None) == 2, f"sample cases with and without a guide: {guides}")
        calls = world.sandbox.calls()
        alone = world.folder / "alone.xml"
        code = world.sandbox.stored(first)["task_code"]
        alone.write_text(f'<content version="1"><guide id="alone" theme="150"><name>退休</name><summary>s</summary><member name="退休" '
                         f'org-name="局" task-code="{code}"/></guide></content>', encoding="utf-8")
        world.admin("import-content", alone)
        world.eventually(lambda: guide_of(world, first) == "alone", "the guide that tells of nothing else")
        world.admin("withdraw-content", "guide", "alone")
        world.eventually(lambda: guide_of(world, first) == "retirement", "the other one again")
        world.admin("withdraw-content", "guide", "retirement")
        world.eventually(lambda: guide_of(world, first) is None, "no guide any more")
        check(world.sandbox.calls() <= calls + 2, f"calls to the case system for all that: {world.sandbox.calls() - calls}")
        world.admin("import-content", SAMPLE)
        world.again()
        equal(guide_of(world, first), "retirement", "at once after a start")
        world.sandbox.fault("error")
        world.age(60000)
        world.forget_counts()
        found = world.find(first)
        equal((found.get("stale"), found.get("guide")), (True, "retirement"), "while the case system is down")


def test_nothing_personal_is_kept_or_logged():
    log = WORLD.log()
    for name in ("hall.db.cases", "hall.db.cases-key"):
        equal((WORLD.folder / name).stat().st_mode & 0o777, 0o600, f"mode of {name}")
    files = b"".join(path.read_bytes() for path in WORLD.folder.glob("hall.db.cases*"))
    metrics = WORLD.ask("/metrics").body.decode()
    for case in WORLD.sandbox.cases:
        stored = WORLD.sandbox.stored(case)
        for name in ("applicant_name", "applicant_cert_no", "applicant_phone", "project_no"):
            check(stored[name] not in log, f"{name} stands in the log")
            check(stored[name].encode() not in files, f"{name} stands in a file")
            check(stored[name] not in metrics, f"{name} stands in the metrics")


def test_nothing_personal_stays_in_memory():
    process_memory.needs_wiping()
    WORLD.forget_counts()
    cases = WORLD.sandbox.cases[:5]  # as many as an address without room for more boxes may see
    names = ("applicant_name", "applicant_cert_no", "applicant_phone")
    for case in cases:
        WORLD.find(case)
    memory = process_memory.of(WORLD.child.pid)
    check(cases[0]["case_number"].encode() in process_memory.of(os.getpid()), "this test sees no memory")
    left = [f"{name} of {case['shows']}" for case in cases for name in names
            if WORLD.sandbox.stored(case)[name].encode() in memory]
    equal(left, [], "left in the headend's memory")


def main():
    global FOLDER, WORLD
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        WORLD = World(FOLDER / "world")
        with WORLD:
            tap.run(globals())


if __name__ == "__main__":
    main()
