"""headend/identity by itself (identity-driver) between a provider and a phone."""

import html
import http.client
import json
import os
import pathlib
import re
import subprocess
import time
import urllib.parse

from case_world import NamedSystem
from headend import FLAVOUR, ROOT
from tap import check, equal

RETURN_URL = "https://hall.example/login/return"
PERSONS = {"示例甲": "431002188001010018", "示例乙": "431021189103070023", "示例丙": "431081189512310039", "示例丁": "43100218800101019X"}


def get(url, headers=None):
    """Without following redirects: status, headers, text."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    try:
        connection.request("GET", parts.path + ("?" + parts.query if parts.query else ""), headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


class Provider(NamedSystem):
    """The sandbox, with one of its two ways to log in."""

    def __init__(self, name):
        super().__init__(name)
        self.client = self.ask(f"/sandbox/samples/{name}")

    def calls_of_oidc(self):
        return self.ask("/sandbox/calls")[self.name]

    def counts(self):
        return self.ask(f"/sandbox/samples/{self.name}")["calls"]

    def pick(self, address, person="示例甲"):
        """What a phone does: the page, a tap on a person (None: on refusing); the address that it is sent back to."""
        status, _, page = get(address)
        equal(status, 200, f"{address[:80]}: status")
        kind = "refuse" if person is None else "person"
        links = re.findall(r'<a class="(\w+)" href="([^"]+)">([^<]+)</a>', page)
        target = next(html.unescape(link) for class_, link, name in links if class_ == kind and person in (None, name))
        status, headers, _ = get(self.url + target)
        equal(status, 302, "after the tap: status")
        return headers["Location"]


class Driver:
    """A running headend/identity. `attributes` of <identity>; `secret`: what stands in its file."""

    def __init__(self, folder, attributes, secret, mode=0o600, ready=True):
        self.folder = pathlib.Path(folder)
        secret_file = self.folder / "secret"
        secret_file.write_text(secret + "\n", encoding="utf-8")
        secret_file.chmod(mode)
        words = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in {"secret": secret_file, **attributes}.items())
        text = re.sub(r"<identity\b[^>]*/>", "", (ROOT / "assets" / "headend.xml").read_text(encoding="utf-8"))
        config = self.folder / "headend.xml"
        config.write_text(text.replace("</server>", f"<identity {words}/></server>"), encoding="utf-8")
        self.log_path = self.folder / "log"
        with open(self.log_path, "wb") as log:
            self.child = subprocess.Popen([ROOT / "build" / FLAVOUR / "tests" / "contract" / "identity-driver", config], stdin=subprocess.PIPE,
                                          stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8", env={**os.environ, "TZ": "UTC"})
        self.started = self.child.stdout.readline() != ""
        if ready and self.started:
            self.wait_until_ready()

    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def tell(self, line):
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()
        answer = self.child.stdout.readline()
        check(answer != "", f"{line[:40]}: the driver ended; its log: {self.log()[-2000:]}")
        return json.loads(answer)

    def begin(self):
        return self.tell(f"begin {RETURN_URL}")

    def wait_until_ready(self, seconds=20):
        end = time.monotonic() + seconds
        while self.begin()["result"] != "found":
            check(time.monotonic() < end, f"the provider is not known after {seconds} s; the log: {self.log()[-2000:]}")
            time.sleep(0.05)

    def finish(self, begun, returned):
        """`returned`: the whole address that the phone was sent back to, or what stands behind its "?"."""
        return self.tell(f"finish {begun['attempt']} {returned.partition('?')[2] or returned}")

    def metric(self, name):
        found = re.search(re.escape(name) + r" (\d+)\n", self.tell("metrics")["page"])
        check(found is not None, f"/metrics has no {name}")
        return int(found[1])

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.child.poll() is None:
            self.child.stdin.write("quit\n")
            self.child.stdin.close()
        status = self.child.wait(30)
        self.child.stdout.close()
        if kind is None and self.started:
            equal(status, 0, f"the driver's status; its log: {self.log()[-2000:]}")
