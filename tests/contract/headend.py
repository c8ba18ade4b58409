"""A real headend on a temporary store, and its answers held against docs/openapi.yaml."""

import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from xml.sax.saxutils import escape

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]
BUILD = ROOT / os.environ.get("B", "build/" + os.environ.get("FLAVOUR", "release"))

with open(ROOT / "docs" / "openapi.yaml", encoding="utf-8") as _file:
    CONTRACT = yaml.safe_load(_file)


def program(name):
    return str(BUILD / name)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def text(self):
        body = gzip.decompress(self.body) if self.headers.get("Content-Encoding") == "gzip" else self.body
        return body.decode("utf-8")

    def json(self):
        return json.loads(self.text())


def _resolve(node):
    while isinstance(node, dict) and "$ref" in node:
        target = CONTRACT
        for part in node["$ref"].lstrip("#/").split("/"):
            target = target[part]
        node = target
    return node


def _operation(path):
    plain = urllib.parse.urlsplit(path).path
    for template, item in CONTRACT["paths"].items():
        pattern = re.sub(r"\\\{[a-z]+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, plain):
            return item["get"]
    raise AssertionError(f"{path} is not in the contract")


def conform(path, answer, head=False):
    """Fails unless status, headers and body are what the contract says for this path."""
    response = _operation(path)["responses"].get(str(answer.status))
    assert response is not None, f"{path}: the contract knows no status {answer.status}: {answer.body[:200]}"
    response = _resolve(response)
    for name, header in response.get("headers", {}).items():
        header = _resolve(header)
        value = answer.headers.get(name)
        assert value is not None or not header.get("required"), f"{path}: {answer.status} without {name}"
        if value is not None:
            jsonschema.validate(value, header["schema"])
    content = response.get("content")
    if content is None:
        assert answer.body == b"", f"{path}: {answer.status} with a body"
        return
    media = answer.headers.get("Content-Type", "").split(";")[0]
    assert media in content, f"{path}: Content-Type {media}, the contract says {', '.join(content)}"
    if media == "application/json" and not head:
        schema = dict(content[media]["schema"], components=CONTRACT["components"])
        jsonschema.Draft4Validator(schema).validate(answer.json())


def rss(items, title="示例部门信息公开", extra=""):
    return (f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:hall="urn:tv-hall:notice:1"><channel>'
            f"<title>{title}</title><link>https://www.example.org/</link><description>x</description>"
            + "".join(items) + extra + "</channel></rss>")


def item(guid, title="示例通知", body="<p>正文</p>", date="Tue, 10 Nov 2026 09:00:00 +0800", **fields):
    extension = "".join(f"<hall:{name}>{escape(str(value))}</hall:{name}>" for name, value in fields.items())
    return (f'<item><guid isPermaLink="false">{escape(guid)}</guid><title>{escape(title)}</title><pubDate>{date}</pubDate>'
            f"<category>通知公告</category><description>{escape(body)}</description>{extension}</item>")


class Headend:
    """with Headend() as headend: headend.get("/v1/menu")"""

    def __init__(self, *arguments):
        self.arguments = arguments
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tv-hall-contract-"))
        self.config = self.folder / "headend.xml"
        self.config_text = (ROOT / "assets" / "headend.xml").read_text(encoding="utf-8")
        self.config_text = re.sub(r"<listen [^>]*/>", '<listen address="127.0.0.1" port="0" threads="2"/>', self.config_text)
        self.config_text = re.sub(r"<store [^>]*/>", f'<store path="{self.folder}/hall.db"/>', self.config_text)
        self.config_text = re.sub(r"<pictures [^>]*/>", f'<pictures directory="{self.folder}/pictures"/>', self.config_text)
        self.config.write_text(self.config_text, encoding="utf-8")
        self.child = None
        self.port = None
        self.log_path = self.folder / "log"

    def start(self):
        with open(self.log_path, "ab") as log:
            self.child = subprocess.Popen([program("tv-hall-headend"), "--config", str(self.config), *self.arguments],
                                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.child.stdout.readline()
        match = re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", line)
        assert match, f"the headend said {line!r}, then: {self.log()[-2000:]}"
        self.port = int(match[1])
        return self

    def stop(self, number=signal.SIGTERM):
        """The exit status."""
        if self.child and self.child.poll() is None:
            self.child.send_signal(number)
        status = self.child.wait(timeout=60) if self.child else 0
        if self.child:
            self.child.stdout.close()
        self.child = None
        return status

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        try:
            status = self.stop()
            if kind is None:
                assert status == 0, f"the headend ended with status {status}: {self.log()[-3000:]}"
        finally:
            if self.child:
                self.child.kill()
                self.child.wait()
            shutil.rmtree(self.folder, ignore_errors=True)

    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path, method="GET", connection=None, **headers):
        """Asks, and fails unless the answer to a GET or HEAD is as the contract says."""
        own = connection is None
        connection = connection or self.connect()
        try:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            answer = Answer(response.status, dict(response.headers), response.read())
        finally:
            if own:
                connection.close()
        if method in ("GET", "HEAD") and answer.status not in (414,):
            try:
                conform(path, answer, head=method == "HEAD")
            except AssertionError:
                if "is not in the contract" not in str(sys.exc_info()[1]):
                    raise
        return answer

    def pages(self, path):
        """Every page of a list."""
        after = ""
        while True:
            page = self.get(path + (f"&after={urllib.parse.quote(after)}" if after else "")).json()
            yield page
            after = page.get("next", "")
            if not after:
                return

    def until(self, what, condition, seconds=20):
        """The store is looked at four times a second, the configuration once."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            got = condition()
            if got:
                return got
            time.sleep(0.05)
        raise AssertionError(f"{what}: did not come to pass within {seconds} s; log: {self.log()[-1500:]}")

    def admin(self, *arguments, status=0):
        done = subprocess.run([program("tv-hall-admin"), arguments[0], "--config", str(self.config), *arguments[1:]],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == status, (f"tv-hall-admin {' '.join(arguments)}: status {done.returncode}, wanted {status}: "
                                           f"{done.stdout}{done.stderr}")
        return done

    def feed(self, text, name="feed.xml", status=0):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return self.admin("import-notices", str(path), status=status)
