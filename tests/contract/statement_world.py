"""A headend with boxes, households and utilities, and the sandbox (or a liar before it) behind: for contracts of accounts and bills."""

import re
import time

import household_world
from case_world import Sandbox
from headend import ROOT, city
from tap import check, equal
from utility_world import Liar

TARIFFS = ROOT / "assets" / "sample-city" / "content" / "tariffs.xml"
MAIN = {"electricity": "4300000018", "water": "0735001", "gas": "RQ0018"}
PIN = "402817"


class World(household_world.World):
    """with World().start() as world"""

    def __init__(self, folder=None, lies=False, timeout_ms=3000, attributes=""):
        super().__init__(folder)
        self.sandbox = Sandbox()
        self.liar = Liar(self.sandbox.url) if lies else None
        self.configure_utilities(self.liar.url if lies else self.sandbox.url, timeout_ms, attributes)
        self.admin("import-content", TARIFFS)
        self.viewers = {}

    def configure_utilities(self, url, timeout_ms=3000, attributes=""):
        rows = "".join(f'<utility kind="{kind}" operator="{operator}" name="{name}" pattern="{pattern}" url="{url}/{kind}" '
                       f'timeout-ms="{timeout_ms}" {attributes}/>' for kind, operator, name, pattern in city.UTILITIES)
        text = re.sub(r"<utilities>.*?</utilities>", "", self.config.read_text(encoding="utf-8"), flags=re.S)
        self.config.write_text(text.replace("</server>", f"<utilities>{rows}</utilities></server>"), encoding="utf-8")

    def __exit__(self, kind, *_):
        try:
            super().__exit__(kind)
        finally:
            if self.liar is not None:
                self.liar.end()
            self.sandbox.end()

    def household(self):
        """A box on which a member has signed in."""
        box = self.box()
        box.sign_in(f"person-{box.number}")
        return box

    def household_by_pin(self):
        """A box whose household has signed in by its PIN."""
        box = self.box()
        box.post("/v1/household/pin/set", {"pin": PIN})
        box.session = box.post("/v1/household/pin/check", {"pin": PIN})["session_token"]
        return box

    def look(self, kind, number, **wanted):
        """The statement of an account, always by the same box: ten may look at one in a day."""
        if number not in self.viewers:
            self.viewers[number] = self.box()
        return ask(self.viewers[number], kind, number, **wanted)

    def turn(self, kind, word):
        equal(self.sandbox.ask(f"/sandbox/turn?set={kind}:{word}", b""), {"ok": True}, f"turn {kind}:{word}")

    def fault(self, kind, text):
        equal(self.sandbox.ask(f"/sandbox/fault?set={kind}:{text}", b""), {"ok": True}, f"fault {kind}:{text}")

    def calls(self, kind):
        return self.sandbox.ask("/sandbox/calls")[kind]

    def reset(self):
        self.sandbox.ask("/sandbox/reset", b"")
        if self.liar is not None:
            self.liar.change = lambda answer: answer

    def told(self, outcome):
        return self.metric(f'tv_hall_statements_total{{outcome="{outcome}"}}')


def typed(kind, number):
    return {"operator": f"sample-{kind}", "account_no": number}


def ask(box, kind, number, **wanted):
    """The statement of a typed account."""
    return box.post("/v1/utilities/statement", typed(kind, number), **wanted)


def refused(said):
    """The word and the next step of a utility's no, which has words for a household."""
    no = said.get("refused")
    check(no is not None and "account" not in said, f"a no and no account: {str(said)[:300]}")
    check(all(no.get(part) for part in ("title", "text", "action")), f"words of the no: {no}")
    return no["word"], no["next"]


def how_long(work):
    begin = time.monotonic()
    said = work()
    return said, time.monotonic() - begin
