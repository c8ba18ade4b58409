"""The utilities of a headend by themselves (ask-utility.c), with the real sandbox behind them, or a liar in between."""

import atexit
import contextlib
import http.server
import json
import pathlib
import subprocess
import tempfile
import threading
import urllib.request

from case_world import Sandbox
from headend import FLAVOUR, ROOT, city
from tap import check, equal

UTILITIES = city.UTILITIES
TIMEOUT_MS = 4000


class Asking:
    """The utilities, asked on their standard input; what they log is kept."""

    def __init__(self, folder, url, answers=None):
        self.folder = pathlib.Path(folder)
        config = self.folder / "headend.xml"
        city.write_config(str(ROOT / "assets" / "headend.xml"), str(config), 1, self.folder / "hall.db", self.folder / "pictures")
        rows = "".join(f'<utility kind="{kind}" operator="{operator}" name="{name}" pattern="{pattern}" url="{url}/{kind}"/>'
                       for kind, operator, name, pattern in UTILITIES)
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("</server>", f"<utilities>{rows}</utilities></server>"), encoding="utf-8")
        with open(self.folder / "log", "ab") as log:
            self.child = subprocess.Popen([ROOT / "build" / FLAVOUR / "tests" / "contract" / "ask-utility", config,
                                           ROOT / "assets" / "schemas" / "headend.rng", answers or ROOT / "assets" / "utilities" / "answers.xml",
                                           ROOT / "assets" / "schemas" / "utility-answers.rng"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                          stderr=log, cwd=ROOT, text=True)

    def log(self):
        return (self.folder / "log").read_text(encoding="utf-8")

    def line(self, kind, what, *words, timeout_ms=TIMEOUT_MS):
        """Outcome, word of the table, what it said."""
        self.child.stdin.write(" ".join(map(str, (f"sample-{kind}", what, timeout_ms, *words))) + "\n")
        self.child.stdin.flush()
        outcome, word, text = self.child.stdout.readline().rstrip("\n").split(" ", 2)
        return outcome, word, json.loads(text) if text != "-" else None

    def done(self, kind, what, *words):
        outcome, word, said = self.line(kind, what, *words)
        equal((outcome, word), ("done", "-"), f"{kind} {what} {words}; the log: {self.log()[-400:]}")
        return said

    def expect(self, outcome, word, kind, what, *words, **more):
        equal(self.line(kind, what, *words, **more), (outcome, word, None), f"{kind} {what} {words}")


class Liar:
    """Passes questions on to the sandbox and answers with what `change` makes of the answer."""

    def __init__(self, url):
        self.change = lambda answer: answer
        liar = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # pylint: disable=invalid-name
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with urllib.request.urlopen(url + self.path, data=body, timeout=20) as answer:
                    said = liar.change(json.load(answer))
                text = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):  # pylint: disable=arguments-differ
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def end(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(10)


class World:
    def __init__(self, folder, sandbox, asking, liar):
        self.folder, self.sandbox, self.asking, self.liar = folder, sandbox, asking, liar
        self.serials = 0
        self.status = None

    def end(self):
        """The status of the utilities when they have ended as asked."""
        if self.status is None:
            self.asking.child.stdin.close()
            self.status = self.asking.child.wait(30)
            self.asking.child.stdout.close()
            if self.liar is not None:
                self.liar.end()
            self.sandbox.end()
            self.folder.cleanup()
        return self.status

    def turn(self, kind, word):
        equal(self.sandbox.ask(f"/sandbox/turn?set={kind}:{word}", b""), {"ok": True}, f"turn {kind}:{word}")

    def fault(self, kind, text):
        equal(self.sandbox.ask(f"/sandbox/fault?set={kind}:{text}", b""), {"ok": True}, f"fault {kind}:{text}")

    def serial(self):
        self.serials += 1
        return f"ORDER-{self.serials:06d}"

    def bill(self, kind, number):
        """The first bill of an account that may be paid, as words of a posting without its serial."""
        bills = self.asking.done(kind, "bills", number)["bills"]
        found = next((bill for bill in bills if bill.get("may_pay")), None)
        check(found is not None, f"{kind} {number}: a bill that may be paid")
        return number, found["id"], found["version"], found["payable"]


_worlds = {}


def _make(lies):
    folder = tempfile.TemporaryDirectory(prefix="tv-hall-utilities-")
    sandbox = Sandbox()
    liar = Liar(sandbox.url) if lies else None
    found = World(folder, sandbox, Asking(folder.name, liar.url if lies else sandbox.url), liar)
    atexit.register(found.end)
    return found


@contextlib.contextmanager
def world(lies=False):
    """One of each for all tests of a program, as new."""
    if lies not in _worlds:
        _worlds[lies] = _make(lies)
    found = _worlds[lies]
    equal(found.sandbox.ask("/sandbox/reset", b""), {"ok": True}, "reset")
    if lies:
        found.liar.change = lambda answer: answer
    yield found
    equal(found.asking.child.poll(), None, f"the utilities' status; their log: {found.asking.log()[-2000:]}")


def end_worlds():
    """Every one ends in good order."""
    for found in _worlds.values():
        log = found.asking.log()
        equal(found.end(), 0, f"the utilities' status; their log: {log[-2000:]}")
