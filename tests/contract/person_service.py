"""A service of persons' own data by itself (ask-person.c), with the real sandbox behind it: for contracts and journeys."""

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

    def __init__(self, name, folder, url, **attributes):
        self.name = name
        self.folder = pathlib.Path(folder)
        config = self.folder / "headend.xml"
        city.write_config(str(ROOT / "assets" / "headend.xml"), str(config), 1, self.folder / "hall.db", self.folder / "pictures")
        more = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in {"timeout_ms": 1000, **attributes}.items())
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("</server>", f'<{name} url="{url}"{more}/></server>'), encoding="utf-8")
        with open(self.folder / "log", "ab") as log:
            self.child = subprocess.Popen([ROOT / "build" / FLAVOUR / "tests" / "contract" / "ask-person", name, config,
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

    def lines(self, person, what=None, post="-", count=1):
        self.child.stdin.write(f"{count} {person} {what or self.name} {post}\n")
        self.child.stdin.flush()
        return [self.child.stdout.readline() for _ in range(count)]

    def raw(self, person, what=None, post="-", status=200):
        said, _, body = self.lines(person, what, post)[0].partition(" ")
        equal(int(said or 0), status, f"{what or self.name}: status; it said {body[:200]!r}")
        return body

    def ask(self, person, record, what=None, post="-"):
        """The answer, which is a record of the contract."""
        answer = json.loads(self.raw(person, what, post))
        fits(SCHEMAS[record], answer)
        return answer

    def refused(self, person=MAN):
        answer = json.loads(self.raw(person, status=503))
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
    """A sandbox and the service before it, in a folder of their own. `service`: what makes it, from folder and address."""

    def __init__(self, name, service=None, **attributes):
        self.name = name
        self.make = service or (lambda *place, **more: Service(name, *place, **more))
        self.attributes = attributes

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix=f"tv-hall-{self.name}-")
        self.sandbox = Sandbox()
        self.service = self.make(self.folder.name, self.sandbox.url, **self.attributes).__enter__()
        return self

    def __exit__(self, *reason):
        try:
            self.service.__exit__(*reason)
        finally:
            self.sandbox.end()
            self.folder.cleanup()

    def fault(self, text):
        equal(self.sandbox.ask(f"/sandbox/fault?set={self.name}:{text}", b""), {"ok": True}, f"fault {text}")

    def calls(self):
        return self.sandbox.ask("/sandbox/calls")[self.name]
