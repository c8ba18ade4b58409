"""A headend with the sandbox behind it, and look-ups held against docs/openapi.yaml."""

import concurrent.futures
import http.client
import itertools
import json
import re
import socket
import sqlite3
import subprocess
import time
import urllib.request

from headend import FLAVOUR, ROOT, Answer, Headend, city, keeps_contract
from tap import check, equal

BOXES = (f"{number:032x}" for number in itertools.count(1))


class Sandbox:
    def __init__(self, *options):
        self.child = subprocess.Popen([city.program("tv-hall-sandbox", FLAVOUR), *options], cwd=ROOT, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.PIPE, text=True)
        line = self.child.stdout.readline()
        found = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)\n", line)
        check(found is not None, f"tv-hall-sandbox: wanted its address, got {line!r}")
        self.url = found[1]
        self.cases = self.ask("/sandbox/samples/cases")

    def ask(self, path, body=None):
        with urllib.request.urlopen(self.url + path, data=body, timeout=20) as answer:
            return json.load(answer)

    def fault(self, text):
        equal(self.ask(f"/sandbox/fault?set=cases:{text}", b""), {"ok": True}, f"fault {text}")

    def calls(self):
        return self.ask("/sandbox/calls")["cases"]

    def case(self, status):
        """The first sample case of an upstream status."""
        return next(case for case in self.cases if case["project_status"] == status)

    def stored(self, case):
        return self.ask("/case/v1/query", json.dumps({"project_no": case["case_number"]}).encode())["data"]

    def end(self):
        if self.child is not None:
            self.child.terminate()
            status = self.child.wait(20)
            self.child.stdout.close()
            self.child = None
            equal(status, 0, "tv-hall-sandbox: status")


class NamedSystem(Sandbox):
    """The sandbox, and which of the systems that it plays is meant."""

    def __init__(self, name):
        super().__init__()
        self.name = name

    def turn(self, what):
        equal(self.ask(f"/sandbox/turn?set={self.name}:{what}", b""), {"ok": True}, f"turn {what}")

    def spoil(self, kind):
        equal(self.ask(f"/sandbox/fault?set={self.name}:{kind}", b""), {"ok": True}, f"fault {kind}")

    def reset(self):
        self.ask("/sandbox/reset", b"")


class World(Headend):
    """with World(folder) as world: world.find(case)"""

    def __init__(self, folder, *sandbox_options):
        super().__init__(folder)
        self.sandbox = Sandbox(*sandbox_options)
        self.configure(f'<cases url="{self.sandbox.url}" timeout-ms="500"/>')

    def configure(self, cases):
        text = re.sub(r"<cases\b[^>]*/>", "", self.config.read_text(encoding="utf-8"))
        self.config.write_text(text.replace("</server>", cases + "</server>"), encoding="utf-8")

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        try:
            super().__exit__(kind)
        finally:
            self.sandbox.end()

    def again(self):
        equal(self.stop(), 0, f"the headend's status; its log: {self.log()[-2000:]}")
        return self.start()

    def post(self, path, body, box=None, **headers):
        """box: "" is none, None a new one."""
        connection = self.connect()
        box = next(BOXES) if box is None else box
        headers = {"Content-Type": "application/json", **({"TV-Hall-Box": box} if box else {}),
                   **{name.replace("_", "-"): value for name, value in headers.items()}}
        try:
            connection.request("POST", path, body if isinstance(body, bytes) else json.dumps(body).encode(), headers)
            answer = connection.getresponse()
            answer = Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()
        keeps_contract(path, answer, "POST")
        return answer

    def post_slowly(self, path, question, pause=0.0, lines=()):
        """The head with more lines of it, a pause, the body; the answer, and how long it took from the body on."""
        body = json.dumps(question).encode()
        head = ["POST " + path + " HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Content-Type: application/json",
                f"Content-Length: {len(body)}", "TV-Hall-Box: " + next(BOXES), *lines, "", ""]
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall("\r\n".join(head).encode())
            time.sleep(pause)
            begin = time.monotonic()
            connection.sendall(body)
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            took = time.monotonic() - begin
            answer = Answer(answer.status, answer.getheaders(), answer.read())
        keeps_contract(path, answer, "POST")
        return answer, took

    def find(self, case, status=200, tail=None, box=None, **headers):
        question = {"case_number": case["case_number"], "id_tail": tail or case["id_tail"]}
        answer = self.post("/v1/cases", question, box, **headers)
        equal(answer.status, status, f"look-up ({case.get('shows')}): status; it said {answer.body[:200]!r}")
        return answer.json()

    def rate(self, case, stars, status=200, tail=None, box=None):
        question = {"case_number": case["case_number"], "id_tail": tail or case["id_tail"], "stars": stars}
        answer = self.post("/v1/ratings", question, box)
        equal(answer.status, status, f"rating {stars} ({case.get('shows')}): status; it said {answer.body[:200]!r}")
        return answer.json()

    def at_once(self, work, count):
        """work(0), work(1), … in threads; the results."""
        with concurrent.futures.ThreadPoolExecutor(count) as pool:
            return list(pool.map(work, range(count)))

    def age(self, milliseconds):
        """What is kept becomes so much older."""
        with sqlite3.connect(self.folder / "hall.db.cases") as database:
            database.execute("UPDATE kept SET as_of = as_of - ?", (milliseconds,))
        database.close()

    def forget_counts(self):
        """As if the day had just begun."""
        with sqlite3.connect(self.folder / "hall.db.cases") as database:
            database.execute("DELETE FROM seen")
            database.execute("DELETE FROM counts")
        database.close()

    def kept(self, sql):
        """What the file of cases says."""
        with sqlite3.connect(self.folder / "hall.db.cases") as database:
            rows = database.execute(sql).fetchall()
        database.close()
        return rows

    def case_metrics(self):
        return {name: value for name, value in self.metrics().items() if name.startswith("tv_hall_cases")}


def number_of(serial, day="260101"):
    """A well-formed case number that no system has."""
    body = f"431000{day}{serial:06d}"
    return body + f"{98 - int(body) * 100 % 97:02d}"


def midnight_after(ms):
    """The next begin of a day at +08:00."""
    day = 24 * 3600 * 1000
    zone = 8 * 3600 * 1000
    return ((ms + zone) // day + 1) * day - zone


def now_ms():
    return int(time.time() * 1000)
