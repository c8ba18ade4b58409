"""The housing fund service of the headend by itself, with the real sandbox behind it: for contracts and journeys."""

import json
import pathlib
import subprocess
import tempfile

from case_world import Sandbox
from headend import CONTRACT, FLAVOUR, ROOT, city, fits
from tap import equal

MAN, WOMAN, RESIDENT, CONTRADICTIONS = "431002188001010018", "431021189103070023", "431081189512310039", "43100218800101019X"
STRANGER = "110101190001011234"
PERSONS = (MAN, WOMAN, RESIDENT, CONTRADICTIONS)
SCHEMAS = CONTRACT["components"]["schemas"]


class Service:
    """The service by itself, asked on its standard input; what it logs is kept."""

    def __init__(self, folder, url, **attributes):
        self.folder = pathlib.Path(folder)
        config = self.folder / "headend.xml"
        city.write_config(str(ROOT / "assets" / "headend.xml"), str(config), 1, self.folder / "hall.db", self.folder / "pictures")
        more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in {"timeout_ms": 1000, **attributes}.items())
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("</server>", f'<housing-fund url="{url}"{more}/></server>'), encoding="utf-8")
        with open(self.folder / "log", "ab") as log:
            self.child = subprocess.Popen([ROOT / "build" / FLAVOUR / "tests" / "contract" / "ask-housing-fund", config,
                                           ROOT / "assets" / "schemas" / "headend.rng"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                          stderr=log, cwd=ROOT, text=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.child.stdin.close()
        status = self.child.wait(30)
        self.child.stdout.close()
        if kind in (None, SystemExit):
            equal(status, 0, f"the service's status; its log: {self.log()[-2000:]}")

    def log(self):
        return (self.folder / "log").read_text(encoding="utf-8")

    def lines(self, person, count=1):
        self.child.stdin.write(f"{count} {person}\n")
        self.child.stdin.flush()
        return [self.child.stdout.readline() for _ in range(count)]

    def raw(self, person, status=200):
        said, _, body = self.lines(person)[0].partition(" ")
        equal(int(said or 0), status, f"status; it said {body[:200]!r}")
        return body

    def ask(self, person):
        answer = json.loads(self.raw(person))
        fits(SCHEMAS["HousingFund"], answer)
        return answer

    def refused(self, person=MAN):
        answer = json.loads(self.raw(person, 503))
        fits(SCHEMAS["Error"], answer)
        equal(answer["error"], "unavailable", "why")

    def metrics(self):
        self.child.stdin.write("metrics\n")
        self.child.stdin.flush()
        found = {}
        while (line := self.child.stdout.readline()) != ".\n":
            if not line.startswith("#"):
                name, _, value = line.rpartition(" ")
                found[name] = float(value)
        return found


class Place:
    """A sandbox and the service before it, in a folder of their own."""

    def __init__(self, **attributes):
        self.attributes = attributes

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="tv-hall-housing-fund-")
        self.sandbox = Sandbox()
        self.service = Service(self.folder.name, self.sandbox.url, **self.attributes).__enter__()
        return self

    def __exit__(self, *reason):
        try:
            self.service.__exit__(*reason)
        finally:
            self.sandbox.end()
            self.folder.cleanup()

    def fault(self, text):
        equal(self.sandbox.ask(f"/sandbox/fault?set=housing-fund:{text}", b""), {"ok": True}, f"fault {text}")

    def calls(self):
        return self.sandbox.ask("/sandbox/calls")["housing-fund"]

    def told(self, number):
        """What the sandbox says of an account."""
        return next(sample for sample in self.sandbox.ask("/sandbox/samples/housing-fund") if sample["GRZH"].endswith(number))
