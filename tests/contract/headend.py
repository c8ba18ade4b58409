"""A real headend with its own store for the contract tests, and what the contract says of its answers."""

import gzip
import http.client
import json
import os
import pathlib
import re
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from xml.sax.saxutils import escape

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "run"))

import city  # noqa: E402
from tap import check, equal  # noqa: E402

FLAVOUR = os.environ.get("FLAVOUR", "release")
CONTRACT = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8"))

RSS_HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:hall="urn:tv-hall:notice:1" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<channel><link>https://www.example.org/</link><description>示例</description>")


def _fields(fields):
    return "".join(f"<hall:{name}>{escape(str(value))}</hall:{name}>" for name, value in fields.items())


def item(guid, title="通知", extra="", body="<p>正文</p>", date="2026-11-01T08:00:00+08:00", **fields):
    """An entry with the modules that say most. valid_to="2099-01-01" becomes <hall:valid_to>; `extra` is taken as it is."""
    return (f"<item><guid>{escape(guid)}</guid><title>{title}</title><dc:creator>示例局（示例）</dc:creator><dc:date>{date}</dc:date>"
            f"{extra}{_fields(fields)}<content:encoded><![CDATA[{body}]]></content:encoded></item>")


def plain_item(guid, title="示例通知", body="<p>正文</p>", date="Tue, 10 Nov 2026 09:00:00 +0800", **fields):
    """An entry as most web sites publish it: RSS 2.0 and no module."""
    return (f'<item><guid isPermaLink="false">{escape(guid)}</guid><title>{escape(title)}</title><pubDate>{date}</pubDate>'
            f"<category>通知公告</category><description>{escape(body)}</description>{_fields(fields)}</item>")


def rss(*items, title="示例局"):
    return f"{RSS_HEAD}<title>{title}</title>{''.join(items)}</channel></rss>"


def resolve(thing):
    while "$ref" in thing:
        target = CONTRACT
        for name in thing["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        thing = target
    return thing


def fits(schema, value):
    """Fails unless the value is what a schema of the contract describes."""
    # Schemas of the contract point to each other by "#/components/…".
    jsonschema.Draft4Validator({**schema, "components": CONTRACT["components"]}).validate(value)


def operation_of(path, method="GET"):
    """What the contract says of the method on this path, of another method what it says of those that are answered there: the
    template with no parameter first. None: it knows no such path."""
    path = path.partition("?")[0]
    for template in sorted(CONTRACT["paths"], key=lambda name: name.count("{")):
        if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", template), path):
            operations = CONTRACT["paths"][template]
            return operations.get("get" if method == "HEAD" else method.lower()) or next(iter(operations.values()))
    return None


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.raw = body
        self.body = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body

    def json(self):
        return json.loads(self.body)


def of_no_path(path, status):
    """What the contract's description says of addresses that are not in its paths."""
    page = {"404": "NoPage", "503": "NoPageNow"} if path.startswith("/p/") else {}
    names = {"400": "Error", "404": "Error", "405": "OtherMethod", "414": "Error", "503": "Error", **page}
    return {"$ref": f"#/components/responses/{names[status]}"} if status in names else None


def keeps_contract(path, answer, method="GET"):
    """Status, headers, content type and body of the answer are those that the contract describes."""
    what = f"{method} {path[:100]} → {answer.status}"
    operation = operation_of(path, method)
    described = operation["responses"].get(str(answer.status)) if operation else of_no_path(path, str(answer.status))
    check(described is not None, f"{what}: the contract does not know this status here; it said {answer.body[:200]!r}")
    described = resolve(described)
    for name, header in described.get("headers", {}).items():
        header = resolve(header)
        value = answer.headers.get(name.lower())
        check(value is not None or not header.get("required"), f"{what}: header {name} is missing")
        if value is not None:
            fits(header["schema"], value)
    if "content" not in described:
        equal(answer.raw, b"", f"{what}: body")
        return
    kind = answer.headers.get("content-type", "").partition(";")[0]
    check(kind in described["content"], f"{what}: Content-Type {kind!r}, wanted {sorted(described['content'])}")
    if method != "HEAD" and kind == "application/json":
        fits(described["content"][kind]["schema"], answer.json())


class Said(str):
    """What a program printed on both outputs, and on each of them."""

    def __new__(cls, out, err):
        said = super().__new__(cls, out + err)
        said.out, said.err = out, err
        return said


def ends(name, *arguments, status=0):
    """Runs one of our programs to its end; fails unless that is `status`. What it said."""
    done = subprocess.run([city.program(name, FLAVOUR), *map(str, arguments)], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=120, check=False)
    said = Said(done.stdout, done.stderr)
    equal(done.returncode, status, f"{name} {' '.join(map(str, arguments))[:200]}: status (it said: {said.strip()[-600:]})")
    return said


def counted(said, **wanted):
    """Fails unless an import says these counts: read, new, changed, unchanged, withdrawn, refused."""
    parts = (part.split() for part in said.out.partition(";")[0].split(", "))
    got = {word: int(number) for number, word in parts}
    equal({name: got.get(name) for name in wanted}, wanted, f"counts in {said.strip()}")


class Headend:
    """One folder, one store, at most one running headend. `with Headend() as headend:` is a store that nobody serves yet,
    `with Headend().start() as headend:` one that is served. At the end of the block it is told to stop and must end well."""

    def __init__(self, folder=None):
        self.temporary = None if folder else tempfile.TemporaryDirectory(prefix="tv-hall-contract-")
        self.folder = pathlib.Path(folder or self.temporary.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config = self.folder / "headend.xml"
        self.log_path = self.folder / "headend.log"
        self.pictures = self.folder / "pictures"
        self.child = None
        self.port = None
        self.tls = None  # how clients look at its certificate; None: it is served in plain
        city.write_config(str(ROOT / "assets" / "headend.xml"), str(self.config), 0, self.folder / "hall.db", self.pictures,
                          backend_port=8080)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            if self.child is not None and kind in (None, SystemExit):  # tap.run leaves by SystemExit
                equal(self.stop(), 0, f"the headend's status; its log: {self.log()[-3000:]}")
        finally:
            self.end()
            if self.temporary:
                self.temporary.cleanup()

    def admin(self, command, *arguments, status=0):
        """Runs tv-hall-admin; fails unless it ends with `status`. What it said."""
        config = () if command == "check" else ("--config", self.config)
        return ends("tv-hall-admin", command, *config, *arguments, status=status)

    def secure(self, certificate, key, authority=None):
        """Serves with this certificate from the next start on; clients believe the authority."""
        text = self.config.read_text(encoding="utf-8")
        listen = f'<listen address="127.0.0.1" port="0" threads="2" certificate="{certificate}" key="{key}"/>'
        text, count = re.subn(r"<listen\b[^>]*/>", listen, text)
        equal(count, 1, "<listen> in headend.xml")
        self.config.write_text(text, encoding="utf-8")
        self.tls = ssl.create_default_context(cafile=authority) if authority else ssl.create_default_context()

    def take(self, text, *options, status=0, name="feed.xml"):
        """Imports a feed that is given as text or bytes."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return self.admin("import-notices", *options, path, status=status)

    def rows(self, *options):
        """What list-notices prints: id, state, time, level, area, category, title of each notice."""
        return [line.split("\t") for line in self.admin("list-notices", *options).out.splitlines()]

    def launch(self, *options, before=()):
        """Starts it and does not wait: a pipe on which it says its address once it answers. `before`: what stands before the command, as a clock."""
        reader, writer = os.pipe()
        command = [*before, city.program("tv-hall-headend", FLAVOUR), "--config", str(self.config), "--ready-fd", str(writer), *options]
        with open(self.log_path, "ab") as log:
            self.child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                                          pass_fds=[writer])
        os.close(writer)
        return reader

    def is_ready(self, reader):
        """Waits for what it says on the pipe, and closes that."""
        with os.fdopen(reader) as ready:
            line = ready.readline().strip()
        found = re.fullmatch(("https" if self.tls else "http") + r"://127\.0\.0\.1:(\d+)", line)
        if found is None:
            self.end()
        check(found is not None, f"--ready-fd: wanted an address, got {line!r}; the log: {self.log()[-2000:]}")
        self.port = int(found[1])

    def start(self, *options, before=()):
        self.is_ready(self.launch(*options, before=before))
        return self

    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    def stop(self, number=signal.SIGTERM):
        """Tells it to stop; its status."""
        self.child.send_signal(number)
        status = self.child.wait(60)
        self.child = None
        return status

    def end(self):
        """Kills it, if it runs."""
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            self.child = None

    def connect(self):
        if self.tls:
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=self.tls)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def ask(self, path, method="GET", connection=None, **headers):
        """On a connection that is kept, or on one of its own. Holds the answer against the contract."""
        mine = connection or self.connect()
        try:
            mine.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = mine.getresponse()
            answer = Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            if connection is None:
                mine.close()
        keeps_contract(path, answer, method)
        return answer

    def get(self, path, status=200, method="GET", connection=None, **headers):
        answer = self.ask(path, method, connection, **headers)
        equal(answer.status, status, f"{method} {path[:100]}: status; it said {answer.body[:200]!r}")
        return answer

    def notice(self, name):
        return self.get("/v1/notices/" + name).json()

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

    def listed_ids(self, query=""):
        return [notice["id"] for notice in self.listed(query)]

    def metrics(self, connection=None):
        """{name with its labels: value}, of a page in Prometheus' text format"""
        values = {}
        for line in self.get("/metrics", connection=connection).body.decode().splitlines():
            found = re.fullmatch(r'([a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})?) ([0-9.e+-]+)', line)
            check(line.startswith("# ") or found is not None, f"/metrics: {line!r} is not of the text format")
            if found is not None:
                values[found[1]] = float(found[2])
        return values

    def metric(self, name):
        values = self.metrics()
        check(name in values, f"/metrics has no {name}")
        return values[name]

    def eventually(self, condition, what, seconds=30):
        """The headend looks at its store four times a second and at its configuration once."""
        end = time.monotonic() + seconds
        while not condition():
            check(time.monotonic() < end, f"{what} did not come within {seconds} s; the log: {self.log()[-1500:]}")
            time.sleep(0.05)


def serving(*feeds):
    """A running headend with these feeds in its store."""
    headend = Headend()
    for feed in feeds:
        headend.take(feed)
    return headend.start()


def sample_halls(folder):
    """The halls of the sample city, generated into a folder below."""
    halls = pathlib.Path(folder) / "stations"
    halls.mkdir()
    subprocess.run([sys.executable, "-B", str(ROOT / "assets" / "sample-city" / "make-stations"), "--out", str(halls)], check=True,
                   timeout=120, stdout=subprocess.DEVNULL)
    return halls


def sample_content():
    """A headend with guides, questions, benefits and halls of the sample city in its store."""
    headend = Headend()
    headend.admin("import-content", ROOT / "assets" / "sample-city" / "content", sample_halls(headend.folder))
    return headend


def sample_city():
    """A headend with the whole sample city in its store, and its feeds."""
    headend = Headend()
    folder = headend.folder / "feeds"
    subprocess.run([sys.executable, "-B", str(ROOT / "assets" / "sample-city" / "make-notices"), "--out", str(folder)], check=True,
                   timeout=120, stdout=subprocess.DEVNULL)
    feeds = sorted(folder.glob("*.xml"))
    for feed in feeds:
        headend.admin("import-notices", feed)
    return headend, feeds
