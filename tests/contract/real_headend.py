"""A real headend with its own store for the contract tests, and what the contract says of its answers."""

import gzip
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "run"))

import city  # noqa: E402
import processes  # noqa: E402
from tap import check, equal  # noqa: E402

FLAVOUR = os.environ.get("FLAVOUR", "release")
CONTRACT = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8"))
RESOLVER = jsonschema.RefResolver("", CONTRACT)

RSS_HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:hall="urn:tv-hall:notice:1" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<channel><title>示例局</title>")


def item(guid, title="通知", extra="", body="<p>正文</p>", date="2026-11-01T08:00:00+08:00"):
    return (f"<item><guid>{guid}</guid><title>{title}</title><dc:creator>示例局（示例）</dc:creator><dc:date>{date}</dc:date>"
            f"{extra}<content:encoded><![CDATA[{body}]]></content:encoded></item>")


def rss(*items):
    return RSS_HEAD + "".join(items) + "</channel></rss>"


def resolve(thing):
    return RESOLVER.resolve(thing["$ref"])[1] if "$ref" in thing else thing


def operation_of(path):
    """What the contract says of GET on this path: the template with no parameter first."""
    path = path.partition("?")[0]
    for template in sorted(CONTRACT["paths"], key=lambda name: name.count("{")):
        if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", template), path):
            return CONTRACT["paths"][template]["get"]
    return None


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.raw = body
        self.body = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body

    def json(self):
        return json.loads(self.body)


def keeps_contract(path, answer, has_body=True):
    """Status, headers, content type and body of the answer are those that the contract describes."""
    what = f"GET {path[:100]} → {answer.status}"
    operation = operation_of(path)
    check(operation is not None, f"{what}: the contract does not know this path")
    described = operation["responses"].get(str(answer.status))
    check(described is not None, f"{what}: the contract knows only {sorted(operation['responses'])}")
    described = resolve(described)
    for name, header in described.get("headers", {}).items():
        header = resolve(header)
        value = answer.headers.get(name.lower())
        check(value is not None or not header.get("required"), f"{what}: header {name} is missing")
        jsonschema.validate(value, header["schema"])
    if "content" not in described:
        equal(answer.raw, b"", f"{what}: body")
        return
    kind = answer.headers.get("content-type", "").partition(";")[0]
    check(kind in described["content"], f"{what}: Content-Type {kind!r}, wanted {sorted(described['content'])}")
    if has_body and kind == "application/json":
        schema = described["content"][kind]["schema"]
        jsonschema.Draft4Validator(schema, resolver=RESOLVER).validate(answer.json())


class Headend:
    """One folder, one store, at most one running headend."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config = self.folder / "headend.xml"
        self.log_path = self.folder / "headend.log"
        self.pictures = self.folder / "pictures"
        self.child = None
        self.port = None
        city.write_config(str(ROOT / "assets" / "headend.xml"), str(self.config), 0, self.folder / "hall.db", self.pictures,
                          backend_port=8080)

    def admin(self, command, *arguments, status=0):
        """Runs tv-hall-admin; fails unless it ends with `status`. Returns what it printed on both outputs."""
        words = [city.program("tv-hall-admin", FLAVOUR), command]
        if command != "check":
            words += ["--config", str(self.config)]
        done = subprocess.run([*words, *map(str, arguments)], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120, check=False)
        text = done.stdout + done.stderr
        equal(done.returncode, status, f"tv-hall-admin {command}: status (it said: {text.strip()[-600:]})")
        return text

    def take(self, text, status=0, name="feed.xml"):
        """Imports a feed that is given as text or bytes."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return self.admin("import-notices", path, status=status)

    def start(self, *options):
        reader, writer = os.pipe()
        command = [city.program("tv-hall-headend", FLAVOUR), "--config", str(self.config), "--ready-fd", str(writer), *options]
        with open(self.log_path, "ab") as log:
            self.child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                                          pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as ready:
            line = ready.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)", line)
        check(found is not None, f"--ready-fd: wanted an address, got {line!r}; the log: {self.log()}")
        self.port = int(found[1])
        return self

    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def stop(self, number=signal.SIGTERM):
        """Tells it to stop; its status."""
        self.child.send_signal(number)
        status = self.child.wait(30)
        self.child = None
        return status

    def end(self):
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            self.child = None

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def get(self, path, status=200, **headers):
        """Asks, and holds the answer against the contract."""
        answer = self.ask(path, **headers)
        equal(answer.status, status, f"GET {path[:100]}: status")
        keeps_contract(path, answer)
        return answer

    def listed(self, query=""):
        """Every notice of every page."""
        found = []
        after = ""
        while True:
            page = self.get(f"/v1/notices?limit=7{query}{after}").json()
            found += page["notices"]
            if not page.get("next"):
                return found
            after = "&after=" + page["next"]

    def eventually(self, condition, what, seconds=30):
        """The headend looks at its store and its configuration now and then."""
        end = time.monotonic() + seconds
        while not condition():
            check(time.monotonic() < end, f"{what} did not come within {seconds} s; the log: {self.log()[-600:]}")
            time.sleep(0.05)


def sample_city(folder):
    """A headend with the whole sample city in its store, and the folder of its feeds."""
    feeds = pathlib.Path(folder) / "feeds"
    subprocess.run([sys.executable, "-B", str(ROOT / "assets" / "sample-city" / "make-notices"), "--out", str(feeds)], check=True,
                   timeout=120, stdout=subprocess.DEVNULL)
    headend = Headend(folder)
    for feed in sorted(feeds.glob("*.xml")):
        headend.admin("import-notices", feed)
    return headend, feeds
